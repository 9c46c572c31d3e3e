"""What was drawn for a line of text: Pango's runs and the operators that WeasyPrint wrote for them.

Job: read both side by side, so that each glyph is known with its text and its place.
Trade-off: this knows how WeasyPrint 70 draws a line; `InternalsChangedError` tells when another
version draws it otherwise. Side effects: none.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from polyleaf.typesetting.conformance.clusters import Run

__all__ = [
    "InternalsChangedError",
    "ShapedRun",
    "drawn_runs",
    "keep_runs",
    "places",
    "shaped_runs",
]

_DIGITS: Final = 4  # of a code
_THOUSANDTHS: Final[float] = FROM_UNITS * 1000
# PangoGlyphInfo: glyph, advance, shift right and down in 1/1024 pixels, attributes.
_INFO: Final = 5


class InternalsChangedError(RuntimeError):
    """WeasyPrint drew a line of text in another way than the mending was written for."""


@dataclass(frozen=True, slots=True)
class ShapedRun:
    """One run of a line, its glyphs from left to right.

    Attributes:
        face: Pango's font.
        font: WeasyPrint's font.
        size: font size, in the unit of the text matrix.
        start: the byte of the line at which its text begins.
        rtl: whether it reads from right to left.
        text: its text in UTF-8.
        clusters: for each glyph, the byte of the text at which its cluster begins.
        glyphs: glyph numbers, -1 for what is not drawn.
        advances: how far the place of the next glyph is, in Pango's units.
        shifts: how far to the right of its place each glyph is drawn, in the same.
        drops: how far below the baseline, in the same.
        hyphen: what its last character says if that is a hyphen at the end of the line.

    """

    face: Any
    font: Any
    size: float
    start: int
    rtl: bool
    text: bytes
    clusters: Sequence[int]
    glyphs: Sequence[int]
    advances: Sequence[int]
    shifts: Sequence[int]
    drops: Sequence[int]
    hyphen: str

    def letters(self) -> str:
        """Return the text if each character is one glyph on the baseline, else nothing."""
        text = self.text.decode()
        plain = (
            not self.hyphen
            and len(text) == len(self.glyphs) == len(set(self.clusters))
            and not any(self.drops)
        )
        return text if plain and 0 not in self.advances and -1 not in self.glyphs else ""

    def run(self) -> Run:
        """Return what is to be cut into units."""
        numbered = range(len(self.glyphs))
        return Run(
            self.text,
            self.rtl,
            self.clusters,
            frozenset(n for n in numbered if self.glyphs[n] < 0),
            frozenset(n for n in numbered if self.drops[n] or not self.advances[n]),
            self.hyphen,
        )

    def advance(self, glyphs: Iterable[int]) -> int:
        """Return the advance of some of its glyphs, in thousandths of an em."""
        width = sum(self.advances[n] for n in glyphs)
        return max(0, round(width / self.size * _THOUSANDTHS))

    def shift(self, glyph: int) -> float:
        """Return how far to the right of its place WeasyPrint draws a glyph."""
        return self.shifts[glyph] / 1000  # not 1024: as it does


def shaped_runs(stream: Any, textbox: Any) -> Iterator[ShapedRun]:  # noqa: ANN401 - WeasyPrint is untyped
    """Yield the runs of the line of a text box, from left to right."""
    text = textbox.pango_layout.text.encode()
    hyphen = _hyphen(textbox)
    link = textbox.pango_layout.get_first_line()[0].runs[0]
    while link != ffi.NULL:
        item, string = link.data.item, link.data.glyphs
        face = item.analysis.font
        font, size = _font(stream, face, textbox.pango_layout.layout)
        infos = _numbers(string)
        yield ShapedRun(
            face,
            font,
            size,
            item.offset,
            item.analysis.level % 2 == 1,
            text[item.offset : item.offset + item.length],
            ffi.unpack(string.log_clusters, string.num_glyphs),
            _glyphs(infos[0::_INFO], font),
            infos[1::_INFO],
            infos[2::_INFO],
            infos[3::_INFO],
            hyphen if item.offset + item.length == len(text) else "",
        )
        link = link.next


def _font(stream: Any, face: Any, layout: Any) -> tuple[Any, float]:  # noqa: ANN401 - the same
    """Return WeasyPrint's font for one of Pango's, and its size.

    Finding it out takes four calls. A pointer tells fonts apart as long as the font lives, for
    which the layout that uses it is kept, as long as the stream.
    """
    known = stream.__dict__.setdefault("known_fonts", {})
    if face not in known:
        known[face] = stream.add_font(face), layout
    found: tuple[Any, float] = known[face][0]
    return found


def keep_runs(textbox: Any, runs: Sequence[ShapedRun]) -> None:  # noqa: ANN401 - the same
    """Keep the runs of a text box until somebody asks for what was drawn."""
    textbox.drawn_runs = runs


def drawn_runs(stream: Any, textbox: Any) -> Sequence[ShapedRun]:  # noqa: ANN401 - the same
    """Return the runs of a line that has just been drawn for a text box."""
    kept: Sequence[ShapedRun] | None = textbox.__dict__.pop("drawn_runs", None)
    return kept or list(shaped_runs(stream, textbox))


def _hyphen(textbox: Any) -> str:  # noqa: ANN401 - the same
    """Return what the hyphen at the end of a line says, if there is one.

    Readers drop it, as if it were not written: a space of no width keeps it. One that was put in to
    break a word may be dropped, and is a soft hyphen (ISO 32000-1, 14.8.2.2.3).
    """
    text, style = textbox.pango_layout.text, textbox.style
    if not text.endswith(("-", "\u2010", style["hyphenate_character"])):
        return ""
    put_in = style["hyphens"] == "auto" or text[-2:-1] == "\u00ad"
    return "\u00ad" if put_in and text[-1] != "-" else text[-1] + "\u200b"


def _numbers(string: Any) -> list[int]:  # noqa: ANN401 - the same
    """Return the glyphs' data as one list, which is ten times as fast as asking for each."""
    size = ffi.sizeof("PangoGlyphInfo")
    if size != 4 * _INFO:
        raise InternalsChangedError("PangoGlyphInfo")
    return memoryview(ffi.buffer(string.glyphs, size * string.num_glyphs)).cast("i").tolist()


