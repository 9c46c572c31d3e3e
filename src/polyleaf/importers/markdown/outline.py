"""Headings into sections, and what a scraped page repeats or leaves behind into the report.

Job: divide a body's blocks into parts, one a heading, and choose the summary. Trade-off: a leaflet
has one level of sections, so a deeper heading begins a section too, which keeps it a heading for a
screen reader; the report says so. Side effects: none but the report it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from polyleaf.importers.markdown.blocks import Block, Heading, Items, Paragraph, Part
from polyleaf.importers.markdown.medicine import is_pronunciation
from polyleaf.importers.markdown.report import Report

__all__ = ["clean", "divide", "take_summary"]

MANUAL: Final = """
text-dropped (note): what scraping a page left behind, or a repeated heading, is dropped
Why: it would stand in the leaflet as if it were advice.
Wrong: [Back to top]
Right: the leaflet without it
Mend: look whether anything of it mattered.

heading-raised (note): a heading of a lower level begins a section of its own
Why: what belonged together may seem to be apart.
Wrong: ### Pain under ## Side effects
Right: ## Pain as a side effect
Mend: reword the heading so that it stands by itself.
"""

# What scraping a web page leaves between its paragraphs: never part of what a page says.
_DEBRIS: Final = frozenset(
    {
        "placeholder slot",
        "skip to main content",
        "skip to content",
        "back to top",
        "print this page",
        "email this page",
        "share this page",
        "advertisement",
        "loading...",
        "loading…",
    }
)
SECTION_LEVEL: Final = 2


def clean(blocks: Iterable[Block], titles: Iterable[str], report: Report) -> list[Block]:
    """Return the blocks without scraping debris and without headings printed before.

    Args:
        blocks: the blocks of the body.
        titles: the leaflet's title, in each form that the page may repeat it in.
        report: where all that is dropped is noted.

    """
    names = {title.casefold() for title in titles}
    kept: list[Block] = []
    for block in blocks:
        reason = _reason_to_drop(block, kept, names)
        if reason:
            text = block.text if isinstance(block, Heading | Paragraph) else ""
            report.note("text-dropped", block.line, f"{text!r} is dropped: {reason}")
        else:
            kept.append(block)
    return kept


def _reason_to_drop(block: Block, before: Sequence[Block], titles: set[str]) -> str:
    if isinstance(block, Paragraph):
        debris = block.text.casefold().strip("[] ") in _DEBRIS
        return "scraping left it behind" if debris else ""
    if not isinstance(block, Heading):
        return ""
    if not block.text:
        return "a heading without text heads nothing"
    if block.text.casefold() in titles and (block.level == 1 or not before):
        return "it repeats the title"
    last = before[-1] if before else None
    repeats = isinstance(last, Heading) and last.text.casefold() == block.text.casefold()
    return "the heading before it says the same" if repeats else ""


def divide(blocks: Iterable[Block], report: Report) -> list[Part]:
    """Return the parts of a body: the blocks before the first heading, then one part a heading."""
    parts: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, Heading):
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    for heading in _deeper(parts):
        message = (
            f"the heading {heading.text!r} of level {heading.level} begins a section of its own"
        )
        report.note("heading-raised", heading.line, message, "a leaflet has one level of sections")
    return [Part(heading, tuple(blocks)) for heading, blocks in parts if heading or blocks]


def _deeper(parts: Iterable[tuple[Heading | None, list[Block]]]) -> Iterator[Heading]:
    return (heading for heading, _ in parts if heading and heading.level > SECTION_LEVEL)


def take_summary(lead: Sequence[Block]) -> tuple[Paragraph | None, list[Block]]:
    """Return the first paragraph of the lead, unless it only introduces a list; and the rest."""
    for position, block in enumerate(lead):
        if is_pronunciation(block):
            continue
        following = lead[position + 1 : position + 2]
        introduces = following and isinstance(following[0], Items)
        if isinstance(block, Paragraph) and not introduces and not block.text.endswith(":"):
            return block, [*lead[:position], *lead[position + 1 :]]
        break
    return None, list(lead)
