"""A parsed body in; its headings, paragraphs, lists and tables out.

Job: turn the tree of a body into the blocks that a leaflet has, each with its line. Trade-off: what
a leaflet has no block for is kept as text and reported, so a person can restructure it; only
images, HTML tags and rules are dropped, and reported too. Side effects: none but the report it is
given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from polyleaf.content.inline import Strong, Text
from polyleaf.importers.markdown.blocks import Block, Grid, Heading, Items, Nodes, Paragraph, plain
from polyleaf.importers.markdown.body import Body, parse_inline
from polyleaf.importers.markdown.links import Links
from polyleaf.importers.markdown.report import Report
from polyleaf.importers.markdown.spans import Spans

__all__ = ["read_blocks"]

MANUAL: Final = """
heading-as-text (warning): a heading stands inside a list or quotation, and becomes bold text
Why: the reader finds no section under it.
Wrong: - ## Side effects
Right: ## Side effects
Mend: move it out of the list.

nested-list (warning): a list inside a list was flattened
Why: what belonged to one item may seem to belong to all.
Wrong: a list under the second item of a list
Right: two lists, each with its own intro
Mend: read the passage again, and part the lists.

table-as-list (warning): a table with a header and no rows became a list
Why: cells that belong together may stand apart.
Wrong: a table of one line
Right: a list, or a table with rows
Mend: give the table rows, or write a list.

unused-address (note): a record defines an address that no text links to
Why: a link may have got lost in the record.
Wrong: [1]: https://example.org, and no [1] in the text
Right: [more][1] in the text
Mend: add the link, or remove the definition.

list-renumbered (warning): a list began with another number than 1, and is numbered from 1 now
Why: "go on with step 4" would lead to the wrong step.
Wrong: 4. Press the button
Right: 1. Press the button
Mend: check what refers to the numbers.

empty-cell (warning): a table has an empty cell, which prints as a dash
Why: nobody can tell whether it means none, unknown or nothing to do.
Wrong: | Evening | |
Right: | Evening | no tablet |
Mend: say what the cell means.

cells-dropped (warning): a row has more cells than the header, and those are dropped
Why: a dose in the last column would be lost.
Wrong: a row of 4 cells under a header of 3
Right: as many cells as the header has
Mend: give the header as many cells.

quote-as-text (note): a quotation is kept as ordinary text
Why: a reader no longer sees that somebody else says it.
Wrong: > Rest often.
Right: Your nurse says: rest often.
Mend: say in words who says it, if it matters.

rule-dropped (note): a line across the page is dropped
Why: what it parted may run on.
Wrong: ---
Right: a heading
Mend: give what follows a heading, if it is another subject.

code-as-text (warning, note): text marked as code is kept as plain text
Why: lines that were parted run together.
Wrong: a paragraph indented by four spaces
Right: the paragraph without the spaces
Mend: if it is no code, remove the spaces at the start of its lines.

html-dropped (warning): HTML of a record is dropped; text inside it is kept, but for scripts and
    styles
