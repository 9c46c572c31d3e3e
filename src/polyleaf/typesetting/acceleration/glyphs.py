"""Lines of text drawn glyph by glyph as WeasyPrint does, but what was drawn before is looked up.

WeasyPrint asks C for each number of each glyph, and writes anew what it wrote for the same letter
of the same font a moment ago. Here the numbers of a run are read at once, and each glyph with its
advance is written once a font and size. Lines with an ellipsis, missing letters, bitmaps or colours
are left to WeasyPrint. Side effects: those of `install`; keeps with a font of a document what was
written of it, and with a text box its runs for `conformance.extraction`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from weasyprint.draw import text as weasyprint_text
from weasyprint.text.ffi import FROM_UNITS, pango

from polyleaf.typesetting.acceleration.substitution import substitute
from polyleaf.typesetting.conformance.shaped import ShapedRun, keep_runs, shaped_runs

__all__ = ["install"]

# Below it Pango takes the size of a font from elsewhere (GNOME/pango#530).
_SIZES_ARE_RIGHT: Final = 14802
_INVISIBLE: Final = 1e-6  # below it WeasyPrint draws nothing


def install() -> None:
    """Replace how lines are drawn."""
    if pango.pango_version() >= _SIZES_ARE_RIGHT:
        _install_lines()


def _install_lines() -> None:
    slow = weasyprint_text.draw_first_line

    def draw_first_line(
        stream: Any,  # noqa: ANN401 - the same
        textbox: Any,  # noqa: ANN401 - the same
        text_overflow: str,
        block_ellipsis: Any,  # noqa: ANN401 - the same
        matrix: Any,  # noqa: ANN401 - the same
    ) -> Any:  # noqa: ANN401 - the same
        is_whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        if is_whole and textbox.text.strip() and textbox.style["font_size"] >= _INVISIBLE:
            pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)  # noqa: FBT003 - C
            runs = list(shaped_runs(stream, textbox))
            if all(map(_is_usual, runs)):
                stream.set_text_matrix(*matrix.values)
                _draw(stream, runs)
                keep_runs(textbox, runs)
                return []
        return slow(stream, textbox, text_overflow, block_ellipsis, matrix)

    substitute(slow, draw_first_line)


def _is_usual(run: ShapedRun) -> bool:
    font = run.font
    return (
        bool(run.glyphs)
        and max(run.glyphs) < pango.PANGO_GLYPH_EMPTY
        and min(run.glyphs) >= 0
        and not (font.bitmap or font.png or font.svg or font.colr)
    )


def _draw(stream: Any, runs: Sequence[ShapedRun]) -> None:  # noqa: ANN401 - the same
    """Write the operators that show runs from left to right."""
    written, before = "", None
    for run in runs:
        if run.face != before:
            before = run.face
            if written:
                stream.show_text(written)
            written = ""
            stream.set_font_size(run.font.hash, run.size)
        written = _drawn(stream, run, written + "<")
        written = written[:-1] if written[-1] == "<" else written + ">"
    stream.show_text(written)


def _drawn(stream: Any, run: ShapedRun, written: str) -> str:  # noqa: ANN401 - the same
    """Return what shows a run, without what was shown already up to its last raised glyph."""
    pieces = _pieces(stream, run)
    if not any(run.drops):
        return written + "".join([piece.whole for piece in pieces])
    for piece, drop in zip(pieces, run.drops, strict=True):
        if not drop:
            written += piece.whole
            continue
        if written := written[:-1] if written[-1] == "<" else written + ">":
            stream.show_text(written)
        stream.set_text_rise(-drop / 1000)
        stream.show_text(f"{piece.before[1:-1]}<{piece.code}>")
        stream.set_text_rise(0)
        written = f"<{piece.after}"
    return written


class _Piece(NamedTuple):
    """What is written for a glyph in a string of codes.

    Attributes:
        before: a step to where it is drawn.
        code: its code.
        after: a step to where the next one is.
        whole: all three.

    """

    before: str
    code: str
    after: str
    whole: str


def _pieces(stream: Any, run: ShapedRun) -> list[_Piece]:  # noqa: ANN401 - the same
    """Return what is written for the glyphs of a run."""
    known = run.font.__dict__.setdefault("pieces", {}).setdefault(run.size, {})
    glyphs = list(zip(run.glyphs, run.advances, run.shifts, strict=True))
    pieces = list(map(known.get, glyphs))
    if None in pieces:
        for place, glyph in enumerate(glyphs):
            if glyph not in known:
                known[glyph] = _new_piece(stream, run, place)
        pieces = list(map(known.get, glyphs))
    return pieces


def _new_piece(stream: Any, run: ShapedRun, place: int) -> _Piece:  # noqa: ANN401 - the same
    glyph, font = run.glyphs[place], run.font
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _text(run, place)
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(run.face, glyph, stream.ink_rect, stream.logical_rect)
        width = stream.logical_rect.width * 1000 * FROM_UNITS / run.size
        font.widths[glyph] = round(width)
    offset = run.shifts[place] / run.size
    kerning = font.widths[glyph] + offset - run.advances[place] * 1000 * FROM_UNITS / run.size
    before = f">{-offset}<" if offset else ""
    after = f">{int(kerning)}<" if kerning else ""
    return _Piece(before, f"{glyph:04x}", after, f"{before}{glyph:04x}{after}")


def _text(run: ShapedRun, place: int) -> str:
    """Return the text of a glyph's cluster, up to the next glyph in reading order."""
    after = place - 1 if run.rtl else place + 1
    is_last = not 0 <= after < len(run.clusters)
    end = len(run.text) if is_last else run.clusters[after]
    return run.text[run.clusters[place] : end].decode()
