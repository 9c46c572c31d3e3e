"""`text-overflow`, `overlapping-text`: text that left its place on a page, or lies over other text.

Such text may be cut off, or hide what it lies upon, so the page is not published. Lines are
measured by the bodies of their letters (`typesetting.boxes`): what is found surely is out of place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.typesetting.layout import Layout, Line

__all__ = ["check"]

MANUAL: Final = """
text-overflow (error): a text runs out of its box or off the page
Why: what is cut off cannot be read: it may be the dose.
Wrong: a word of 60 letters in a narrow column
Right: the word with places to break, or a wider column
Mend: shorten what cannot be broken, give it more room, or let it break.

overlapping-text (error): a text lies over another one
Why: neither of them can be read.
Wrong: a heading of fixed height whose second line falls onto the text
Right: a heading as high as its lines
Mend: give both more room, or mend the template that places them.
"""

# In points: what rounding may add, or an italic letter lean out, without harm.
_TOLERANCE: Final = 1.0
_EXCERPT: Final = 40


def check(
    layout: Layout, publication: str, locate: Callable[[str], Location]
) -> Iterator[Diagnostic]:
    """Yield an error for each text that runs out of its box or the page, or over another text.

    Args:
        layout: facts about the pages.
        publication: leaflet and language, for the messages.
        locate: tells where the text of a unit is written, or, of "", where the publication's is.

    """
    for line in _furthest_out(layout.lines):
        where = f"on page {line.page} of {publication}"
        message = f"{name(line)} runs {_excess(line):.0f} pt out of its box {where}"
        hint = "shorten what cannot be broken, give it more room, or let it break"
        yield Diagnostic("text-overflow", locate(line.unit), message, hint)
    yield from _overlaps(layout, publication, locate)


def name(line: Line) -> str:
    """Return how a message names the text of a line."""
    text = " ".join(line.text.split())
    excerpt = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"
    return f"{line.unit!r} (“{excerpt}”)" if line.unit else f"“{excerpt}”"


def _furthest_out(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield of each paragraph on a page that left its room the line that is furthest out."""
    found: dict[tuple[int, int], Line] = {}
    for line in lines:
        key = (line.page, line.paragraph)
        if _excess(line) > (_excess(found[key]) if key in found else _TOLERANCE):
            found[key] = line
    yield from found.values()


def _excess(line: Line) -> float:
    """Return how far the letters of a line are out of their room, in points."""
    letters, room = line.letters, line.room
    return max(
        room.left - letters.left,
        letters.right - room.right,
        room.top - letters.top,
        letters.bottom - room.bottom,
    )


def _overlaps(
    layout: Layout, publication: str, locate: Callable[[str], Location]
) -> Iterator[Diagnostic]:
    told: set[tuple[int, int, int]] = set()
    # What stands on every page may lie beneath the text on purpose, as a watermark does.
    # What left its room is told already, and may be cut off where it would lie on other text.
    lines = (x for x in layout.lines if x.kind != "repeated" and _excess(x) <= _TOLERANCE)
    for page, on_page in groupby(lines, key=lambda line: line.page):
        for first, second in _overlapping(sorted(on_page, key=lambda line: line.letters.top)):
            key = (page, first.paragraph, second.paragraph)
            if key not in told:
                told.add(key)
                message = f"{name(second)} lies over {name(first)} on page {page} of {publication}"
                hint = "give both more room, or mend the template that places them"
                yield Diagnostic("overlapping-text", locate(second.unit), message, hint)


def _overlapping(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield each two lines whose letters lie on each other; the lines are sorted by their tops."""
    for number, first in enumerate(lines):
        bottom = first.letters.bottom - _TOLERANCE
        for second in lines[number + 1 :]:
            if second.letters.top >= bottom:
                break
            shared = first.letters.intersection(second.letters)
            if shared.right - shared.left > _TOLERANCE and shared.bottom - shared.top > _TOLERANCE:
                yield first, second
