"""`polyleaf schema`."""

from __future__ import annotations

import json

import click

__all__ = ["schema"]


@click.command()
def schema() -> None:
    """Print the JSON Schema of a leaflet, for editors that check YAML as you type."""
    from polyleaf.content.model import Leaflet

    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Leaflet.model_json_schema(),
    }
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
