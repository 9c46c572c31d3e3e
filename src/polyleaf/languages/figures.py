"""Figures in running text, in the digits that the table gives the language.

Job: let a project choose its digits once, whatever digits its translators typed. Trade-off: only
figures that stand for themselves change; what stands beside Latin letters (20 mg, HSV-1), and
numbers joined by hyphens or slashes (phones, dates, fractions), stay as they were typed, because
their signs would change places with them. Side effects: none.
"""

from __future__ import annotations

import re
from typing import Final

from polyleaf.languages.localize import ZEROS, to_digits
from polyleaf.languages.table import Language

__all__ = ["set_figures"]

_TO_LATIN: Final = {
    ord(zero) + value: ord("0") + value
    for system, zero in ZEROS.items()
    if system != "latn"
    for value in range(10)
}
_NATIVE: Final = re.compile(f"[{''.join(map(chr, _TO_LATIN))}]")

_DIGIT: Final = f"0-9{''.join(map(chr, _TO_LATIN))}"
_NUMBER: Final = rf"[{_DIGIT}]+(?:[.,٫٬][{_DIGIT}]+)*"
_LATIN: Final = "A-Za-zµ\u00c0-\u024f"
# A number, a span of two or a share, with nothing beside it that makes it part of something else.
_FIGURE: Final = re.compile(
    rf"(?<![{_LATIN}{_DIGIT}+#&@_/:.,^–−-])"
    rf"(?<![{_DIGIT})×=+][ \u00a0])"
    rf"{_NUMBER}(?:[ \u00a0]?–[ \u00a0]?{_NUMBER})?(?P<percent>[ \u00a0]?[%٪])?"
    rf"(?![{_LATIN}{_DIGIT}@_/:^−-]|[.,:][{_DIGIT}]|[ \u00a0]?[°–+×=]|[ \u00a0][{_LATIN}{_DIGIT}(]"
    rf"|\)[ \u00a0]?[{_DIGIT}-])"
)
# The separators that go with these digits: beside them, a full stop looks like a zero
# (Unicode 17, table 9-10, and CLDR's symbols of the numbering systems).
_SIGNS: Final = {
    "arab": str.maketrans(".,%", "٫٬٪"),
    "arabext": str.maketrans(".,%", "٫٬٪"),
}
_LATIN_SIGNS: Final = str.maketrans("٫٬٪", ".,%")


def set_figures(text: str, language: Language) -> str:
    """Return the text with its figures in the language's digits.

    Args:
        text: running text; may hold figures in any digits.
        language: whose `digits` are used, with the decimal and percent signs that go with them.

    """
    if language.digits == "latn":
        return _in_latin(text) if _NATIVE.search(text) else text
    return _FIGURE.sub(lambda figure: _set(figure[0], language), text)


def _in_latin(text: str) -> str:
    figures = re.compile(f"{_NATIVE.pattern}(?:[٫٬]?{_NATIVE.pattern})*[ \u00a0]?٪?")
    return figures.sub(lambda f: f[0].translate(_TO_LATIN).translate(_LATIN_SIGNS), text)


def _set(figure: str, language: Language) -> str:
    latin = figure.translate(_TO_LATIN).translate(_LATIN_SIGNS)
    return to_digits(latin.translate(_SIGNS.get(language.digits, {})), language)
