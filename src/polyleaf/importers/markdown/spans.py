"""The text inside a block: Markdown's inline tokens as nodes of `content.inline`.

Job: keep text, strong, emphasis and links; say what became of everything else. Trade-off: HTML
tags go and their text stays, except that <sup> and <sub> become characters, because 10<sup>6</sup>
must never print as 106. Side effects: none but the report and the links it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from polyleaf.content.inline import Emphasis, Link, Node, Strong, Text
from polyleaf.importers.markdown.blocks import Nodes, plain
from polyleaf.importers.markdown.links import Links
from polyleaf.importers.markdown.report import Report

__all__ = ["Spans"]

MANUAL: Final = """
image-dropped (warning): an image of a record is dropped
Why: what it showed is missing.
Wrong: ![how to inject](inject.png)
Right: a `figure` block with inject.svg
Mend: put the picture into leaflets/figures and write a `figure` block.

link-title-dropped (note): the title of a link is dropped; it shows on a screen only
Why: nothing is lost on paper.
Wrong: [more](https://library.example "Opens in a window")
Right: [more](https://library.example)
Mend: say it in the text, if it matters.

empty-link (warning): a link has no text, so nothing of it can be printed
Why: an address may be lost.
Wrong: [](https://library.example)
Right: [the library](https://library.example)
Mend: give it a text, if it matters.
"""

_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_NORMAL: Final = "0123456789+-−=()"
_RAISED: Final = {
    "sup": str.maketrans(_NORMAL, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾"),
    "sub": str.maketrans(_NORMAL, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}


class Spans:
    """Reads the inline tokens of one record."""

    def __init__(self, links: Links, report: Report) -> None:
        self._links = links
        self._report = report
        self._line = 0
        self._raised: dict[int, int] | None = None

    def read(self, children: Iterable[SyntaxTreeNode], line: int) -> Nodes:
        """Return the nodes of a block whose text begins on `line`."""
        self._line = line
        self._raised = None
        return tuple(self._nodes(children))

    def _nodes(self, children: Iterable[SyntaxTreeNode]) -> Iterator[Node]:
        for child in children:
            yield from self._node(child)

    def _node(self, node: SyntaxTreeNode) -> Iterator[Node]:
        match node.type:
            case "softbreak" | "hardbreak":
                self._line += 1
                yield Text("\n")
            case "strong":
                yield Strong(tuple(self._nodes(node.children)))
            case "em":
                yield Emphasis(tuple(self._nodes(node.children)))
            case "link":
                yield from self._link(node)
            case "image":
                yield from self._image(node)
            case "html_inline":
                yield from self._html(node.content)
            case "code_inline":
                message = f"{node.content!r} was marked as code; it is kept as plain text"
                self._report.note("code-as-text", self._line, message)
                yield Text(node.content)
            case _:
                yield Text(node.content.translate(self._raised or {}))

    def _link(self, node: SyntaxTreeNode) -> Iterator[Node]:
        line = self._line
        target = str(node.attrs.get("href", ""))
        if title := node.attrs.get("title"):
            message = f"the link's title {title!r} is dropped; it shows on a screen only"
            self._report.note("link-title-dropped", line, message)
        children = tuple(self._nodes(node.children))
        text = " ".join(plain(children).split())
        if not text:
            message = f"a link to {target!r} has no text, so nothing of it can be printed"
            self._report.warning("empty-link", line, message, "give it a text, if it matters")
            return
        resolved = self._links.resolve(target, text, line)
        if resolved:
            yield Link(resolved, children)
        else:
            yield from children

    def _image(self, node: SyntaxTreeNode) -> Iterator[Node]:
        """Drop an image; where it is a link's only content, its description is the link's text."""
        source = node.attrs.get("src", "")
        title = f" titled {node.attrs['title']!r}" if node.attrs.get("title") else ""
        message = f"the image {source!r}{title} is dropped; its description is {node.content!r}"
        hint = "put the picture into leaflets/figures and write a `figure` block"
        self._report.warning("image-dropped", self._line, message, hint)
        if node.parent and node.parent.type == "link" and len(node.parent.children) == 1:
            yield Text(node.content)

    def _html(self, content: str) -> Iterator[Node]:
        line = self._line
        self._line += content.count("\n")
        match = _TAG.match(content)
        closing, name = (match[1], match[2].lower()) if match else ("", "")
        if name == "br":
            yield Text("\n")
            return
        if name in _RAISED:
            self._raised = None if closing else _RAISED[name]
        message = f"the HTML {content!r} is dropped; any text inside it is kept"
        self._report.warning("html-dropped", line, message)
