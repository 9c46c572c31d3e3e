"""Parts of a record as the sections of a leaflet, in plain data.

Job: write every text as a unit and give every section, block and item an id. Trade-off: the place
of each section and block is kept by its path of keys, so that what the model refuses afterwards is
still reported with the record's line. Side effects: none but the report it is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from polyleaf.content.model import RESERVED_SECTIONS
from polyleaf.diagnostics import Location
from polyleaf.importers.markdown.blocks import Block, Grid, Items, Nodes, Part, plain, targets
from polyleaf.importers.markdown.ids import WORDS, Ids
from polyleaf.importers.markdown.markup import write_inline
from polyleaf.importers.markdown.report import Report
from polyleaf.reading.source import KeyPath

__all__ = ["SectionWriter"]

MANUAL: Final = """
markup-dropped (warning): links or emphasis of a text cannot be written in a leaflet
Why: a stress or an address is lost.
Wrong: a link within a link
Right: one link
Mend: mark the text up again in the leaflet.
"""

EMPTY_CELL: Final = "–"


class SectionWriter:
    """Writes the sections of one leaflet.

    Attributes:
        positions: where each section and block stands in the record, by its path in the leaflet.

    """

    def __init__(self, report: Report) -> None:
        self.positions: dict[KeyPath, Location] = {}
        self._report = report
        self._ids = Ids(RESERVED_SECTIONS)

    def write(self, parts: Iterable[Part], title: str) -> dict[str, Any]:
        """Return the sections; a part without a heading is headed by the title."""
        return dict(self._section(part, title) for part in parts)

    def text(self, nodes: Nodes, line: int) -> str:
        """Return nodes as the text of a unit."""
        text, whole = write_inline(nodes)
        if not whole:
            shown = " ".join([*plain(nodes).split(), *targets(nodes)])
            message = f"not all links and emphasis of this text can be written: {shown}"
            self._report.warning("markup-dropped", line, message, "mark the text up again")
        return text

    def _section(self, part: Part, title: str) -> tuple[str, dict[str, Any]]:
        first = part.heading or part.blocks[0]
        heading = self.text(part.heading.nodes, first.line) if part.heading else title
        key = self._ids.unique(part.heading.text if part.heading else title, "section")
        self.positions["sections", key] = Location(self._report.file, first.line, 1)
        ids = Ids({"heading"})
        content = {}
        for block in part.blocks:
            name = ids.unique(_naming_text(block), "text", WORDS)
            place = Location(self._report.file, block.line, 1)
            self.positions["sections", key, "content", name] = place
            content[name] = self._block(block)
        return key, {"heading": heading, "content": content}

    def _block(self, block: Block) -> str | dict[str, Any]:
        match block:
            case Items():
                return {
                    "steps" if block.ordered else "bullets": self._texts(block.items, block.line)
                }
            case Grid():
                return {"table": self._grid(block)}
        return self.text(block.nodes, block.line)

    def _texts(self, texts: Iterable[Nodes], line: int) -> dict[str, str]:
        ids = Ids()
        return {ids.unique(plain(nodes), "item", WORDS): self.text(nodes, line) for nodes in texts}

    def _grid(self, grid: Grid) -> dict[str, Any]:
        ids = Ids()
        columns = {
            ids.unique(plain(nodes), "column", WORDS): self._cell(nodes, grid)
            for nodes in grid.columns
        }
        row_ids = Ids()
        rows = {
            row_ids.unique(plain(row[0]), "row", WORDS): {
                key: self._cell(cell, grid) for key, cell in zip(columns, row, strict=True)
            }
            for row in grid.rows
        }
        return {"columns": columns, "rows": rows}

    def _cell(self, nodes: Nodes, grid: Grid) -> str:
        return self.text(nodes, grid.line) or EMPTY_CELL


def _naming_text(block: Block) -> str:
    """Return what to name a block after: a paragraph's words, or the kind of a list or table."""
    match block:
        case Items():
            return "steps" if block.ordered else "list"
        case Grid():
            return "table"
    return block.text
