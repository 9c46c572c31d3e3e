"""`negation-dropped`, `negation-added`: a sentence lost its "not", or got one.

"Do not drive" without its "not" is the opposite. Sentences are compared one by one where source and
target have as many, and as a whole otherwise. A language without a list of negations is not
checked. A dropped negation is an error, an added one a warning: many a sentence can be said both
ways, and a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs.lexicon import Lexicon, lexicon, normalise
from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|(?<=[。！？।॥۔؟።။៕!?])\s*|(?<=។)\s*")


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield a problem for each sentence whose negation was dropped or added."""
    if not pair.target_words.negation:
        return
    sources, targets = _sentences(pair.source), _sentences(pair.target)
    if len(sources) != len(targets):
        sources, targets = [pair.source], [pair.target]
    for source, target in zip(sources, targets, strict=True):
        yield from _compare(pair, source, target)


def _compare(pair: Pair, source: str, target: str) -> Iterator[Diagnostic]:
    own, other = _patterns(pair.source_language), _patterns(pair.tag)
    denied, avoided = own.word(source, "negation"), own.word(source, "avoid")
    if denied and not own.word(source, "soft") and not other.denies(target):
        text = f"does not deny what the source does with {denied!r}"
        yield pair.error("negation-dropped", text, f"the source: {source}")
    elif avoided and not denied and not other.denies(target):
        text = f"does not tell to keep away, as the source does with {avoided!r}"
        yield pair.error("negation-dropped", text, f"the source: {source}")
    added = other.word(target, "negation")
    if added and "?" not in source and not any(own.word(source, name) for name in own.names):
        text = f"denies, with {added!r}, what the source does not"
        yield pair.warning("negation-added", text, f"the source: {source}")


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if part and part.strip()]


class _Patterns:
    """The patterns of one language's negations."""

    names: Final = ("negation", "avoid", "soft", "implied")

    def __init__(self, words: Lexicon) -> None:
        self._ignored = re.compile(words.pattern(words.ignored))
        self._patterns = {
            name: re.compile(words.pattern(getattr(words, name))) for name in self.names
        }

    def word(self, text: str, name: str) -> str:
        """Return the first form of a list in a text, or ""."""
        plain = normalise(text)
        plain = plain if name in {"soft", "implied"} else self._ignored.sub(" ; ", plain)
        found = self._patterns[name].search(plain)
        return found[0].strip() if found else ""

    def denies(self, text: str) -> bool:
        """Tell whether a text denies or tells to keep away."""
        return bool(self.word(text, "negation") or self.word(text, "avoid"))


@lru_cache(maxsize=256)
def _patterns(tag: str) -> _Patterns:
    return _Patterns(lexicon(tag))
