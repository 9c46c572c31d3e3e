"""Which files are whole fonts of a kind that can be set.

Job: refuse a file before HarfBuzz sees it, which would quietly draw blank glyphs from a broken one,
and say what the file is instead. Trade-off: only what can be told from the first bytes and the
table directory (OpenType 1.9, "Organization of an OpenType Font") is looked at, so that a font of
20 MB costs no time. Side effects: none.
"""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Final

from fontTools.ttLib import TTFont, TTLibError

__all__ = ["UnusableFontError", "check_font_file"]

MANUAL: Final = """
font-format (error): a font file is of a kind that cannot be embedded
Why: a PDF without its fonts prints with others, or with boxes.
Wrong: House.woff2
Right: House.ttf
Mend: get a .ttf or .otf file with TrueType or CFF outlines.

font-corrupt (error): a font file is damaged, cut short, or no font
Why: letters would be missing.
Wrong: a download that broke off
Right: the whole file
Mend: get the file again.
"""

_SFNT: Final = (b"\0\1\0\0", b"OTTO", b"true")
_OTHER_KINDS: Final[Mapping[bytes, tuple[str, str]]] = {
    b"wOFF": ("a web font (WOFF)", "use the .ttf or .otf file it was made from"),
    b"wOF2": ("a web font (WOFF2)", "use the .ttf or .otf file it was made from"),
    b"ttcf": ("a collection of fonts (TTC, OTC)", "take the one font that you need out of it"),
    b"%!PS": ("a Type 1 font", "ask its maker for an OpenType file"),
    b"\x80\x01": ("a Type 1 font", "ask its maker for an OpenType file"),
    b"PK\3\4": ("a ZIP archive", "unpack it, and name the .ttf or .otf file inside"),
    b"<": ("a web page", "the download went wrong; get the font file itself"),
}
_TABLES: Final = frozenset({"head", "cmap", "hhea", "hmtx", "maxp", "name", "OS/2"})
_BITMAPS: Final = frozenset({"EBDT", "CBDT", "bdat", "sbix", "SVG "})
_WHOLE: Final = "a whole TrueType or OpenType file (.ttf, .otf) is needed; get the file again"


class UnusableFontError(Exception):
    """A font file of which no instance can be made: a diagnostic's code, message and hint."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def check_font_file(data: bytes) -> None:
    """Refuse what is not a whole font with outlines that a PDF can embed.

    Raises:
        UnusableFontError: `font-format` for a file of another kind, `font-corrupt` for a damaged
            one; the message is to follow the file's name.

    """
    if not data.strip(b"\0"):
        raise UnusableFontError("font-corrupt", f"is empty ({len(data)} bytes)", _WHOLE)
    start = data[:512].removeprefix(BOM_UTF8).lstrip()
    for signature, (kind, hint) in _OTHER_KINDS.items():
        if start.startswith(signature):
            raise UnusableFontError("font-format", f"is {kind}", hint)
    if data[:4] not in _SFNT:
        raise UnusableFontError("font-corrupt", "is not a TrueType or OpenType font", _WHOLE)
    _check_outlines(_tables(data))


def _tables(data: bytes) -> frozenset[str]:
    """Return the tags of the font's tables, all of which lie within the file."""
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            entries = font.reader.tables if font.reader else {}
            end = max((entry.offset + entry.length for entry in entries.values()), default=0)
    except (TTLibError, ValueError, AssertionError, EOFError) as error:
        raise UnusableFontError("font-corrupt", f"cannot be read: {error}", _WHOLE) from error
    if end > len(data):
        message = f"is cut short: it has {len(data)} bytes of {end}"
        raise UnusableFontError("font-corrupt", message, _WHOLE)
    if missing := _TABLES - set(entries):
        message = f"lacks the tables {', '.join(sorted(missing))}"
        raise UnusableFontError("font-corrupt", message, _WHOLE)
    return frozenset(entries)


def _check_outlines(tables: frozenset[str]) -> None:
    if {"glyf", "loca"} <= tables or "CFF " in tables:
        return
    hint = "ask its maker for a file with TrueType or CFF outlines"
    if "CFF2" in tables:
        # ISO 32000-2, 9.9.1: a PDF embeds TrueType, CFF or Type 1 outlines.
        message = "has CFF2 outlines, which no PDF can embed"
        raise UnusableFontError("font-format", message, hint)
    message = "holds pictures of letters only" if tables & _BITMAPS else "has no outlines"
    raise UnusableFontError("font-format", message, hint)
