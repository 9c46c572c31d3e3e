"""Text that can be copied, searched and read aloud as it was written.

Job: make every code on a page say the text it stands for (PDF/UA-1, 7.21.7). WeasyPrint maps a
glyph to the text of the first cluster that it was drawn for, and draws the marks of a letter as
glyphs of their own, moved up and back (Kozea/WeasyPrint#2841, #1686, #1958): readers then lose
letters, tear words apart or read them in the wrong order. Here each letter with all that stands on
it becomes one code on the baseline, and the embedded font gets a composite glyph for it.
Trade-off: this rewrites what `draw_first_line` has just written, because no public interface says
which text a glyph was drawn for. Fonts with CFF outlines, bitmaps or colours stay as they are.
Side effects: `exact_text` replaces a function of WeasyPrint while it is open. Import this module
only when the process knows its fonts: it imports WeasyPrint.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pydyf
from weasyprint.draw import text as weasyprint_text

from polyleaf.typesetting.conformance.codes import FontCodes
from polyleaf.typesetting.conformance.composites import with_drawings
from polyleaf.typesetting.conformance.lines import mended, trailing_space
from polyleaf.typesetting.conformance.shaped import InternalsChangedError, drawn_runs
from polyleaf.typesetting.conformance.word_spaces import boxes_before_spaces

__all__ = ["Finisher", "exact_text"]

_NOTHING: Final = b"[] TJ"

Finisher = Callable[[Any, Any], None]


@contextmanager
def exact_text(pages: Iterable[Any]) -> Iterator[Finisher]:
    """Mend the text of a PDF; give what this yields to `write_pdf` as its `finisher`.

    Args:
        pages: the laid-out pages that are to be written.

    Raises:
        InternalsChangedError: WeasyPrint draws text in another way than this was written for.

    """
    fonts: dict[str, FontCodes] = {}
    before_spaces = boxes_before_spaces(pages)
    original = weasyprint_text.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, *others: Any) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        start = len(stream.stream)
        emojis = original(stream, textbox, *others)
        if len(stream.stream) > start:
            space = textbox in before_spaces
            stream.stream[start:] = _mended(stream, textbox, start, fonts, space=space)
        return emojis

    weasyprint_text.draw_first_line = draw_first_line
    try:
        yield lambda document, pdf: _finish(document, pdf, fonts)
    finally:
        weasyprint_text.draw_first_line = original


def _mended(
    stream: Any,  # noqa: ANN401 - the same
    textbox: Any,  # noqa: ANN401 - the same
    start: int,
    fonts: dict[str, FontCodes],
    *,
    space: bool,
) -> Sequence[bytes]:
    runs = drawn_runs(stream, textbox)
    for run in runs:
        fonts.setdefault(run.font.hash, FontCodes(run.font))
    operators = [
        tidy for operator in stream.stream[start:] if (tidy := _tidy(operator)) != _NOTHING
    ]
    if not all(map(_is_outline, runs)):
        return operators
    drawn = mended(runs, operators, fonts)
    rtl = textbox.style["direction"] == "rtl"
    if not space or max(runs, key=lambda run: run.start).text.endswith(b" "):
        return drawn
    if rtl and not _ends_right_to_left(textbox.text):
        return drawn  # MuPDF reads a space behind such a text as one before its last marks
    return [*drawn, *trailing_space(drawn, fonts[runs[-1].font.hash], rtl=rtl)]


def _ends_right_to_left(text: str) -> bool:
    """Tell whether the last letter of a text is one of a script that runs from right to left."""
    last = next((sign for sign in reversed(text) if sign.isalnum()), "0")
    return unicodedata.bidirectional(last) in {"R", "AL"}


def _tidy(operator: bytes) -> bytes:
    """Return an operator without empty strings and steps of 0 (Kozea/WeasyPrint#2841).

    After an empty string in a TJ array PDFium forgets the array's last step, so that all the rest
    of the line stands too far left or right.
    """
    return operator.replace(b">0<", b"").replace(b">0]", b">]").replace(b"<>", b" ")


def _is_outline(run: Any) -> bool:  # noqa: ANN401 - the same
    font = run.font
    return font.type == "ttf" and not (font.bitmap or font.png or font.svg or font.colr)


def _finish(document: Any, pdf: Any, fonts: dict[str, FontCodes]) -> None:  # noqa: ANN401 - the same
    """Put the new glyphs into the embedded fonts."""
    if {font.hash for font in document.fonts.values()} - fonts.keys():
        raise InternalsChangedError("text was drawn without draw_first_line")
    files = {
        thing["FontName"]: thing["FontFile2"]
        for thing in pdf.objects
        if isinstance(thing, pydyf.Dictionary) and "FontFile2" in thing
    }
    for codes in fonts.values():
        if codes.drawings:
            number = int(files[codes.font.name].split()[0])
            _embed(pdf.objects[number], codes)


def _embed(stream: pydyf.Stream, codes: FontCodes) -> None:
    file = with_drawings(stream.stream[0], list(codes.drawings), codes.first)
    stream.stream, stream.extra["Length1"] = [file], len(file)
