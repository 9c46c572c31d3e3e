"""`unbalanced-bidi`: an isolate or embedding that is not closed, or closed without being opened.

What follows an open one is set in its direction, to the end of the paragraph (UAX 9, 3.3.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
unbalanced-bidi (error): an isolate or embedding is not closed, or closed without being opened
Why: what follows is set in its direction to the end of the paragraph, figures too (UAX 9, 3.3.2).
Wrong: U+2067 without U+2069
Right: the text without either
Mend: remove the control; figures and names are isolated anyway.
Waiver: yes
"""

_CLOSED_BY: Final = {
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),  # LRI, RLI, FSI: PDI
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),  # LRE, RLE, LRO, RLO: PDF
}


_CONTROL: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for a text whose bidi controls do not close each other."""
    if found := _unbalanced(pair.message.target):
        text = f"has a bidi control without its partner: U+{ord(found):04X}"
        yield pair.error(
            "unbalanced-bidi", text, "remove it; figures and names are isolated anyway"
        )


def _unbalanced(text: str) -> str:
    opened: list[str] = []
    for control in _CONTROL.finditer(text):
        char = control[0]
        if char in _CLOSED_BY:
            opened.append(char)
        elif char in _CLOSED_BY.values() and (not opened or _CLOSED_BY[opened.pop()] != char):
            return char
    return opened[-1] if opened else ""
