"""All checks of a leaflet in its source language, in the order an editor would mend them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from polyleaf.checks import (
    citations,
    figures,
    languages,
    letters,
    links,
    markup,
    phrases,
    placeholders,
    terms,
)
from polyleaf.checks.context import LeafletContext
from polyleaf.diagnostics import Diagnostic

__all__ = ["SOURCE_CHECKS", "check_leaflet"]

SOURCE_CHECKS: Final[tuple[Callable[[LeafletContext], Iterator[Diagnostic]], ...]] = (
    languages.check,
    citations.check,
    terms.check,
    phrases.check,
    links.check,
    markup.check,
    letters.check,
    placeholders.check,
    figures.check,
)


def check_leaflet(context: LeafletContext) -> list[Diagnostic]:
    """Return everything wrong with what a leaflet refers to, in the order of its file."""
    found = [diagnostic for check in SOURCE_CHECKS for diagnostic in check(context)]
    return sorted(found, key=lambda d: (d.location, d.code))
