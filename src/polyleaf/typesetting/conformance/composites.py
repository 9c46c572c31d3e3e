"""New glyphs in a TrueType font file, made of the glyphs that it has.

Job: add composite glyphs (OpenType 1.9, `glyf`) behind those of the file, at the numbers that a PDF
shows them by. Side effects: none.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from polyleaf.typesetting.conformance.codes import Drawing

__all__ = ["with_drawings"]

_EM = 1000  # a PDF counts advances in thousandths of an em (ISO 32000-1, 9.2.4)
_ARGS_ARE_XY = 0x0002


def with_drawings(file: bytes, drawings: Iterable[Drawing], first: int) -> bytes:
    """Return a TrueType file with new glyphs, numbered from `first`."""
    font = TTFont(io.BytesIO(file), recalcBBoxes=False, recalcTimestamp=False)
    own = list(font.getGlyphOrder())
    new = {f"new{n}": drawing for n, drawing in enumerate(drawings)}
    blank = [f"blank{n}" for n in range(len(own), first)]
    font.setGlyphOrder([*own, *blank, *new])
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    glyphs.setGlyphOrder(font.getGlyphOrder())
    for name in blank:
        glyphs.glyphs[name], metrics[name] = Glyph(), (0, 0)
    for name, drawing in new.items():
        glyph = _composite(drawing, own)
        glyphs.glyphs[name] = glyph
        glyph.recalcBounds(glyphs)
        metrics[name] = (round(drawing.advance * font["head"].unitsPerEm / _EM), glyph.xMin)
    font["maxp"].recalc(font)
    result = io.BytesIO()
    font.save(result, reorderTables=False)
    return result.getvalue()


def _composite(drawing: Drawing, names: list[str]) -> Glyph:
    glyph = Glyph()
    if drawing.parts:
        glyph.numberOfContours = -1
        glyph.components = [_component(names[number], x, y) for number, x, y in drawing.parts]
    return glyph


def _component(name: str, x: int, y: int) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName, component.x, component.y = name, x, y
    component.flags = _ARGS_ARE_XY
    return component
