"""The structure tree of a PDF as plain data, before it is written.

Job: hold structure elements (ISO 32000-1, 14.7.2), and tidy a finished tree: what is empty goes,
what only grouped goes up, and text that stands in a grouping element is a paragraph. Trade-off:
elements are built up while the pages are walked, so they are not frozen; nobody changes them
afterwards. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from polyleaf.typesetting.conformance.roles import GROUPING, INLINE

__all__ = ["Annotation", "Content", "Element", "tidy"]

# A reader is told of an empty cell, or the next one would be taken for it.
_KEPT: Final = frozenset({"Document", "TD", "TH"})


class Content(NamedTuple):
    """A marked-content sequence: the number of its page from 0, and its identifier there."""

    page: int
    number: int


class Annotation(NamedTuple):
    """An annotation, such as the area of a link, and the number of its page."""

    page: int
    dictionary: Any  # pydyf is untyped


@dataclass(slots=True, eq=False)
class Element:
    """A structure element.

    Attributes:
        role: a structure type, such as `P`.
        spoken: the language of its text, a BCP 47 tag.
        language: the same, if it differs from the language of the element around it, else "".
        kids: what it holds, in reading order.
        source: the HTML element that it was made from, if there is one.
        alt: what is read aloud instead of it.
        id: what other elements and readers know it by.
        attributes: its attributes by their owner, such as `Table`.

    """

    role: str
    spoken: str
    language: str = ""
    kids: list[Element | Content | Annotation] = field(default_factory=list)
    source: Any = None
    alt: str = ""
    id: str = ""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def elements(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def page(self) -> int | None:
        """Return the page that it begins on; `None` if it is empty."""
        pages = (kid.page() if isinstance(kid, Element) else kid.page for kid in self.kids)
        return next((page for page in pages if page is not None), None)

    def child(self, role: str, *, first: bool = False) -> Element:
        """Add an element at the end, or the beginning, and return it."""
        child = Element(role, self.spoken)
        self.kids.insert(0 if first else len(self.kids), child)
        return child


def tidy(element: Element) -> None:
    """Take empty elements and needless groups out of a tree, and put loose text into paragraphs."""
    for kid in element.kids:
        if isinstance(kid, Element):
            tidy(kid)
    kids = [kid for kid in element.kids if not isinstance(kid, Element) or _says_something(kid)]
    if element.role in GROUPING:
        kids = list(_paragraphs(kids, element.spoken))
    element.kids = [kept for kid in kids for kept in _without_group(kid)]


def _says_something(element: Element) -> bool:
    return bool(element.kids) or element.role in _KEPT


def _paragraphs(
    kids: Iterable[Element | Content | Annotation], spoken: str
) -> Iterator[Element | Content | Annotation]:
    """Yield kids of a grouping element, and neighbours that are parts of a line as a paragraph."""
    paragraph: Element | None = None
    for kid in kids:
        if isinstance(kid, Element) and kid.role not in INLINE:
            paragraph = None
            yield kid
            continue
        if paragraph is None:
            paragraph = Element("P", spoken)
            yield paragraph
        paragraph.kids.append(kid)


def _without_group(
    kid: Element | Content | Annotation,
) -> Iterator[Element | Content | Annotation]:
    """Yield what a `Div` holds instead of it; the same of a link that leads nowhere."""
    if not isinstance(kid, Element) or not _is_needless(kid):
        yield kid
        return
    for inner in kid.kids:
        if isinstance(inner, Element) and not inner.language:
            inner.language = kid.language
        yield inner


def _is_needless(element: Element) -> bool:
    if element.role == "Link":
        return not any(isinstance(kid, Annotation) for kid in element.kids)
    return element.role == "Div"
