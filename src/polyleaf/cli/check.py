"""`polyleaf check`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from polyleaf.cli.dates import day
from polyleaf.cli.output import FORMATS, ExitStatus, print_diagnostics, summary
from polyleaf.cli.projects import open_project
from polyleaf.diagnostics import Diagnostic, Location, UsageError, did_you_mean

__all__ = ["check"]

MANUAL: Final = """
unknown-code (error): `--explain` was asked for a code that no check has
Why: an explanation of another code would mislead.
Wrong: polyleaf check --explain figure-mismach
Right: polyleaf check --explain figure-mismatch
Mend: write a code of docs/checks.md; the nearest are named.
"""


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Output format.")
@click.option("--strict", is_flag=True, help="Fail where there is a warning, too.")
@click.option("--today", metavar="DATE", help="The day to judge by; otherwise today.")
@click.option("--force", is_flag=True, help="Look at everything anew.")
@click.option("--explain", metavar="CODE", help="Print what a code means, and how it is mended.")
@click.pass_obj
def check(
    project_folder: Path | None,
    form: str,
    strict: bool,
    today: str | None,
    force: bool,
    explain: str | None,
) -> int:
    """Check the whole project without building anything; what did not change is remembered.

    Exit status: 0 if there is no error (nothing, notes or warnings); 1 if there is one, or with
    --strict a warning; 2 if the project cannot be read, or an option is wrong.
    """
    if explain is not None:
        return _explain(explain)
    from polyleaf.publishing.gate import CheckRequest, check_project

    request = CheckRequest(day(today), force=force, workers=os.cpu_count() or 1)
    try:
        project = open_project(project_folder)
        diagnostics = check_project(project, request)
    except UsageError as error:
        print_diagnostics(error.diagnostics, form, complete=False)
        return ExitStatus.USAGE
    print_diagnostics(diagnostics, form)
    if form == "text":
        click.echo(summary(diagnostics))
    failing = {"error", "warning"} if strict else {"error"}
    failed = any(d.severity in failing for d in diagnostics)
    return ExitStatus.FAILED if failed else ExitStatus.DONE


def _explain(code: str) -> int:
    from polyleaf.manual import page_as_text, pages

    known = pages()
    if page := known.get(code):
        click.echo(page_as_text(page))
        return ExitStatus.DONE
    hint = did_you_mean(code, known) or "docs/checks.md lists all codes"
    message = f"no check has the code {code!r}"
    raise UsageError([Diagnostic("unknown-code", Location(Path("--explain")), message, hint)])
