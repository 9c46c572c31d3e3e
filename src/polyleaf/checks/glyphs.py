"""`missing-glyph`: a text holds a character that no font of its language has.

Without this check a reader finds an empty box in place of a letter. Mend the text, or add a font
that has the character to the language's `fonts` in locales/languages.yaml.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping

from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.languages.table import Language

__all__ = ["check"]


def check(
    units: Mapping[str, str],
    language: Language,
    covered: frozenset[int],
    locate: Callable[[str], Location],
) -> Iterator[Diagnostic]:
    """Yield an error for each unit with characters that `covered` lacks.

    Args:
        units: texts by unit id.
        language: the language they are set in.
        covered: code points that the language's fonts have.
        locate: tells where the text of a unit is written.

    """
    for unit, text in units.items():
        missing = sorted({c for c in plain_text(text) if _is_missing(c, covered)})
        if missing:
            shown = ", ".join(f"{c!r} (U+{ord(c):04X} {unicodedata.name(c, '?')})" for c in missing)
            message = f"{unit!r} in {language.tag} has characters without a glyph: {shown}"
            hint = f"the fonts are {', '.join(language.fonts)}; add one that has them"
            yield Diagnostic("missing-glyph", locate(unit), message, hint)


def _is_missing(char: str, covered: frozenset[int]) -> bool:
    # Control and format characters (U+200B, U+2066, …) have no shape of their own.
    return ord(char) not in covered and unicodedata.category(char) not in {"Cc", "Cf"}
