"""What is wrong with a family's name in the font table, and with what is said of the family.

Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from polyleaf.diagnostics import Diagnostic, Location, did_you_mean
from polyleaf.typesetting.font_repertoire import is_term

__all__ = ["WEIGHT_NAMES", "name_problems", "one_or_more", "row_problems"]

MANUAL: Final = """
font-bad-value (error): a value of locales/fonts.yaml is none that may stand there
Why: a wrong weight or leading makes text unreadable.
Wrong: leading: 20
Right: leading: 2.4
Mend: write what the message asks for.

font-name (error): a family's name is not plain, is a generic one, or another one but for case and
    blanks
Why: the wrong font would be found by that name.
Wrong: serif: {path: House.ttf}
Right: House Serif: {path: House.ttf}
Mend: rename the family: letters, digits and blanks.

font-unknown-key (error): a font family has a key that nothing reads
Why: what is written under it would be lost without a word.
Wrong: boldd: House-Bold.ttf
Right: bold: House-Bold.ttf
Mend: correct the key.
"""

WEIGHT_NAMES: Mapping[int, str] = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}
"""The style names of the OpenType weight classes (OpenType 1.9, OS/2 usWeightClass)."""

# A name that needs no escape in CSS, XML and PostScript, and ends up in PDFs as /BaseFont.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 ]*[A-Za-z0-9]")
# Redefining these makes Pango crash (WeasyPrint #2684).
_GENERIC = frozenset({"serif", "sans", "sansserif", "monospace", "cursive", "fantasy", "systemui"})
_TEXT_KEYS = ("package", "file", "path", "italic", "bold", "bold-italic")
_KEYS = (*_TEXT_KEYS, "weights", "repertoire", "leading")
_LEADINGS = (1, 4)  # line heights in em that a face may ask for


def name_problems(name: object, known: Iterable[str], location: Location) -> Iterator[Diagnostic]:
    """Yield what is wrong with the name of a family, beside those that are known."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        message = f"font family name {name!r} is not plain letters, digits and blanks"
        yield Diagnostic("font-name", location, message)
        return
    folded = _fold(name)
    if folded in _GENERIC:
        yield Diagnostic("font-name", location, f"{name!r} is the name of a generic family")
    # fontconfig ignores case and blanks, and two files under one key print wrong glyphs.
    for twin in (other for other in known if _fold(other) == folded):
        message = f"font families {twin!r} and {name!r} differ only in case or blanks"
        yield Diagnostic("font-name", location, message)


def _fold(name: str) -> str:
    return name.replace(" ", "").casefold()


def row_problems(row: object, location: Location) -> Iterator[Diagnostic]:
    """Yield what is wrong with what a table says of a family."""
    if not isinstance(row, dict):
        yield _bad(location, "a font family needs `package:` and `file:`, or `path:`")
        return
    for key in row:
        if key not in _KEYS:
            hint = did_you_mean(str(key), _KEYS)
            yield Diagnostic("font-unknown-key", location, f"unknown key {key!r}", hint)
    for key in _TEXT_KEYS:
        if key in row and not (isinstance(row[key], str) and row[key]):
            yield _bad(location, f"`{key}:` is not a text")
    if {"package", "file", "path"} & set(row) not in ({"path"}, {"package", "file"}):
        yield _bad(location, "give either `package:` and `file:`, or `path:`")
    if not str(row.get("package", "name")).isidentifier():
        yield _bad(location, f"`package:` is not the import name of a package: {row['package']!r}")
    yield from _value_problems(row, location)


def _value_problems(row: Mapping[str, Any], location: Location) -> Iterator[Diagnostic]:
    weights = row.get("weights", [400])
    names = [WEIGHT_NAMES.get(w) if isinstance(w, int) else None for w in one_or_more(weights)]
    if not names or None in names:
        yield _bad(location, f"`weights:` is not a list of 100, 200, … 900: {weights!r}")
    leading = row.get("leading", _LEADINGS[0])
    low, high = _LEADINGS
    if type(leading) not in {int, float} or not low <= leading <= high:
        yield _bad(location, f"`leading:` is not a line height in em, {low} to {high}: {leading!r}")
    for term in one_or_more(row.get("repertoire", [])):
        if not is_term(term):
            hint = "write `native`, the name of a Python codec such as gb2312, or U+2190-21FF"
            yield _bad(location, f"`repertoire:` has the unknown term {term!r}", hint)


def _bad(location: Location, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic("font-bad-value", location, message, hint)


def one_or_more(value: Any) -> tuple[Any, ...]:  # noqa: ANN401, a value of the file
    """Return the values of a list, or the one value that stands in place of a list."""
    return tuple(value) if isinstance(value, list) else (value,)
