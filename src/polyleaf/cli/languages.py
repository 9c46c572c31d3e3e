"""`polyleaf languages`."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyleaf.cli.output import print_diagnostics, print_table
from polyleaf.cli.projects import open_project
from polyleaf.diagnostics import Location, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from polyleaf.languages.table import Language
    from polyleaf.project import Project
    from polyleaf.publishing.coverage import Coverage

__all__ = ["languages"]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the whole table as JSON.")
@click.option("--specimen", is_flag=True, help="Build a specimen PDF of each language.")
@click.option("-l", "--language", "tags", multiple=True, metavar="LANG", help="Only this one.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes to use.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Specimen folder.")
@click.pass_obj
def languages(
    project_folder: Path | None,
    as_json: bool,
    specimen: bool,
    tags: tuple[str, ...],
    jobs: int | None,
    out: Path | None,
) -> int:
    """List the languages, how each is set, and how much of the project is in it.

    With --specimen build a PDF of each, on which a native reader can judge how it is set.
    """
    if specimen:
        project = open_project(project_folder)
        return _build_specimens(project, tags, out, jobs, as_json=as_json)
    try:
        found: Project | None = open_project(project_folder)
    except UsageError as error:
        # Outside a project the table that Polyleaf ships is shown.
        if project_folder or error.diagnostics[0].code != "no-project":
            raise
        found = None
    _list(found, tags, as_json=as_json)
    return 0


def _build_specimens(
    project: Project,
    tags: tuple[str, ...],
    out: Path | None,
    jobs: int | None,
    *,
    as_json: bool,
) -> int:
    from polyleaf.cli.build import report_build
    from polyleaf.publishing.making import build_sources
    from polyleaf.publishing.request import BuildRequest, default_workers
    from polyleaf.publishing.specimens import load_specimens

    folder = out or project.root / "build" / "specimens"
    request = BuildRequest((), tags, "", folder, jobs or default_workers())
    run = partial(build_sources, load_specimens(project, tags), request)
    return report_build(run, folder, as_json=as_json)


def _list(project: Project | None, tags: tuple[str, ...], *, as_json: bool) -> None:
    from polyleaf.languages.table import unknown_language

    table, interface, leaflets = _survey(project)
    if unknown := [tag for tag in tags if tag not in table]:
        here = Location(project.source.file if project else Path.cwd())
        raise UsageError([unknown_language(table, tag, here) for tag in unknown])
    shown = {tag: language for tag, language in table.items() if not tags or tag in tags}
    if as_json:
        _print_json(shown, interface, leaflets)
    else:
        _print_table(shown, interface, leaflets, project.settings.languages if project else ())


def _print_json(
    shown: Mapping[str, Language],
    interface: Mapping[str, Coverage],
    leaflets: Mapping[str, Coverage],
) -> None:
    entries = [
        language.model_dump()
        | {"interface": str(interface[tag])}
        | ({"leaflets": str(leaflets[tag])} if leaflets else {})
        for tag, language in shown.items()
    ]
    click.echo(json.dumps(entries, ensure_ascii=False, indent=1))


def _print_table(
    shown: Mapping[str, Language],
    interface: Mapping[str, Coverage],
    leaflets: Mapping[str, Coverage],
    used: Collection[str],
) -> None:
    rows = [("  TAG", "ENGLISH", "DIRECTION", "SCRIPT", "INTERFACE", "LEAFLETS", "FONTS", "NAME")]
    for tag, language in shown.items():
        mark = "*" if tag in used else " "
        direction = "right to left" if language.direction == "rtl" else "left to right"
        status = str(interface[tag]), str(leaflets[tag]) if leaflets else "-"
        fonts = ", ".join(language.fonts)
        how = (language.english, direction, language.script, *status, fonts, language.name)
        rows.append((f"{mark} {tag}", *how))
    print_table(rows)
    if used:
        click.echo("* a language of this project")


def _survey(
    project: Project | None,
) -> tuple[Mapping[str, Language], Mapping[str, Coverage], Mapping[str, Coverage]]:
    """Return the table, the interface's coverage, and the leaflets' where there is a project."""
    from polyleaf.languages.table import load_languages
    from polyleaf.project import defaults_folder
    from polyleaf.publishing.coverage import interface_coverage, leaflet_coverage
    from polyleaf.publishing.sources import load_sources

    if project is None:
        folder = defaults_folder() / "locales"
        table = load_languages([folder / "languages.yaml"])
        return table, interface_coverage(table, partial(_shipped, folder)), {}
    sources = load_sources(project)
    files: Callable[[str], tuple[Path, ...]] = project.locale_files
    coverage = leaflet_coverage(sources)
    print_diagnostics([d for d in sources.diagnostics if d.severity == "error"])
    table = {tag: sources.languages[tag] for tag in coverage}
    return table, interface_coverage(table, files), coverage


def _shipped(folder: Path, name: str) -> tuple[Path, ...]:
    file = folder / name
    return (file,) if file.is_file() else ()
