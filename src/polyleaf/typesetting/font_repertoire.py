"""Which characters of a font file a family keeps.

Job: turn the terms of a font table's `repertoire:` into code points. Trade-off: a fixed
repertoire, not "the characters of today's text", keeps a leaflet's bytes independent of every
other leaflet and makes a CJK page twice as fast as the whole font does; the price is that a rare
character may be missing, which `FontSet.covers` tells beforehand.
Side effects: none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

__all__ = ["is_term", "select"]

_RANGE = re.compile(r"U\+([0-9A-Fa-f]{1,6})(?:-([0-9A-Fa-f]{1,6}))?")

# Pango takes for granted that every font has the space, and never changes font for one.
_SPACES = frozenset({0x20, 0xA0})

# Signs that look Latin but belong to a script's own text: guillemets (Persian, Khmer), the soft
# hyphen, the middle dot of Chinese names.
_SHARED = frozenset({0xAB, 0xAD, 0xB7, 0xBB})

# What sets "20–37.5 °C (×2)" belongs in one font, that of the digits: in Noto Sans SC the signs
# ×, ±, § and the hyphen U+2010 are a whole em wide.
_LATIN_SIGNS = frozenset({*range(0x21, 0x7F), *range(0xA1, 0x100), *range(0x2010, 0x2014)})
_LATIN_LETTERS = ("LATIN ", "GREEK ", "CYRILLIC ")

# Python's gb2312 has U+2015 and U+30FB where Chinese text has U+2014 and U+00B7, and none of the
# codecs knows all of both wave dashes, quotation marks and full-width forms.
_EAST_ASIAN_SIGNS = frozenset(
    {0xB7, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2025, 0x2026, 0x30FB}
    | set(range(0x3000, 0x3040))
    | set(range(0xFF00, 0xFFF0))
)


def is_term(term: object) -> bool:
    """Tell whether `term` may stand in a `repertoire:` (see `select`)."""
    if not isinstance(term, str):
        return False
    if term == "native" or _RANGE.fullmatch(term):
        return True
    try:
        return isinstance("".encode(term), bytes)
    except (LookupError, UnicodeError, ValueError):
        return False


def select(terms: Iterable[str], available: frozenset[int]) -> frozenset[int]:
    """Return the code points of `available` that any of the terms keeps, and the spaces.

    `native` keeps what the script's own text needs: all but Latin, Greek and Cyrillic letters,
    European digits and the signs set with them, which come from the Latin family wherever the
    script's family stands in a `font-family` list. The name of a Python codec keeps of these what
    the standard can encode, and East Asian punctuation. `U+2190-21FF` or `U+2265` keeps exactly
    that. No term at all keeps everything.
    """
    kept = [_matcher(term) for term in terms]
    if not kept:
        return available
    return frozenset(
        code for code in available if code in _SPACES or any(keeps(code) for keeps in kept)
    )


def _matcher(term: str) -> Callable[[int], bool]:
    if term == "native":
        return _is_native
    if found := _RANGE.fullmatch(term):
        first, last = (int(part or found[1], 16) for part in found.groups())
        return range(first, last + 1).__contains__
    return lambda code: _is_native(code) and (code in _EAST_ASIAN_SIGNS or _encodes(term, code))


def _is_native(code: int) -> bool:
    if code in _SHARED:
        return True
    name = unicodedata.name(chr(code), "")
    return code not in _LATIN_SIGNS and not name.startswith(_LATIN_LETTERS)


def _encodes(codec: str, code: int) -> bool:
    return bool(chr(code).encode(codec, "ignore"))
