"""Text in, quantities out: figures and number words with the unit or the thing they count.

Job: read `38.5 °C`, `٣٨٫٥ °م`, `38,5 °C`; `twice`, `2 veces`; `6:30 pm`, `18:30`. Trade-off: a
figure that can be read in two ways (1.000 where both signs are in use) keeps both readings, and a
unit seen past another word is weak: what is unsure never accuses. Side effects: none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs.addresses import ADDRESS
from polyleaf.checks.pairs.lexicon import MEASURES, Lexicon, forms_pattern, lexicon, normalise
from polyleaf.checks.pairs.phones import PHONE

__all__ = ["NAMED_FIGURE", "Quantity", "counts", "quantities"]

_NOON: Final = 12
_DAY: Final = 24
_HOUR: Final = 60
_FRACTIONS: Final = "½¼¾⅓⅔⅛"
# A name with a figure in it: HSV-1, COVID-19, B12, CD4+.
NAMED_FIGURE: Final = re.compile(
    r"(?<![A-Za-z\u00c0-\u024f\d])([A-Za-z\u00c0-\u024f]+)[-\u2010\u2011]?(\d+)(?![\d:]|[.,]\d)"
)
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
_SIGNS: Final = {
    "°c": r"℃|[°º]\s?[cс](?![a-z])",  # the second is Cyrillic
    "°f": r"℉|[°º]\s?f(?![a-z])",
    "%": r"[%٪％]",
}
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
_DECIMAL_SIGNS: Final = "٫"
_GROUP_SIGNS: Final = "٬'"


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

    """

    readings: frozenset[str]
    unit: str
    shown: str
    figure: bool
    sure: bool
    strong: bool = True

    @property
    def unit_written(self) -> str:
        """The unit as a reader knows it: `°C`, `mL/hour`."""
        return "/".join(_WRITTEN.get(part, part) for part in self.unit.split("/"))


@dataclass(frozen=True)
class _Reader:
    """The patterns of one language."""

    words: Lexicon
    tokens: re.Pattern[str]
    names: tuple[str, ...]
    unit: re.Pattern[str]
    unit_before: re.Pattern[str]
    units: tuple[str, ...]
    past_word: re.Pattern[str]
    period: re.Pattern[str]
    period_before: re.Pattern[str]
    ignored: re.Pattern[str]


@lru_cache(maxsize=20_000)
def quantities(text: str, tag: str, *, source: bool = False) -> tuple[Quantity, ...]:
    """Return the quantities of a text without markup, in its order.

    Args:
        text: the text.
        tag: the language it is in.
        source: whether it is the text that was translated: only there, words may be in doubt.

    """
    reader = _reader(tag)
    plain, named = _prepare(text, reader)
    found = [
        (token, quantity)
        for token in reader.tokens.finditer(plain)
        for quantity in _read(token, plain, reader, source=source)
    ]
    return (*_share_units(found, plain), *named)


def counts(text: str, unit: str, tag: str) -> bool:
    """Tell whether a text names what is counted, with or without a figure."""
    reader = _reader(tag)
    return any(_unit_of(m, reader) == unit for m in reader.unit.finditer(normalise(text)))


def _prepare(text: str, reader: _Reader) -> tuple[str, list[Quantity]]:
    """Return the text in ASCII digits without phones, addresses and names; figures of the names."""
    if not any(map(str.isdecimal, text)):
        return reader.ignored.sub(" ; ", normalise(text)), []
    latin = "".join(map(_digit, PHONE.sub(" ; ", ADDRESS.sub(" ; ", text))))
    named = [
        Quantity(frozenset({str(int(m[2]))}), "", m[0], figure=False, sure=False)
        for m in NAMED_FIGURE.finditer(latin)
    ]
    return reader.ignored.sub(" ; ", normalise(NAMED_FIGURE.sub(" ; ", latin))), named


def _digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _read(token: re.Match[str], text: str, reader: _Reader, *, source: bool) -> Iterator[Quantity]:
    kind = token.lastgroup or ""
    if kind == "clock":
        yield _clock(token, text, reader, source=source)
    elif kind in {"figure", "fraction"}:
        yield from _figure(token, text, reader)
    elif kind.startswith("f"):
        number, unit = reader.names[int(kind[1:])].split()
        yield Quantity(frozenset({number}), unit, token[0].strip(), figure=False, sure=True)
    else:
        yield _word(token, text, reader, reader.names[int(kind[1:])])