def _glyphs(numbers: list[int], font: Any) -> list[int]:  # noqa: ANN401 - the same
    if max(numbers, default=0) < pango.PANGO_GLYPH_EMPTY:
        return numbers
    missing, unknown = font.missing, pango.PANGO_GLYPH_UNKNOWN_FLAG
    drawn = [
        missing.get(number - unknown, number) if number & unknown else number for number in numbers
    ]
    return [-1 if number == pango.PANGO_GLYPH_EMPTY else number for number in drawn]


def places(
    operators: Iterable[bytes], runs: Sequence[ShapedRun], widths: Mapping[str, Mapping[int, int]]
) -> list[tuple[float, float]]:
    """Return for each drawn glyph how far right of the line's start and above the baseline it is.

    A TJ array holds strings of codes and, in thousandths of an em, steps back (ISO 32000-1, 9.4.3).

    Raises:
        InternalsChangedError: the operators do not draw these runs.

    """
    found: list[tuple[float, float]] = []
    drawn: list[int] = []
    pen, rise, scale, advances = 0.0, 0.0, runs[0].size / 1000, widths[runs[0].font.hash]
    for operator in operators:
        value, kind = operator[:-3], operator[-3:]
        if kind == b" Ts":
            rise = float(value)
        elif kind == b" Tf":
            name, size = value[1:].split()
            scale, advances = float(size) / 1000, widths[name.decode()]
        elif kind == b" TJ":
            for part in value[1:-1].split(b"<"):
                digits, _, steps = part.rpartition(b">")
                for code in _codes(digits):
                    found.append((pen, rise))
                    drawn.append(code)
                    pen += advances.get(code, 0) * scale
                for step in steps.split():
                    pen -= float(step) * scale
        elif kind != b" Tm":
            raise InternalsChangedError(operator)
    if drawn != [glyph for run in runs for glyph in run.glyphs if glyph >= 0]:
        raise InternalsChangedError(operators)
    return found


def _codes(digits: bytes) -> Sequence[int]:
    if len(digits) == _DIGITS:  # by far the most
        return (int(digits, 16),)
    return struct.unpack(f">{len(digits) // _DIGITS}H", bytes.fromhex(digits.decode()))
