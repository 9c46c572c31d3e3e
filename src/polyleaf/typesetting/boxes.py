"""WeasyPrint's laid-out boxes in, plain facts about lines and tables out.

Job: walk the boxes of each page once, and write down what checks ask for. The HTML says which unit
an element holds in `data-unit`; what is inside an element without one belongs to the element's own
surroundings, or to no unit. Trade-off: a line is measured by the bodies of its letters, from half
an em above the baseline down to it, so that whatever is found out of place surely is; an accent
that hits the line above is not seen. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from polyleaf.typesetting.layout import Line, LineKind, Rectangle, TablePart

__all__ = ["read_pages"]

# A CSS pixel in points (https://www.w3.org/TR/css-values-3/#absolute-lengths).
_POINT: Final = 0.75
# The width of a space in em, at most, in the faces we know.
_SPACE: Final = 0.3
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read_pages(
    pages: Iterable[Any],  # WeasyPrint is untyped
) -> tuple[tuple[Line, ...], tuple[TablePart, ...]]:
    """Return the lines of text and the parts of tables on WeasyPrint's pages, in their order."""
    reader = _Reader()
    for number, page in enumerate(pages, start=1):
        reader.page(number, page._page_box)  # noqa: SLF001 - there is no other way to the boxes
    return tuple(reader.lines), tuple(reader.tables)


@dataclass(frozen=True)
class _Surroundings:
    """What a box takes over from the boxes around it.

    Attributes:
        unit: the unit it belongs to, or "".
        kind: what its lines are.
        in_flow: whether what follows it stands after it on the page.
        area: outside of it nothing may stand, or nothing is shown.

    """

    unit: str
    kind: LineKind
    in_flow: bool
    area: Rectangle


