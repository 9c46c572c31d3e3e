"""`polyleaf verify`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyleaf.cli.dates import day
from polyleaf.cli.output import ExitStatus, print_diagnostics, print_table, relative
from polyleaf.cli.projects import open_project

if TYPE_CHECKING:
    from polyleaf.publishing.verification import Verification

__all__ = ["verify"]


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE.pdf...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--today", metavar="DATE", help="The date to judge reviews by, as 2026-01-31.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def verify(
    project_folder: Path | None, files: tuple[Path, ...], today: str | None, as_json: bool
) -> int:
    """Tell what PDFs are, and whether each is the one to hand out today.

    The PDFs may be anywhere. A PDF is current, overdue for review, outdated, withdrawn (its leaflet
    or language is no longer there), altered, not ours, or cannot be judged.
    """
    from polyleaf.publishing.verification import Verdict
    from polyleaf.publishing.verification import verify as verify_files

    date = day(today)
    project = open_project(project_folder)
    found, problems = verify_files(project, files, date)
    print_diagnostics(problems)
    _print(found, as_json=as_json)
    current = all(one.verdict is Verdict.CURRENT for one in found)
    return ExitStatus.DONE if current else ExitStatus.FAILED


def _print(found: list[Verification], *, as_json: bool) -> None:
    if as_json:
        entries = [asdict(one) | {"file": one.file.as_posix()} for one in found]
        click.echo(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    rows = [("FILE", "VERDICT", "LEAFLET", "LANGUAGE", "VERSION", "STATUS", "WHY")]
    for one in found:
        said = one.provenance
        what = (said.leaflet, said.language, said.version, said.status) if said else ("",) * 4
        rows.append((str(relative(one.file)), one.verdict, *what, "; ".join(one.reasons)))
    print_table(rows)
