"""A drawn line of text, written again so that each code says what it shows.

Job: put each unit of the line where WeasyPrint put it, to within half a thousandth of an em, as one
code on the baseline. Trade-off: runs of one direction are written in reading order, because MuPDF
keeps the order of the file; inside a run the order is from left to right, as PDFium expects.
Side effects: gives codes to fonts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from polyleaf.typesetting.conformance.clusters import Unit, units
from polyleaf.typesetting.conformance.codes import Drawing, FontCodes
from polyleaf.typesetting.conformance.shaped import ShapedRun, places

__all__ = ["mended"]

# What a mark beside its letter gets of the letter's advance, in thousandths of an em. poppler takes
# codes less than 100 apart for the same letter printed twice, and MuPDF puts a space into a gap of
# more than 150, the advance of a mark being none to it.
_MARK: Final = 120

Spots = Mapping[int, tuple[float, float]]


@dataclass(frozen=True)
class _Set:
    """A run, its units, and where its glyphs are drawn."""

    run: ShapedRun
    units: Sequence[Unit]
    spots: Spots
    codes: FontCodes

    def shown(self) -> Iterator[tuple[int, float]]:
        """Yield the codes and how far right of the line's start each begins."""
        for unit in self.units:
            place, size = self.spots[unit.glyphs[0]][0], self.run.size
            if self._is_plain(unit):
                yield self.codes.glyph(self.run.glyphs[unit.glyphs[0]], unit.texts[0]), place
                continue
            place -= self.run.shifts[unit.glyphs[0]]
            for drawing in self._drawings(unit, place):
                yield self.codes.drawing(drawing), place
                place += drawing.advance / 1000 * size

    def is_right(self) -> bool:
        """Tell whether the glyphs' own numbers say what they show."""
        return all(
            self._is_plain(unit)
            and self.codes.glyph(self.run.glyphs[unit.glyphs[0]], unit.texts[0])
            == self.run.glyphs[unit.glyphs[0]]
            for unit in self.units
        )

    def _is_plain(self, unit: Unit) -> bool:
        return len(unit.glyphs) == len(unit.texts) == 1 and not self.spots[unit.glyphs[0]][1]

    def _drawings(self, unit: Unit, place: float) -> Iterator[Drawing]:
        """Yield a composite of the unit's glyphs, and blanks for its other texts."""
        run, em = self.run, self.run.font.upem / self.run.size
        spots = {n: self.spots[n] for n in unit.glyphs}
        parts = tuple(
            (run.glyphs[n], round((x - place) * em), round(rise * em))
            for n, (x, rise) in spots.items()
        )
        advance = max(0, round(sum(run.advances[n] for n in unit.glyphs) / run.size * 1000))
        for text, share in zip(unit.texts, _shares(unit.texts, advance), strict=True):
            yield Drawing(parts, share, text)
            parts = ()


def _shares(texts: Sequence[str], advance: int) -> list[int]:
    """Share a unit's advance out among its texts; a mark or joiner gets little."""
    narrow = [unicodedata.category(text[0]) in {"Mn", "Cf"} for text in texts]
    part = advance // len(texts)
    shares = [min(_MARK, part) if little else part for little in narrow]
    shares[-1] += advance - sum(shares)
    return shares


class _Writer:
    """Writes codes as operators; `operators` and `font` are what was written, and the font set."""

    def __init__(self) -> None:
        self.operators: list[bytes] = []
        self.font = ""
        self._array = ""
        self._pen = 0.0

    def show(self, entry: _Set) -> None:
        """Show a run."""
        size, widths = entry.run.size, entry.codes.widths
        self.set_font(entry.run)
        for code, place in entry.shown():
            if back := round((self._pen - place) / size * 1000):
                self._array += f">{back}<"
                self._pen -= back / 1000 * size
            self._array += f"{code:04x}"
            self._pen += widths[code] / 1000 * size

    def set_font(self, run: ShapedRun) -> None:
        """Set the font of what follows."""
        font = f"/{run.font.hash} {run.size:f}".rstrip("0").rstrip(".")
        if font != self.font:
            self.close()
            self.operators.append(f"{font} Tf".encode())
            self.font = font

    def close(self) -> None:
        """Write what was shown."""
        if self._array:
            self.operators.append(f"[<{self._array}>] TJ".replace("<>", "").encode())
        self._array = ""


def mended(
    runs: Sequence[ShapedRun], operators: Sequence[bytes], fonts: Mapping[str, FontCodes]
) -> list[bytes]:
    """Return the operators that draw a line's runs, so that each code says what it shows.

    Raises:
        InternalsChangedError: the operators do not draw these runs.

    """
    line = list(_line(runs, operators, fonts))
    parts = [list(part) for _, part in groupby(line, lambda entry: entry.run.run.rtl)]
    if len(parts) < 2 and all([entry.is_right() for entry in line]):  # noqa: C419, PLR2004 - all take codes
        return list(operators)
    writer = _Writer()
    for part in sorted(parts, key=lambda part: min(entry.run.start for entry in part)):
        for entry in part:
            writer.show(entry)
    writer.close()
    writer.set_font(runs[-1])  # the one that WeasyPrint believes to be set
    return [operators[0], *writer.operators]


def _line(
    runs: Sequence[ShapedRun], operators: Sequence[bytes], fonts: Mapping[str, FontCodes]
) -> Iterator[_Set]:
    drawn = [(run, number) for run in runs for number in run.glyphs if number >= 0]
    found = iter(places(operators, drawn) if drawn else ())
    for run in runs:
        spots = {n: next(found) for n, number in enumerate(run.glyphs) if number >= 0}
        yield _Set(run, units(run.run), spots, fonts[run.font.hash])
