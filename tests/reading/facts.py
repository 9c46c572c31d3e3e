"""What tests ask of diagnostics: codes and places, not wording."""

from __future__ import annotations

from collections.abc import Iterable

from polyleaf.diagnostics import Diagnostic

__all__ = ["facts"]


def facts(diagnostics: Iterable[Diagnostic]) -> list[tuple[str, int, int]]:
    """Return code, line and column of each diagnostic."""
    return [(d.code, d.location.line, d.location.column) for d in diagnostics]
