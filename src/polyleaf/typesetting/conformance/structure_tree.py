"""Laid-out boxes in, the structure tree of a document out.

Job: make one structure element of each HTML element that means something, in reading order.
Repairs: an element that crosses a page is one element (Kozea/WeasyPrint#2903), a table's repeated
head, margin boxes and decoration are artifacts (#1836, #2550), and each element names its language.
Trade-off: boxes are told by their HTML elements, which anonymous boxes and the parts of a broken
one share. Side effects: content that is no part of the text becomes an artifact in the pages'
streams.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from polyleaf.typesetting.conformance.artifacts import (
    DECORATION,
    REPEATED,
    Artifacts,
    margin_artifact,
)
from polyleaf.typesetting.conformance.elements import Annotation, Content, Element, tidy
from polyleaf.typesetting.conformance.figures import alternative, describe_figure
from polyleaf.typesetting.conformance.lists import Items
from polyleaf.typesetting.conformance.roles import role

__all__ = ["structure_tree"]


def structure_tree(language: str, pages: Sequence[Any], streams: Sequence[Any]) -> Element:
    """Return the structure tree of a document whose pages are drawn.

    Args:
        language: of the document, a BCP 47 tag.
        pages: WeasyPrint's pages.
        streams: what is drawn on each, with the marked content by its box.

    """
    root, elements = Element("Document", language), _Elements()
    for number, (page, stream) in enumerate(zip(pages, streams, strict=True)):
        _Page(number, page, stream, elements).add_to(root)
    tidy(root)
    return root


class _Elements:
    """The structure elements of HTML elements, as far as they are known."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, str], Element] = {}
        self._items = Items()
        self._first_pages: dict[Any, int] = {}

    def of(self, box: Any, parent: Element) -> Element:  # noqa: ANN401 - WeasyPrint is untyped
        """Return the element that holds what a box holds: its own, or that of its parent."""
        if box.element is None or box.element_tag in {"html", "body"}:
            return parent
        key = box.element, box.element_tag
        if key not in self._known:
            self._known[key] = self._new(box, parent)
        return self._known[key]

    def _new(self, box: Any, parent: Element) -> Element:  # noqa: ANN401 - the same
        source = box.element
        language = source.attrib.get("lang") or parent.spoken
        kind = role(source, box.element_tag) or ("Span" if language != parent.spoken else "")
        if not kind:
            return parent
        element = self._items.add(kind, source, parent)
        element.source, element.spoken = source, language
        element.language = "" if language == parent.spoken else language
        return self._items.inside(element, kind, source)

    def is_repeated(self, box: Any, page: int) -> bool:  # noqa: ANN401 - the same
        """Tell whether a box is the head or foot of a table that was on an earlier page already."""
        if not isinstance(box, boxes.TableRowGroupBox) or not (box.is_header or box.is_footer):
            return False
        return self._first_pages.setdefault(box.element, page) != page


class _Page:
    """A page whose boxes are added to a tree."""

    def __init__(self, number: int, page: Any, stream: Any, elements: _Elements) -> None:  # noqa: ANN401 - the same
        self._number, self._page, self._elements = number, page, elements
        self._marks: Mapping[Any, Mapping[str, Any]] = stream._tags  # noqa: SLF001 - WeasyPrint keeps them there
        self._artifacts = Artifacts(stream.stream)

    def add_to(self, root: Element) -> None:
        for box in self._page._page_box.children:  # noqa: SLF001 - the same
            if isinstance(box, boxes.MarginBox):
                self._drop(box, margin_artifact(box.at_keyword))
            else:
                self._add(box, root)

    def _add(self, box: Any, parent: Element) -> None:  # noqa: ANN401 - the same
        """Add a box, and all that it holds, to an element."""
        if self._elements.is_repeated(box, self._number):
            self._drop(box, REPEATED)
        elif isinstance(box, boxes.ReplacedBox):
            self._add_picture(box, parent)
        elif isinstance(box, boxes.TextBox):
            parent.kids.extend(self._content(box))
        else:
            element = self._elements.of(box, parent)
            if box.link_annotation is not None:
                element.kids.append(Annotation(self._number, box.link_annotation))
            for child in box.children:
                self._add(_placed(child), element)

    def _add_picture(self, box: Any, parent: Element) -> None:  # noqa: ANN401 - the same
        if not alternative(box):
            self._drop(box, DECORATION)
            return
        figure = self._elements.of(box, parent)
        describe_figure(figure, box, self._page.height)
        figure.kids.extend(self._content(box))

    def _content(self, box: Any) -> Iterator[Content]:  # noqa: ANN401 - the same
        if box in self._marks:
            yield Content(self._number, self._marks[box]["mcid"])

    def _drop(self, box: Any, properties: Mapping[str, str]) -> None:  # noqa: ANN401 - the same
        """Make artifacts of all that a box holds."""
        for content in self._content(box):
            self._artifacts.mark(content.number, properties)
        for child in getattr(box, "children", ()):
            self._drop(_placed(child), properties)


def _placed(box: Any) -> Any:  # noqa: ANN401 - the same
    """Return a box itself instead of what stands where it would be if it were not positioned."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001 - as WeasyPrint does
