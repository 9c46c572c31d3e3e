"""An SVG file in, what must not be in a figure out.

Job: find what runs, what refers to anything outside the file, and what is small as a file and huge
as a drawing: elements that show each other again and again need no entity to explode. Trade-off:
the file is refused, not cleaned: an editor should know that a picture is not what it seems. What a
style sheet refers to within the file is not counted; a drawing that explodes that way costs its job
the time limit. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

__all__ = ["svg_problems"]

# The drawings of leaflets have a few hundred elements, and WeasyPrint draws them by recursion.
MAX_DEPTH: Final = 60
MAX_ELEMENTS: Final = 20_000
MAX_DRAWN: Final = 100_000

_ADDRESS: Final = re.compile(r"url\(\s*+['\"]?+\s*+(?!#)|@import|expression\(", re.IGNORECASE)
_WITHIN: Final = re.compile(r"url\(\s*['\"]?\s*#([^)'\"\s]+)", re.IGNORECASE)
_ACTIVE: Final = frozenset(
    {
        *("script", "handler", "foreignobject", "iframe", "object", "embed", "audio", "video"),
        *("animate", "animatecolor", "animatemotion", "animatetransform", "set"),
    }
)


def svg_problems(data: bytes) -> Iterator[str]:
    """Yield what is wrong with an SVG file, each as the rest of a sentence about it."""
    try:
        root = ET.fromstring(data, ET.XMLParser(target=_PlainTree()))  # noqa: S314 - no entities
    except (ET.ParseError, ValueError, LookupError) as error:
        yield f"is not plain XML: {error}"
        return
    if _local_name(root) != "svg":
        yield f"is no SVG inside, but <{_local_name(root)}>"
    for element in root.iter():
        yield from _element_problems(element)
    try:
        _Drawing(root).extent(root)
    except ValueError as error:
        yield str(error)


class _PlainTree(ET.TreeBuilder):
    """Builds a tree of a bounded size, without a document type, and so without entities."""

    depth = elements = 0

    def doctype(self, *_: object) -> None:
        message = "it declares a document type, which can hold entities"
        raise ValueError(message)

    def pi(self, target: str, text: str | None = None) -> None:  # type: ignore[override] # returns nothing to keep
        if target == "xml-stylesheet":
            message = f"it asks for a style sheet: {text}"
            raise ValueError(message)

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH:
            message = f"its elements are nested more than {MAX_DEPTH} deep"
            raise ValueError(message)
        if self.elements > MAX_ELEMENTS:
            message = f"it has more than {MAX_ELEMENTS} elements"
            raise ValueError(message)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self.depth -= 1
        return super().end(tag)


def _local_name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _element_problems(element: ET.Element) -> Iterator[str]:
    tag = _local_name(element)
    if tag.lower() in _ACTIVE:
        yield f"holds a <{tag}> element"
    if tag.lower() == "style" and _refers_out(element.text or "", is_style=True):
        yield "has a style sheet that refers to something outside it"
    for name, value in element.attrib.items():
        attribute = name.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            yield f"has an event handler ({attribute})"
        elif attribute in {"href", "src"} and not value.strip().startswith("#"):
            yield f"refers to {value.strip()[:80]!r}"
        elif _refers_out(value, is_style=attribute == "style"):
            yield f"refers to something outside it ({attribute})"


def _refers_out(text: str, *, is_style: bool) -> bool:
    r"""Tell whether a value names an address; in CSS, `u\72l(` is `url(` too."""
    return bool(_ADDRESS.search(text)) or (is_style and "\\" in text)


class _Drawing:
    """How much is drawn when all that an element refers to is put in its place."""

    def __init__(self, root: ET.Element) -> None:
        self.by_id: Mapping[str, ET.Element] = {
            name: element for element in root.iter() if (name := element.get("id"))
        }
        self.known: dict[ET.Element, tuple[int, int]] = {}

    def extent(self, element: ET.Element, above: int = 0) -> tuple[int, int]:
        """Return how many elements are drawn for one, and how deep they are.

        Raises:
            ValueError: too many, or too deep: elements that show themselves have no end.
        """
        count, height = self.known.get(element, (0, 0))
        if above + height > MAX_DEPTH:
            message = f"shows elements within elements more than {MAX_DEPTH} deep"
            raise ValueError(message)
        if not count:
            parts = [self.extent(x, above + 1) for x in (*element, *self.shown(element))]
            count = 1 + sum(number for number, _ in parts)
            height = 1 + max((deep for _, deep in parts), default=0)
            self.known[element] = count, height
        if count > MAX_DRAWN:
            message = f"draws more than {MAX_DRAWN} elements, some of them again and again"
            raise ValueError(message)
        return count, height

    def shown(self, element: ET.Element) -> Iterator[ET.Element]:
        """Yield what an element shows besides its children; a link shows nothing."""
        for name, value in element.attrib.items():
            names = _WITHIN.findall(value)
            if name.rpartition("}")[2] == "href" and _local_name(element) != "a":
                names.append(value.strip().removeprefix("#"))
            yield from (self.by_id[x] for x in names if x in self.by_id)
