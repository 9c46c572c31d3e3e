"""What was drawn for a line of text: Pango's runs and the operators that WeasyPrint wrote for them.

Job: read both side by side, so that each glyph is known with its text and its place.
Trade-off: this knows how WeasyPrint 70 draws a line; `InternalsChangedError` tells when another
version draws it otherwise. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from polyleaf.typesetting.conformance.clusters import Run

__all__ = ["InternalsChangedError", "ShapedRun", "places", "shaped_runs"]

# Strings of codes, and steps back in thousandths of an em (ISO 32000-1, 9.4.3).
_SHOWN: Final = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")
_CODE_DIGITS: Final = 4


class InternalsChangedError(RuntimeError):
    """WeasyPrint drew a line of text in another way than the mending was written for."""


@dataclass(frozen=True)
class ShapedRun:
    """One run of a line, its glyphs from left to right; lengths in the units of the text matrix.

    Attributes:
        run: text and clusters.
        font: WeasyPrint's font.
        size: font size.
        start: the byte of the line at which its text begins.
        glyphs: glyph numbers, -1 for what is hidden.
        shifts: how far to the right of its place each glyph is drawn.
        advances: how far the place of the next glyph is.

    """

    run: Run
    font: Any
    size: float
    start: int
    glyphs: Sequence[int]
    shifts: Sequence[float]
    advances: Sequence[float]


def shaped_runs(stream: Any, layout: Any) -> Iterator[ShapedRun]:  # noqa: ANN401 - WeasyPrint is untyped
    """Yield the runs of a Pango layout's first line from left to right."""
    text = layout.text.encode()
    link = layout.get_first_line()[0].runs[0]
    while link != ffi.NULL:
        yield _shaped_run(stream, link.data, text)
        link = link.next


def _shaped_run(stream: Any, shaped: Any, text: bytes) -> ShapedRun:  # noqa: ANN401 - the same
    item, string = shaped.item, shaped.glyphs
    font, size = stream.add_font(item.analysis.font)
    infos = string.glyphs[0 : string.num_glyphs]
    glyphs = [_number(info.glyph, font) for info in infos]
    places = [info.geometry for info in infos]
    return ShapedRun(
        Run(
            text[item.offset : item.offset + item.length],
            item.analysis.level % 2 == 1,
            ffi.unpack(string.log_clusters, string.num_glyphs),
            [glyph < 0 for glyph in glyphs],
            [bool(place.y_offset) or not place.width for place in places],
        ),
        font,
        size,
        item.offset,
        glyphs,
        [place.x_offset / 1000 for place in places],  # as WeasyPrint rounds 1024 units a pixel
        [place.width * FROM_UNITS for place in places],
    )


def _number(glyph: int, font: Any) -> int:  # noqa: ANN401 - the same
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return -1
    if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        number: int = font.missing[glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG]
        return number
    return glyph


def places(
    operators: Sequence[bytes], drawn: Sequence[tuple[ShapedRun, int]]
) -> list[tuple[float, float]]:
    """Return for each drawn glyph how far right of the line's start and above the baseline it is.

    Raises:
        InternalsChangedError: the operators are not those that draw these glyphs.

    """
    found: list[tuple[float, float]] = []
    pen, rise, size = 0.0, 0.0, drawn[0][0].size
    for operator in operators:
        value, kind = operator[:-3], operator[-3:]
        if kind == b" Ts":
            rise = float(value)
        elif kind == b" Tf":
            size = float(value.split()[-1])
        elif kind == b" TJ":
            for code, back in _codes(value):
                pen -= back / 1000 * size
                if code is not None:
                    found.append((pen, rise))
                    pen += _advance(code, drawn[len(found) - 1 : len(found)]) / 1000 * size
        elif kind != b" Tm":
            raise InternalsChangedError(operator)
    if len(found) != len(drawn):
        raise InternalsChangedError(operators)
    return found


def _codes(array: bytes) -> Iterator[tuple[int | None, float]]:
    """Yield the codes of a TJ array and the steps back between them."""
    for codes, back in _SHOWN.findall(array):
        if back:
            yield None, float(back)
        for n in range(0, len(codes), _CODE_DIGITS):
            yield int(codes[n : n + _CODE_DIGITS], 16), 0.0


def _advance(code: int, expected: Sequence[tuple[ShapedRun, int]]) -> int:
    if not expected or expected[0][1] != code:
        raise InternalsChangedError(code)
    width: int = expected[0][0].font.widths[code]
    return width
