"""Links: one annotation for each on a page, which says in words where it leads.

Job: join the areas of a link, which WeasyPrint annotates line by line and again for each element
inside (Kozea/WeasyPrint#2482), and describe it for those who do not see the page (PDF/UA-1,
7.18.5). Trade-off: a link into the document is called after the heading that it leads to, because
its text may be no more than a number. Side effects: `join_areas` changes the pages' lists of links,
`describe_links` their annotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pydyf

from polyleaf.typesetting.conformance.elements import Annotation, Element
from polyleaf.typesetting.conformance.figures import POINTS

__all__ = ["describe_links", "join_areas", "outline_links"]

Area = tuple[float, float, float, float]

_HEADING: Final = re.compile("h[1-6]")
# Signs that only say where a line may break.
_SILENT: Final = re.compile("[\u00ad\u200b\u2060]")


@dataclass(slots=True)
class _Link:
    kind: str
    target: str
    box: Any  # the first of its boxes, which gets the annotation
    areas: list[Area] = field(default_factory=list)


def join_areas(pages: Iterable[Any]) -> Mapping[Any, Sequence[Area]]:
    """Give each link of a page one entry in the page's list; return the areas by the link's box."""
    areas: dict[Any, Sequence[Area]] = {}
    for page in pages:
        links = _joined(page.links)
        page.links[:] = [(link.kind, link.target, _around(link.areas), link.box) for link in links]
        areas |= {link.box: link.areas for link in links if len(link.areas) > 1}
    return areas


def _joined(entries: Iterable[tuple[str, str, Area, Any]]) -> Sequence[_Link]:
    """Return the links of a page; a box without an address is inside the link before it."""
    links: list[_Link] = []
    for kind, target, area, box in entries:
        last = links[-1] if links else None
        if last and box.element is last.box.element:
            last.areas.append(area)
        elif last and target == last.target and "href" not in box.element.attrib:
            last.areas[-1] = _around([last.areas[-1], area])
        else:
            links.append(_Link(kind, target, box, [area]))
    return links


def _around(areas: Sequence[Area]) -> Area:
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def outline_links(pages: Iterable[Any], areas: Mapping[Any, Sequence[Area]]) -> None:
    """Give each link's annotation the areas of its lines (ISO 32000-1, table 173)."""
    for page in pages:
        for _, _, _, box in page.links:
            if box in areas and box.link_annotation is not None:
                points = [n for area in areas[box] for n in _corners(area, page.height)]
                box.link_annotation["QuadPoints"] = pydyf.Array(points)


def _corners(area: Area, page_height: float) -> Sequence[float]:
    left, top, right, bottom = (round(n * POINTS, 2) for n in area)
    height = page_height * POINTS
    top, bottom = round(height - top, 2), round(height - bottom, 2)
    return left, top, right, top, left, bottom, right, bottom


def describe_links(root: Element, document: Any) -> None:  # noqa: ANN401 - an element of ElementTree
    """Say in words where each link of a structure tree leads.

    Args:
        root: the structure tree.
        document: the HTML element `html`.

    """
    headings = _headings(document)
    for element in root.elements():
        if element.role == "Link":
            words = pydyf.String(_words(element.source, headings))
            for kid in element.kids:
                if isinstance(kid, Annotation):
                    kid.dictionary["Contents"] = words


def _words(link: Any, headings: Mapping[str, str]) -> str:  # noqa: ANN401 - the same
    text, target = _text(link), link.attrib.get("href", "")
    if label := link.attrib.get("aria-label"):
        return _SILENT.sub("", label)
    heading = headings.get(target.removeprefix("#"), "") if target.startswith("#") else ""
    return ": ".join(dict.fromkeys(filter(None, [heading, text])))


def _headings(document: Any) -> Mapping[str, str]:  # noqa: ANN401 - the same
    """Return the heading over each element that has an id; of a section, its own."""
    over: dict[str, str] = {}
    waiting: list[str] = []
    heading = ""
    for element in document.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.attrib.get("id")
        if _HEADING.fullmatch(element.tag):
            heading = _text(element)
            over |= dict.fromkeys(waiting, heading)
            waiting.clear()
        if name and element.tag == "section":
            waiting.append(name)
        elif name:
            over[name] = heading
    return over


def _text(element: Any) -> str:  # noqa: ANN401 - the same
    return " ".join(_SILENT.sub("", "".join(element.itertext())).split())
