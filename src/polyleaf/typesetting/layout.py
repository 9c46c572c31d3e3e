"""What is known about the pages of a publication once they are laid out.

Plain facts that can be pickled, cached and checked without the renderer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:  # a process that renders needs nothing of a project
    from polyleaf.project import Standard

__all__ = [
    "STANDARD",
    "Job",
    "Layout",
    "Line",
    "LineKind",
    "Provenance",
    "Rectangle",
    "Rendered",
    "TablePart",
]

STANDARD: Final[Standard] = "ua-1+a-2a"
"""What a PDF conforms to unless somebody says otherwise."""


@dataclass(frozen=True)
class Provenance:
    """What a PDF was made from, as it tells itself.

    Attributes:
        leaflet: the leaflet's id; "" where a PDF is of none.
        version: the version that its editors gave it.
        language: BCP 47 tag.
        edition: `standard`, or another edition's name; `proof` of a proof.
        paper: `a4` or `letter`.
        status: how far the text has come (`translation.merge.Status`).
        source_revision: the first 16 hex digits of the SHA-256 of the source document.
        text_revision: the same of all texts as they are printed.
        approvals: the same of the approvals that hold for them, or "" where there are none.
        page_revision: the same of all that the pages are set from: HTML, styles and pictures.
        polyleaf: the version of Polyleaf that made it.

    """

    leaflet: str = ""
    version: str = ""
    language: str = ""
    edition: str = ""
    paper: str = ""
    status: str = ""
    source_revision: str = ""
    text_revision: str = ""
    approvals: str = ""
    page_revision: str = ""
    polyleaf: str = ""


@dataclass(frozen=True)
class Job:
    """All that is needed to make one PDF, so that it can be sent to another process whole.

    Attributes:
        html: the document; it may refer to `assets` as `asset:NAME`, and to nothing else.
        css: style sheets, in order.
        assets: figures, icons and the QR code by name.
        provenance: what the PDF says of itself, or None for nothing.
        standard: what the PDF conforms to.

    """

    html: str
    css: tuple[str, ...]
    assets: tuple[tuple[str, bytes], ...]
    provenance: Provenance | None = None
    standard: Standard = STANDARD


class Rectangle(NamedTuple):
    """A part of a page in points, from the sheet's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def intersection(self, other: Rectangle) -> Rectangle:
        """Return what is inside both."""
        return Rectangle(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


LineKind = Literal["text", "heading", "repeated"]
"""Running text, a heading, or what stands on every page: footers, header rows of tables."""


@dataclass(frozen=True)
class Line:
    """What stands of one unit on one line.

    Attributes:
        page: number of the page, from 1.
        unit: id of the unit; "" for a label, or where the template does not say.
        text: what is printed.
        paragraph: number that the lines of one paragraph share, also across pages.
        kind: what it is.
        letters: where the letters are: from half an em above the baseline down to it.
        room: where they may be: inside the padding of their box and the margins of the page.
        is_last: whether nothing follows it in the flow of its page, not even a picture.

    """

    page: int
    unit: str
    text: str
    paragraph: int
    kind: LineKind
    letters: Rectangle
    room: Rectangle
    is_last: bool = False


@dataclass(frozen=True)
class TablePart:
    """What stands of one table on one page.

    Attributes:
        page: number of the page, from 1.
        unit: id of the first unit in it, or "".
        table: number that the parts of one table share.
        has_header: whether it has a header: rows that repeat, or a first row of header cells.

    """

    page: int
    unit: str
    table: int
    has_header: bool


@dataclass(frozen=True)
class Layout:
    """Facts about the laid-out pages.

    Attributes:
        pages: number of pages.
        families: font families that were used.
        messages: what the renderer complained about.
        refused: addresses that were asked for and not given.
        lines: the lines of text, in the order of the document.
        tables: the parts of tables, in the same order.

    """

    pages: int
    families: frozenset[str]
    messages: tuple[str, ...]
    refused: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    tables: tuple[TablePart, ...] = ()


@dataclass(frozen=True)
class Rendered:
    """A finished PDF and the facts about its layout."""

    pdf: bytes
    layout: Layout
