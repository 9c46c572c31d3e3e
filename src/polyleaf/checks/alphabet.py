"""`font-lacks-letters`, `font-without-bold`, `font-without-italic`: what fonts cannot set.

The first family of a language's `fonts` sets its letters and must have all of them: a word set in
two faces looks wrong, and letters that join or stack (Arabic, Indic) fall apart where the face
changes. Digits, quotation marks and other signs may come from any of the families.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.languages.localize import to_digits
from polyleaf.languages.table import Language
from polyleaf.typesetting.font_table import FontFamily

__all__ = ["check"]

MANUAL: Final = """
font-lacks-letters (error): the fonts of a language lack letters of its alphabet, or signs that it
    needs
Why: a word that is set in two faces looks wrong, and letters that join or stack fall apart.
Wrong: ur: {fonts: [Leaf Sans]}
Right: ur: {fonts: [Leaf Nastaliq, Leaf Sans]}
Mend: name a family first that has all letters of the language; the hint names those that do.

font-without-bold (warning): the font of a language has no bold, so strong text looks like the
    rest
Why: bold words are warnings that must not be overlooked, and Polyleaf never fakes a style.
Wrong: House Sans: {path: House-Regular.ttf}
Right: House Sans: {path: House-Regular.ttf, bold: House-Bold.ttf}
Mend: give `bold:` a file, or a second weight in `weights:` if the file is variable.

font-without-italic (warning): the font of a language has no italic, so emphasis looks like the
    rest
Why: a reader does not see which word is stressed.
Wrong: House Sans: {path: House-Regular.ttf}
Right: House Sans: {path: House-Regular.ttf, italic: House-Italic.ttf}
Mend: give `italic:` a file, or the language `emphasis: weight` in locales/languages.yaml.
"""

# Letters and marks; a modifier letter such as the ʻokina is set as a sign is, from any family.
_LETTERS: Final = frozenset({"Lu", "Ll", "Lt", "Lo", "Mn", "Mc", "Me"})
_SHOWN: Final = 40


def check(
    language: Language,
    family: FontFamily,
    covers: Callable[[str], Collection[int]],
    locate: Callable[[], Location],
    families_with: Callable[[str], Collection[str]],
) -> Iterator[Diagnostic]:
    """Yield what keeps a language's fonts from setting its texts.

    Args:
        language: the language; `alphabet` may be empty, which means that its letters are unknown.
        family: the first of its families.
        covers: tells the code points that a family has in all its styles.
        locate: tells where the family is named.
        families_with: tells the families of the table of fonts that have all characters of a text.

    """
    everywhere = frozenset[int]().union(*map(covers, language.fonts))
    for missing, where in (
        (_missing(_letters(language), covers(family.name)), f"its font {_shown(family)}"),
        (_missing(_signs(language), everywhere), f"its fonts {', '.join(language.fonts)}"),
    ):
        if missing:
            subject = f"{language.english} ({language.tag})"
            message = f"{subject} needs characters that are not in {where}: {_list(missing)}"
            hint = _hint(language, families_with(missing))
            yield Diagnostic("font-lacks-letters", locate(), message, hint)
    yield from _missing_styles(language, family, locate)


def _missing_styles(
    language: Language, family: FontFamily, locate: Callable[[], Location]
) -> Iterator[Diagnostic]:
    """Yield a warning for each style that stresses words and is not there; none is ever faked."""
    if not family.has_bold:
        message = f"the font {family.name!r} of {language.tag} has no bold: strong text is not seen"
        hint = "give `bold:` a file, or a second weight in `weights:` if the file is variable"
        yield Diagnostic("font-without-bold", locate(), message, hint, Severity.WARNING)
    if language.emphasis == "italic" and not family.italic:
        message = f"the font {family.name!r} of {language.tag} has no italic: emphasis is not seen"
        hint = f"give `italic:` a file, or {language.tag!r} `emphasis: weight` in languages.yaml"
        yield Diagnostic("font-without-italic", locate(), message, hint, Severity.WARNING)


def _letters(language: Language) -> set[str]:
    """Return the letters of the alphabet, and their capitals as the first letters of words."""
    small = {char for char in language.alphabet if not char.isspace()}
    # Title case, not upper case: Georgian has capitals, but no word begins with one.
    capitals = {char for letter in small for char in letter.title()}
    # Where the dotless ı is a letter, the capital of i keeps its dot (Unicode, SpecialCasing.txt).
    dotted = {"İ"} if {"i", "ı"} <= small else set[str]()
    return {c for c in small | capitals | dotted if unicodedata.category(c) in _LETTERS}


def _signs(language: Language) -> set[str]:
    """Return the digits, the quotation marks and what else of the alphabet is not a letter."""
    signs = {*to_digits("0123456789", language), *"".join(language.quotes)}
    signs |= {*"".join(language.alphabet.split())}
    # Control and format characters, such as the zero-width non-joiner, have no shape of their own.
    return {char for char in signs if unicodedata.category(char) not in {*_LETTERS, "Cc", "Cf"}}


def _missing(characters: set[str], covered: Collection[int]) -> str:
    return "".join(sorted(char for char in characters if ord(char) not in covered))


def _shown(family: FontFamily) -> str:
    files = dict.fromkeys(face.source for face in family.faces)
    return f"{family.name!r} ({', '.join(files)})"


def _list(characters: str) -> str:
    shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in characters[:_SHOWN])
    more = len(characters) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _hint(language: Language, families: Collection[str]) -> str:
    if not families:
        return "no family of locales/fonts.yaml has all of them: get a font file that has"
    names = " or ".join(map(repr, families))
    return f"{names} has all of them: name it first in the `fonts` of {language.tag!r}"
