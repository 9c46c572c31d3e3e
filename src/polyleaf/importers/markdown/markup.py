"""Inline nodes out as the text of a leaflet.

Job: the inverse of `content.inline.parse_inline`. Trade-off: instead of knowing every rule of
CommonMark, each text is read back and compared: first as it is, then with every special character
escaped, and only if that fails without emphasis, then without links. So most texts stay free of
backslashes, and none can be misread. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from polyleaf.content.inline import (
    Citation,
    Emphasis,
    Link,
    Node,
    Placeholder,
    Strong,
    Text,
    parse_inline,
)
from polyleaf.importers.markdown.blocks import Nodes, plain

__all__ = ["escape_text", "tidy", "write_inline"]

# No-break and other typographic spaces mean something; these only lay out a text file.
_SPACE: Final = re.compile(r"[\t-\r\x1c-\x20\x85\u2028\u2029]+")
_TEXT_SPECIALS: Final = re.compile(r"[\\*_\[\]{}@]")
_TARGET_SPECIALS: Final = re.compile(r"[\\()<>&*_\[\]{}]")
# Above this a text is escaped untried: parsing that many delimiters takes too long and too deep.
MAX_UNESCAPED: Final = 60


def escape_text(text: str) -> str:
    """Return text that prints as `text` does now, on one line, whatever characters it holds."""
    return write_inline([Text(text)])[0]


def write_inline(nodes: Iterable[Node]) -> tuple[str, bool]:
    """Return the nodes as a unit's text, and whether the text says all that they do."""
    wanted = tidy(nodes)
    few = len(_TEXT_SPECIALS.findall(plain(wanted))) <= MAX_UNESCAPED
    for attempt in (wanted, _without(wanted, Strong, Emphasis), tidy([Text(plain(wanted))])):
        for escaped in (False, True) if few else (True,):
            text = _render(attempt, escaped=escaped)
            if tidy(parse_inline(text)) == attempt:
                return text, attempt == wanted
    return text, False


def tidy(nodes: Iterable[Node]) -> Nodes:
    """Return the nodes with spaces single and outside of markup, and none at either end."""
    _, inner, _ = _trimmed(_merged(nodes))
    return tuple(inner)


def _merged(nodes: Iterable[Node]) -> list[Node]:
    """Return the nodes with neighbours of one kind made one, except links."""
    merged: list[Node] = []
    pieces = (piece for node in nodes for piece in _pieces(node) if piece != Text(""))
    for _, neighbours in groupby(pieces, type):
        first, *others = neighbours
        if isinstance(first, Text):
            merged.append(Text(_SPACE.sub(" ", plain([first, *others]))))
        elif isinstance(first, Strong | Emphasis) and others:
            marked = (node for node in (first, *others) if isinstance(node, Strong | Emphasis))
            children = tuple(child for node in marked for child in node.children)
            merged.append(replace(first, children=tuple(_merged(children))))
        else:
            merged += [first, *others]
    return merged


def _pieces(node: Node) -> Iterator[Node]:
    """Yield the node, with the spaces at its ends before and after it."""
    if isinstance(node, Text):
        yield Text(node.text.replace("\0", "\ufffd"))
    elif isinstance(node, Strong | Emphasis | Link):
        before, inner, after = _trimmed(_merged(node.children))
        yield Text(before)
        if inner:
            yield replace(node, children=tuple(inner))
        yield Text(after)
    else:
        yield node


def _trimmed(nodes: list[Node]) -> tuple[str, list[Node], str]:
    """Return the space before the nodes, the nodes without it, and the space after them."""
    before = after = ""
    if nodes and isinstance(nodes[0], Text):
        text = nodes[0].text
        rest = text.lstrip()
        before = text[: len(text) - len(rest)]
        nodes = [*([Text(rest)] if rest else []), *nodes[1:]]
    if nodes and isinstance(nodes[-1], Text):
        text = nodes[-1].text
        rest = text.rstrip()
        after = text[len(rest) :]
        nodes = [*nodes[:-1], *([Text(rest)] if rest else [])]
    return before, nodes, after


def _without(nodes: Iterable[Node], *kinds: type[Strong | Emphasis]) -> Nodes:
    def bare(nodes: Iterable[Node]) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, kinds):
                yield from bare(node.children)
            elif isinstance(node, Link):
                yield replace(node, children=tuple(bare(node.children)))
            else:
                yield node

    return tidy(bare(nodes))


def _render(nodes: Iterable[Node], *, escaped: bool) -> str:
    def kept(text: str, specials: re.Pattern[str]) -> str:
        return specials.sub(r"\\\g<0>", text) if escaped else text

    return "".join(_written(node, kept) for node in nodes)


def _written(node: Node, kept: Callable[[str, re.Pattern[str]], str]) -> str:
    match node:
        case Text():
            return kept(node.text, _TEXT_SPECIALS)
        case Citation():
            return "[" + "; ".join(f"@{reference}" for reference in node.references) + "]"
        case Placeholder():
            return "{" + node.name + "}"
    inner = "".join(_written(child, kept) for child in node.children)
    match node:
        case Strong():
            return f"**{inner}**"
        case Emphasis():
            return f"*{inner}*"
        case Link():
            return f"[{inner}]({kept(node.target, _TARGET_SPECIALS)})"
