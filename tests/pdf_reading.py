"""What a finished PDF shows: the glyphs on its pages and where they stand, and its objects.

Two readers, so that neither has to be believed alone: PDFium for the characters and the boxes of
their ink, and the content streams themselves for the glyph codes, which PDFium does not tell.
Positions are in points from the lower left corner of the page.
"""

from __future__ import annotations

import ctypes
import io
import itertools
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont
from pypdfium2 import raw

__all__ = ["BLANKS", "MM", "Character", "Glyph", "Page", "inked", "objects", "read_pages"]

MM = 72 / 25.4

# Spaces, and signs that only say where a line may break or which way text runs.
BLANKS = " \t\n\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\u202f"


Part = tuple[int, float, float]


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
    """A glyph as the content stream draws it: font without subset prefix, code, start, text.

    `parts` are the outlines that it is drawn with and where they start, each outline by its
    checksum; one code may have several, and another code in another file.
    """

    font: str
    code: int
    parts: tuple[Part, ...]
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Page:
    """One page; the glyphs stand in the order they are drawn in, blank ones too."""

    width: float
    height: float
    characters: tuple[Character, ...]
    glyphs: tuple[Glyph, ...]

    def lines(self) -> list[list[Character]]:
        """Return the characters of each baseline from left to right, as the eye meets them."""
        ordered = sorted(self.characters, key=lambda c: (-round(c.baseline), c.x))
        return [list(g) for _, g in itertools.groupby(ordered, lambda c: round(c.baseline))]

    def find(self, text: str) -> list[list[Character]]:
        """Return each place where the text, without its blanks, stands left to right in a line."""
        found = []
        for line in self.lines():
            shown = "".join(c.text for c in line)
            starts = [m.start() for m in re.finditer(f"(?={re.escape(text)})", shown)]
            found += [line[start : start + len(text)] for start in starts]
        return found


def inked(glyphs: Iterable[Glyph]) -> tuple[tuple[str, int], ...]:
    """Return fonts and outlines of what is not blank: what can be seen, in its order."""
    return tuple(
        (g.font, outline)
        for g in glyphs
        if not g.text or g.text.strip(BLANKS)
        for outline, _, _ in g.parts
    )


