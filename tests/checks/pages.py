"""Lines of text as the renderer reports them, for checks to look at."""

from __future__ import annotations

from typing import Any

from polyleaf.typesetting.layout import Layout, Line, Rectangle

__all__ = ["layout", "line"]

ROOM = Rectangle(60, 70, 535, 790)


def line(text: str = "text", **fields: Any) -> Line:  # noqa: ANN401 - any field of a line
    """Return a line that is where it should be; each text is a paragraph of its own."""
    given = {
        "page": 1,
        "unit": "",
        "text": text,
        "paragraph": sum(text.encode()),
        "kind": "text",
        "letters": Rectangle(60, 100, 200, 106),
        "room": ROOM,
    }
    return Line(**{**given, **fields})


def layout(*lines: Line, pages: int = 3, **fields: Any) -> Layout:  # noqa: ANN401 - any field
    """Return facts about pages without any other fault."""
    return Layout(pages, frozenset({"Leaf Sans"}), (), (), lines=lines, **fields)
