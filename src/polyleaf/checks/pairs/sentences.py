"""Which sentences of a target say which sentences of its source.

Job: split texts at their full stops, in any script. Trade-off: where source and target have not as
many sentences, they are one: languages without full stops are compared as a whole. Side effects:
none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs.pair import Pair

__all__ = ["paired_sentences", "sentences"]

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|(?<=[。！？।॥۔؟።៕!?])\s*|(?<=။)\s*")


def paired_sentences(pair: Pair) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a pair, source and target; both whole where they do not match."""
    sources, targets = sentences(pair.source), sentences(pair.target)
    if len(sources) != len(targets):
        sources, targets = (pair.source,), (pair.target,)
    yield from zip(sources, targets, strict=True)


@lru_cache(maxsize=20_000)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text."""
    return tuple(part for part in _SENTENCE_END.split(text) if part and part.strip())
