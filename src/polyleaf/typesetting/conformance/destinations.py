"""Links and bookmarks that lead to what they name in the structure, not to a spot on a page.

Job: make structure destinations (ISO 32000-2, 12.3.2.3), which PDF/UA-2 (ISO 14289-2, 8.8) asks for
and WeasyPrint does not write. Each stands in a go-to action beside the spot, for readers that know
no better. Trade-off: the structure element is found by the first text that it holds, through the
parent tree, so that it does not matter who made the tree. Side effects: `structure_destinations`
replaces two functions of WeasyPrint while it is open. Import this module only when the process
knows its fonts: it imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pydyf
from weasyprint import pdf as weasyprint_pdf
from weasyprint.layout.absolute import AbsolutePlaceholder

from polyleaf.typesetting.conformance.shaped import InternalsChangedError

__all__ = ["structure_destinations"]

# Parts of a line: what is led to is what holds them.
_INLINE: Final = frozenset(
    {"/Span", "/NonStruct", "/Link", "/Em", "/Strong", "/Lbl", "/Quote", "/Reference"}
)

_Mark = tuple[int, int]
"""The number of a page from 0, and of marked content on it."""


@dataclass
class _Targets:
    """Where links and bookmarks lead: the first marked content of each target, if it has any."""

    anchors: dict[str, _Mark | None] = field(default_factory=dict)
    bookmarks: list[_Mark | None] = field(default_factory=list)


@contextmanager
def structure_destinations(document: Any) -> Iterator[Callable[[Any], None]]:  # noqa: ANN401 - WeasyPrint is untyped
    """Note what is drawn for each target; give the finished PDF to the function that this yields.

    Raises:
        InternalsChangedError: WeasyPrint writes destinations in another way than this expects.

    """
    marks: list[Mapping[Any, Mapping[str, Any]]] = []
    targets = _Targets()
    add_links, add_outlines = weasyprint_pdf.add_links, weasyprint_pdf.add_outlines

    def links(*arguments: Any) -> Any:  # noqa: ANN401 - the same
        marks.append(arguments[-1])
        return add_links(*arguments)

    def outlines(*arguments: Any) -> Any:  # noqa: ANN401 - the same
        for number, (page, marked) in enumerate(zip(document.pages, marks, strict=True)):
            _gather(page._page_box, number, marked, targets)  # noqa: SLF001 - no public way
        return add_outlines(*arguments)

    weasyprint_pdf.add_links, weasyprint_pdf.add_outlines = links, outlines
    try:
        yield lambda pdf: _write(pdf, targets)
    finally:
        weasyprint_pdf.add_links, weasyprint_pdf.add_outlines = add_links, add_outlines


def _gather(box: Any, page: int, marked: Mapping[Any, Any], targets: _Targets) -> None:  # noqa: ANN401 - the same
    """Note the targets among a box and those in it, in the order in which WeasyPrint does."""
    if anchor := box.style["anchor"]:
        targets.anchors.setdefault(anchor, _first_mark(box, page, marked))
    if box.bookmark_label and box.style["bookmark_level"] != "none":
        targets.bookmarks.append(_first_mark(box, page, marked))
    for child in box.all_children():
        _gather(child, page, marked, targets)


def _first_mark(box: Any, page: int, marked: Mapping[Any, Any]) -> _Mark | None:  # noqa: ANN401 - the same
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001 - as WeasyPrint does
    if box in marked:
        return page, marked[box]["mcid"]
    found = (_first_mark(child, page, marked) for child in box.all_children())
    return next((mark for mark in found if mark), None)


def _write(pdf: Any, targets: _Targets) -> None:  # noqa: ANN401 - pydyf is untyped
    """Give each link and bookmark of a PDF an action instead of a destination."""
    element_at = _elements(pdf)
    names = pdf.catalog.get("Names", {})
    named = names.pop("Dests", {"Names": []})["Names"]
    spots = {name.string: spot for name, spot in zip(named[::2], named[1::2], strict=True)}
    bookmarks = iter(targets.bookmarks)
    for thing in pdf.objects:
        if not isinstance(thing, pydyf.Dictionary) or "Dest" not in thing:
            continue
        destination = thing.pop("Dest")
        by_name = isinstance(destination, pydyf.String)
        spot = spots[destination.string] if by_name else destination
        mark = targets.anchors[destination.string] if by_name else next(bookmarks)
        exact = pydyf.Array([element_at(mark), *spot[1:]])
        thing["A"] = pydyf.Dictionary({"S": "/GoTo", "D": spot, "SD": exact})
    if not names:
        pdf.catalog.pop("Names", None)


def _elements(pdf: Any) -> Callable[[_Mark | None], Any]:  # noqa: ANN401 - the same
    """Return what tells the reference of the structure element that holds marked content."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    parents = root["ParentTree"]
    tree = parents if isinstance(parents, pydyf.Dictionary) else _object(pdf, parents)
    numbers = dict(zip(tree["Nums"][::2], tree["Nums"][1::2], strict=True))
    whole = root["K"][0] if isinstance(root["K"], pydyf.Array) else root["K"]

    def element_at(mark: _Mark | None) -> Any:  # noqa: ANN401 - the same
        reference = numbers[mark[0]][mark[1]] if mark else whole
        if reference == "null":  # content that is not part of the text
            return whole
        while (element := _object(pdf, reference))["S"] in _INLINE and element["P"] != whole:
            reference = element["P"]
        return reference

    return element_at


def _object(pdf: Any, reference: bytes) -> Any:  # noqa: ANN401 - the same
    number = int(reference.split()[0])
    if pdf.objects[number].number != number:
        raise InternalsChangedError("objects are not where their numbers say")
    return pdf.objects[number]
