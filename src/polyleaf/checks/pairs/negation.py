"""`negation-dropped`, `negation-added`: a sentence lost its "not", or got one.

"Do not drive" without its "not" is the opposite. A text whose sentences cannot be told apart must
deny as often as sentences of its source do. A language without a list of negations is not checked.
A dropped negation is an error, an added one a warning: many a sentence can be said both ways, and
a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs.forms import WordList
from polyleaf.checks.pairs.lexicon import lexicon, normalise, word_list
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.pairs.sentences import paired_sentences, sentences
from polyleaf.diagnostics import Diagnostic

__all__ = ["check", "denies"]

MANUAL: Final = """
negation-dropped (error): a sentence lost its "not", or its "avoid"
Why: it tells the reader to do what is dangerous.
Wrong: Do not drive. / Conduzca.
Right: Do not drive. / No conduzca.
Mend: deny what the source denies, sentence by sentence.
Waiver: yes

negation-added (warning): a sentence denies what the source does not
Why: it may say the opposite; many a sentence can be said both ways, so a person must look.
Wrong: You can drive. / No puede conducir.
Right: You can drive. / Puede conducir.
Mend: say it without the negation, or waive it if the sense is the same.
Waiver: yes
"""

# Words in a row say nothing that could be denied.
_WORDS: Final = re.compile(r"\w+(?:, \w+)+")
_LISTS: Final = ("soft", "negation", "avoid", "implied", "allowed", "refused")


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield a problem for each sentence whose negation was dropped or added."""
    if not pair.target_words.negation:
        return
    for source, target in paired_sentences(pair):
        wanted = _stance(source, pair.source_language)
        found = _stance(target, pair.tag)
        yield from _dropped(pair, source, wanted, found)
        yield from _added(pair, source, wanted, found)


def denies(text: str, tag: str) -> bool:
    """Tell whether a text of a language denies something, or tells to keep away."""
    return _stance(text, tag).times > 0


@dataclass(frozen=True)
class _Stance:
    """What a text denies.

    Attributes:
        denied: the first word that denies, or "".
        avoided: the first word that tells to keep away, or "".
        times: how many words do.
        plain: the text as forms are compared.

    """

    denied: str
    avoided: str
    times: int
    plain: str


def _dropped(pair: Pair, source: str, wanted: _Stance, found: _Stance) -> Iterator[Diagnostic]:
    if not found.times and wanted.denied:
        text = f"does not deny what the source does with {wanted.denied!r}"
        yield pair.error("negation-dropped", text, f"the source: {source}")
    elif not found.times and wanted.avoided:
        text = f"does not tell to keep away, as the source does with {wanted.avoided!r}"
        yield pair.error("negation-dropped", text, f"the source: {source}")
    elif found.times and (needed := _needed(source, pair.source_language)) > found.times:
        text = f"denies {found.times} times, the source {needed} times"
        yield pair.error("negation-dropped", text, f"the source: {source}")


def _needed(source: str, tag: str) -> int:
    """Return how many sentences of a source deny something."""
    return sum(bool(_stance(sentence, tag).denied) for sentence in sentences(source))


def _added(pair: Pair, source: str, wanted: _Stance, found: _Stance) -> Iterator[Diagnostic]:
    if not found.denied or wanted.times or "?" in source or _has("soft", source, pair):
        return
    if _WORDS.fullmatch(source):
        return
    word = found.denied
    if _has("implied", source, pair):
        refused = _word_lists(pair.tag)["refused"].first(found.plain)
        word = refused.meaning if refused and _has("allowed", source, pair) else ""
    if word:
        text = f"denies, with {word!r}, what the source does not"
        yield pair.warning("negation-added", text, f"the source: {source}")


def _has(name: str, source: str, pair: Pair) -> bool:
    """Tell whether a source has a form of a list."""
    return _word_lists(pair.source_language)[name].first(normalise(source)) is not None


@lru_cache(maxsize=20_000)
def _stance(text: str, tag: str) -> _Stance:
    lists = _word_lists(tag)
    plain = normalise(text)
    if not (lists["negation"].first(plain) or lists["avoid"].first(plain)):
        return _Stance("", "", 0, plain)
    hard = lists["soft"].replace(lists["ignored"].replace(plain, " ; "), " ; ")
    denied, avoided = (list(lists[name].find(hard)) for name in ("negation", "avoid"))
    return _Stance(
        denied=hard[denied[0].start : denied[0].end].strip() if denied else "",
        avoided=hard[avoided[0].start : avoided[0].end].strip() if avoided else "",
        times=len(denied) + len(avoided),
        plain=hard,
    )


@lru_cache(maxsize=256)
def _word_lists(tag: str) -> dict[str, WordList]:
    words = lexicon(tag)
    lists = {name: word_list(getattr(words, name), words) for name in _LISTS}
    # "Un día sí y otro no" denies nothing.
    ignored = " ".join([words.ignored, *words.idioms.values()])
    return lists | {"ignored": word_list(ignored, words)}
