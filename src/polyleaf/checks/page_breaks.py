"""`stranded-heading`, `single-line`, `table-without-header`: a page that ends in a bad place.

A heading belongs to the text under it, at least two lines of a paragraph stand together (CSS 2.2,
13.3.2: `orphans` and `widows`), and a table cut in two says again what its columns are. Nothing is
lost where one does not, so these are warnings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from polyleaf.checks.overflow import name
from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.typesetting.layout import Layout, TablePart

__all__ = ["check"]

MANUAL: Final = """
stranded-heading (warning): a heading is the last thing on a page
Why: it seems to have nothing to say, and the text overleaf has no heading.
Wrong: `When to call` at the foot of page 1
Right: `When to call` with two lines under it
Mend: give headings `break-after: avoid`, and let what follows break across pages.

single-line (warning): one line of a paragraph stands alone on a page
Why: a single line is overlooked when pages are parted.
Wrong: the last line of a warning on top of page 3
Right: two lines of it or more
Mend: give paragraphs `orphans: 2; widows: 2` (CSS 2.2, 13.3.2).

table-without-header (warning): a table goes on on another page without its header
Why: nobody can tell which column is the dose.
Wrong: rows on page 2 under no header
Right: the header again on page 2
Mend: put the header's rows into `<thead>`, or keep the table on one page.
"""


def check(
    layout: Layout, publication: str, locate: Callable[[str], Location]
) -> Iterator[Diagnostic]:
    """Yield a warning for each heading, paragraph and table that is cut off in a bad place.

    Args:
        layout: facts about the pages.
        publication: leaflet and language, for the messages.
        locate: tells where the text of a unit is written, or, of "", where the publication's is.

    """
    for code, unit, message, hint in (
        *_stranded_headings(layout),
        *_single_lines(layout),
        *_tables(layout),
    ):
        text = f"{message} of {publication}"
        yield Diagnostic(code, locate(unit), text, hint, Severity.WARNING)


_Finding = tuple[str, str, str, str]


def _stranded_headings(layout: Layout) -> Iterator[_Finding]:
    for line in layout.lines:
        if line.kind == "heading" and line.is_last and line.page < layout.pages:
            message = f"the heading {name(line)} is the last thing on page {line.page}"
            hint = "give headings `break-after: avoid`, and let what follows break across pages"
            yield "stranded-heading", line.unit, message, hint


def _single_lines(layout: Layout) -> Iterator[_Finding]:
    lines = [line for line in layout.lines if line.kind != "repeated"]
    on_page = Counter((line.paragraph, line.page) for line in lines)
    pages = Counter(paragraph for paragraph, _ in on_page)
    for line in lines:
        if pages[line.paragraph] > 1 and on_page[line.paragraph, line.page] == 1:
            message = f"one line of {name(line)} stands alone on page {line.page}"
            hint = "give paragraphs `orphans: 2; widows: 2`"
            yield "single-line", line.unit, message, hint


def _tables(layout: Layout) -> Iterator[_Finding]:
    tables: dict[int, list[TablePart]] = {}
    for part in layout.tables:
        tables.setdefault(part.table, []).append(part)
    for first, *others in tables.values():
        without = [part for part in others if first.has_header and not part.has_header]
        for part in without[:1]:
            message = f"the table of {first.unit!r} goes on without its header on page {part.page}"
            hint = "put the header's rows into `<thead>`, or keep the table on one page"
            yield "table-without-header", first.unit, message, hint
