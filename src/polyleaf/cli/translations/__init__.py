"""`polyleaf translations`: what goes to translators, and what comes back."""

from __future__ import annotations

import click

from polyleaf.cli.translations.pseudo import pseudo
from polyleaf.cli.translations.update import update

__all__ = ["translations"]


@click.group()
def translations() -> None:
    """Keep the translations of leaflets up to date."""


for command in (update, pseudo):
    translations.add_command(command)
