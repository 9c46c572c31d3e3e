"""`mixed-digits`: figures of one text in two digit systems, such as ٥ and 5.

A reader who knows one of them may skip the other. Figures inside Latin names, phone numbers and
addresses do not count, nor do doses such as 200 mg, which stay as they are typed. Write all others
in the digits of the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.addresses import without_addresses
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.pairs.phones import without_phones
from polyleaf.checks.pairs.quantities import NAMED_FIGURE, has_digits
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
mixed-digits (warning): the figures of one text are in two digit systems
Why: a reader who knows one of them may skip the other.
Wrong: ٥ أيام ثم 7 أيام
Right: ٥ أيام ثم ٧ أيام
Mend: write all in the digits of the language; doses such as 200 mg stay as they are typed.
Waiver: yes
"""

# Figures, or a span of them, in front of a Latin unit.
_DOSE: Final = re.compile(r"[0-9][0-9.,]*(?:\s?[-\u2013]\s?[0-9][0-9.,]*)?\s?(?=[A-Za-zµμ°])")


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield a warning for a text with digits of two systems."""
    if not has_digits(pair.target):
        return
    text = NAMED_FIGURE.sub(" ", without_phones(without_addresses(pair.target)))
    text = _DOSE.sub(" ", text)
    # The code point of a system's zero stands for the system.
    systems = {ord(c) - unicodedata.decimal(c): c for c in text if c.isdecimal()}
    if len(systems) > 1:
        shown = " and ".join(repr(systems[zero]) for zero in sorted(systems))
        yield pair.warning("mixed-digits", f"has figures in two digit systems: {shown}")
