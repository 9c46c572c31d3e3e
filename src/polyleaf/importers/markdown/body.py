"""The Markdown body of a record, parsed.

Job: parse CommonMark with tables (markdown-it-py; https://spec.commonmark.org/0.31.2/) into its
tree, each node of which has its line. Trade-off: control codes and what is nested too deep, for
which the parser has no answer, are looked for here. Side effects: none but the report it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.importers.markdown.report import Report
from polyleaf.reading.characters import CONTROL_CODE

__all__ = ["Body", "headings", "parse_body", "parse_inline", "printable"]

MANUAL: Final = r"""
control-code-dropped (warning): a record holds control codes, which are dropped
Why: they may stand for letters that were lost on the way.
Wrong: "10 \x02g"
Right: "10 µg"
Mend: compare the text with the original.

nested-too-deep (error): lists, quotations or emphasis of a record are nested too deep to be read
Why: no reader could follow them, and they may be an attack.
Wrong: > > > > … thirty times
Right: one level, or two
Mend: write them flatter.
"""

# markdown-it-py stops reading at this depth without a word; no leaflet comes near it.
MAX_DEPTH: Final = 60


@dataclass(frozen=True)
class Body:
    """A parsed body.

    Attributes:
        root: the tree of markdown-it-py.
        lines: the source, line by line.
        first_line: the line of the file that the body begins on.
        references: the link reference definitions.

    """

    root: SyntaxTreeNode
    lines: Sequence[str]
    first_line: int
    references: Sequence[dict[str, Any]]

    def line(self, node: SyntaxTreeNode) -> int:
        """Return the line of the file on which the node, or what holds it, begins."""
        while node.map is None and node.parent:
            node = node.parent
        return (node.map[0] if node.map else 0) + self.first_line


def printable(text: str, first_line: int, report: Report) -> str:
    """Return a body with spaces for control codes, which no YAML file may hold."""
    if found := CONTROL_CODE.search(text):
        line = text.count("\n", 0, found.start()) + first_line
        count = len(CONTROL_CODE.findall(text))
        message = f"control codes are dropped ({count}, the first of them U+{ord(found[0]):04X})"
        report.warning("control-code-dropped", line, message, "they may stand for lost characters")
    return CONTROL_CODE.sub(" ", text)


def parse_body(text: str, file: Path, first_line: int) -> Body:
    """Parse a body that begins on `first_line` of its file.

    Raises:
        InputError: it is nested deeper than any page is.
    """
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    deep = [token for token in tokens if _depth(token) >= MAX_DEPTH - 2]
    if deep:
        message = f"lists, quotations or emphasis are nested {MAX_DEPTH} levels deep"
        place = Location(file, (deep[0].map or [0])[0] + first_line, 1)
        raise InputError([Diagnostic("nested-too-deep", place, message, "write them flatter")])
    references = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
    return Body(SyntaxTreeNode(tokens), text.split("\n"), first_line, references)


def parse_inline(text: str) -> list[SyntaxTreeNode]:
    """Parse a text that is in no block."""
    root = SyntaxTreeNode(_parser().parseInline(text))
    return [child for inline in root.children for child in inline.children]


def _depth(token: Token) -> int:
    return max(token.level, *(child.level for child in token.children or ()), 0)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - its name; `Links` reports
    return parser


def headings(body: Body) -> list[str]:
    """Return the texts of the body's own headings, without markup."""
    found = (node for node in body.root.children if node.type == "heading")
    return [" ".join("".join(_texts(node)).split()) for node in found]


def _texts(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in {"text", "code_inline"}:
        yield node.content
    elif node.type == "softbreak":
        yield " "
    elif node.type != "image":
        for child in node.children:
            yield from _texts(child)
