"""`polyleaf due`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from polyleaf.cli.dates import day, days
from polyleaf.cli.output import ExitStatus, print_diagnostics, print_table
from polyleaf.cli.projects import open_project

__all__ = ["due"]


@click.command()
@click.option("--within", default="90d", show_default=True, help="How far ahead, as 90d or 12w.")
@click.option("--today", metavar="DATE", help="The date to count from, as 2026-01-31.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def due(project_folder: Path | None, within: str, today: str | None, as_json: bool) -> int:
    """List the leaflets and translations whose review is due or overdue, the oldest first."""
    from polyleaf.diagnostics import has_errors
    from polyleaf.publishing.standing import due_reviews

    now = day(today)
    project = open_project(project_folder)
    found, problems = due_reviews(project, now, days(within))
    print_diagnostics(problems)
    entries = [asdict(item) | {"days": (item.date - now).days} for item in found]
    if as_json:
        click.echo(json.dumps(entries, ensure_ascii=False, indent=1, default=str))
    else:
        rows = [("DUE", "DAYS", "LEAFLET", "LANGUAGE", "REVIEW OF")]
        keys = ("date", "days", "leaflet", "language", "what")
        rows += [tuple(str(entry[key]) for key in keys) for entry in entries]  # type: ignore[misc] # five
        print_table(rows, right={1})
    return ExitStatus.FAILED if has_errors(problems) else ExitStatus.DONE
