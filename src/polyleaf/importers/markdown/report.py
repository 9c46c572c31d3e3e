"""Where an import writes down what it changed, dropped or could not read.

Job: one list for all steps of one import, so that each step returns its result alone. Trade-off:
a list that is passed along and filled is less pure than results with diagnostics, and far shorter.
Side effects: none beyond the list.
"""

from __future__ import annotations

from pathlib import Path

from polyleaf.diagnostics import Diagnostic, Location, Severity, has_errors

__all__ = ["Report"]


class Report:
    """The diagnostics of one record; a place is a location, or a line of the record's file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.found: list[Diagnostic] = []

    @property
    def failed(self) -> bool:
        """Tell whether anything found so far keeps the leaflet from being made."""
        return has_errors(self.found)

    def note(self, code: str, place: Location | int, message: str, hint: str = "") -> None:
        """Say what was moved, dropped or left unused, as planned."""
        self._add(Severity.NOTE, code, place, message, hint)

    def warning(self, code: str, place: Location | int, message: str, hint: str = "") -> None:
        """Say what a person should look at before the leaflet is printed."""
        self._add(Severity.WARNING, code, place, message, hint)

    def error(self, code: str, place: Location | int, message: str, hint: str = "") -> None:
        """Say why no leaflet can be made."""
        self._add(Severity.ERROR, code, place, message, hint)

    def in_order(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics in the order of the file."""
        return tuple(sorted(self.found, key=lambda d: d.location))

    def _add(
        self, severity: Severity, code: str, place: Location | int, message: str, hint: str
    ) -> None:
        location = place if isinstance(place, Location) else Location(self.file, place, 1)
        self.found.append(Diagnostic(code, location, message, hint, severity))
