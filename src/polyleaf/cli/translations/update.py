"""`polyleaf translations update`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyleaf.cli.output import ExitStatus, print_diagnostics, print_table, relative, shown
from polyleaf.cli.projects import open_project

if TYPE_CHECKING:
    from polyleaf.publishing.translations import Update

__all__ = ["update"]

_COUNTS = ("new", "changed", "obsolete", "revived", "noted")


@click.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="LANG",
    help="Only this one; its missing catalogs are created.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what changed as JSON.")
@click.pass_obj
def update(
    project_folder: Path | None,
    leaflets: tuple[str, ...],
    languages: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> int:
    """Extract today's texts and bring every catalog up to date.

    Catalogs are merged by unit id. A translation whose source was reworded is kept, and marked
    fuzzy until a translator has looked at it. Without -l every catalog that there is goes along.
    """
    from polyleaf.diagnostics import has_errors
    from polyleaf.publishing.translations import update_translations

    project = open_project(project_folder)
    result = update_translations(project, leaflets, languages, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(_as_data(result, dry_run=dry_run), ensure_ascii=False, indent=1))
    else:
        print_diagnostics(result.diagnostics)
        _print_result(result, dry_run=dry_run)
    return ExitStatus.FAILED if has_errors(result.diagnostics) else ExitStatus.DONE


def _as_data(result: Update, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "templates": [relative(file).as_posix() for file in result.templates],
        "catalogs": [
            {
                "file": relative(catalog.file).as_posix(),
                "language": catalog.language,
                "created": catalog.created,
                **asdict(catalog.counts),
            }
            for catalog in result.catalogs
        ],
        "seen": result.seen,
        "diagnostics": [shown(diagnostic).as_dict() for diagnostic in result.diagnostics],
    }


def _print_result(result: Update, *, dry_run: bool) -> None:
    rows = [("CATALOG", *(name.upper() for name in _COUNTS))]
    for catalog in result.catalogs:
        counts = (str(getattr(catalog.counts, name) or "") for name in _COUNTS)
        rows.append((relative(catalog.file).as_posix(), *counts))
    if result.catalogs:
        print_table(rows, right=range(1, len(_COUNTS) + 1))
    done = "would change" if dry_run else "changed"
    templates, catalogs = len(result.templates), len(result.catalogs)
    click.echo(f"{catalogs} of {result.seen} catalogs and {templates} POT files {done}")
