"""`polyleaf translations export`."""

from __future__ import annotations

from pathlib import Path

import click

from polyleaf.cli.output import ExitStatus, print_diagnostics, relative
from polyleaf.cli.projects import open_project

__all__ = ["export"]


@click.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xliff", "xlsx", "po"]),
    required=True,
    help="XLIFF 1.2 for translation tools, a workbook for reviewers, or the catalogs.",
)
@click.option(
    "-l", "--language", "languages", multiple=True, required=True, metavar="LANG", help="Into this."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write to.")
@click.pass_obj
def export(
    project_folder: Path | None,
    leaflets: tuple[str, ...],
    form: str,
    languages: tuple[str, ...],
    out: Path | None,
) -> int:
    """Write files for translators and reviewers: by default to build/translations.

    Without LEAFLET all leaflets are exported, with the wording that they share.
    """
    from polyleaf.diagnostics import has_errors
    from polyleaf.publishing.catalog_exports import Form, export_catalogs

    project = open_project(project_folder)
    folder = out or project.root / "build" / "translations"
    result = export_catalogs(project, leaflets, languages, Form(form), folder)
    print_diagnostics(result.diagnostics)
    for file in result.files:
        click.echo(relative(file))
    return ExitStatus.FAILED if has_errors(result.diagnostics) else ExitStatus.DONE
