"""`opposite-meaning`: a sentence says the opposite: after for before, right for left.

Seen only where the source has a word of one side and none of the other, and the target the other
way round. A warning: most languages have more words for it than their lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs.forms import WordList
from polyleaf.checks.pairs.lexicon import forms_of, lexicon, normalise
from polyleaf.checks.pairs.negation import denies
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.pairs.sentences import paired_sentences
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
opposite-meaning (warning): a sentence says the opposite of a word: after for before, right for
    left
Why: a medicine after a meal in place of before it may not work, or harm.
Wrong: before meals / después de las comidas
Right: before meals / antes de las comidas
Mend: write the word of the same side as the source, or waive it if the sentence is turned round.
Waiver: yes
"""

_OPPOSITES: Final = (
    ("before", "after"),
    ("more", "less"),
    ("left", "right"),
    ("increase", "decrease"),
    ("double", "half"),
)


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield a warning for each sentence that says the opposite of its source."""
    if not pair.target_words.opposites or not _sides(pair.source, pair.source_language):
        return
    for source, target in paired_sentences(pair):
        wanted = _sides(source, pair.source_language)
        found = _sides(target, pair.tag) if wanted else frozenset()
        for one, other in (*_OPPOSITES, *((b, a) for a, b in _OPPOSITES)):
            if one in wanted and other not in wanted and other in found and one not in found:
                text = f"says {other!r} where the source says {one!r}"
                yield pair.warning("opposite-meaning", text, f"the source: {source}")
        if "limit" in wanted and "more" in found and not denies(target, pair.tag):
            text = "says 'more' where the source sets a limit"
            yield pair.warning("opposite-meaning", text, f"the source: {source}")


@lru_cache(maxsize=20_000)
def _sides(text: str, tag: str) -> frozenset[str]:
    """Return the sides that a text has words of."""
    return frozenset(span.meaning for span in _words(tag).find(normalise(text)))


@lru_cache(maxsize=256)
def _words(tag: str) -> WordList:
    words = lexicon(tag)
    pairs = ((form, side) for side, forms in words.opposites.items() for form in forms_of(forms))
    return WordList.of(pairs, words.bounds)
