"""Ids made from the words of a record.

Job: name leaflets, sections, blocks and items so that an editor recognises them. Trade-off: an id
is ASCII (`reading.record.ID_PATTERN`), so a text in another script falls back to the name of its
kind; a transliteration would be a guess. Side effects: none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

__all__ = ["Ids", "slug"]

# The model allows 80 characters; the rest is room for "-2".
MAX_LENGTH: Final = 70
WORDS: Final = 4


def slug(text: str, words: int = 0) -> str:
    """Return the text's ASCII letters and digits as an id, or "" if it has none.

    Args:
        text: any text.
        words: how many words to take; 0 takes all that fit.

    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    letters = "".join(c if c.isalnum() else " " for c in ascii_text.replace("'", ""))
    return _cut("-".join(letters.split()[: words or None]))


def _cut(name: str) -> str:
    if len(name) <= MAX_LENGTH:
        return name
    whole, _, _ = name[: MAX_LENGTH + 1].rpartition("-")
    return whole or name[:MAX_LENGTH]


class Ids:
    """Hands out ids, none of them twice: `list`, `list-2`, `list-3`."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)

    def unique(self, text: str, fallback: str, words: int = 0) -> str:
        """Return an id made from the text, or from `fallback` where the text gives none."""
        base = slug(text, words) or fallback
        name, number = base, 1
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._taken.add(name)
        return name
