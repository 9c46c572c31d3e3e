"""Two texts in, what changed word by word out.

Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal

__all__ = ["Piece", "word_diff"]

Kind = Literal["same", "old", "new"]
Piece = tuple[Kind, str]
"""Whether a piece of text is in both texts, or in one of them; and the piece."""

_WORDS: Final = re.compile(r"\s+|[^\W_]+|[\W_]")


def word_diff(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in reading order; a replaced piece before what replaces it.

    The pieces that are not new make up the old text, those that are not old the new one.
    """
    return list(_pieces(_WORDS.findall(old), _WORDS.findall(new)))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[start:end])
            continue
        if start < end:
            yield "old", "".join(old[start:end])
        if new_start < new_end:
            yield "new", "".join(new[new_start:new_end])
