"""`wrong-script`: a text, or words of it, in a script that the language is not written in.

Names, units and Latin words that the source writes with a capital may stay in Latin letters. A
word in any third script, or in the letters of the language's other way of writing (simplified and
traditional Chinese), is an error, and so is a text of which more than half is in Latin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.addresses import without_addresses
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.pairs.scripts import SCRIPTS, script_of
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
wrong-script (error): a text, or words of it, in a script that the language is not written in
Why: the reader cannot read it; often a text is in the wrong catalog.
Wrong: zh-Hant: 医院
Right: zh-Hant: 醫院
Mend: write it in the language's own script; names may stay in Latin letters.
Waiver: yes
"""

_WORD: Final = re.compile(r"[^\W\d_]+")
_NAME: Final = re.compile(r"[A-Za-z]*[A-Z][\w-]*|[a-zµ]{1,4}\Z")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_SHARE: Final = 1 / 2
_FEW: Final = 4
# A source word in brackets, beside its translation.
_GLOSS: Final = re.compile(r"[(（][^()（）]*[)）]")


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for each kind of letters that have no place in a translation."""
    own = SCRIPTS.get(pair.script)
    if own is None:
        return
    if {script_of(char) for char in set(pair.target)} - own - {""}:
        yield from _words(pair, own)
    if foreign := sorted(set(pair.target) & set(pair.target_words.foreign)):
        text = f"has {''.join(foreign)!r}, which is not how {pair.tag} is written"
        yield pair.error("wrong-script", text)


def _words(pair: Pair, own: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield an error for words of a third script, and one for too many in Latin."""
    words = _WORD.findall(without_addresses(_without_names(pair)))
    if third := [w for w in words if len(w) > 1 and _third(w, own, pair.source)]:
        yield pair.error("wrong-script", f"has {third[0]!r}, which {pair.tag} cannot read")
    latin = sum(len(w) for word in words for w in _LATIN.findall(word) if not _NAME.fullmatch(w))
    letters = sum(len(w) for w in words)
    if "LATIN" not in own and latin > _FEW and latin > _SHARE * letters:
        text = f"has {latin} of its {letters} letters in Latin script"
        yield pair.error("wrong-script", text, f"is it in {pair.tag}?")


def _without_names(pair: Pair) -> str:
    text = _GLOSS.sub(" ", pair.target)
    for name in pair.names:
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    return text


def _third(word: str, own: frozenset[str], source: str) -> bool:
    """Tell whether a word's letters are neither the language's nor Latin nor the source's."""
    scripts = {script_of(letter) for letter in word} - {"", "GREEK"}
    return bool(scripts) and not scripts & (own | {"LATIN"}) and word not in source
