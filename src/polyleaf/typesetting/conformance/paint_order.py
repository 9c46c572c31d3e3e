"""Content is drawn in the order in which it is read.

Job: let the content of a page follow the order of the tags (ISO 32000-1, 14.8.2.3.1), for readers
that go by the page and not by the tags. CSS draws what is positioned, such as the number of a
list's item, after all other text (CSS 2.1, appendix E). Trade-off: each block that holds text is
drawn by itself, its marker before it; a background that lies over the text of an earlier block
would now hide it. Side effects: `reading_order` replaces a function of WeasyPrint while it is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from weasyprint import stacking
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

__all__ = ["reading_order"]

_MARKERS: Final = ("::before", "::marker")


@contextmanager
def reading_order() -> Iterator[None]:
    """Let the pages that are drawn meanwhile be drawn in reading order."""
    original = stacking._dispatch  # noqa: SLF001 - no public interface says in which order to draw
    tables: list[Any] = []

    def dispatch(box: Any, page: Any, contexts: list[Any], *others: Any) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        if tables or not _is_drawn_alone(box):
            return original(box, page, contexts, *others)
        if box.is_table_wrapper:
            tables.append(box)  # caption and cells follow one another as they are
            contexts.append(stacking.StackingContext.from_box(box, page))
            tables.pop()
            return None
        inner: list[Any] = []
        context = stacking.StackingContext.from_box(box, page, inner)
        markers = [each for each in inner if _is_marker(each.box, box)]
        contexts += [*markers, context, *(each for each in inner if each not in markers)]
        return None

    stacking._dispatch = dispatch  # noqa: SLF001 - the same
    try:
        yield
    finally:
        stacking._dispatch = original  # noqa: SLF001 - the same


def _is_drawn_alone(box: Any) -> bool:  # noqa: ANN401 - the same
    """Tell whether a box in the flow holds lines, or is a table, a picture or positioned."""
    if isinstance(box, AbsolutePlaceholder) or not box.is_in_normal_flow():
        return False
    style = box.style
    if style["opacity"] < 1 or style["transform"] or style["overflow"] != "visible":
        return False
    if style["position"] != "static":
        return bool(style["z_index"] == "auto")
    return isinstance(box, boxes.BlockLevelBox) and (
        isinstance(box, boxes.ReplacedBox)
        or box.is_table_wrapper
        or isinstance(next(reversed(box.children), None), boxes.LineBox)
    )


def _is_marker(box: Any, of: Any) -> bool:  # noqa: ANN401 - the same
    return box.element is of.element and box.element_tag.endswith(_MARKERS)
