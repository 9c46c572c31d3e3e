"""Marks that keep a text readable on paper: isolation, no-break spaces, line-break opportunities.

Job: cut a text into runs the renderer cannot get wrong. Trade-off: left-to-right runs are found by
a pattern rather than by the bidirectional algorithm, because that algorithm (UAX #9) reverses
`1-800-555-0199` in an Arabic sentence; a run too many does no harm. Side effects: none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from icu4py.breakers import LineBreaker

from polyleaf.languages.table import Language

__all__ = [
    "WORD_JOINER",
    "ZERO_WIDTH_SPACE",
    "Run",
    "bind_units",
    "keep_names",
    "keep_words",
    "mark_breaks",
    "runs",
]

ZERO_WIDTH_SPACE: Final = "\u200b"
NO_BREAK_SPACE: Final = "\u00a0"
WORD_JOINER: Final = "\u2060"

# Letters and figures that run left to right; superscripts too (10⁶ PFU).
_CORE: Final = "[0-9A-Za-z\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00c0-\u024f\u2070-\u209c]"
_JOIN: Final = r"(?:[ \u00a0]?[°+&×=–−-][ \u00a0]?|[-–/.:,'’&+@_%=?#~°^]{1,3}|[ \u00a0])"
_SIGN: Final = r"(?:\+|(?<!\w)[−-]|[<>≤≥±~≈][ \u00a0]?)"
_LATIN: Final = rf"{_SIGN}?{_CORE}(?:{_JOIN}?{_CORE})*(?:[ \u00a0]?[%°]|/(?!\w))?"
# A number with its area code in brackets, which would otherwise end the run.
_PHONE: Final = r"\+?[0-9]{0,3}[ \u00a0]?\([0-9]{1,4}\)[ \u00a0]?[0-9][0-9 \u00a0-]+[0-9]"
# Native digits in front of a Latin unit: ٣٨ °C.
_NATIVE: Final = r"[٠-٩۰-۹][٠-٩۰-۹٫٬.,]*[ \u00a0]?(?:°[CF]?|[A-Za-zµ]+(?:/[A-Za-z]+)?)"
_LTR_RUN: Final = re.compile(f"{_PHONE}|{_NATIVE}|{_LATIN}")
_ONE_WORD: Final = re.compile(r"[^\W\d_]+|[0-9]+")

# A figure and what it counts stay on one line: 38 °C, 4 mL, 72 hours (EMA QRD template, "no-break
# space between figure and unit"; BIPM SI Brochure, 9th ed., 5.4.3).
_FIGURE_UNIT: Final = re.compile(r"(?<=\d)[ \u00a0](?=[^\W\d_]|[°%µ])")

_HANGUL: Final = "\uac00-\ud7a3"
_INSIDE_KOREAN_WORD: Final = re.compile(
    rf"(?<=[\w)%’”{_HANGUL}])(?=[{_HANGUL}])|(?<=[{_HANGUL}])(?=[(])"
)

_NAME_HYPHEN: Final = re.compile(r"(?<=[A-Z0-9])-(?=[A-Z0-9])")

# Between these no line may end: the signs that bind two consonants (Khmer coeng, Burmese virama);
# vowels written before their consonant and read after it (Unicode: Logical_Order_Exception);
# vowels and repetition signs that belong to what stands before them, although Unicode calls them
# letters; a consonant that an asat makes the end of its syllable, where ICU cuts loan words.
_BOUND: Final = re.compile(
    "[\u17d2\u1039](?=\n)|(?<=\n)[\u17d2\u1039]"
    "|[\u0e40-\u0e44\u0ec0-\u0ec4](?=\n)"
    "|(?<=\n)[\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6]"
    "|(?<=\n)[\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070"
    "\u1075-\u1081\u108e][\u1037\u1039]?\u103a"
)


@dataclass(frozen=True)
class Run:
    """A piece of a text; `isolate` tells that it must be set left to right on its own."""

    text: str
    isolate: bool = False


def runs(text: str, language: Language) -> tuple[Run, ...]:
    """Cut a text into runs; in right-to-left languages, Latin runs with figures are isolated."""
    if language.direction == "ltr":
        return (Run(text),)
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Run]:
    end = 0
    for match in _LTR_RUN.finditer(text):
        if _ONE_WORD.fullmatch(match[0]):
            continue
        if match.start() > end:
            yield Run(text[end : match.start()])
        yield Run(match[0], isolate=True)
        end = match.end()
    if end < len(text):
        yield Run(text[end:])


def bind_units(text: str) -> str:
    """Put a no-break space between a figure and what it counts."""
    return _FIGURE_UNIT.sub(NO_BREAK_SPACE, text)


def keep_names(text: str) -> str:
    """Put U+2060 behind the hyphen of names such as T-VEC and HSV-1, so that no line ends there."""
    return _NAME_HYPHEN.sub(f"-{WORD_JOINER}", text)


@lru_cache(maxsize=20_000)
def mark_breaks(text: str, tag: str) -> str:
    """Put U+200B where a line may break inside text written without spaces between words.

    The breaks are those of ICU's dictionaries; they are kept only between two syllables, never
    before a combining sign or around a sign that binds two consonants (UAX #29: a grapheme cluster
    is not broken; Unicode 17, sections 16.1–16.4).
    """
    segments = list(LineBreaker(text, tag))  # its segments() counts in UTF-16
    pieces: list[str] = segments[:1]
    for before, segment in pairwise(segments):
        if _may_break(before, segment):
            pieces.append(ZERO_WIDTH_SPACE)
        pieces.append(segment)
    return "".join(pieces)


def keep_words(text: str) -> str:
    """Put U+2060 inside Korean words, where the line-breaking rules would let a line end.

    Korean for general readers keeps words whole (W3C Requirements for Hangul Text Layout, section
    3.2); WeasyPrint rejects `word-break: keep-all`, and no-wrap spans double the layout time.
    """
    return _INSIDE_KOREAN_WORD.sub(WORD_JOINER, text)


def _may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two segments.

    Not before a lone letter: where a dictionary lacks a loan word, ICU cuts off its last consonant.
    In Burmese a lone letter is a syllable.
    """
    last, first = before[-1], after[0]
    if not first.isalpha() or first.isascii():
        return False
    if len(after.strip()) == 1 and not "\u1000" <= first <= "\u109f":
        return False
    if _BOUND.search(f"{last}\n{after[:3]}"):
        return False
    return unicodedata.category(last)[0] in "LM" and not last.isascii()
