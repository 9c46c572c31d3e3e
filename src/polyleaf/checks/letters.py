"""`wrong-letter`: a letter of another language or script, where one of this language is meant.

Such letters come from a wrong keyboard and look right or nearly so: an Arabic yeh in Persian, a
Cyrillic а in a Polish word. They join wrongly, are not found by a search and are read aloud as
something else. Write the letter that the hint names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from polyleaf.checks.context import LeafletContext
from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.languages.table import Language

__all__ = ["check", "check_texts"]

MANUAL: Final = """
wrong-letter (error): a letter of another language or script stands where one of this language is
    meant
Why: it joins wrongly, is not found by a search and is read aloud as something else.
Wrong: an Arabic ي in a Persian word
Right: the Persian ی
Mend: write the letter that the hint names.
"""

_WORD: Final = re.compile(r"[^\W\d_]+")
# Letters of Latin, Greek and Cyrillic that share one shape (Unicode UTS 39, confusables.txt).
_SHAPES: Final = (
    "aаα cс eе iі jј oоο pрρ sѕ vν xхχ yу uυ hһ kκк"
    " AАΑ BВΒ CС EЕΕ HНΗ IІΙ JЈ KКΚ MМΜ NΝ OОΟ PРΡ SЅ TТΤ XХΧ YУΥ ZΖ"
)
_SCRIPTS: Final = {"Latn": "LATIN", "Cyrl": "CYRILLIC", "Grek": "GREEK"}


def check(context: LeafletContext) -> Iterator[Diagnostic]:
    """Yield an error for each wrong letter of a source leaflet and of what it draws on."""
    language = context.languages.get(context.loaded.leaflet.language)
    if language is not None:
        yield from check_texts(context.units(), language, context.locate)


def check_texts(
    units: Mapping[str, str], language: Language, locate: Callable[[str], Location]
) -> Iterator[Diagnostic]:
    """Yield an error for each wrong letter of each unit.

    Args:
        units: texts by unit id.
        language: the language they are in.
        locate: tells where the text of a unit is written.

    """
    for unit, text in units.items():
        plain = plain_text(text)
        for wrong, right in sorted(_wrong_letters(plain, language).items()):
            message = f"{unit!r} in {language.tag} has {_named(wrong)}"
            hint = f"{language.english} writes {_named(right)}"
            yield Diagnostic("wrong-letter", locate(unit), message, hint)


def _wrong_letters(text: str, language: Language) -> dict[str, str]:
    found = {char: language.lookalikes[char] for char in text if char in language.lookalikes}
    if language.script in _SCRIPTS and not (language.script == "Latn" and text.isascii()):
        for word in set(_WORD.findall(text)):
            found |= _disguised(word, _SCRIPTS[language.script])
    return found


@lru_cache(maxsize=20_000)
def _disguised(word: str, script: str) -> Mapping[str, str]:
    """Return the letters of another script in a word of this one, if each has a twin here."""
    foreign = {char for char in word if not unicodedata.name(char, script).startswith(script)}
    if script == "LATIN" and all("GREEK" in unicodedata.name(char) for char in foreign):
        return {}  # TNFα is a name
    if not foreign or len(foreign) == len(set(word)):
        return {}
    twins = {char: twin for char in foreign if (twin := _twin(char, script))}
    return twins if len(twins) == len(foreign) else {}


def _twin(char: str, script: str) -> str:
    shape = next((s for s in _SHAPES.split() if char in s), "")
    return next((c for c in shape if unicodedata.name(c).startswith(script)), "")


def _named(char: str) -> str:
    return f"{char!r} (U+{ord(char):04X} {unicodedata.name(char, '?')})"
