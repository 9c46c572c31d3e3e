"""`polyleaf translations accept-source`."""

from __future__ import annotations

from pathlib import Path

import click

from polyleaf.cli.dates import day
from polyleaf.cli.output import relative
from polyleaf.cli.projects import open_project

__all__ = ["accept_source"]


@click.command("accept-source")
@click.argument("leaflet")
@click.option("-l", "--language", required=True, metavar="LANG", help="The translation's language.")
@click.option("--unit", "units", required=True, multiple=True, metavar="ID", help="Which text.")
@click.option("--by", required=True, metavar="NAME", help="Who accepts it.")
@click.option("--reason", required=True, metavar="TEXT", help="Why the translation still holds.")
@click.option("--date", metavar="DATE", help="When, as 2026-01-31; otherwise today.")
@click.pass_obj
def accept_source(
    project_folder: Path | None,
    leaflet: str,
    language: str,
    units: tuple[str, ...],
    by: str,
    reason: str,
    date: str | None,
) -> int:
    """Keep a translation, and its approvals, over a change of the source's wording.

    Refused where a figure, a negation, a placeholder, a citation or a link changed.
    """
    from polyleaf.publishing.accepted_sources import accept_source as sign
    from polyleaf.publishing.signatures import Signature

    project = open_project(project_folder)
    signed = sign(project, Signature(leaflet, language, units, by, day(date)), reason)
    files = ", ".join(str(relative(file)) for file in signed.files)
    click.echo(f"source of {', '.join(signed.units)} accepted by {by}: {files}")
    for file in signed.snapshots:
        click.echo(f"approved as a whole, and kept as it stands: {relative(file)}")
    return 0
