"""`polyleaf schema`."""

from __future__ import annotations

import json

import click

__all__ = ["schema"]


@click.command()
def schema() -> None:
    """Print the JSON Schema of a leaflet, for editors that check YAML as you type."""
    from polyleaf.content.model import leaflet_schema

    click.echo(json.dumps(leaflet_schema(), ensure_ascii=False, indent=1))
