"""`polyleaf languages`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from polyleaf.diagnostics import UsageError

__all__ = ["languages"]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the whole table as JSON.")
@click.pass_obj
def languages(project_folder: Path | None, as_json: bool) -> None:
    """List the languages and how each is set."""
    from polyleaf.languages.table import load_languages
    from polyleaf.project import defaults_folder, find_project, load_project
    from polyleaf.publishing.sources import load_tables

    try:
        project = load_project(project_folder or find_project(Path.cwd()))
        table, used = load_tables(project)[0], project.settings.languages
    except UsageError as error:
        # Outside a project the table that Polyleaf ships is shown.
        if project_folder or error.diagnostics[0].code != "no-project":
            raise
        table, used = load_languages([defaults_folder() / "locales" / "languages.yaml"]), []
    if as_json:
        entries = [language.model_dump() for language in table.values()]
        click.echo(json.dumps(entries, ensure_ascii=False, indent=1))
        return
    for tag, language in table.items():
        mark = "*" if tag in used else " "
        direction = "right to left" if language.direction == "rtl" else "left to right"
        click.echo(
            f"{mark} {tag:8} {language.english:24} {direction}  {language.script}  "
            f"{', '.join(language.fonts):38} {language.name}"
        )
    if used:
        click.echo("* a language of this project")
