"""`phone-mismatch`: a phone number was lost, added or changed.

Digits are compared, in any digit system; how they are grouped is the language's own matter. Short
numbers such as 911 are figures (`figure-mismatch`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic

__all__ = ["check", "without_phones"]

MANUAL: Final = """
phone-mismatch (error): a phone number was lost, added or changed
Why: in an emergency nobody would answer.
Wrong: Call 1-800-555-0199. / Llame al 1-800-555-0119.
Right: Call 1-800-555-0199. / Llame al 1-800-555-0199.
Mend: copy the number; how its digits are grouped is free.
Waiver: yes
"""

# Seven digits or more in groups (ITU-T E.123), which are no date and no large number.
_PHONE: Final = re.compile(
    r"(?<![A-Za-z\d.,/])(?!\d{4}-\d{2}-\d{2}(?!\d))(?!\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+(?![\d-]))"
    r"\+?\(?\d(?:[ \u00a0\u202f().\u2010-\u2013-]{0,2}\d){6,14}(?!\d)"
)


# Every number has three digits near each other.
_DIGITS: Final = re.compile(r"\d\D{0,3}\d\D{0,3}\d")


def without_phones(text: str) -> str:
    """Return a text with a mark in the place of each phone number."""
    return _PHONE.sub(" ; ", text) if _DIGITS.search(text) else text


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for each phone number that source and target do not share."""
    source, target = _phones(pair.source), _phones(pair.target)
    if source == target:
        return
    for phone in (source - target).elements():
        yield pair.error("phone-mismatch", f"lacks the phone number {phone}", "the source has it")
    for phone in (target - source).elements():
        text = f"has the phone number {phone}"
        yield pair.error("phone-mismatch", text, "the source does not have it")


def _phones(text: str) -> Counter[str]:
    if not _DIGITS.search(text):
        return Counter()
    return Counter(
        "".join(str(unicodedata.decimal(c)) for c in phone if c.isdecimal())
        for phone in _PHONE.findall(text)
    )
