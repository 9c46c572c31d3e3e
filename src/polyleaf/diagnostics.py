"""What went wrong, where, and what to do about it.

Job: the one record that every layer reports problems with, and the few error classes that carry
it. Trade-off: checks and parsers yield diagnostics and go on, so that an editor sees every problem
of a file in one run; an exception is raised only where nothing sensible can follow.
Side effects: none; only `polyleaf.cli` prints.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

__all__ = [
    "Diagnostic",
    "InputError",
    "Location",
    "PolyleafError",
    "Severity",
    "UsageError",
    "did_you_mean",
    "has_errors",
]


class Severity(StrEnum):
    """How much a problem matters: an error stops the publication it touches."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file; line and column count from 1, 0 where unknown."""

    file: Path
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file.as_posix()}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Diagnostic:
    """One problem: a stable kebab-case code, where it is, a message naming the thing, a hint.

    `digest` stands for the texts that a problem of a translation is about: a waiver names it.
    """

    code: str
    location: Location
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    digest: str = ""

    def __str__(self) -> str:
        text = f"{self.location}: {self.severity}[{self.code}] {self.message}"
        return f"{text}\n  hint: {self.hint}" if self.hint else text

    def as_dict(self) -> dict[str, str | int]:
        """Return the object that `--format json` prints (file, line, column, severity, …)."""
        found: dict[str, str | int] = {
            "file": self.location.file.as_posix(),
            "line": self.location.line,
            "column": self.location.column,
            "severity": self.severity.value,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }
        return found | {"digest": self.digest} if self.digest else found


class PolyleafError(Exception):
    """A failure that carries the diagnostics explaining it."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))


class InputError(PolyleafError):
    """A file of the project cannot be used; other files may still be."""


class UsageError(PolyleafError):
    """What was asked for cannot be done at all: wrong arguments or an unreadable project."""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of the diagnostics is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint naming the known words nearest to `word`, or "" when none is near."""
    near = difflib.get_close_matches(word, [str(k) for k in known], n=3, cutoff=0.6)
    return f"did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