def _word(token: re.Match[str], text: str, reader: _Reader, name: str) -> Quantity:
    number, doubt, _ = name.partition("?")
    unit, strong = _unit(token, text, reader)
    sure = not doubt and (number != "1" or bool(unit and strong))
    shown = text[token.start() : token.end()].strip()
    return Quantity(frozenset({number}), unit, shown, figure=False, sure=sure, strong=strong)


def _figure(token: re.Match[str], text: str, reader: _Reader) -> Iterator[Quantity]:
    raw = token[0]
    unit, strong = _unit(token, text, reader)
    readings = _readings(raw, reader.words)
    if not readings:
        for part in re.findall(r"\d+", raw):
            yield Quantity(frozenset({str(int(part))}), "", part, figure=True, sure=True)
        return
    if (half := _period(token, text, reader)) and raw.isdecimal() and 1 <= int(raw) <= _NOON:
        hour = int(raw) % _NOON + _NOON * (half == "pm")
        readings, unit = {str(hour), f"{hour:02}:00"}, ""
    yield Quantity(frozenset(readings), unit, raw, figure=True, sure=True, strong=strong)


def _clock(token: re.Match[str], text: str, reader: _Reader, *, source: bool) -> Quantity:
    hour, minute = (int(part) for part in re.findall(r"\d+", token[0])[:2])
    half = _period(token, text, reader)
    if half and hour <= _NOON:
        hours = {hour % _NOON + _NOON * (half == "pm")}
    elif hour <= _NOON and (source or not reader.words.periods):
        hours = {hour, (hour + _NOON) % _DAY}
    else:
        hours = {hour}
    readings = {f"{h:02}:{minute:02}" for h in hours}
    if not minute:
        readings |= {str(h) for h in hours}
    return Quantity(frozenset(readings), "", token[0].strip(), figure=True, sure=True)


def _period(token: re.Match[str], text: str, reader: _Reader) -> str:
    found = reader.period.match(text, token.end()) or reader.period_before.search(
        text, max(0, token.start() - 24), token.start()
    )
    return (found.lastgroup or "") if found else ""


def _readings(raw: str, words: Lexicon) -> set[str]:
    """Return the numbers that a figure may stand for; none where it is no single number."""
    if any(sign in raw for sign in _FRACTIONS):
        whole, sign = raw[:-1].strip(), raw[-1]
        share = Fraction(unicodedata.numeric(sign)).limit_denominator(8)
        return {str(share + int(whole or 0))}
    if "/" in raw:
        return {str(Fraction(raw.replace(" ", "").replace("\u2044", "/")))}
    signs = re.sub(r"\d", "", raw)
    if not signs:
        return {str(int(raw))}
    if len(set(signs)) > 1:
        whole, part = re.split(rf"{re.escape(signs[-1])}(?=\d+\Z)", raw)
        return {_decimal(re.sub(r"\D", "", whole), part)} if signs.count(signs[-1]) == 1 else set()
    return _one_sign(raw, signs[0], words)


def _one_sign(raw: str, sign: str, words: Lexicon) -> set[str]:
    whole = re.sub(r"\D", "", raw)
    grouped = bool(re.fullmatch(r"[1-9]\d{0,2}(?:\D\d{2,3})*\D\d{3}", raw))
    found = set()
    if grouped and sign in words.group + _GROUP_SIGNS + " ":
        found.add(str(int(whole)))
    first, _, last = raw.partition(sign)
    if raw.count(sign) == 1 and (sign in words.decimal + _DECIMAL_SIGNS or not found):
        found.add(_decimal(first, last))
        if re.fullmatch(r"(?:[01]?\d|2[0-3])\.[0-5]\d", raw):
            found.add(f"{int(first):02}:{last}")
    return found


def _decimal(whole: str, part: str) -> str:
    return str(Fraction(f"{whole or 0}.{part}"))


def _unit(token: re.Match[str], text: str, reader: _Reader) -> tuple[str, bool]:
    """Return the unit of a figure, and whether it stands right beside it."""
    before = reader.unit_before.search(text, max(0, token.start() - 24), token.start())
    unit_before = _unit_of(before, reader) if before else ""
    if unit_before and (reader.words.before or unit_before == "%"):
        return unit_before, True
    if after := reader.unit.match(text, token.end()):
        unit = _unit_of(after, reader)
        rate = reader.unit.match(text, after.end() + 1) if text[after.end() :][:1] == "/" else None
        per = _unit_of(rate, reader) if rate else ""
        return (f"{unit}/{per}" if per in MEASURES else unit), True
    if past := reader.past_word.match(text, token.end()):
        return _unit_of(past, reader), False
    return unit_before, False


