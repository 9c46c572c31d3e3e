"""`polyleaf status`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyleaf.cli.dates import day
from polyleaf.cli.output import ExitStatus, print_diagnostics, print_table
from polyleaf.cli.projects import open_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polyleaf.publishing.standing import Standing
    from polyleaf.translation.progress import UnitProgress
    from polyleaf.translation.word_diff import Piece

__all__ = ["status"]


@click.command()
@click.argument("leaflets", nargs=-1, metavar="[LEAFLET]...")
@click.option("-l", "--language", "languages", multiple=True, metavar="LANG", help="Only this one.")
@click.option("--today", metavar="DATE", help="The date to judge reviews by, as 2026-01-31.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, with each open text.")
@click.pass_obj
def status(
    project_folder: Path | None,
    leaflets: tuple[str, ...],
    languages: tuple[str, ...],
    today: str | None,
    as_json: bool,
) -> int:
    """Show how far each leaflet has come in each language, and what blocks its release.

    With LEAFLET and -l, list each open text, and what changed in the source of a stale one.
    """
    from polyleaf.diagnostics import has_errors
    from polyleaf.publishing.standing import standings

    project = open_project(project_folder)
    found, problems = standings(project, leaflets, languages, day(today))
    print_diagnostics(problems)
    if as_json:
        click.echo(json.dumps([_entry(item) for item in found], ensure_ascii=False, indent=1))
    else:
        _print_rows(found)
        if leaflets and languages:
            _print_open(found)
    return ExitStatus.FAILED if has_errors(problems) else ExitStatus.DONE


def _print_rows(found: Sequence[Standing]) -> None:
    from polyleaf.translation.progress import State

    states = [state.value.upper() for state in State]
    rows = [("LEAFLET", "LANGUAGE", "UNITS", *states, "WORDS", "BLOCKED BY")]
    for item in found:
        counts = [str(n) for n in item.progress.counts.values()]
        total, words = str(len(item.progress.units)), str(item.progress.words)
        blocked = "; ".join(item.blocked_by) or "-"
        rows.append((item.leaflet, item.language, total, *counts, words, blocked))
    print_table(rows, right=set(range(2, len(states) + 4)))


def _print_open(found: Sequence[Standing]) -> None:
    for item in found:
        for unit in item.progress.open:
            click.echo(f"\n{item.leaflet} {item.language} {unit.unit.id}: {_state(unit)}")
            for line in _texts(unit):
                click.echo(f"  {line}")


def _state(item: UnitProgress) -> str:
    passed = ", ".join(f"{a.stage} by {a.by} {a.date}" for a in item.approvals)
    return f"{item.state} ({passed})" if passed else str(item.state)


def _texts(item: UnitProgress) -> Iterator[str]:
    from polyleaf.translation.progress import State

    if item.state is State.STALE:
        yield "".join(_marked(piece) for piece in _changes(item))
    elif item.unit.id != "interface":
        yield item.unit.source
    if item.unit.message and item.unit.message.target and item.unit.id != "interface":
        yield item.unit.message.target


def _changes(item: UnitProgress) -> list[Piece]:
    from polyleaf.translation.word_diff import word_diff

    return word_diff(item.unit.translated_source, item.unit.source)


def _marked(piece: Piece) -> str:
    """Return a piece as `git diff --word-diff` marks it; click drops colours in a pipe."""
    kind, text = piece
    if kind == "same":
        return text
    old = kind == "old"
    marked = f"[-{text}-]" if old else f"{{+{text}+}}"
    return click.style(marked, fg="red" if old else "green")


def _entry(item: Standing) -> dict[str, object]:
    return {
        "leaflet": item.leaflet,
        "language": item.language,
        "units": len(item.progress.units),
        "counts": {state.value: number for state, number in item.progress.counts.items()},
        "words_outstanding": item.progress.words,
        "blocked_by": list(item.blocked_by),
        "open": [_open_unit(unit) for unit in item.progress.open],
    }


def _open_unit(item: UnitProgress) -> dict[str, object]:
    from polyleaf.translation.progress import State

    stale = item.state is State.STALE
    return {
        "unit": item.unit.id,
        "state": item.state.value,
        "digest": item.unit.digest,
        "stages": sorted(item.stages),
        **({"changes": [list(piece) for piece in _changes(item)]} if stale else {}),
    }
