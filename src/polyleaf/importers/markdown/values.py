"""Words of a record's front matter in Polyleaf's terms.

Job: small pure tables and rules: review frequencies, licences, audiences, versions, language tags
and dates. Trade-off: an ambiguous word ("bimonthly") is not in the tables; the caller reports it.
Side effects: none.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

__all__ = [
    "read_audience",
    "read_date",
    "read_frequency",
    "read_language",
    "read_license",
    "read_version",
]

_MONTHS: Final = {
    **dict.fromkeys(("monthly", "every month", "once a month"), 1),
    **dict.fromkeys(("quarterly", "every quarter"), 3),
    **dict.fromkeys(
        ("biannually", "biannual", "semiannually", "semiannual", "semi annually", "semi annual"), 6
    ),
    **dict.fromkeys(("half yearly", "twice a year", "twice yearly"), 6),
    **dict.fromkeys(("annually", "annual", "yearly", "every year", "once a year"), 12),
    **dict.fromkeys(("biennially", "biennial"), 24),
}
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "twelve": 12}
_EVERY: Final = re.compile(rf"(?:every )?([0-9]{{1,3}}|{'|'.join(_NUMBERS)}) (month|year)s?")
_PERIOD: Final = re.compile(r"P(?=[0-9])(?:[0-9]{1,3}Y)?(?:[0-9]{1,3}M)?")
_AUDIENCES: Final = {
    **dict.fromkeys(("patient", "patients"), "patient"),
    **dict.fromkeys(("caregiver", "caregivers", "carer", "carers"), "caregiver"),
    **dict.fromkeys(("professional", "professionals"), "professional"),
    **dict.fromkeys(("health professional", "health professionals"), "professional"),
    **dict.fromkeys(("healthprofessional", "healthprofessionals"), "professional"),
}
_CREATIVE_COMMONS: Final = re.compile(
    r"(?:cc )?(by(?: nc)?(?: sa| nd)?)(?: ([1-4]\.[05]))?(?: (?:international|unported))?"
)
_VERSION: Final = re.compile(r"[vV]\.?\s*(?=[0-9])")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# By their length: a script is written Hans, a region BR.
_CASES: Final = {4: str.title, 2: str.upper}
MAX_VERSION: Final = 20


def _words(text: str) -> str:
    return " ".join(re.sub(r"[-_\s]+", " ", text).casefold().split())


def read_frequency(text: str) -> str:
    """Return how often to review as a period such as P3M, or "" for a word we do not know."""
    if _PERIOD.fullmatch(text) and any(digit in text for digit in "123456789"):
        return text
    words = _words(text)
    months = _MONTHS.get(words, 0)
    if match := _EVERY.fullmatch(words):
        number = _NUMBERS.get(match[1]) or int(match[1])
        months = number * (12 if match[2] == "year" else 1)
    if not months:
        return ""
    return f"P{months}M" if months % 12 else f"P{months // 12}Y"


def read_license(text: str) -> str:
    """Return a licence by its usual name, or the text as it is."""
    words = _words(text)
    if words in {"public domain", "publicdomain", "pd"}:
        return "Public domain"
    if words in {"cc0", "cc0 1.0", "cc zero"}:
        return "CC0 1.0"
    match = _CREATIVE_COMMONS.fullmatch(words)
    if not match:
        return text
    name = f"CC {match[1].replace(' ', '-').upper()}"
    return f"{name} {match[2]}" if match[2] else name


def read_audience(text: str) -> str:
    """Return `patient`, `caregiver` or `professional`, or "" for a word we do not know."""
    return _AUDIENCES.get(_words(text), "")


def read_version(text: str) -> str:
    """Return a version without its "v", or "" if it is too long to be one."""
    version = _VERSION.sub("", text, count=1) if _VERSION.match(text) else text
    return version if len(version) <= MAX_VERSION else ""


def read_language(text: str) -> str:
    """Return a BCP 47 tag in its usual case (es, zh-Hans, pt-BR), or "" for another text."""
    tag = text.replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        return ""
    first, *rest = tag.lower().split("-")
    return "-".join([first, *(_CASES.get(len(part), str)(part) for part in rest)])


def read_date(value: Any) -> datetime.date | None:  # noqa: ANN401 - any YAML value
    """Return an ISO 8601 date, with or without a time of day; None for anything else."""
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.datetime.fromisoformat(value.strip()).date()
    except (AttributeError, ValueError):
        return None
