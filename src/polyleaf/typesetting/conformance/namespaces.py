"""A structure tree of PDF 1.7 in, one of PDF 2.0 out.

Job: say of each structure element that its type is meant as PDF 2.0 means it (ISO 32000-2, 14.7.4;
ISO 14289-2, 8.2.4), and give notes and lists of definitions the types that only PDF 2.0 has.
WeasyPrint says so of the document as a whole only. Trade-off: a type that PDF 2.0 took back, such
as Reference, stays one of PDF 1.7, which ISO 14289-2 allows. Side effects: changes the structure
elements of the PDF that it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pydyf

__all__ = ["use_pdf_2_structure"]

_NAMESPACE: Final = "http://iso.org/pdf2/ssn"

# Notes, which ISO 14289-2, 8.2.5.14, wants called as PDF 2.0 calls them.
_RENAMED: Final = {"/Note": "/FENote"}

# ISO 32000-2, 14.8.4: the types of the standard structure namespace of PDF 2.0.
_NAMES: Final = """
    Document DocumentFragment Part Sect Div Aside NonStruct P H H1 H2 H3
    H4 H5 H6 Title Sub FENote Lbl Span Em Strong Link Annot Form Ruby RB
    RT RP Warichu WT WP L LI LBody Table TR TH TD THead TBody TFoot
    Caption Figure Formula Artifact
"""
_TYPES: Final = frozenset(f"/{name}" for name in _NAMES.split())


def use_pdf_2_structure(pdf: Any) -> None:  # noqa: ANN401 - pydyf is untyped
    """Put the structure elements of a PDF into the namespace of PDF 2.0."""
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    if "Namespaces" not in root:
        name = pydyf.String(_NAMESPACE)
        namespace = pydyf.Dictionary({"Type": "/Namespace", "NS": name})
        pdf.add_object(namespace)
        root["Namespaces"] = pydyf.Array([namespace.reference])
    root.pop("RoleMap", None)  # the types that it maps for readers of PDF 1.7 are standard here
    for element in _elements(pdf):
        element["S"] = _RENAMED.get(element["S"], element["S"])
        if element["S"] in _TYPES:
            element["NS"] = root["Namespaces"][0]
        if element["S"] == "/L" and _has_labels(pdf, element):
            _describe(element)


def _has_labels(pdf: Any, element: Any) -> bool:  # noqa: ANN401 - the same
    items = _kids(pdf, element)
    return any(kid["S"] == "/Lbl" for item in items for kid in _kids(pdf, item))


def _kids(pdf: Any, element: Any) -> Iterator[Any]:  # noqa: ANN401 - the same
    """Yield the structure elements in another, whose kids are a list or a single one."""
    kids = element.get("K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid, bytes):
            found = pdf.objects[int(kid.split()[0])]
            if found.get("Type") == "/StructElem":
                yield found


def _elements(pdf: Any) -> Iterator[Any]:  # noqa: ANN401 - the same
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/StructElem":
            yield thing


def _describe(element: Any) -> None:  # noqa: ANN401 - the same
    """Call a list with labels that are no numbers one of descriptions (ISO 32000-2, 14.8.5.5)."""
    attributes = element.get("A")
    if isinstance(attributes, dict) and attributes.get("ListNumbering") == "/None":
        attributes["ListNumbering"] = "/Description"
