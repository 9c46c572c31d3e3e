"""`address-mismatch`: a web or e-mail address that readers see was lost, added or changed.

The targets of links are markup (`markup-mismatch`). Write the address as the source has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic

__all__ = ["check", "without_addresses"]

MANUAL: Final = """
address-mismatch (error): a web or e-mail address that readers see was lost, added or changed
Why: the reader lands nowhere, or with strangers.
Wrong: www.library.example / www.libary.example
Right: www.library.example in both
Mend: copy the address from the source.
Waiver: yes
"""

# Letters of other scripts may follow without a space.
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9/._~:?#@!$&'*+,;=%-]*[A-Za-z0-9/]"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![A-Za-z0-9.])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|org|gov|edu|net|int|example)"
    r"(?![A-Za-z0-9])(?:/[A-Za-z0-9/._~?=&%-]*[A-Za-z0-9/])?"
)


# Every address has one of these.
_SIGN: Final = re.compile(r"[.@/]\S")


def without_addresses(text: str) -> str:
    """Return a text with a mark in the place of each address."""
    return _ADDRESS.sub(" ; ", text) if _SIGN.search(text) else text


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for each address that source and target do not share."""
    source, target = Counter(_found(pair.source)), Counter(_found(pair.target))
    if source == target:
        return
    for address in (source - target).elements():
        yield pair.error("address-mismatch", f"lacks {address}", "the source has it")
    for address in (target - source).elements():
        yield pair.error("address-mismatch", f"has the extra {address}", "the source has it not")


def _found(text: str) -> list[str]:
    return _ADDRESS.findall(text) if _SIGN.search(text) else []
