"""Figures as they are written in, the numbers and clock times that they may say out.

Job: read `1,000`, `1.000`, `2½`, `1/2`, `6:30`. Trade-off: a figure that can be read in two ways
(1.000 where both signs are in use) keeps both readings. Side effects: none.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Final

from polyleaf.checks.pairs.lexicon import Lexicon

__all__ = ["FRACTION_SIGNS", "clock_readings", "hour_readings", "number_readings"]

FRACTION_SIGNS: Final = "½¼¾⅓⅔⅛"
_NOON: Final = 12
_DAY: Final = 24
_DECIMAL_SIGNS: Final = "٫"
_GROUP_SIGNS: Final = "٬'"


def number_readings(raw: str, words: Lexicon) -> frozenset[str]:
    """Return the numbers that a figure may stand for; none where it is no single number."""
    if any(sign in raw for sign in FRACTION_SIGNS):
        whole, sign = raw[:-1].strip(), raw[-1]
        share = Fraction(unicodedata.numeric(sign)).limit_denominator(8)
        return frozenset({str(share + int(whole or 0))})
    if "/" in raw or "\u2044" in raw:
        return frozenset({str(Fraction(raw.replace(" ", "").replace("\u2044", "/")))})
    signs = re.sub(r"\d", "", raw)
    if not signs:
        return frozenset({str(int(raw))})
    if len(set(signs)) > 1:
        whole, part = re.split(rf"{re.escape(signs[-1])}(?=\d+\Z)", raw)
        single = signs.count(signs[-1]) == 1
        return frozenset({_decimal(re.sub(r"\D", "", whole), part)} if single else ())
    return frozenset(_one_sign(raw, signs[0], words))


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


def hour_readings(hour: int, half: str) -> frozenset[str]:
    """Return what a whole hour before noon (`am`) or after it (`pm`) may stand for."""
    full = hour % _NOON + _NOON * (half == "pm")
    return frozenset({str(full), f"{full:02}:00"})


def clock_readings(hour: int, minute: int, half: str, *, doubtful: bool) -> frozenset[str]:
    """Return the times that hour and minute may stand for.

    Args:
        hour: the hour as written.
        minute: the minute.
        half: `am`, `pm`, or "" where the text does not say.
        doubtful: whether an hour up to twelve without a half may be either.

    """
    if half and hour <= _NOON:
        hours = {hour % _NOON + _NOON * (half == "pm")}
    elif hour <= _NOON and doubtful:
        hours = {hour, (hour + _NOON) % _DAY}
    else:
        hours = {hour}
    times = {f"{h:02}:{minute:02}" for h in hours}
    return frozenset(times if minute else times | {str(h) for h in hours})
