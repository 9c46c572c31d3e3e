"""`untranslated-text`: a target, or a whole sentence of it, is the source.

Texts of names, figures and addresses alone may be the same in every language, and a single word
may be the same in two that share a script (melanoma); two or three words are a warning there.
Translate it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.addresses import ADDRESS
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.pairs.phones import PHONE
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# A name, and not the first word of a sentence: a capital that is not the first letter, or several.
_NAME: Final = re.compile(r"\b\w+[A-Z]\w*(?:-\w+)*|\b[A-Z][\w-]*-[A-Z][\w-]*")
_UNIT: Final = re.compile(r"(?<=\d)[ \u00a0]?(?:mg|mL|ml|g|kg|mcg|µg|L|dL|IU|mm|cm|h|°[CF])\b")
_SENTENCE: Final = 4
_LOAN: Final = 3
_TITLE: Final = re.compile(r"(?:[A-Z][\w-]*|and|of|the|for|\W)+")


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for a text, or the first of its sentences, that is still the source's."""
    source, target = pair.source.strip(), pair.target.strip()
    if not _words(source, pair) or (" " in source and _TITLE.fullmatch(source)):
        return
    if source.casefold() == target.casefold():
        words = len(_words(source, pair))
        if pair.script != "Latn" or words > _LOAN:
            yield pair.error("untranslated-text", "is the source text")
        elif words > 1:
            yield pair.warning("untranslated-text", "is the source text")
    elif left := next((s for s in _sentences(source, pair) if s in target), ""):
        yield pair.error("untranslated-text", f"has a sentence of the source: {left!r}")


def _words(text: str, pair: Pair) -> list[str]:
    """Return the words of a text that are no names."""
    for name in pair.names:
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    for pattern in (ADDRESS, PHONE, _UNIT, _NAME):
        text = pattern.sub(" ", text)
    return _WORD.findall(text)


def _sentences(text: str, pair: Pair) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?:;])\s+", text):
        if len(_words(sentence, pair)) >= _SENTENCE:
            yield sentence
