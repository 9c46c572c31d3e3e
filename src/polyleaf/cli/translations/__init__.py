"""`polyleaf translations`: the life of a translation."""

from __future__ import annotations

import click

from polyleaf.cli.translations.export import export
from polyleaf.cli.translations.import_ import import_

__all__ = ["translations"]


@click.group()
def translations() -> None:
    """Give texts to translators, and take their work back."""


for command in (export, import_):
    translations.add_command(command)
