"""`untranslated-text`: a target, or a whole sentence of it, is the source.

Texts of names, figures and addresses alone may be the same in every language, and a single word
may be the same in two that share a script (melanoma); two or three words are a warning there.
Translate it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.addresses import without_addresses
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.pairs.phones import without_phones
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
untranslated-text (error, warning): a target, or a whole sentence of it, is still the source
Why: the reader does not understand it, though the leaflet says that it is translated.
Wrong: Wash your hands first. / Wash your hands first.
Right: Wash your hands first. / Lávese las manos primero.
Mend: translate it; two or three words in a language of the same script are a warning only.
Waiver: yes
"""

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# A name, and not the first word of a sentence: a capital that is not the first letter, or several.
_NAME: Final = re.compile(r"\b\w+[A-Z]\w*(?:-\w+)*|\b[A-Z][\w-]*-[A-Z][\w-]*")
_UNIT: Final = re.compile(r"(?<=\d)[ \u00a0]?(?:mg|mL|ml|g|kg|mcg|µg|L|dL|IU|mm|cm|h|°[CF])\b")
_SENTENCE: Final = 4
_SENTENCES: Final = re.compile(r"(?<=[.!?:;])\s+")
_LOAN: Final = 3
_TITLE: Final = re.compile(r"(?:[A-Z][\w-]*|and|of|the|for|\W)+")


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for a text, or the first of its sentences, that is still the source's."""
    source, target = pair.source.strip(), pair.target.strip()
    if source.casefold() == target.casefold():
        yield from _same(pair, source)
    elif left := next((s for s in _SENTENCES.split(source) if s in target and _long(s, pair)), ""):
        yield pair.error("untranslated-text", f"has a sentence of the source: {left!r}")


def _same(pair: Pair, source: str) -> Iterator[Diagnostic]:
    words = len(_words(source, pair))
    if not words or (" " in source and _TITLE.fullmatch(source)):
        return
    if pair.script != "Latn" or words > _LOAN:
        yield pair.error("untranslated-text", "is the source text")
    elif words > 1:
        yield pair.warning("untranslated-text", "is the source text")


def _long(sentence: str, pair: Pair) -> bool:
    return len(_words(sentence, pair)) >= _SENTENCE and not _TITLE.fullmatch(sentence)


def _words(text: str, pair: Pair) -> list[str]:
    """Return the words of a text that are no names."""
    for name in pair.names:
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    text = without_phones(without_addresses(text))
    return _WORD.findall(_NAME.sub(" ", _UNIT.sub(" ", text)))
