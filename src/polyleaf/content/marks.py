"""A text in; its words and its marks out, each exactly as it was written.

Job: tell apart what a translator translates and what must come back untouched: `**`, a link's
target, a citation. Trade-off: the tree of `content.inline` is found again in the text, sign by
sign, so that both always mean the same; a text in which that fails (nested deeper than 20) has no
marks and comes back whole all the same. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
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

__all__ = ["Kind", "Mark", "Marked", "Piece", "marks", "pieces", "written"]

# CommonMark drops the spaces before a line end, and only them (6.8).
_LINE_END: Final = re.compile(r"(?: *|\\)(?:\r\n?|\n)[ \t]*")
_ESCAPE: Final = re.compile(r"\\[!-/:-@\[-`{-~]")
_SINGLE: Final = re.compile(r"\[@[^\]]*\]|\{[^}]*\}")


class Kind(StrEnum):
    """What a mark does."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    LINK = "link"
    CITATION = "citation"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True)
class Mark:
    """The signs of one mark: around words, or (a citation, a placeholder) alone."""

    kind: Kind
    opening: str
    closing: str = ""

    def __str__(self) -> str:
        """Return it as a person recognises it: `**…**`, `[…](#what)`, `{helpline}`."""
        return f"{self.opening}…{self.closing}" if self.closing else self.opening


@dataclass(frozen=True)
class Marked:
    """A mark, and what it is around."""

    mark: Mark
    children: tuple[Piece, ...] = ()


Piece = str | Marked


class _LostError(Exception):
    """The tree is not found in the text."""


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the text in pieces; `written` of them is the text, whatever it is."""
    try:
        found, end = _read_nodes(parse_inline(text), text, 0)
    except _LostError:
        return (text,) if text else ()
    rest = (text[end:],) if end < len(text) else ()
    return (*found, *rest)


def written(parts: Sequence[Piece]) -> str:
    """Return pieces as one text."""
    return "".join(
        part
        if isinstance(part, str)
        else part.mark.opening + written(part.children) + part.mark.closing
        for part in parts
    )


def marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of a text, in the order in which they open."""
    return tuple(_walk(pieces(text)))


def _walk(parts: Sequence[Piece]) -> Iterator[Mark]:
    for part in parts:
        if isinstance(part, Marked):
            yield part.mark
            yield from _walk(part.children)


def _read_nodes(nodes: Sequence[Node], text: str, at: int) -> tuple[tuple[Piece, ...], int]:
    """Find nodes in the text from `at` on; return their pieces, and where the last one ends."""
    found: list[Piece] = []
    for node in nodes:
        start = at
        if isinstance(node, Text):
            at = _end_of_words(node.text, text, at)
            before = found.pop() if found and isinstance(found[-1], str) else ""
            found.append(f"{before}{text[start:at]}")
        else:
            piece, at = _read_mark(node, text, at)
            found.append(piece)
    return tuple(found), at


def _read_mark(node: Node, text: str, at: int) -> tuple[Marked, int]:
    match node:
        case Strong():
            return _read_pair(node, Kind.STRONG, text, at, 2)
        case Emphasis():
            return _read_pair(node, Kind.EMPHASIS, text, at, 1)
        case Link():
            return _read_link(node, text, at)
        case Citation() | Placeholder():
            kind = Kind.CITATION if isinstance(node, Citation) else Kind.PLACEHOLDER
            single = _SINGLE.match(text, at)
            if single is None or parse_inline(single[0]) != (node,):
                raise _LostError
            return Marked(Mark(kind, single[0])), single.end()
    raise _LostError


def _read_pair(
    node: Strong | Emphasis, kind: Kind, text: str, at: int, width: int
) -> tuple[Marked, int]:
    opening = text[at : at + width]
    children, end = _read_nodes(node.children, text, at + width)
    if opening not in {"*", "_", "**", "__"} or not text.startswith(opening, end):
        raise _LostError
    return Marked(Mark(kind, opening, opening), children), end + width


def _read_link(node: Link, text: str, at: int) -> tuple[Marked, int]:
    if not text.startswith("[", at):
        raise _LostError
    children, middle = _read_nodes(node.children, text, at + 1)
    if not text.startswith("](", middle):
        raise _LostError
    end = middle
    # The target ends at the first `)` with which the signs so far are this very link.
    while (end := text.find(")", end) + 1) and parse_inline(text[at:end]) != (node,):
        pass
    if not end:
        raise _LostError
    return Marked(Mark(Kind.LINK, "[", text[middle:end]), children), end


def _end_of_words(words: str, text: str, at: int) -> int:
    """Return where words, as they are printed, end in the text."""
    literal = False  # a space behind a backslash that escapes nothing is printed as it is
    for char in words:
        if char == " " and not literal and (line_end := _LINE_END.match(text, at)):
            at = line_end.end()
            continue
        escaped = bool(_ESCAPE.match(text, at))
        at += escaped
        if not text.startswith(char, at):
            raise _LostError
        literal = char == "\\" and not escaped
        at += 1
    return at
