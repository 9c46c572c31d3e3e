"""`too-long`: a text is longer than the place for it, as the comment `max-length:N` says.

Letters with their marks count as one, as a reader sees them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
too-long (error): a text is longer than the place for it; or a value of a file is longer than it
    may be
Why: it would be cut off, or push what stands beside it off the page.
Wrong: max-length:12 and a target of 20 letters
Right: a target of 12 letters or fewer
Mend: say it shorter; the translators' comment `max-length:N` names the limit. In a YAML file,
    shorten the value or split the list.
Waiver: yes
"""


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for a text that is longer than it may be."""
    limit = pair.message.max_length
    if limit is None:
        return
    length = sum(unicodedata.category(char) not in {"Mn", "Me", "Cf"} for char in pair.target)
    if length > limit:
        yield pair.error("too-long", f"has {length} signs; there is room for {limit}")
