"""Dates, hours, digits and lists as a language writes them.

Job: format what Polyleaf itself prints. Trade-off: patterns of the table win over Babel's, which
are used where the table is silent (CLDR through Babel is right for most). Gregorian calendar only.
Side effects: none; nothing here reads a clock or the environment's locale.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

from babel import Locale, dates, lists, units

from polyleaf.languages.table import Language

__all__ = [
    "ZEROS",
    "counter_style",
    "format_date",
    "format_list",
    "format_number",
    "format_size",
    "format_time_range",
    "to_digits",
]

NOON: Final = 12

# First digit of each CLDR numbering system (https://www.unicode.org/reports/tr35/tr35-numbers.html).
ZEROS: Final = {
    "latn": "0",
    "arab": "٠",
    "arabext": "۰",
    "beng": "০",
    "deva": "०",
    "gujr": "૦",
    "guru": "੦",
    "khmr": "០",
    "laoo": "໐",
    "mlym": "൦",
    "mymr": "၀",
    "tamldec": "௦",
    "telu": "౦",
    "thai": "๐",
}
# CSS Counter Styles 3, section 6.1 (https://www.w3.org/TR/css-counter-styles-3/#simple-numeric).
_COUNTER_STYLE: Final = {
    "latn": "decimal",
    "arab": "arabic-indic",
    "arabext": "persian",
    "beng": "bengali",
    "deva": "devanagari",
    "gujr": "gujarati",
    "guru": "gurmukhi",
    "khmr": "khmer",
    "laoo": "lao",
    "mlym": "malayalam",
    "mymr": "myanmar",
    "tamldec": "tamil",
    "telu": "telugu",
    "thai": "thai",
}


def to_digits(text: str, language: Language) -> str:
    """Return the text with its digits 0–9 in the language's numbering system."""
    zero = ord(ZEROS[language.digits])
    return text.translate({ord("0") + value: zero + value for value in range(10)})


def counter_style(language: Language) -> str:
    """Return the CSS counter style of the language's digits."""
    return _COUNTER_STYLE[language.digits]


def format_number(number: int, language: Language) -> str:
    """Return a small whole number in the language's digits, without grouping."""
    return to_digits(str(number), language)


def format_size(size: int, language: Language) -> str:
    """Return a size in bytes as kilobytes of 1,000 bytes, such as 45 kB; at least 1 kB."""
    kilobytes = max(1, round(size / 1000))
    text = units.format_unit(kilobytes, "digital-kilobyte", "short", locale=_locale(language))
    return to_digits(text, language)


def format_date(date: datetime.date, language: Language) -> str:
    """Return a full date, such as 7 July 2025."""
    locale = _locale(language)
    pattern = language.date or str(dates.get_date_format("long", locale).pattern)
    if language.months:
        pattern = pattern.replace("MMMM", _literal(language.months[date.month - 1]))
    return to_digits(dates.format_date(date, pattern, locale=locale), language)


def format_time_range(opens: datetime.time, closes: datetime.time, language: Language) -> str:
    """Return a span of clock times, such as 7:00 am–6:30 pm."""
    start, end = (_format_time(time, language) for time in (opens, closes))
    return language.time_range.format(start=start, end=end)


def _format_time(time: datetime.time, language: Language) -> str:
    locale = _locale(language)
    pattern = language.time or str(dates.get_time_format("short", locale).pattern)
    if language.day_periods:
        period = language.day_periods["am" if time.hour < NOON else "pm"]
        pattern = re.sub(r"[aB]+(?=(?:[^']*'[^']*')*[^']*$)", _literal(period), pattern)
    return to_digits(dates.format_time(time, pattern, locale=locale), language)


def format_list(items: Sequence[str], language: Language) -> str:
    """Return the items joined as the language joins a list: a, b and c."""
    pattern = language.list_pattern
    if pattern is None:
        return lists.format_list(items, locale=_locale(language))
    *before, last = items or ("",)
    if not before:
        return last
    joined = before[0]
    for item in before[1:]:
        joined = pattern.middle.format(joined, item)
    return pattern.end.format(joined, last)


def _locale(language: Language) -> Locale:
    # Numbers and separators of a language Babel lacks are set by the table's own patterns, so the
    # locale only has to exist.
    return Locale.parse(language.babel or "en_US")


def _literal(text: str) -> str:
    """Return text quoted for a UTS 35 pattern, where an apostrophe is doubled."""
    return "'" + text.replace("'", "''") + "'"
