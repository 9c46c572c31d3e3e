"""The codes of one font: each shows one thing and says one text.

Job: give every pair of what is drawn and what is said a code of its own, because /ToUnicode knows
one text a code (ISO 32000-1, 9.10.3; PDF/UA-1, 7.21.7). A glyph's own number is its code for the
text it is first used for; whatever else is a new glyph of the embedded font.
Side effects: `FontCodes` keeps the codes it gave, and writes texts and advances to the font.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import uharfbuzz

__all__ = ["Drawing", "FontCodes"]

# WeasyPrint numbers characters that the font does not have from the end of the font's own glyphs.
_ROOM_FOR_MISSING: Final = 256


class Drawing(NamedTuple):
    """A new glyph.

    Attributes:
        parts: the glyphs it is made of, each with its shift to the right and up, in font units.
        advance: in thousandths of an em.
        text: what it says.

    """

    parts: tuple[tuple[int, int, int], ...]
    advance: int
    text: str


class FontCodes:
    """The codes of one font, in the order in which they were first drawn.

    Attributes:
        font: WeasyPrint's font.
        first: the first code that is not one of its own glyphs.
        drawings: the new glyphs; their codes count up from `first`.
        widths: the advance of each code in thousandths of an em, as /W will have it.

    """

    def __init__(self, font: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        self.font = font
        self.first: int = font.glyph_count + _ROOM_FOR_MISSING
        self.drawings: dict[Drawing, int] = {}
        self.widths: dict[int, int] = font.widths
        self._space: int | None = None
        self._said: dict[int, str] = {}
        self._right: set[tuple[int, str]] = set()

    def glyph(self, glyph: int, text: str) -> int:
        """Return the code that shows a glyph as it is and says a text."""
        said = self._said.get(glyph)
        if said is None:
            self._said[glyph] = self.font.to_unicode[glyph] = text
            self._right.add((glyph, text))
        elif said != text:
            return self.drawing(Drawing(((glyph, 0, 0),), self.widths[glyph], text))
        return glyph

    def drawing(self, drawing: Drawing) -> int:
        """Return the code of a new glyph."""
        code = self.drawings.get(drawing)
        if code is None:
            code = self.drawings[drawing] = self.first + len(self.drawings)
            self.widths[code], self.font.to_unicode[code] = drawing.advance, drawing.text
        return code

    def space(self) -> int | None:
        """Return the code of a space; `None` if the font has no glyph for it."""
        if self._space is None:
            face = uharfbuzz.Face(self.font.file_content, self.font.index)
            font = uharfbuzz.Font(face)
            self._space = font.get_nominal_glyph(ord(" ")) or 0
            advance = font.get_glyph_h_advance(self._space) * 1000 / face.upem
            self.widths.setdefault(self._space, round(advance))
        return self.glyph(self._space, " ") if self._space else None

    def are_glyphs(self, pairs: set[tuple[int, str]]) -> bool:
        """Tell whether glyphs may be shown by their own numbers to say these texts."""
        new = pairs - self._right
        return all([self.glyph(glyph, text) == glyph for glyph, text in sorted(new)])  # noqa: C419 - all take codes
