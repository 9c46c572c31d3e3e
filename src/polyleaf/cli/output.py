"""Diagnostics and figures as text, JSON or annotations of a GitHub run."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import Final

import click

from polyleaf.diagnostics import Diagnostic, Severity

__all__ = [
    "FORMATS",
    "ExitStatus",
    "human_size",
    "print_diagnostics",
    "print_table",
    "relative",
    "shown",
    "summary",
]


class ExitStatus(IntEnum):
    """What the program's exit status means."""

    DONE = 0
    FAILED = 1
    USAGE = 2


FORMATS = ("text", "json", "github")
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def relative(path: Path) -> Path:
    """Return a path as seen from the current folder, if it is below it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path


# What a terminal obeys, and what no UTF-8 holds: file names can have both. Line ends may stay.
_UNPRINTABLE: Final = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def shown(diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic that can be printed, its file as seen from the current folder."""
    name = _printable(str(relative(diagnostic.location.file))).replace("\n", "\\n")
    return replace(
        diagnostic,
        location=replace(diagnostic.location, file=Path(name)),
        message=_printable(diagnostic.message),
        hint=_printable(diagnostic.hint),
    )


def _printable(text: str) -> str:
    """Return a text in which what cannot be printed is written as an escape of Python's."""
    return _UNPRINTABLE.sub(lambda sign: ascii(sign[0])[1:-1], text)


def print_diagnostics(diagnostics: Iterable[Diagnostic], form: str = "text") -> None:
    """Print diagnostics: text to standard error, other formats to standard output."""
    near = [shown(diagnostic) for diagnostic in diagnostics]
    if form == "json":
        click.echo(json.dumps([d.as_dict() for d in near], ensure_ascii=False, indent=1))
    elif form == "github":
        for diagnostic in near:
            click.echo(_annotation(diagnostic))
    else:
        for diagnostic in near:
            click.echo(_colored(diagnostic), err=True)


def _colored(diagnostic: Diagnostic) -> str:
    label = f"{diagnostic.severity}[{diagnostic.code}]"
    color = click.style(label, fg=_COLORS[diagnostic.severity], bold=True)
    return str(diagnostic).replace(label, color, 1)


def print_table(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> None:
    """Print rows in columns; `right` are the columns that are set flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def _annotation(diagnostic: Diagnostic) -> str:
    """Return a workflow command; % and line ends are escaped as its syntax asks."""
    kind = {Severity.NOTE: "notice"}.get(diagnostic.severity, diagnostic.severity.value)
    place = diagnostic.location
    text = f"{diagnostic.message} {diagnostic.hint}".strip()
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    file = place.file.as_posix().replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    where = f"file={file},line={place.line},col={place.column}"
    return f"::{kind} {where},title={diagnostic.code}::{text}"


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many errors and warnings there are, as one phrase."""
    counts = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    parts = [f"{n} {s}{'s' if n > 1 else ''}" for s, n in counts.items() if n]
    return ", ".join(parts) or "no problems"


def human_size(size: int) -> str:
    """Return a size in bytes as kilobytes (1 kB = 1,000 bytes)."""
    return f"{size / 1000:.0f} kB"