@cache
def read_pages(pdf: bytes) -> tuple[Page, ...]:
    """Read every page of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as source:
        drawn = [tuple(_draw(page, page.Resources, pikepdf.Matrix())) for page in source.pages]
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page, glyphs in zip(document, drawn, strict=True):
        width, height = page.get_size()
        pages.append(Page(width, height, tuple(_characters(page)), glyphs))
        page.close()
    document.close()
    return tuple(pages)


def _characters(page: Any) -> Iterator[Character]:  # noqa: ANN401 - pypdfium2 is untyped
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        left, bottom, right, top = text.get_charbox(index)
        # PDFium makes up blanks and line ends of its own; nothing of them is on the page.
        if raw.FPDFText_IsGenerated(text, index) == 1 or char in BLANKS or left == right:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        yield Character(char, left, bottom, right, top, x.value, y.value)
    text.close()


@dataclass(frozen=True)
class _Font:
    name: str
    widths: Mapping[int, float]
    texts: Mapping[int, str]
    parts: Mapping[int, tuple[Part, ...]]


def _draw(stream: Any, resources: Any, matrix: pikepdf.Matrix) -> Iterator[Glyph]:  # noqa: ANN401, C901 - pikepdf's objects; one case an operator
    """Follow the part of the graphics state that text depends on (ISO 32000-1, 9.4.4)."""
    fonts = {name: _font(font) for name, font in resources.get("/Font", {}).items()}
    saved: list[pikepdf.Matrix] = []
    text, font, size, moved, rise = pikepdf.Matrix(), _Font("", {}, {}, {}), 0.0, 0.0, 0.0
    for instruction in pikepdf.parse_content_stream(stream):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = pikepdf.Matrix(operands) @ matrix
            case "Do":
                yield from _form(resources.XObject[operands[0]], resources, matrix)
            case "Tm":
                text, moved = pikepdf.Matrix(operands), 0.0
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "Ts":
                rise = float(operands[0])
            case "TJ":
                to_page = text @ matrix
                for code, back in _shown(operands[0]):
                    moved -= back / 1000 * size
                    if code is not None:
                        x, y = to_page.transform((moved, rise))
                        parts = tuple(
                            (outline, *to_page.transform((moved + right * size, rise + up * size)))
                            for outline, right, up in font.parts.get(code, ((code, 0.0, 0.0),))
                        )
                        yield Glyph(font.name, code, parts, x, y, font.texts.get(code, ""))
                        moved += font.widths.get(code, 0) / 1000 * size
            case "Tj" | "'" | '"' | "Td" | "TD" | "T*" | "Tc" | "Tw" | "Tz" as operator:
                message = f"{operator}: WeasyPrint did not write this when the reader was made"
                raise NotImplementedError(message)


def _shown(array: Any) -> Iterator[tuple[int | None, float]]:  # noqa: ANN401 - pikepdf's object
    """Yield the codes of a TJ array, two bytes each, and the steps back between them."""
    for part in array:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            yield from ((code, 0.0) for code in struct.unpack(f">{len(codes) // 2}H", codes))
        else:
            yield None, float(part)


def _form(form: Any, resources: Any, matrix: pikepdf.Matrix) -> Iterator[Glyph]:  # noqa: ANN401 - pikepdf's objects
    if form.Subtype == pikepdf.Name.Form:
        own = pikepdf.Matrix(form.get("/Matrix", pikepdf.Array([1, 0, 0, 1, 0, 0])))
        yield from _draw(form, form.get("/Resources", resources), own @ matrix)


def _font(font: Any) -> _Font:  # noqa: ANN401 - pikepdf's object
    """Read the advances of /W (ISO 32000-1, 9.7.4.3) and the texts of /ToUnicode (9.10.3)."""
    array = iter(font.DescendantFonts[0].W)
    widths = {
        code: float(width) for first in array for code, width in enumerate(next(array), int(first))
    }
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
    texts = {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs
    }
    return _Font(str(font.BaseFont).partition("+")[2], widths, texts, _parts(font, widths))


def _parts(font: Any, codes: Iterable[int]) -> Mapping[int, tuple[Part, ...]]:  # noqa: ANN401 - pikepdf's object
    """Return the outlines that each code of a TrueType font is drawn with."""
    file = font.DescendantFonts[0].FontDescriptor.get("/FontFile2")
    return {} if file is None else _parts_of(file.read_bytes(), tuple(codes))


@cache
def _parts_of(file: bytes, codes: tuple[int, ...]) -> Mapping[int, tuple[Part, ...]]:
    with TTFont(io.BytesIO(file)) as truetype:
        glyphs, names, em = truetype["glyf"], truetype.getGlyphOrder(), truetype["head"].unitsPerEm
        shown = {code: names[code] for code in codes if code < len(names)}
        return {
            code: tuple((outline, x / em, y / em) for outline, x, y in _outlines(glyphs, name))
            for code, name in shown.items()
        }


def _outlines(glyphs: Any, name: str, right: int = 0, up: int = 0) -> Iterator[Part]:  # noqa: ANN401 - fontTools has no types
    """Yield the simple outlines of a glyph and their shifts in font units."""
    written = glyphs.glyphs[name]  # not yet taken apart: that would take most of the time
    if written.isComposite():
        for part in glyphs[name].components:
            yield from _outlines(glyphs, part.glyphName, right + part.x, up + part.y)
    elif data := written.compile(glyphs, recalcBBoxes=False):
        yield zlib.crc32(data), right, up


def objects(document: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary and stream of the file, those inside others too."""
    pending: list[Any] = [*document.objects, document.trailer]
    while pending:
        thing = pending.pop()
        values: Iterable[Any] = ()
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            values = [thing[key] for key in thing.keys()]  # noqa: SIM118 - a stream iterates otherwise
        elif isinstance(thing, pikepdf.Array):
            values = list(thing)
        pending += [v for v in values if isinstance(v, pikepdf.Object) and not v.is_indirect]
