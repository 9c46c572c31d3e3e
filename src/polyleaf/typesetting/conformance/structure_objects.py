"""A structure tree in, the objects of a PDF out.

Job: write structure elements and the tree that leads from content to them (ISO 32000-1, 14.7.2 and
14.7.4.4). Trade-off: none. Side effects: adds objects to a PDF, and sets entries of its catalog and
of its annotations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pydyf

from polyleaf.typesetting.conformance.elements import Annotation, Content, Element
from polyleaf.typesetting.conformance.roles import ROLE_MAP

__all__ = ["write_structure"]


def write_structure(pdf: Any, root: Element) -> None:  # noqa: ANN401 - pydyf is untyped
    """Give a PDF a structure tree."""
    tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree)
    writer = _Writer(pdf)
    tree["K"] = writer.write(root, tree.reference)
    tree["RoleMap"] = pydyf.Dictionary({role: f"/{known}" for role, known in ROLE_MAP.items()})
    tree["ParentTree"] = writer.parent_tree()
    tree["ParentTreeNextKey"] = writer.next_key
    if writer.ids:
        names = [part for pair in sorted(writer.ids.items()) for part in _named(*pair)]
        tree["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.catalog["StructTreeRoot"] = tree.reference


def _named(name: str, reference: bytes) -> Iterator[Any]:
    yield from (pydyf.String(name), reference)


class _Writer:
    def __init__(self, pdf: Any) -> None:  # noqa: ANN401 - the same
        self._pdf = pdf
        self._pages = pdf.page_references
        self._contents: dict[int, dict[int, bytes]] = defaultdict(dict)
        self._annotations: list[bytes] = []
        self.ids: dict[str, bytes] = {}

    @property
    def next_key(self) -> int:
        """The number of entries of the parent tree."""
        return len(self._pages) + len(self._annotations)

    def write(self, element: Element, parent: bytes) -> bytes:
        """Add an element and all below it to the PDF; return the reference to it."""
        entry = pydyf.Dictionary(_entries(element) | {"P": parent})
        self._pdf.add_object(entry)
        reference: bytes = entry.reference
        if element.id:
            self.ids[element.id] = reference
        page = element.page()
        if page is not None:
            entry["Pg"] = self._pages[page]
        kids = [self._kid(kid, page, reference) for kid in element.kids]
        entry["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
        return reference

    def _kid(self, kid: Element | Content | Annotation, page: int | None, parent: bytes) -> Any:  # noqa: ANN401 - what pydyf takes
        match kid:
            case Element():
                return self.write(kid, parent)
            case Annotation():
                return self._annotation(kid, parent)
            case Content():
                self._contents[kid.page][kid.number] = parent
                return kid.number if kid.page == page else self._on_page(kid)

    def _on_page(self, content: Content) -> pydyf.Dictionary:
        return pydyf.Dictionary(
            {"Type": "/MCR", "Pg": self._pages[content.page], "MCID": content.number}
        )

    def _annotation(self, annotation: Annotation, parent: bytes) -> pydyf.Dictionary:
        annotation.dictionary["StructParent"] = self.next_key
        self._annotations.append(parent)
        page, referred = self._pages[annotation.page], annotation.dictionary.reference
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": page, "Obj": referred})

    def parent_tree(self) -> pydyf.Dictionary:
        """Return which element each marked content of a page, and each annotation, belongs to."""
        numbers: list[Any] = []
        for page in range(len(self._pages)):
            found = self._contents[page]
            last = max(found, default=-1)
            numbers += [page, pydyf.Array([found.get(n, "null") for n in range(last + 1)])]
        for key, reference in enumerate(self._annotations, start=len(self._pages)):
            numbers += [key, reference]
        return pydyf.Dictionary({"Nums": pydyf.Array(numbers)})


def _entries(element: Element) -> dict[str, Any]:
    entries: dict[str, Any] = {"Type": "/StructElem", "S": f"/{element.role}"}
    texts = {"Lang": element.language, "Alt": element.alt, "ID": element.id}
    entries |= {key: pydyf.String(text) for key, text in texts.items() if text}
    if element.attributes:
        owned = [
            pydyf.Dictionary({"O": f"/{owner}", **attributes})
            for owner, attributes in element.attributes.items()
        ]
        entries["A"] = owned[0] if len(owned) == 1 else pydyf.Array(owned)
    return entries
