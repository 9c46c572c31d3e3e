"""Text in, quantities out: figures and number words with the unit or the thing they count.

Job: read `38.5 °C`, `٣٨٫٥ °م`, `38,5 °C`; `twice`, `2 veces`; `6:30 pm`, `18:30`. Trade-off: what
is unsure (a figure of two readings, a unit seen past another word) never accuses. Side effects:
none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs.addresses import without_addresses
from polyleaf.checks.pairs.counted import names_unit, period_of, unit_of
from polyleaf.checks.pairs.forms import WordList
from polyleaf.checks.pairs.lexicon import lexicon, normalise, word_list
from polyleaf.checks.pairs.phones import without_phones
from polyleaf.checks.pairs.readings import clock_readings, hour_readings, number_readings
from polyleaf.checks.pairs.tokens import Token, tokens

__all__ = ["NAMED_FIGURE", "Quantity", "counts", "has_digits", "quantities"]

_NOON: Final = 12
_DIGIT: Final = re.compile(r"\d")
# A name with a figure in it: HSV-1, COVID-19, B12, CD4+.
NAMED_FIGURE: Final = re.compile(
    r"(?<![A-Za-z\u00c0-\u024f\d])([A-Za-z\u00c0-\u024f]+)[-\u2010\u2011]?(\d+)(?![\d:]|[.,]\d)"
)
# How a unit is written, where its name here is not how.
_WRITTEN: Final = {
    "°c": "°C",
    "°f": "°F",
    "ml": "mL",
    "l": "L",
    "dl": "dL",
    "iu": "IU",
    "mmhg": "mmHg",
}


@dataclass(frozen=True)
class Quantity:
    """One figure of a text.

    Attributes:
        readings: what it may say: a number as `Fraction` writes it, or a clock time `HH:MM`.
        unit: its unit, what it counts, or "" where that was not understood.
        shown: the words it stands for, for messages.
        figure: whether it is written in figures.
        sure: whether a translation must have it too.
        strong: whether the unit stands right beside it.
        idiom: whether one expression says figure and unit, `every other day`.

    """

    readings: frozenset[str]
    unit: str
    shown: str
    figure: bool
    sure: bool
    strong: bool = True
    idiom: bool = False

    @property
    def unit_written(self) -> str:
        """The unit as a reader knows it: `°C`, `mL/hour`."""
        return "/".join(_WRITTEN.get(part, part) for part in self.unit.split("/"))


@lru_cache(maxsize=20_000)
def quantities(text: str, tag: str, *, source: bool = False) -> tuple[Quantity, ...]:
    """Return the quantities of a text without markup, in its order.

    Args:
        text: the text.
        tag: the language it is in.
        source: whether it is the text that was translated: only there, words may be in doubt.

    """
    plain, named = _prepare(text, tag)
    found = [
        (token, quantity)
        for token in tokens(plain, tag)
        for quantity in _read(token, plain, tag, source=source)
    ]
    return (*_share_units(found, plain, tag), *named)


def counts(text: str, unit: str, tag: str) -> bool:
    """Tell whether a text names what is counted, with or without a figure."""
    return names_unit(normalise(text), unit, tag)


def has_digits(text: str) -> bool:
    """Tell whether a text has a decimal digit of any system."""
    return bool(_DIGIT.search(text))


def _prepare(text: str, tag: str) -> tuple[str, list[Quantity]]:
    """Return the text in ASCII digits without phones, addresses and names; figures of the names."""
    ignored = _ignored(tag)
    if not has_digits(text):
        return ignored.replace(normalise(text), " ; "), []
    latin = _DIGIT.sub(_ascii, without_phones(without_addresses(text)))
    named = [
        Quantity(frozenset({str(int(m[2]))}), "", m[0], figure=False, sure=False)
        for m in NAMED_FIGURE.finditer(latin)
    ]
    return ignored.replace(normalise(NAMED_FIGURE.sub(" ; ", latin)), " ; "), named


def _ascii(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit[0]))


@lru_cache(maxsize=256)
def _ignored(tag: str) -> WordList:
    words = lexicon(tag)
    return word_list(words.ignored, words)


def _read(token: Token, text: str, tag: str, *, source: bool) -> Iterator[Quantity]:
    if token.kind == "clock":
        yield _clock(token, text, tag, source=source)
    elif token.kind in {"fused", "idiom"}:
        yield _expression(token)
    elif token.kind == "word":
        yield _word(token, text, tag)
    else:
        yield from _figure(token, text, tag)


def _expression(token: Token) -> Quantity:
    number, unit = token.meaning.split()
    idiom = token.kind == "idiom"
    said = frozenset({number})
    return Quantity(said, unit, token.text.strip(), figure=False, sure=True, idiom=idiom)


def _word(token: Token, text: str, tag: str) -> Quantity:
    number, doubt, _ = token.meaning.partition("?")
    unit, strong = unit_of(token, text, tag)
    sure = not doubt and (number != "1" or bool(unit and strong))
    shown = token.text.strip()
    return Quantity(frozenset({number}), unit, shown, figure=False, sure=sure, strong=strong)


def _figure(token: Token, text: str, tag: str) -> Iterator[Quantity]:
    raw = token.text
    unit, strong = unit_of(token, text, tag)
    readings = number_readings(raw, lexicon(tag))
    if not readings:
        for part in re.findall(r"\d+", raw):
            yield Quantity(frozenset({str(int(part))}), "", part, figure=True, sure=True)
        return
    if raw.isdecimal() and 1 <= int(raw) <= _NOON and (half := period_of(token, text, tag)):
        readings, unit = hour_readings(int(raw), half), ""
    yield Quantity(readings, unit, raw, figure=True, sure=True, strong=strong)


def _clock(token: Token, text: str, tag: str, *, source: bool) -> Quantity:
    hour, minute = (int(part) for part in re.findall(r"\d+", token.text)[:2])
    half = period_of(token, text, tag)
    doubtful = source or not lexicon(tag).periods
    readings = clock_readings(hour, minute, half, doubtful=doubtful)
    return Quantity(readings, "", token.text.strip(), figure=True, sure=True)


_SPAN_SIGN: Final = re.compile(r"\s*[-\u2010-\u2015~～〜至到]\s*")  # 2–3
_SPAN_WORD: Final = re.compile(r"\s*\w{1,6}\s*")  # 2 or 3, 2 bis 3


def _share_units(found: list[tuple[Token, Quantity]], text: str, tag: str) -> Iterator[Quantity]:
    """Yield the quantities, the first of a span with the unit of the second.

    Where no units are known, a word between two figures may be one: 24 hours, 400 mg.
    """
    spans = (_SPAN_SIGN, _SPAN_WORD) if lexicon(tag).units else (_SPAN_SIGN,)
    following = [*found, None][1:]
    for (token, quantity), after in zip(found, following, strict=True):
        if after is not None and not (quantity.unit and quantity.strong) and after[1].unit:
            gap = text[token.end : after[0].start]
            joined = any(span.fullmatch(gap) for span in spans)
            if quantity.figure and after[1].figure and joined:
                yield replace(quantity, unit=after[1].unit, strong=after[1].strong)
                continue
        yield quantity
