r"""What the body of a record is made of, before it becomes sections.

Job: name the few kinds of block that the steps of an import pass to each other, each with the line
it stands on. Trade-off: inline text is kept as the nodes of `content.inline` until it is written,
so that labels can be recognised and lines of a paragraph told apart; a line break in the record is
a "\n" in a text node. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from polyleaf.content.inline import Emphasis, Link, Node, Strong, Text

__all__ = ["Block", "Grid", "Heading", "Items", "Nodes", "Paragraph", "Part", "plain", "targets"]

Nodes = tuple[Node, ...]


def plain(nodes: Iterable[Node]) -> str:
    """Return the characters of the nodes, line breaks included."""
    return "".join(_texts(nodes))


def _texts(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, Strong | Emphasis | Link):
            yield from _texts(node.children)


def targets(nodes: Iterable[Node]) -> list[str]:
    """Return the targets of the links among the nodes, in order."""
    found = []
    for node in nodes:
        found += [node.target] if isinstance(node, Link) else []
        found += targets(node.children) if isinstance(node, Strong | Emphasis) else []
    return found


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 6."""

    line: int
    level: int
    nodes: Nodes

    @property
    def text(self) -> str:
        """The heading in one line, without markup."""
        return " ".join(plain(self.nodes).split())


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, and anything else that can only be kept as text."""

    line: int
    nodes: Nodes

    @property
    def text(self) -> str:
        """The paragraph in one line, without markup."""
        return " ".join(plain(self.nodes).split())

    @property
    def lines(self) -> list[str]:
        """The lines as the record breaks them, without markup."""
        return [line.strip() for line in plain(self.nodes).split("\n") if line.strip()]


@dataclass(frozen=True)
class Items:
    """A list, bulleted or numbered."""

    line: int
    ordered: bool
    items: tuple[Nodes, ...]


@dataclass(frozen=True)
class Grid:
    """A table: the cells of its header row, and of its other rows."""

    line: int
    columns: tuple[Nodes, ...]
    rows: tuple[tuple[Nodes, ...], ...]


Block = Heading | Paragraph | Items | Grid


@dataclass(frozen=True)
class Part:
    """A heading and the blocks under it; the first part of a record may have no heading."""

    heading: Heading | None
    blocks: tuple[Block, ...]
