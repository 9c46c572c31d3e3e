"""`polyleaf readability`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyleaf.cli.output import ExitStatus, print_diagnostics, print_table
from polyleaf.cli.projects import open_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyleaf.publishing.readability import LeafletReading

__all__ = ["readability"]

_HARDEST = 3


@click.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG", help="Only this one.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
@click.pass_obj
def readability(
    project_folder: Path | None,
    leaflets: tuple[str, ...],
    languages: tuple[str, ...],
    as_json: bool,
) -> int:
    """Tell how hard leaflets are to read, and which of their sentences are the hardest.

    A grade is told where a formula was published for the language; elsewhere the lengths of
    sentences and words are.
    """
    from polyleaf.diagnostics import has_errors
    from polyleaf.publishing.readability import readings

    project = open_project(project_folder)
    found, problems = readings(project, leaflets, languages, _HARDEST)
    print_diagnostics(problems)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        _print(found)
    return ExitStatus.FAILED if has_errors(problems) else ExitStatus.DONE


def _print(found: Sequence[LeafletReading]) -> None:
    """Print a table of all leaflets, and then the hardest sentences of each."""
    head = ("LEAFLET", "LANGUAGE", "SCORE", "GOAL", "SENTENCES", "WORDS/SENTENCE", "FORMULA")
    print_table([head, *map(_row, found)], right={2, 3, 4, 5})
    for one in found:
        click.echo(f"\n{one.leaflet} {one.language}, the hardest:")
        for place, text in one.hardest:
            click.echo(f"  {place}: {text}")


def _row(one: LeafletReading) -> tuple[str, ...]:
    return (
        one.leaflet,
        one.language,
        "-" if one.score is None else f"{one.score}{'!' if one.is_met is False else ''}",
        "-" if one.is_met is None else f"{one.goal:g}",
        str(one.sentences),
        str(one.words_per_sentence),
        one.formula or "-",
    )
