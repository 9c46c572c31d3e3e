"""`polyleaf translations`: what goes to translators and reviewers, and what comes back."""

from __future__ import annotations

import click

from polyleaf.cli.translations.accept_source import accept_source
from polyleaf.cli.translations.approve import approve
from polyleaf.cli.translations.export import export
from polyleaf.cli.translations.import_ import import_
from polyleaf.cli.translations.proof import proof
from polyleaf.cli.translations.pseudo import pseudo
from polyleaf.cli.translations.update import update

__all__ = ["translations"]


@click.group()
def translations() -> None:
    """Keep translations up to date, and work with those who make and review them."""


for command in (update, export, import_, approve, accept_source, proof, pseudo):
    translations.add_command(command)
