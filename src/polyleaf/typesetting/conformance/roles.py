"""HTML elements in, the structure types of PDF out.

Job: say which structure type stands for an HTML element (ISO 32000-1, 14.8.4; ISO 32000-2, 14.8.4;
roles of notes and contents as in DPUB-ARIA 1.1, https://www.w3.org/TR/dpub-aria-1.1/). WeasyPrint
calls `figure`, `aside` and `strong` NonStruct (Kozea/WeasyPrint#2482). Trade-off: PDF 1.7 has no
types for what is emphasised or stands aside, so these are types of PDF 2.0, mapped to the nearest
of 1.7. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

__all__ = ["GROUPING", "INLINE", "NOTES", "REFERENCES", "ROLE_MAP", "list_numbering", "role"]

# What a reader who does not know a type takes it for (ISO 32000-1, 14.7.3).
ROLE_MAP: Final = {"Aside": "Sect", "Em": "Span", "Strong": "Span"}

# Elements that hold other elements and no text (ISO 32000-1, tables 333 and 336).
GROUPING: Final = frozenset(
    {"Art", "Aside", "BlockQuote", "Div", "Document", "L", "LI", "Sect", "TOC", "TR", "Table"}
)
# Elements that are part of a line (ISO 32000-1, table 338).
INLINE: Final = frozenset({"Code", "Em", "Link", "Quote", "Reference", "Span", "Strong"})

# Links to a note or to an entry of a list of references.
REFERENCES: Final = frozenset({"doc-biblioref", "doc-noteref"})

NOTES: Final = frozenset({"doc-endnote", "doc-footnote"})

_BY_ROLE: Final = {**dict.fromkeys(NOTES, "Note"), "doc-toc": "TOC", "note": "Aside"}
_BY_TAG: Final[Mapping[str, str]] = {
    "a": "Link",
    "article": "Art",
    "aside": "Aside",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "dd": "LBody",
    "dl": "L",
    "dt": "Lbl",
    "em": "Em",
    "figcaption": "Caption",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "img": "Figure",
    "li": "LI",
    "li::before": "Lbl",
    "li::marker": "Lbl",
    "ol": "L",
    "p": "P",
    "q": "Quote",
    "section": "Sect",
    "strong": "Strong",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    "{http://www.w3.org/2000/svg}svg": "Figure",
    **dict.fromkeys(("address", "div", "figure", "footer", "header", "main", "nav", "pre"), "Div"),
}
_NUMBERING: Final = {"ol": "/Decimal", "ul": "/Disc"}


def role(element: Any, tag: str) -> str:  # noqa: ANN401 - an element of ElementTree
    """Return the structure type of an HTML element or, by its tag, of a pseudo-element.

    Returns:
        "" for what has no meaning of its own; `Div` for what only groups others; `LI` for an item
        of a list, whatever it is besides.

    """
    if tag == "li":
        return "LI"
    named = _BY_ROLE.get(element.attrib.get("role", "")) if element.tag == tag else None
    return named or _BY_TAG.get(tag, "")


def list_numbering(tag: str) -> str:
    """Return how the items of a list are numbered (ISO 32000-1, table 347)."""
    return _NUMBERING.get(tag, "/None")
