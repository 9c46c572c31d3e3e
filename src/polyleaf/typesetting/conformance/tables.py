"""Table cells: how far they reach, and which cells a header is the header of.

Job: `/Scope` on every header cell (ISO 32000-1, table 349; PDF/UA-1, 7.5), which WeasyPrint leaves
out (Kozea/WeasyPrint#2508). Trade-off: the scope that HTML gives, else the one that the header's
place suggests; `/Headers` of each cell would say the same again. Side effects: sets attributes of
elements.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from polyleaf.typesetting.conformance.elements import Element

__all__ = ["describe_tables"]

_SCOPES: Final = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
_SPANS: Final = {"ColSpan": "colspan", "RowSpan": "rowspan"}


def describe_tables(root: Element) -> None:
    """Say of each cell which rows and columns it spans and, of a header, which cells it heads."""
    for group in root.elements():
        if group.role in {"THead", "TBody", "TFoot"}:
            default = "/Column" if group.role == "THead" else "/Row"
            for cell in group.elements():
                if cell.role in {"TD", "TH"} and (facts := _facts(cell, default)):
                    cell.attributes["Table"] = dict(facts)


def _facts(cell: Element, default: str) -> Mapping[str, Any]:
    given = cell.source.attrib
    spans = {name: given.get(attribute, "1") for name, attribute in _SPANS.items()}
    facts: dict[str, Any] = {
        name: int(span) for name, span in spans.items() if span.isdecimal() and int(span) > 1
    }
    if cell.role == "TH":
        facts["Scope"] = _SCOPES.get(given.get("scope", ""), default)
    return facts
