"""Diagnostics and figures as text, JSON, annotations of a GitHub run or SARIF."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from enum import IntEnum
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click

from polyleaf.cli.sarif import sarif_log
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
    """What the program's exit status means.

    Attributes:
        DONE: everything asked for was done; there may be warnings and notes.
        FAILED: something asked for was not built, or a check found an error.
        USAGE: wrong arguments, or a project that cannot be read.

    """

    DONE = 0
    FAILED = 1
    USAGE = 2


FORMATS = ("text", "json", "github", "sarif")
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


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], form: str = "text", *, complete: bool = True
) -> None:
    """Print diagnostics: text to standard error, other formats to standard output.

    Args:
        diagnostics: what was found.
        form: one of `FORMATS`.
        complete: whether all that was asked for could be looked at, which SARIF tells.

    """
    near = [shown(diagnostic) for diagnostic in diagnostics]
    if form == "json":
        click.echo(json.dumps([d.as_dict() for d in near], ensure_ascii=False, indent=1))
    elif form == "github":
        for diagnostic in near:
            click.echo(_annotation(diagnostic))
    elif form == "sarif":
        log = sarif_log(near, version("polyleaf"), complete=complete)
        click.echo(json.dumps(log, ensure_ascii=False, indent=1))
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
    """Return a workflow command, escaped as its syntax asks.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    kind = {Severity.NOTE: "notice"}.get(diagnostic.severity, diagnostic.severity.value)
    place = diagnostic.location
    values = {"file": place.file.as_posix(), "line": place.line, "col": place.column}
    values["title"] = diagnostic.code
    where = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    hint = f"\nhint: {diagnostic.hint}" if diagnostic.hint else ""
    return f"::{kind} {where}::{_data(diagnostic.message + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


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
