"""`polyleaf translations …`: what translators and reviewers do."""

from __future__ import annotations

import click

from polyleaf.cli.translations.accept_source import accept_source
from polyleaf.cli.translations.approve import approve

__all__ = ["translations"]


@click.group()
def translations() -> None:
    """Work with translations and those who make and review them."""


for command in (accept_source, approve):
    translations.add_command(command)
