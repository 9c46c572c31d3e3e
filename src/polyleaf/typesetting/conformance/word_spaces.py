"""Which pieces of drawn text a space follows that is not drawn.

Job: find the spaces between words that a layout leaves out, at the end of a line and between two
inline elements; without them a reader of the tags runs the words together (ISO 32000-1, 14.8.2.5).
Trade-off: the texts of boxes are looked up in the text of their HTML element, since WeasyPrint
keeps nothing of a space that it took away; where that fails, as in text that CSS made up, no space
is written, and readers fall back on the places of the glyphs. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

__all__ = ["boxes_before_spaces"]

_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


def boxes_before_spaces(pages: Iterable[Any]) -> frozenset[Any]:
    """Return the text boxes of laid-out pages behind which a space was left out."""
    texts: dict[Any, _Text] = {}
    for page in pages:
        for box in page._page_box.children:  # noqa: SLF001 - no public interface gives it
            if box.element is not None:  # no margin box
                _read(box, texts)
    return frozenset(box for text in texts.values() for box in text.before_spaces)


class _Text:
    """The text of an HTML element, and how far the lines of its boxes have come in it."""

    def __init__(self, element: Any) -> None:  # noqa: ANN401 - an element of ElementTree
        self._text = _BLANKS.sub(" ", "".join(element.itertext()))
        self._place = 0
        self._last: Any = None
        self.before_spaces: list[Any] = []

    def add(self, box: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        """Go on to the text of the next box."""
        if "::" in box.element_tag:  # of a pseudo-element, which brings its own spaces
            self._last = None
            return
        start = self._text.find(box.text, self._place)
        length = len(box.text)
        if start < 0:  # a hyphen may have been put in at its end
            length -= 1
            start = self._text.find(box.text[:-1], self._place)
        if start < 0:
            self._last = None
            return
        if self._last is not None and self._text[self._place : start] == " ":
            self.before_spaces.append(self._last)
        self._place, self._last = start + length, box


def _read(box: Any, texts: dict[Any, _Text]) -> None:  # noqa: ANN401 - the same
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            text = texts.get(child.element)
            if text is None:
                text = texts[child.element] = _Text(child.element)
            for piece in _pieces(child, texts):
                text.add(piece)
        elif isinstance(child, boxes.ParentBox):
            _read(child, texts)


def _pieces(line: Any, texts: dict[Any, _Text]) -> Iterator[Any]:  # noqa: ANN401 - the same
    """Yield the text boxes of a line; read the blocks that are in it by themselves."""
    for child in line.children:
        if isinstance(child, boxes.TextBox):
            if child.text.strip():
                yield child
        elif isinstance(child, AbsolutePlaceholder):
            _read(child._box, texts)  # noqa: SLF001 - as WeasyPrint does
        elif isinstance(child, boxes.InlineBox | boxes.InlineBlockBox | boxes.LineBox):
            yield from _pieces(child, texts)
        elif isinstance(child, boxes.ParentBox):
            _read(child, texts)