def _unit_of(match: re.Match[str], reader: _Reader) -> str:
    return reader.units[int((match.lastgroup or "u0")[1:])]


_RANGE: Final = re.compile(r"\s*(?:[-\u2010-\u2015~～〜至到]|\w{1,6})\s*")  # 2–3, 2 or 3, 2 bis 3


def _share_units(found: list[tuple[re.Match[str], Quantity]], text: str) -> Iterator[Quantity]:
    """Yield the quantities, the first of a span with the unit of the second."""
    following = [*found, None][1:]
    for (token, quantity), after in zip(found, following, strict=True):
        if after is not None and not (quantity.unit and quantity.strong) and after[1].unit:
            gap = text[token.end() : after[0].start()]
            if quantity.figure and after[1].figure and _RANGE.fullmatch(gap):
                yield replace(quantity, unit=after[1].unit, strong=after[1].strong)
                continue
        yield quantity


@lru_cache(maxsize=256)
def _reader(tag: str) -> _Reader:
    words = lexicon(tag)
    units, unit = _unit_pattern(words)
    names, tokens = _token_pattern(words)
    am, pm = (forms_pattern(words.periods.get(k, ""), words.end) for k in ("am", "pm"))
    period = f"(?P<am>{am})|(?P<pm>{pm})"
    return _Reader(
        words=words,
        tokens=re.compile(tokens),
        names=names,
        unit=re.compile(rf"[\s\u2010\u2011-]?\s?(?:{_FILLER})?(?:{unit})"),
        unit_before=re.compile(rf"(?:{unit})\s?(?:no\.?\s?)?\Z"),
        units=units,
        past_word=re.compile(rf"\s[^\s\d.,;:()]{{2,16}}\s(?:{unit})"),
        period=re.compile(rf"\s?(?:{period})"),
        period_before=re.compile(rf"{words.start}(?:{period})\s?\Z"),
        ignored=re.compile(words.pattern(words.ignored)),
    )


# What Chinese and Japanese put between a figure and what it counts.
_FILLER: Final = "个|個|箇|か|ヶ|カ|ケ"


def _unit_pattern(words: Lexicon) -> tuple[tuple[str, ...], str]:
    names = tuple(dict.fromkeys((*_SIGNS, *_SYMBOLS, *words.units)))
    symbol_end = rf"(?![{_LATIN}])"
    parts = []
    for number, name in enumerate(names):
        native = forms_pattern(words.units.get(name, ""), words.end)
        symbols = forms_pattern(_SYMBOLS.get(name, ""), symbol_end)
        signs = _SIGNS.get(name, "(?!)")
        parts.append(f"(?P<u{number}>{signs}|{native}|{symbols})")
    return names, "|".join(parts)


def _token_pattern(words: Lexicon) -> tuple[tuple[str, ...], str]:
    """Return what the groups of the pattern mean, and the pattern of everything that counts."""
    space = r"|(?<!\d{4}) \d{3}(?!\d)" if " " in words.group else ""
    hour = "[:h時时點点시]|\\s?(?:uhr|giờ|giờ|시|時|时|點|点)\\s?| h "
    parts = [
        rf"(?P<clock>(?<![\d.,:])(?:[01]?\d|2[0-3])(?:{hour})[0-5]\d(?![\d:]))",
        rf"(?P<fraction>(?:\d+\s?)?[{_FRACTIONS}]|(?<![\d/.,])(?:1\s?[/\u2044]\s?[2348]|[23]\s?[/\u2044]\s?[34])(?![\d/.,]))",
        rf"(?P<figure>\d+(?:[.,٫٬']\d+{space})*)",
    ]
    names: list[str] = []
    forms_of: list[str] = []
    doubtful = {f"{number}?": forms for number, forms in words.optional.items()}
    for letter, table in (("f", words.fused), ("w", words.numbers), ("w", doubtful)):
        for name, forms in reversed(list(table.items())):
            forms_of.append(f"(?P<{letter}{len(names)}>{forms_pattern(forms, words.end)})")
            names.append(name)
    if forms_of:
        parts.append(f"{words.start}(?:{'|'.join(forms_of)})")
    return tuple(names), "|".join(parts)
