"""`polyleaf translations import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyleaf.cli.output import ExitStatus, print_diagnostics, relative, summary
from polyleaf.cli.projects import open_project

if TYPE_CHECKING:
    from polyleaf.publishing.catalog_imports import Imported
    from polyleaf.translation.returned_rows import Change

__all__ = ["import_"]


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--partial", is_flag=True, help="Take what is sound although something is refused.")
@click.pass_obj
def import_(
    project_folder: Path | None, files: tuple[Path, ...], dry_run: bool, partial: bool
) -> int:
    """Take translations out of returned XLIFF, XLSX or PO files into the catalogs.

    Units are matched on id and source text. If anything is refused, nothing is written.
    """
    from polyleaf.diagnostics import has_errors
    from polyleaf.publishing.catalog_imports import import_files

    project = open_project(project_folder)
    result = import_files(project, files, write=not dry_run, partial=partial)
    for file, changes in result.changes.items():
        click.echo(f"{relative(file)}:")
        for change in changes:
            _print_change(change)
    print_diagnostics(result.diagnostics)
    click.echo(_conclusion(result, dry_run=dry_run))
    return ExitStatus.FAILED if has_errors(result.diagnostics) else ExitStatus.DONE


def _print_change(change: Change) -> None:
    old = change.message.target
    click.echo(f"  {change.message.id}{' (stays fuzzy)' if change.fuzzy else ''}")
    if change.target == old:
        click.echo(f"    = {old}  (confirmed)")
        return
    if old:
        click.echo(f"    - {old}")
    click.echo(f"    + {change.target}")


def _conclusion(result: Imported, *, dry_run: bool) -> str:
    count = sum(len(changes) for changes in result.changes.values())
    units = f"{count} unit{'' if count == 1 else 's'}"
    found = f"; {summary(result.diagnostics)}" if result.diagnostics else ""
    if result.written:
        return f"{units} changed{found}"
    if dry_run:
        return f"{units} would change; nothing written{found}"
    return f"nothing to change{found}" if not count else f"nothing written{found}"
