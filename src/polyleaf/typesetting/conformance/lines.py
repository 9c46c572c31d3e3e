"""A drawn line of text, written again so that each code says what it shows.

Job: put each unit of the line where WeasyPrint put it, to within half a thousandth of an em, as one
code on the baseline. Trade-off: runs of one direction are written in reading order, because MuPDF
keeps the order of the file; inside a run the order is from left to right, as PDFium expects.
Side effects: gives codes to fonts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from polyleaf.typesetting.conformance.clusters import Unit, units
from polyleaf.typesetting.conformance.codes import Drawing, FontCodes
from polyleaf.typesetting.conformance.shaped import ShapedRun, places

__all__ = ["mended", "trailing_space"]

# What a mark beside its letter gets of the letter's advance, in thousandths of an em. poppler takes
# codes less than 100 apart for the same letter printed twice, and MuPDF puts a space into a gap of
# more than 150, the advance of a mark being none to it.
_MARK: Final = 120


@dataclass(frozen=True, slots=True)
class _Shown:
    """A run, and the codes that show it with how far right of the line's start each begins."""

    run: ShapedRun
    codes: FontCodes
    places: Sequence[tuple[int, float]]

    def is_right(self) -> bool:
        """Tell whether the codes are the glyphs' own numbers."""
        return [code for code, _ in self.places] == [n for n in self.run.glyphs if n >= 0]


def mended(
    runs: Sequence[ShapedRun], operators: Sequence[bytes], fonts: Mapping[str, FontCodes]
) -> Sequence[bytes]:
    """Return the operators that draw a line's runs, so that each code says what it shows.

    Raises:
        InternalsChangedError: the operators do not draw these runs.

    """
    if all(_is_plain(run, fonts[run.font.hash]) for run in runs):
        return operators
    line = list(_line(runs, operators, fonts))
    parts = [list(part) for _, part in groupby(line, lambda shown: shown.run.rtl)]
    if len(parts) == 1 and all(shown.is_right() for shown in line):
        return operators
    writer = _Writer()
    for part in sorted(parts, key=lambda part: min(shown.run.start for shown in part)):
        for shown in part:
            writer.show(shown)
    writer.set_font(runs[-1])  # the one that WeasyPrint believes to be set
    return [operators[0], *writer.operators]


def trailing_space(operators: Sequence[bytes], codes: FontCodes, *, rtl: bool) -> Sequence[bytes]:
    """Return the operators that draw a space behind a line; `codes` are those of its last font.

    The space of a line that reads from right to left is to the left of where the line starts.
    """
    code = codes.space()
    if code is None:
        return ()
    if rtl:
        return operators[0], f"[{codes.widths[code]}<{code:04x}>] TJ".encode()
    return (f"[<{code:04x}>] TJ".encode(),)


def _is_plain(run: ShapedRun, codes: FontCodes) -> bool:
    """Tell whether a run needs no mending: left to right, each letter one glyph of its own."""
    letters = "" if run.rtl else run.letters()
    return bool(letters) and codes.are_glyphs(set(zip(run.glyphs, letters, strict=True)))


def _line(
    runs: Sequence[ShapedRun], operators: Sequence[bytes], fonts: Mapping[str, FontCodes]
) -> Iterator[_Shown]:
    widths = {name: codes.widths for name, codes in fonts.items()}
    found = iter(places(operators, runs, widths))
    for run in runs:
        spots = {n: next(found) for n, glyph in enumerate(run.glyphs) if glyph >= 0}
        codes = fonts[run.font.hash]
        yield _Shown(run, codes, list(_codes(run, spots, codes)))


def _codes(
    run: ShapedRun, spots: Mapping[int, tuple[float, float]], codes: FontCodes
) -> Iterator[tuple[int, float]]:
    """Yield the codes that show a run, and where; `spots` are the places of its glyphs."""
    for unit in units(run.run()):
        first = unit.glyphs[0]
        place, rise = spots[first]
        if len(unit.glyphs) == len(unit.texts) == 1 and not rise:
            yield codes.glyph(run.glyphs[first], unit.texts[0]), place
            continue
        place -= run.shift(first)
        drawn = [(spots[n][0] - place, spots[n][1], run.glyphs[n]) for n in unit.glyphs]
        for drawing in _drawings(run, unit, drawn):
            yield codes.drawing(drawing), place
            place += drawing.advance / 1000 * run.size


def _drawings(
    run: ShapedRun, unit: Unit, drawn: Iterable[tuple[float, float, int]]
) -> Iterator[Drawing]:
    """Yield a composite of a unit's glyphs, and blanks for its other texts."""
    em = run.font.upem / run.size
    parts = tuple([(glyph, round(x * em), round(y * em)) for x, y, glyph in drawn])
    for share, text in _shares(unit.texts, run.advance(unit.glyphs)):
        yield Drawing(parts, share, text)
        parts = ()


def _shares(texts: Sequence[str], advance: int) -> Iterable[tuple[int, str]]:
    """Share a unit's advance out among its texts; a mark or joiner gets little."""
    if len(texts) == 1:
        return [(advance, texts[0])]
    part = advance // len(texts)
    narrow = [unicodedata.category(text[0]) in {"Mn", "Cf"} for text in texts]
    shares = [min(_MARK, part) if little else part for little in narrow]
    shares[-1] += advance - sum(shares)
    return zip(shares, texts, strict=True)


class _Writer:
    """Writes codes as operators."""

    def __init__(self) -> None:
        self.operators: list[bytes] = []
        self._font = b""
        self._pen = 0.0

    def show(self, shown: _Shown) -> None:
        """Show a run."""
        self.set_font(shown.run)
        scale, widths, array = shown.run.size / 1000, shown.codes.widths, "<"
        for code, place in shown.places:
            if back := round((self._pen - place) / scale):
                array += f">{back}<"
                self._pen -= back * scale
            array += f"{code:04x}"
            self._pen += widths[code] * scale
        self.operators.append(f"[{array}>] TJ".replace("<>", "").encode())

    def set_font(self, run: ShapedRun) -> None:
        """Set the font of what follows."""
        font = f"/{run.font.hash} {run.size:f}".rstrip("0").rstrip(".").encode()
        if font != self._font:
            self.operators.append(font + b" Tf")
            self._font = font
