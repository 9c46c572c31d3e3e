"""What a figure counts: the unit or the thing that is named beside it.

Job: read `mg` of `5 mg`, `%` of `%5`, `tablets` of `2 white tablets`, `pm` of `6 pm`. Trade-off: a
unit seen past another word, or before the figure, is weak: it never accuses. Side effects: none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs.forms import Forms, Span
from polyleaf.checks.pairs.lexicon import MEASURES, Lexicon, forms_of, lexicon
from polyleaf.checks.pairs.tokens import Token

__all__ = ["names_unit", "period_of", "unit_of"]

_LATIN: Final = "a-z\u00c0-\u024f\u1e00-\u1eff"
# Symbols that every language may use, as they are written in lower case (SI brochure, chapter 5).
_SYMBOLS: Final = {
    "mg": "mg",
    "g": "g gm",
    "kg": "kg",
    "mcg": "mcg µg μg ug",
    "ng": "ng",
    "ml": "ml cc",
    "l": "l",
    "dl": "dl",
    "iu": "iu ui",
    "mmol": "mmol",
    "mmhg": "mmhg",
    "kcal": "kcal",
    "mm": "mm",
    "cm": "cm",
    "hour": "h hr hrs",
    "minute": "min",
    "time": "× x",
}
# The second с is Cyrillic.
_SIGN: Final = re.compile(
    r"(?P<c>℃|[°º]\s?[cс](?![a-z]))|(?P<f>℉|[°º]\s?f(?![a-z]))|(?P<share>[%٪％])"
)
_SIGN_NAMES: Final = {"c": "°c", "f": "°f", "share": "%"}
_SHARE_BEFORE: Final = re.compile(r"[%٪％] ?(?:no\.? ?)?\Z")
_GAP: Final = re.compile(r"[\s\u2010\u2011-]?\s?")
# What Chinese and Japanese put between a figure and what it counts.
_FILLER: Final = frozenset("个個箇かヶカケ")
_BETWEEN: Final = re.compile(r"\s[^\s\d.,;:()]{2,16}\s")
_NUMBER_SIGN: Final = re.compile(r" ?(?:no\.? ?)?\Z")
_REACH: Final = 24


@dataclass(frozen=True)
class _Units:
    """The units of one language, and its words for the halves of a day."""

    words: Lexicon
    native: Forms
    periods: Forms
    leads: frozenset[str] | None


_symbols: Final = Forms.of(
    ((form, name) for name, forms in _SYMBOLS.items() for form in forms.split()),
    rf"(?![{_LATIN}])",
)


def unit_of(token: Token, text: str, tag: str) -> tuple[str, bool]:
    """Return the unit of a figure or number word, and whether it stands right beside it."""
    units = _units(tag)
    before = _unit_before(text, token.start, units)
    if before and (units.words.before or before == "%"):
        return before, True
    if after := _unit_after(text, token.end, units):
        slash = text[after.end : after.end + 1] == "/"
        rate = _unit_at(text, after.end + 1, units) if slash else None
        per = rate.meaning if rate else ""
        return (f"{after.meaning}/{per}" if per in MEASURES else after.meaning), True
    if (gap := _BETWEEN.match(text, token.end)) and (past := _unit_at(text, gap.end(), units)):
        return past.meaning, False
    return before, False


def period_of(token: Token, text: str, tag: str) -> str:
    """Return `am` or `pm` where the text says which half of the day a time is in, or ""."""
    periods, end = _units(tag).periods, token.end
    found = periods.at(text, end)
    if not found and text[end : end + 1] == " ":
        found = periods.at(text, end + 1)
    start = token.start - (text[token.start - 1 : token.start] == " ")
    found = found or periods.before(text, start, _REACH, _units(tag).leads)
    return found.meaning if found else ""


def names_unit(text: str, unit: str, tag: str) -> bool:
    """Tell whether a normalised text names what is counted, with or without a figure."""
    units = _units(tag)
    places = range(len(text))
    return any((found := _unit_at(text, i, units)) and found.meaning == unit for i in places)


def _unit_at(text: str, place: int, units: _Units) -> Span | None:
    if sign := _SIGN.match(text, place):
        return Span(place, sign.end(), _SIGN_NAMES[sign.lastgroup or "c"])
    return units.native.at(text, place) or _symbols.at(text, place)


def _unit_after(text: str, end: int, units: _Units) -> Span | None:
    gap = _GAP.match(text, end)
    place = gap.end() if gap else end
    if text[place : place + 1] in _FILLER and (found := _unit_at(text, place + 1, units)):
        return found
    return _unit_at(text, place, units)


def _unit_before(text: str, start: int, units: _Units) -> str:
    window = text[max(0, start - _REACH) : start]
    if _SHARE_BEFORE.search(window):
        return "%"
    sign = _NUMBER_SIGN.search(window)
    place = start - (len(window) - sign.start() if sign else 0)
    found = units.native.before(text, place, _REACH, units.leads)
    found = found or _symbols.before(text, place, _REACH, frozenset({""}))
    return found.meaning if found else ""


@lru_cache(maxsize=256)
def _units(tag: str) -> _Units:
    words = lexicon(tag)
    native, periods = (
        [(form, name) for name, forms in table.items() for form in forms_of(forms)]
        for table in (words.units, words.periods)
    )
    leads = words.bounds.prefixes if words.bounds.spaced else None
    end = words.bounds.end
    return _Units(words, Forms.of(native, end), Forms.of(periods, end), leads)
