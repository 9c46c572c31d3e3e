"""`polyleaf check`."""

from __future__ import annotations

from pathlib import Path

import click

from polyleaf.cli.output import FORMATS, ExitStatus, print_diagnostics, summary

__all__ = ["check"]


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Output format.")
@click.pass_obj
def check(project_folder: Path | None, form: str) -> int:
    """Check leaflets, library, figures and catalogs without building anything."""
    from polyleaf.diagnostics import UsageError, has_errors
    from polyleaf.project import find_project, load_project
    from polyleaf.publishing.gate import check_project

    try:
        project = load_project(project_folder or find_project(Path.cwd()))
        diagnostics = check_project(project)
    except UsageError as error:
        print_diagnostics(error.diagnostics, form)
        return ExitStatus.USAGE
    print_diagnostics(diagnostics, form)
    if form == "text":
        click.echo(summary(diagnostics))
    return ExitStatus.FAILED if has_errors(diagnostics) else ExitStatus.DONE
