"""Pictures: what is read aloud instead of them, and where they stand.

Job: describe a Figure (ISO 32000-1, 14.8.4.5; PDF/UA-1, 7.3). WeasyPrint gives a BBox in pixels
from the upper left corner, where PDF has points from the lower left one. Trade-off: a picture
without the attribute `alt` is a mistake of a template, and is reported as WeasyPrint reports it.
Side effects: logs that mistake.
"""

from __future__ import annotations

import logging
from typing import Any, Final

import pydyf

from polyleaf.typesetting.conformance.elements import Element

__all__ = ["alternative", "describe_figure"]

POINTS: Final = 0.75
_SVG: Final = "{http://www.w3.org/2000/svg}"


def alternative(box: Any) -> str:  # noqa: ANN401 - WeasyPrint is untyped
    """Return what is read aloud instead of a picture; "" for decoration."""
    element = box.element
    if element is None or box.element_tag != element.tag:
        return ""  # the content of a pseudo-element
    if element.tag == f"{_SVG}svg":
        return str(element.findtext(f"{_SVG}title") or "")
    if "alt" not in element.attrib:
        source = element.attrib.get("src", "unknown")
        logging.getLogger("weasyprint").error('Image "%s" has no required alt description', source)
    return str(element.attrib.get("alt", ""))


def describe_figure(figure: Element, box: Any, page_height: float) -> None:  # noqa: ANN401 - the same
    """Say of a figure what it shows and where; the height of its page is in pixels."""
    left, top = box.content_box_x(), box.content_box_y()
    right, bottom = left + box.width, top + box.height
    corners = (left, page_height - bottom, right, page_height - top)
    figure.alt = alternative(box)
    figure.attributes["Layout"] = {"BBox": pydyf.Array([round(n * POINTS, 2) for n in corners])}
