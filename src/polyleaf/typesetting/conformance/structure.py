"""The structure tree of a PDF, as someone needs it who has the page read aloud.

Job: give a PDF the tree of `structure_tree` instead of WeasyPrint's (Kozea/WeasyPrint#2482, #2508,
#2550, #2903). Trade-off: it is made anew rather than mended, because an element of WeasyPrint's no
longer knows what it was made from. Side effects: `readable_structure` changes the links of the
document's pages, and replaces a function of WeasyPrint while it is open. Import this module only
when the process knows its fonts: it imports WeasyPrint.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint import pdf as weasyprint_pdf

from polyleaf.typesetting.conformance.links import describe_links, join_areas, outline_links
from polyleaf.typesetting.conformance.lists import name_notes
from polyleaf.typesetting.conformance.paint_order import reading_order
from polyleaf.typesetting.conformance.structure_objects import write_structure
from polyleaf.typesetting.conformance.structure_tree import structure_tree
from polyleaf.typesetting.conformance.tables import describe_tables

__all__ = ["readable_structure"]


@contextmanager
def readable_structure(document: Any) -> Iterator[None]:  # noqa: ANN401 - WeasyPrint is untyped
    """Let the PDF that is written of a laid-out document meanwhile have our structure tree."""
    areas = join_areas(document.pages)

    def add_tags(pdf: Any, document: Any, _version: object, streams: Sequence[Any]) -> None:  # noqa: ANN401 - the same
        outline_links(document.pages, areas)
        language = _language(pdf.catalog, document.metadata.lang)
        root = structure_tree(language, document.pages, streams)
        describe_tables(root)
        describe_links(root, _html(document.pages[0]))
        name_notes(root)
        write_structure(pdf, root)
        pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    original, weasyprint_pdf.add_tags = weasyprint_pdf.add_tags, add_tags
    try:
        with reading_order():
            yield
    finally:
        weasyprint_pdf.add_tags = original


def _html(page: Any) -> Any:  # noqa: ANN401 - the same
    """Return the HTML element `html` that a page was made from."""
    boxes = page._page_box.children  # noqa: SLF001 - no public interface gives it
    return next(box.element for box in boxes if box.element is not None)


def _language(catalog: dict[str, Any], language: str | None) -> str:
    if not language:
        logging.getLogger("weasyprint").error(
            'Missing required "lang" attribute at the root of the document'
        )
        catalog["Lang"] = pydyf.String()
    return language or ""
