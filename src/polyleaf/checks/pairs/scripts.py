"""Which script a letter belongs to, and which scripts a language is written in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["SCRIPTS", "script_of"]

# First words of Unicode's character names by ISO 15924 code.
SCRIPTS: Final = {
    "Latn": frozenset({"LATIN"}),
    "Cyrl": frozenset({"CYRILLIC"}),
    "Grek": frozenset({"GREEK"}),
    "Armn": frozenset({"ARMENIAN"}),
    "Geor": frozenset({"GEORGIAN"}),
    "Hebr": frozenset({"HEBREW"}),
    "Arab": frozenset({"ARABIC"}),
    "Ethi": frozenset({"ETHIOPIC"}),
    "Deva": frozenset({"DEVANAGARI"}),
    "Beng": frozenset({"BENGALI"}),
    "Guru": frozenset({"GURMUKHI"}),
    "Gujr": frozenset({"GUJARATI"}),
    "Taml": frozenset({"TAMIL"}),
    "Telu": frozenset({"TELUGU"}),
    "Mlym": frozenset({"MALAYALAM"}),
    "Sinh": frozenset({"SINHALA"}),
    "Thai": frozenset({"THAI"}),
    "Laoo": frozenset({"LAO"}),
    "Khmr": frozenset({"KHMER"}),
    "Mymr": frozenset({"MYANMAR"}),
    "Hans": frozenset({"CJK"}),
    "Hant": frozenset({"CJK"}),
    "Jpan": frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
    "Kore": frozenset({"HANGUL", "CJK"}),
}


@lru_cache(maxsize=8192)
def script_of(letter: str) -> str:
    """Return the first word of a letter's Unicode name; "" for what is no letter of a script."""
    if not letter.isalpha():
        return ""
    first = unicodedata.name(letter, "").split(" ")[0]
    return (
        ""
        if first in {"MODIFIER", "FULLWIDTH", "HALFWIDTH", "MICRO", "FEMININE", "MASCULINE"}
        else first
    )
