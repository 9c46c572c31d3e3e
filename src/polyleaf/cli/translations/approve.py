"""`polyleaf translations approve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from polyleaf.cli.dates import day
from polyleaf.cli.output import print_diagnostics, relative
from polyleaf.cli.projects import open_project

if TYPE_CHECKING:
    from polyleaf.project import Stage

__all__ = ["approve"]

# Those of polyleaf.project, which `--help` need not wait for.
STAGES: Final = ("translated", "linguistic", "back-translation", "clinical")


@click.command()
@click.argument("leaflet")
@click.option("-l", "--language", required=True, metavar="LANG", help="The translation's language.")
@click.option("--stage", required=True, type=click.Choice(STAGES), help="What was looked at.")
@click.option("--by", required=True, metavar="NAME", help="Who approves.")
@click.option("--role", required=True, metavar="ROLE", help="As what, such as clinical pharmacist.")
@click.option("--unit", "units", multiple=True, metavar="ID", help="Only this text.")
@click.option("--digest", default="", metavar="DIGEST", help="What the proof says that was signed.")
@click.option("--date", metavar="DATE", help="When, as 2026-01-31; otherwise today.")
@click.pass_obj
def approve(
    project_folder: Path | None,
    leaflet: str,
    language: str,
    stage: str,
    by: str,
    role: str,
    units: tuple[str, ...],
    digest: str,
    date: str | None,
) -> int:
    """Approve a translation as it is now, or some texts of it.

    Any later change of a text, or of its source, voids its approval.
    """
    from polyleaf.publishing.approvals import approve as sign
    from polyleaf.publishing.signatures import Signature

    project = open_project(project_folder)
    signature = Signature(leaflet, language, units, by, day(date))
    signed = sign(project, signature, cast("Stage", stage), role, digest)
    print_diagnostics(signed.diagnostics)
    number = len(signed.units)
    texts = "text" if number == 1 else "texts"
    click.echo(f"{number} {texts} approved as {stage} by {by}: {relative(signed.files[0])}")
    for file in signed.snapshots:
        click.echo(f"approved as a whole, and kept as it stands: {relative(file)}")
    return 0
