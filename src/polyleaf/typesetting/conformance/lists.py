"""Lists: items with their labels and bodies, definitions, notes and tables of contents.

Job: put the parts of lists where ISO 32000-1, table 336, has them. WeasyPrint puts definitions into
a group inside the list, which PDF/UA-1, 7.6, forbids. Trade-off: a term is the label of its
meaning, as PDF 1.7 has no better type for it. Side effects: adds elements to a structure tree.
"""

from __future__ import annotations

from typing import Any, Final

from polyleaf.typesetting.conformance.elements import Element
from polyleaf.typesetting.conformance.roles import NOTES, REFERENCES, list_numbering

__all__ = ["Items", "name_notes"]

_ITEMS: Final = {"L": "LI", "TOC": "TOCI"}


class Items:
    """The items of a document's lists."""

    def __init__(self) -> None:
        # What holds the label of an item, by what holds its text.
        self._labelled: dict[Element, Element] = {}

    def add(self, kind: str, source: Any, parent: Element) -> Element:  # noqa: ANN401 - an element of ElementTree
        """Add an element of a kind, made of an HTML element, below a parent, and return it."""
        if kind == "L":
            return parent if parent.role == "TOC" else _list(source.tag, parent)
        if kind == "Lbl" and source.tag == "li":
            item = self._labelled.get(parent)
            return item.child(kind, first=True) if item else parent.child("Span")
        if kind in {"Lbl", "LBody"}:
            return _part_of_definition(kind, parent)
        if kind == "LI":
            kind = _ITEMS.get(parent.role, "Div")
        elif kind == "Div" and parent.role == "L":
            kind = "LI"
        elif kind == "Link" and source.attrib.get("role") in REFERENCES:
            parent = parent.child("Reference")
        return parent.child(kind)

    def inside(self, element: Element, kind: str, source: Any) -> Element:  # noqa: ANN401 - the same
        """Return what holds the text of an element that `add` has just added."""
        if kind != "LI" or element.role == "Div":
            return element
        holder = element.child("LBody") if element.role == "LI" else element
        labelled = element
        if source.attrib.get("role") in NOTES:
            labelled = holder = holder.child("Note")
            holder.source = source
        self._labelled[holder] = labelled
        return holder


def _list(tag: str, parent: Element) -> Element:
    element = parent.child("L")
    element.attributes["List"] = {"ListNumbering": list_numbering(tag)}
    return element


def _part_of_definition(kind: str, parent: Element) -> Element:
    """Add a term or its meaning to the item that it belongs to."""
    if parent.role == "L":
        item = parent.kids[-1] if parent.kids else None
        if not isinstance(item, Element) or (kind == "Lbl" and _has_body(item)):
            item = parent.child("LI")
        parent = item
    return parent.child(kind if parent.role == "LI" else "Div")


def _has_body(item: Element) -> bool:
    return any(isinstance(kid, Element) and kid.role == "LBody" for kid in item.kids)


def name_notes(root: Element) -> None:
    """Give each note an id of its own (PDF/UA-1, 7.9)."""
    notes = (element for element in root.elements() if element.role == "Note")
    for number, note in enumerate(notes, start=1):
        note.id = note.source.attrib.get("id") or f"note-{number}"
