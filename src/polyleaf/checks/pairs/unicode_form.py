"""`unicode-form`: a text is not in Unicode's composed form (NFC, UAX 15).

It looks right, but is not found by a search, and fonts may set its marks badly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
unicode-form (warning): a text is not in Unicode's composed form (NFC, UAX 15)
Why: it is not found by a search, and fonts may set its marks badly.
Wrong: e followed by U+0301
Right: é, U+00E9
Mend: normalise the file to NFC; most editors and `uconv -x NFC` can.
Waiver: yes
"""


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield a warning for a text that is not in the composed form."""
    text = pair.message.target
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        place = next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), 0)
        shown = text[max(0, place - 6) : place + 6]
        yield pair.warning("unicode-form", f"is not in NFC, near {shown!r}", "normalise the file")
