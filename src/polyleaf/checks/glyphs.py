"""`missing-glyph`: a text holds a character that no font of its language has.

Without this check a reader finds an empty box in place of a letter, or a letter in the shape of
another language (a Japanese form in a Chinese text), since a renderer takes whatever font is at
hand. Mend the text, or add a font that has the character to the language's `fonts`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.languages.table import Language

__all__ = ["Texts", "check"]

MANUAL: Final = """
missing-glyph (error): a text holds a character that no font of its language has
Why: an empty box would be printed in its place.
Wrong: ∛ in a language set in Leaf Sans alone
Right: ∛, with a family that has it among the language's `fonts`
Mend: write it another way, or add a family that has it; the hint names those of the project.
"""


@dataclass(frozen=True)
class Texts:
    """Texts of a leaflet that are set in one language: by unit id, or by what else names them."""

    leaflet: str
    language: Language
    texts: Mapping[str, str]


def check(
    texts: Texts,
    covered: frozenset[int],
    locate: Callable[[str], Location],
    families_with: Callable[[str], Collection[str]],
) -> Iterator[Diagnostic]:
    """Yield an error for each text with characters that `covered` lacks.

    Args:
        texts: the texts, and the language they are set in.
        covered: code points that the language's fonts have.
        locate: tells where a text is written.
        families_with: tells the families of the table of fonts that have a character.

    """
    language = texts.language
    for unit, text in texts.texts.items():
        uncovered = set(map(ord, plain_text(text))) - covered
        missing = sorted(char for char in map(chr, uncovered) if _has_shape(char))
        if missing:
            shown = ", ".join(f"{c!r} (U+{ord(c):04X} {unicodedata.name(c, '?')})" for c in missing)
            message = (
                f"{unit!r} of {texts.leaflet!r} in {language.tag} has characters without a glyph "
                f"in {', '.join(language.fonts)}: {shown}"
            )
            hint = _hint(missing, language, families_with)
            yield Diagnostic("missing-glyph", locate(unit), message, hint)


def _has_shape(char: str) -> bool:
    # Control and format characters (U+200B, U+2066, …) have none of their own.
    return unicodedata.category(char) not in {"Cc", "Cf"}


def _hint(
    missing: list[str], language: Language, families_with: Callable[[str], Collection[str]]
) -> str:
    """Return which family has which of the characters."""
    owners = {char: tuple(families_with(char)) for char in missing}
    parts = []
    for names, chars in groupby(sorted(missing, key=owners.__getitem__), owners.__getitem__):
        shown = " ".join(chars)
        if names:
            families = " and ".join(map(repr, names))
            parts.append(f"{shown} is in {families}: add it to the `fonts` of {language.tag!r}")
        else:
            parts.append(f"{shown} is in no family of locales/fonts.yaml: add a font that has it")
    return "; ".join((*parts, "or mend the text"))