class _Reader:
    """Collects lines and parts of tables, page by page."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.tables: list[TablePart] = []
        self._number = 0
        self._last: int | None = None
        self._ids: dict[tuple[object, ...], int] = {}

    def page(self, number: int, page: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        """Read the boxes of one page: the document's, the footnotes', and those in the margins."""
        self._number, self._last = number, None
        sheet = Rectangle(0, 0, page.margin_width() * _POINT, page.margin_height() * _POINT)
        x, y = page.content_box_x(), page.content_box_y()
        content = _rectangle(x, y, page.width, page.height)
        for position, child in enumerate(page.children):
            in_margin = isinstance(child, boxes.MarginBox)
            around = (
                _Surroundings("", "repeated", in_flow=False, area=sheet)
                if in_margin
                else _Surroundings("", "text", in_flow=position == 0, area=content)
            )
            self._block(child, around)
        if self._last is not None:
            self.lines[self._last] = replace(self.lines[self._last], is_last=True)

    def _block(self, box: Any, around: _Surroundings) -> None:  # noqa: ANN401 - as above
        """Read a box that is no part of a line, and all that is inside it."""
        inside, first = _inside(box, around), len(self.lines)
        for child in map(_laid_out, box.children):
            if isinstance(child, boxes.LineBox):
                self._line(child, box, inside)
            else:
                self._block(child, inside)
        if isinstance(box, boxes.TableBox):
            self._table(box, self.lines[first].unit if first < len(self.lines) else "")
        elif inside.in_flow and _is_solid(box):
            self._last = None

    def _line(self, line: Any, block: Any, around: _Surroundings) -> None:  # noqa: ANN401 - as above
        """Read a line of a block: its texts unit by unit, and the boxes that stand in it."""
        texts: dict[str, list[Any]] = {}
        self._inline(line, around, texts)
        room = around.area.intersection(_padding_box(block)) if texts else around.area
        block_key = (id(block.element), block.element_tag, getattr(block, "at_keyword", ""))
        for unit, pieces in texts.items():
            self.lines.append(
                Line(
                    page=self._number,
                    unit=unit,
                    text="".join(piece.text for piece in pieces),
                    paragraph=self._id(*block_key, unit),
                    kind=around.kind,
                    letters=_letters(pieces),
                    room=room,
                )
            )
            if around.in_flow:
                self._last = len(self.lines) - 1

    def _inline(self, box: Any, around: _Surroundings, texts: dict[str, list[Any]]) -> None:  # noqa: ANN401 - as above
        """Gather the texts inside a line by unit."""
        for child in map(_laid_out, box.children):
            if isinstance(child, boxes.TextBox):
                if child.text.strip():
                    texts.setdefault(around.unit, []).append(child)
            elif isinstance(child, boxes.InlineBox | boxes.LineBox):
                self._inline(child, _inside(child, around), texts)
            else:
                self._block(child, around)

    def _table(self, table: Any, unit: str) -> None:  # noqa: ANN401 - as above
        has_header = any(group.is_header for group in table.children) or _starts_with_header(table)
        key = self._id(id(table.element), "table")
        self.tables.append(TablePart(self._number, unit, key, has_header))

    def _id(self, *key: object) -> int:
        """Return a number for what the key stands for, the same on every page."""
        return self._ids.setdefault(key, len(self._ids))


def _laid_out(box: Any) -> Any:  # noqa: ANN401 - as above
    return box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001 - as above


def _is_solid(box: Any) -> bool:  # noqa: ANN401 - as above
    """Tell whether a box without text takes room of its own: a picture, a line to write on."""
    kinds = boxes.BlockContainerBox | boxes.ReplacedBox
    return not box.children and isinstance(box, kinds) and box.border_height() > 0


def _inside(box: Any, around: _Surroundings) -> _Surroundings:  # noqa: ANN401 - as above
    """Return the surroundings of what is inside a box."""
    unit = around.unit if box.element is None else box.element.get("data-unit", around.unit)
    position = box.style["position"]
    kind, in_flow, area = around.kind, around.in_flow, around.area
    if position == "fixed" or getattr(box, "is_header", False) or getattr(box, "is_footer", False):
        kind = "repeated"
    elif kind == "text" and box.element_tag in _HEADINGS:
        kind = "heading"
    if in_flow and position in {"absolute", "fixed"}:
        in_flow = False
    if box.style["overflow"] != "visible" and isinstance(box, boxes.BlockContainerBox):
        area = area.intersection(_padding_box(box))
    if (unit, kind, in_flow, area) == (around.unit, around.kind, around.in_flow, around.area):
        return around
    return _Surroundings(unit, kind, in_flow, area)


def _starts_with_header(table: Any) -> bool:  # noqa: ANN401 - as above
    rows = [row for group in table.children for row in group.children[:1]]
    cells = rows[0].children if rows else ()
    return bool(cells) and all(cell.element_tag == "th" for cell in cells)


def _padding_box(box: Any) -> Rectangle:  # noqa: ANN401 - as above
    return _rectangle(
        box.padding_box_x(), box.padding_box_y(), box.padding_width(), box.padding_height()
    )


def _letters(pieces: Sequence[Any]) -> Rectangle:
    """Return the smallest rectangle around the bodies of the pieces' letters.

    The last text of a right-to-left line is moved out by the width of the space that WeasyPrint
    strips from its end (`remove_last_whitespace`), which does no harm.
    """
    baselines = [(piece.position_y + piece.baseline, piece.style["font_size"]) for piece in pieces]
    left = min(piece.position_x + _moved_out(piece) for piece in pieces)
    right = max(piece.position_x + piece.width for piece in pieces)
    top = min(baseline - size / 2 for baseline, size in baselines)
    bottom = max(baseline for baseline, _ in baselines)
    return _rectangle(left, top, right - left, bottom - top)


def _moved_out(piece: Any) -> float:  # noqa: ANN401 - as above
    right_to_left = piece.style["direction"] == "rtl"
    return _SPACE * float(piece.style["font_size"]) if right_to_left else 0.0


def _rectangle(x: float, y: float, width: float, height: float) -> Rectangle:
    """Return a rectangle in points of one in CSS pixels."""
    return Rectangle(x * _POINT, y * _POINT, (x + width) * _POINT, (y + height) * _POINT)
