"""Units and labels in, their pseudotranslations out.

Job: make the catalogs of a pseudolocale that nobody wrote, so that its pages go the way of every
other language. Trade-off: they are made anew in each build, so they are never stale and never
edited. Each text stands in brackets: one that lacks a bracket on the page was cut, and a text put
together from pieces shows its seams. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from polyleaf.content.inline import map_words
from polyleaf.diagnostics import Location
from polyleaf.languages.pseudo import pseudo_text
from polyleaf.languages.table import Language
from polyleaf.translation.catalog import Catalog, Interface, Message

__all__ = ["PseudoInterface", "pseudo_catalog"]

# Escaped, so that no bracket of the text's own makes a link with them; with spaces, because a mark
# beside a bracket is not always what it is at the end of a text (CommonMark 0.31, 6.2, rule 9).
_OPEN: Final = "\\[\u00a0"
_CLOSE: Final = "\u00a0\\]"


def pseudo_catalog(file: Path, units: Mapping[str, str], language: Language) -> Catalog:
    """Return a catalog with each unit in a pseudolocale.

    Args:
        file: where the units are written; a diagnostic about a message names it.
        units: source texts by unit id.
        language: the pseudolocale.

    """
    location = Location(file)
    return Catalog(
        file,
        {
            unit: Message(unit, text, _OPEN + _words(text, language) + _CLOSE, location)
            for unit, text in units.items()
        },
    )


def _words(text: str, language: Language) -> str:
    return map_words(text, lambda words: pseudo_text(words, language))


class PseudoInterface(Interface):
    """The labels of the templates in a pseudolocale: every one is there."""

    def __init__(self, language: Language) -> None:
        """Take the pseudolocale."""
        super().__init__()
        self._language = language

    def has(self, source: str) -> bool:  # noqa: ARG002 - every label is
        """Tell that the label is translated."""
        return True

    def text(self, source: str) -> str:
        """Return the label in the pseudolocale, its `{name}`s as they are."""
        return f"[\u00a0{_words(source, self._language)}\u00a0]"

    def plural(self, singular: str, plural: str, number: int) -> str:
        """Return the form of a label that goes with a number in English."""
        return self.text(singular if number == 1 else plural)
