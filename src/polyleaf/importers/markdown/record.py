"""A record, Markdown with YAML front matter, as a leaflet.

Job: the whole import, top to bottom; the steps are in the modules beside this one. Trade-off: the
result is plain data in the contract's order and not a `Leaflet`, because it is written for a person
to edit; it is checked against the model all the same, so what is returned loads.
Side effects: reads the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from polyleaf.content.model import RESERVED_SECTIONS, Leaflet
from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.importers.markdown.blocks import Block, Paragraph, Part
from polyleaf.importers.markdown.body import Body, headings, parse_body, printable
from polyleaf.importers.markdown.body_blocks import read_blocks
from polyleaf.importers.markdown.front_matter import Keys, read_front_matter, split_record
from polyleaf.importers.markdown.ids import slug
from polyleaf.importers.markdown.links import Links
from polyleaf.importers.markdown.markup import escape_text
from polyleaf.importers.markdown.medicine import take_medicine
from polyleaf.importers.markdown.metadata import Metadata, read_metadata
from polyleaf.importers.markdown.outline import clean, divide, take_summary
from polyleaf.importers.markdown.report import Report
from polyleaf.importers.markdown.sections import SectionWriter
from polyleaf.reading.source import KeyPath, Source, read_text
from polyleaf.reading.validation import validate

__all__ = ["ImportedRecord", "import_record"]

MANUAL: Final = """
title-from-heading (warning): the front matter has no title; the first heading is used
Why: the heading may be of one section only.
Wrong: no `title`
Right: title: Oncolytic virus therapy
Mend: add `title:`.

empty-body (error): a record has no text to make sections of
Why: an empty leaflet helps nobody.
Wrong: front matter and nothing else
Right: paragraphs under `## headings`
Mend: write paragraphs and lists after the front matter.

missing-title (error): a record has no title, and no heading that could be one
Why: nobody could ask for the leaflet by name.
Wrong: no `title`
Right: title: Oncolytic virus therapy
Mend: add `title:` to the front matter.
"""


@dataclass(frozen=True)
class ImportedRecord:
    """What came of a record.

    Attributes:
        leaflet: the leaflet as plain data in the contract's order, None if there are errors.
        glossary: the words to know that it links to, by term id.
        diagnostics: all that was moved, dropped, doubtful or wrong, in the order of the file.

    """

    leaflet: dict[str, Any] | None
    glossary: dict[str, dict[str, str]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def import_record(file: Path) -> ImportedRecord:
    """Turn the record in `file` into a leaflet."""
    report = Report(file)
    try:
        matter_text, body_text, first_line = split_record(read_text(file), file)
        keys = read_front_matter(matter_text, file, report)
        metadata = read_metadata(keys)
        body = parse_body(printable(body_text, first_line, report), file, first_line)
    except InputError as error:
        return ImportedRecord(None, diagnostics=(*report.in_order(), *error.diagnostics))
    title = _title(metadata, keys, body, report)
    links = Links(metadata.origin.get("url", ""), _anchors(body, title), report)
    blocks = read_blocks(body, links, report)
    parts = divide(clean(blocks, {title, metadata.full_title}, report), report)
    leaflet, positions = _leaflet(metadata, title, parts, report)
    _check(leaflet, positions, first_line, report)
    if report.failed:
        return ImportedRecord(None, diagnostics=report.in_order())
    return ImportedRecord(leaflet, links.glossary, report.in_order())


def _title(metadata: Metadata, keys: Keys, body: Body, report: Report) -> str:
    """Return the title; without one in the front matter, the body's first heading is it."""
    first = next((text for text in headings(body) if text), "")
    place = keys.place("title")
    if not metadata.title and first:
        message = f"the front matter has no title; the first heading is used: {first!r}"
        report.warning("title-from-heading", place, message, "add `title:`")
    elif not metadata.title:
        message = "the record has no title, and no heading that could be one"
        report.error("missing-title", place, message, "add `title:` to the front matter")
    return metadata.title or first


def _anchors(body: Body, title: str) -> frozenset[str]:
    """Return the ids of the sections that a link within the record may lead to."""
    slugs = {slug(text) for text in headings(body)}
    return frozenset(slugs - {"", slug(title)} - RESERVED_SECTIONS)


def _leaflet(
    metadata: Metadata, title: str, parts: Sequence[Part], report: Report
) -> tuple[dict[str, Any], dict[KeyPath, Location]]:
    lead, rest = _lead(parts)
    following = [block for part in rest for block in part.blocks]
    medicine, blocks = take_medicine(title, lead.blocks, [*lead.blocks, *following], report)
    summary, blocks = _summary(blocks, rest)
    kept = [Part(lead.heading, tuple(blocks))] if blocks or lead.heading else []
    writer = SectionWriter(report)
    printed_title = escape_text(title)
    fields = {
        "id": slug(title) or slug(report.file.stem) or "leaflet",
        "language": metadata.fields.get("language"),
        "title": printed_title,
        "summary": writer.text(summary.nodes, summary.line) if summary else "",
        **metadata.fields,
        "provenance": _provenance(metadata, title),
        "medicine": medicine,
        "sections": writer.write([*kept, *rest], printed_title),
    }
    return {key: value for key, value in fields.items() if value}, writer.positions


def _lead(parts: Sequence[Part]) -> tuple[Part, Sequence[Part]]:
    """Return the part that opens the page, before its first section, and the other parts."""
    if parts and (parts[0].heading is None or parts[0].heading.level == 1):
        return parts[0], parts[1:]
    return Part(None, ()), parts


def _summary(lead: Sequence[Block], rest: Iterable[Part]) -> tuple[Paragraph | None, list[Block]]:
    """Return the summary and the lead without it; a page of one paragraph has no summary."""
    summary, left = take_summary(lead)
    if left or any(part.blocks for part in rest):
        return summary, left
    return None, list(lead)


def _provenance(metadata: Metadata, title: str) -> dict[str, Any]:
    if not metadata.publisher and not metadata.origin:
        return metadata.people
    name = f"{metadata.publisher}: {title}" if metadata.publisher else title
    return {**metadata.people, "source": {"name": name, **metadata.origin}}


def _check(
    leaflet: dict[str, Any], positions: dict[KeyPath, Location], first_line: int, report: Report
) -> None:
    """Report an empty body, and what the model refuses, such as a list of more than 200 items."""
    if not any(section["content"] for section in leaflet.get("sections", {}).values()):
        message = "the record has no text to make sections of"
        hint = "write paragraphs and lists under `## headings` after the front matter"
        report.error("empty-body", first_line, message, hint)
    if not report.failed:
        report.found += validate(Leaflet, Source(report.file, leaflet, positions))[1]
