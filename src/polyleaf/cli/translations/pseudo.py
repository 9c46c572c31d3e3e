"""`polyleaf translations pseudo`."""

from __future__ import annotations

from pathlib import Path

import click

from polyleaf.cli.output import ExitStatus, print_diagnostics, relative
from polyleaf.cli.projects import open_project

__all__ = ["pseudo"]


@click.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    required=True,
    metavar="LANG",
    help="qps-ploc, …",
)
@click.pass_obj
def pseudo(
    project_folder: Path | None, leaflets: tuple[str, ...], languages: tuple[str, ...]
) -> int:
    """Write the catalogs of pseudolocales, to try a translator's tools with.

    `polyleaf build -l qps-ploc` needs none of them.
    """
    from polyleaf.diagnostics import has_errors
    from polyleaf.publishing.pseudo_catalogs import write_pseudo_catalogs

    project = open_project(project_folder)
    files, diagnostics = write_pseudo_catalogs(project, leaflets, languages)
    print_diagnostics(diagnostics)
    for file in files:
        click.echo(relative(file).as_posix())
    return ExitStatus.FAILED if has_errors(diagnostics) else ExitStatus.DONE
