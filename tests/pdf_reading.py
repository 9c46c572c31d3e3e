"""What a finished PDF shows: the glyphs on its pages and where they stand, and its objects.

Two readers, so that neither has to be believed alone: PDFium for the characters and the boxes of
their ink, and the content streams themselves for the glyph codes, which PDFium does not tell.
Positions are in points from the lower left corner of the page.
"""

from __future__ import annotations

import ctypes
import io
import itertools
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

__all__ = ["POINTS_PER_MM", "Character", "Glyph", "Page", "objects", "read_pages"]

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Character:
    """A character with ink, as PDFium reads it: box of the ink, start of the baseline."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    baseline: float


@dataclass(frozen=True)
class Glyph:
    """A glyph as the content stream draws it: font without its subset prefix, code, start."""

    font: str
    code: int
    x: float
    y: float


@dataclass(frozen=True)
class Page:
    """One page. `glyphs` stand in the order they are drawn in, blank ones too."""

    width: float
    height: float
    characters: tuple[Character, ...]
    glyphs: tuple[Glyph, ...]

    def lines(self) -> list[list[Character]]:
        """Return the characters of each baseline from left to right, as the eye meets them."""
        ordered = sorted(self.characters, key=lambda c: (-round(c.baseline), c.x))
        return [list(g) for _, g in itertools.groupby(ordered, lambda c: round(c.baseline))]

    def find(self, text: str) -> list[list[Character]]:
        """Return each place where `text`, blanks left out, stands from left to right in a line."""
        found = []
        for line in self.lines():
            shown = "".join(c.text for c in line)
            assert len(shown) == len(line)
            start = shown.find(text)
            while start >= 0:
                found.append(line[start : start + len(text)])
                start = shown.find(text, start + 1)
        return found


@cache
def read_pages(pdf: bytes) -> tuple[Page, ...]:
    """Read every page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as source:
        drawn = [tuple(_drawn(page)) for page in source.pages]
    pages = []
    for page, glyphs in zip(document, drawn, strict=True):
        pages.append(Page(*page.get_size(), tuple(_characters(page)), glyphs))
        page.close()
    document.close()
    return tuple(pages)


def _characters(page: Any) -> Iterator[Character]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        left, bottom, right, top = text.get_charbox(index)
        # PDFium makes up blanks and line ends of its own; nothing of them is on the page.
        if raw.FPDFText_IsGenerated(text, index) == 1 or char.isspace() or left == right:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        yield Character(char, left, bottom, right, top, x.value, y.value)
    text.close()


def _drawn(page: pikepdf.Page) -> Iterator[Glyph]:
    return _Pen(page.Resources).draw(page, pikepdf.Matrix())


class _Pen:
    """The part of the graphics state that text depends on (ISO 32000-1, 9.4.4)."""

    def __init__(self, resources: Any) -> None:
        self.resources = resources
        self.widths = {name: _widths(f) for name, f in resources.get("/Font", {}).items()}

    def draw(self, stream: Any, matrix: pikepdf.Matrix) -> Iterator[Glyph]:
        saved: list[pikepdf.Matrix] = []
        text = pikepdf.Matrix()
        font, size, rise = "", 0.0, 0.0
        for operands, operator in pikepdf.parse_content_stream(stream):
            match str(operator):
                case "q":
                    saved.append(matrix)
                case "Q":
                    matrix = saved.pop()
                case "cm":
                    matrix = pikepdf.Matrix(operands) @ matrix
                case "Do":
                    yield from self._form(self.resources.XObject[operands[0]], matrix)
                case "Tm":
                    text, moved = pikepdf.Matrix(operands), 0.0
                case "Tf":
                    font, size = str(operands[0]), float(operands[1])
                case "Ts":
                    rise = float(operands[0])
                case "TJ":
                    for part in operands[0]:
                        if not isinstance(part, pikepdf.String):
                            moved -= float(part) / 1000 * size
                            continue
                        for code in _codes(bytes(part)):
                            x, y = (text @ matrix).transform((moved, rise))
                            yield Glyph(_name(self.resources.Font[font]), code, x, y)
                            moved += self.widths[font][code] / 1000 * size
                case "Tj" | "'" | '"' | "Td" | "TD" | "T*" | "Tc" | "Tw" | "Tz":
                    message = f"{operator}: WeasyPrint did not write this when the reader was made"
                    raise NotImplementedError(message)

    def _form(self, form: Any, matrix: pikepdf.Matrix) -> Iterator[Glyph]:
        if form.Subtype == pikepdf.Name.Form:
            own = pikepdf.Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0])))
            yield from _Pen(form.get("/Resources", self.resources)).draw(form, own @ matrix)


def _codes(text: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(text) // 2}H", text)


def _name(font: Any) -> str:
    return str(font.BaseFont).partition("+")[2]


def _widths(font: Any) -> Mapping[int, float]:
    """Return the advance of each code, from the font's /W (ISO 32000-1, 9.7.4.3)."""
    array = iter(font.DescendantFonts[0].W)
    widths = {}
    for first in array:
        for code, width in enumerate(next(array), int(first)):
            widths[code] = float(width)
    return widths


def objects(document: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary and stream dictionary of the file, nested ones too."""
    pending: list[Any] = list(document.objects)
    while pending:
        thing = pending.pop()
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            pending += [v for v in dict(thing).values() if not v.is_indirect]
        elif isinstance(thing, pikepdf.Array):
            pending += [v for v in thing if isinstance(v, pikepdf.Object) and not v.is_indirect]
