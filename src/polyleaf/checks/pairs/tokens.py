"""Everything of a text that counts: figures, fractions, clock times and number words.

Job: find them, from left to right. Trade-off: one pattern of figures for all languages, and the
words of each looked up beside it. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from polyleaf.checks.pairs.forms import WordList
from polyleaf.checks.pairs.lexicon import Lexicon, forms_of, lexicon
from polyleaf.checks.pairs.readings import FRACTION_SIGNS

__all__ = ["Token", "tokens"]


class Token(NamedTuple):
    """Something that counts.

    Attributes:
        start: where it begins.
        end: where it ends.
        text: what is written there.
        kind: `clock`, `fraction`, `figure`, `fused`, `idiom` or `word`.
        meaning: the number of a word, with `?` where in doubt; with its unit, of the former two.

    """

    start: int
    end: int
    text: str
    kind: str
    meaning: str = ""


_HOUR: Final = "[:h時时點点시]|\\s?(?:uhr|giờ|giờ|시|時|时|點|点)\\s?| h "
_CLOCK: Final = rf"(?P<clock>(?<![\d.,:])(?:[01]?\d|2[0-3])(?:{_HOUR})[0-5]\d(?![\d:]))"
_FRACTION: Final = (
    rf"(?P<fraction>(?:\d+\s?)?[{FRACTION_SIGNS}]|(?<![\d/.,])"
    r"(?:1\s?[/\u2044]\s?[2348]|[23]\s?[/\u2044]\s?[34])(?![\d/.,]))"
)
_FIGURE: Final = r"(?P<figure>\d+(?:[.,٫٬']\d+{})*)"
_SPACE: Final = r"|(?<!\d{4}) \d{3}(?!\d)"
# Without and with spaces between groups of figures.
_FIGURES: Final = tuple(
    re.compile("|".join([_CLOCK, _FRACTION, _FIGURE.replace("{}", space)]))
    for space in ("", _SPACE)
)
_ANY_FIGURE: Final = re.compile(rf"[\d{FRACTION_SIGNS}]")


def tokens(text: str, tag: str) -> Iterator[Token]:
    """Yield what counts in a prepared text of a language, none inside another."""
    words = lexicon(tag)
    found = [Token(s, e, text[s:e], *m.split(" ", 1)) for s, e, m in _words(tag).find(text)]
    if _ANY_FIGURE.search(text):
        found += _figures(text, words)
        found.sort(key=lambda token: token.start)
    end = 0
    for token in found:
        if token.start >= end:
            end = token.end
            yield token


def _figures(text: str, words: Lexicon) -> Iterator[Token]:
    for match in _FIGURES[" " in words.group].finditer(text):
        yield Token(match.start(), match.end(), match[0], match.lastgroup or "")


@lru_cache(maxsize=256)
def _words(tag: str) -> WordList:
    words = lexicon(tag)
    tables = (
        ("idiom ", words.idioms, ""),
        ("fused ", words.fused, ""),
        ("word ", words.numbers, ""),
        ("word ", words.optional, "?"),
    )
    pairs = [
        (form, f"{kind}{number}{doubt}")
        for kind, table, doubt in tables
        for number, forms in reversed(list(table.items()))
        for form in forms_of(forms)
    ]
    return WordList.of(pairs, words.bounds)