Why: what it did, such as a line break in an address, is gone.
Wrong: <font color="red">Stop</font>
Right: **Stop**
Mend: write it in Markdown, or in the leaflet.
"""

_END: Final = (".", ",", ";", ":", "!", "?", "。", "؟", "۔", "।")


def read_blocks(body: Body, links: Links, report: Report) -> list[Block]:
    """Return the blocks of a body, in order."""
    blocks = list(_Reader(body, links, report).blocks(body.root.children))
    for reference in body.references:
        if reference["href"] not in links.seen:
            start, end = reference["map"]
            source = " ".join(body.lines[start:end])
            message = f"this address is defined here and not linked to: {source.strip()}"
            report.note("unused-address", start + body.first_line, message)
    return blocks


class _Reader:
    def __init__(self, body: Body, links: Links, report: Report) -> None:
        self.body = body
        self.report = report
        self.spans = Spans(links, report)

    def blocks(self, nodes: Iterable[SyntaxTreeNode], depth: int = 0) -> Iterator[Block]:
        """Yield blocks that say something; `depth` counts the lists around them."""
        for node in nodes:
            for block in self.block(node, depth):
                if not isinstance(block, Paragraph) or block.text:
                    yield block

    def block(self, node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
        line = self.body.line(node)
        match node.type:
            case "heading":
                yield self.heading(node, line)
            case "paragraph":
                yield Paragraph(line, self.inline(node, line))
            case "bullet_list" | "ordered_list":
                yield from self.list(node, line, depth)
            case "table":
                yield from self.table(node, line)
            case "blockquote":
                self.report.note("quote-as-text", line, "a quotation is kept as ordinary text")
                yield from self.blocks(node.children, depth)
            case "fence" | "code_block":
                yield self.code(node, line)
            case "html_block":
                yield from self.html(node.content, line)
            case "hr":
                self.report.note("rule-dropped", line, "a line across the page is dropped")

    def inline(self, node: SyntaxTreeNode, line: int) -> Nodes:
        children = [child for inline in node.children for child in inline.children]
        return self.spans.read(children, line)

    def heading(self, node: SyntaxTreeNode, line: int) -> Block:
        """Return a heading; one inside a list or quotation heads no section, so it is strong."""
        nodes = self.inline(node, line)
        if node.parent is self.body.root:
            return Heading(line, int(node.tag[1:]), nodes)
        message = (
            f"the heading {plain(nodes)!r} stands inside a list or quotation; it is kept as text"
        )
        self.report.warning("heading-as-text", line, message)
        return Paragraph(line, (Strong(nodes),))

    def code(self, node: SyntaxTreeNode, line: int) -> Block:
        info = f" ({node.info.strip()!r})" if node.info.strip() else ""
        message = f"a block of code{info} is kept as one paragraph of plain text"
        hint = "if it is no code, remove the spaces at the start of its lines"
        self.report.warning("code-as-text", line, message, hint)
        return Paragraph(line, (Text(node.content),))

    def html(self, content: str, line: int) -> Iterator[Block]:
        if content.lstrip().lower().startswith(("<script", "<style")):
            self.report.warning("html-dropped", line, f"the HTML {content.strip()!r} is dropped")
            return
        yield Paragraph(line, self.spans.read(parse_inline(content), line))

    def list(self, node: SyntaxTreeNode, line: int, depth: int) -> Iterator[Block]:
        ordered = node.type == "ordered_list"
        start = node.attrs.get("start", 1)
        if start != 1:
            message = f"the list begins with number {start}; its steps will be numbered from 1"
            self.report.warning(
                "list-renumbered", line, message, "check what refers to the numbers"
            )
        items = [tuple(self.blocks(item.children, depth + 1)) for item in node.children]
        items = [item for item in items if item]
        if all(isinstance(block, Paragraph) for item in items for block in item):
            yield from _items(line, items, ordered=ordered)
        elif ordered or depth:
            self.nested(line, "the text of its item")
            yield from _items(line, items, ordered=ordered)
        else:
            self.nested(line, "a list of its own, each outer item a paragraph above it")
            yield from (block for item in items for block in item)

    def nested(self, line: int, fate: str) -> None:
        message = f"a list inside this list becomes {fate}"
        hint = "read it again: a leaflet has no lists inside lists"
        self.report.warning("nested-list", line, message, hint)

    def table(self, node: SyntaxTreeNode, line: int) -> Iterator[Block]:
        rows = [row for group in node.children for row in group.children]
        for row in rows:
            self.check_row(row)
        header, *cells = [self.cells(row) for row in rows]
        kept = [row for row in cells if any(plain(cell).strip() for cell in row)]
        if kept:
            yield Grid(line, header, tuple(kept))
            return
        message = "the table has a header and no rows; its cells become a list"
        self.report.warning("table-as-list", line, message)
        yield from _items(line, [(Paragraph(line, cell),) for cell in header], ordered=False)

    def cells(self, row: SyntaxTreeNode) -> tuple[Nodes, ...]:
        line = self.body.line(row)
        cells = tuple(self.inline(cell, line) for cell in row.children)
        if not all(plain(cell).strip() for cell in cells):
            message = "the table has an empty cell; it will print as “–”"
            self.report.warning("empty-cell", line, message, "say what the cell means")
        return cells

    def check_row(self, row: SyntaxTreeNode) -> None:
        """Report a row with more cells than the header has: Markdown ignores those."""
        line = self.body.line(row)
        source = self.body.lines[line - self.body.first_line]
        read = "".join(cell.children[0].content for cell in row.children if cell.children)
        if _letters(source) != _letters(read):
            message = (
                f"the row has more cells than the header; not all are kept: {source.strip()!r}"
            )
            self.report.warning("cells-dropped", line, message, "give the header as many cells")


def _letters(text: str) -> str:
    return "".join(text.replace("|", "").replace("\\", "").split())


def _items(line: int, items: Iterable[Sequence[Block]], *, ordered: bool) -> Iterator[Items]:
    """Yield the list, unless none of its items says anything."""
    texts = tuple(nodes for item in items if plain(nodes := _joined(item)).strip())
    if texts:
        yield Items(line, ordered, texts)


def _joined(blocks: Iterable[Block]) -> Nodes:
    """Return everything that the blocks of an item say as one text."""
    joined: Nodes = ()
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                joined = (*joined, Text("\n"), *block.nodes)
            case Items():
                joined = (*joined, Text("\n"), *_series(block.items))
            case Grid():
                joined = (
                    *joined,
                    Text("\n"),
                    *_series(c for r in (block.columns, *block.rows) for c in r),
                )
    return joined


def _series(texts: Iterable[Nodes]) -> Nodes:
    """Return texts one after another, with a semicolon after one that ends without a mark."""
    series: Nodes = ()
    for nodes in texts:
        if series:
            ends = plain(series).rstrip().endswith(_END)
            series = (*series, Text(" " if ends else "; "))
        series = (*series, *nodes)
    return series
