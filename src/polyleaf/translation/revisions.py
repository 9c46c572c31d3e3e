"""The revisions that a source went through since something of it was approved, and their marks.

Job: read and continue leaflets/approved/<id>/revisions.yaml, and tell whether every step from one
revision to another was called editorial. Trade-off: a leaflet's `change:` speaks of its newest
revision only, so without this record a safety change that an editorial one follows would be
forgotten; what no command has seen between two of its runs is not in it.
Side effects: reads the file it is given.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from polyleaf.content.document import Document
from polyleaf.content.model import Change
from polyleaf.diagnostics import InputError
from polyleaf.reading.conflicts import conflict_markers
from polyleaf.reading.record import Record, Text
from polyleaf.reading.source import parse_yaml, read_text
from polyleaf.reading.validation import validate
from polyleaf.translation.digests import digest_of
from polyleaf.translation.ledger import Digest, scalar
from polyleaf.translation.source_changes import frame

__all__ = [
    "Revision",
    "load_revisions",
    "revision_of",
    "revisions_text",
    "unmarked",
    "with_revision",
]

_HINT: Final = "keep the lines of both sides, the older ones first"


class Revision(Record):
    """A source as one command saw it.

    Attributes:
        source: the digest of the source part of a snapshot of it.
        text: the digest of what it says, whatever its dates and credits.
        version, revised: what the editor tells revisions by.
        change: the editor's mark, or None.

    """

    source: Digest
    text: Digest
    version: Text
    revised: datetime.date | None = None
    change: Change | None = None

    @property
    def stamp(self) -> tuple[object, ...]:
        """What an editor moves to say that this is another revision."""
        return self.version, self.revised, self.change


def revision_of(source: str, document: Document) -> Revision:
    """Return the revision that a document is; `source` is the digest of its source part."""
    leaflet = document.leaflet
    return Revision(
        source=source,
        text=digest_of([document.units(), frame(document)]),
        version=leaflet.version,
        revised=leaflet.dates.revised,
        change=leaflet.change,
    )


def with_revision(
    log: Sequence[Revision], now: Revision, approved: Collection[str]
) -> tuple[Revision, ...]:
    """Return the revisions with today's as the last one.

    It takes the place of the last one where only its mark is another, or where the editor is still
    at the same revision: same version and date, not approved, and not called a safety change.

    Args:
        log: the revisions so far.
        now: today's.
        approved: the digests of the sources that something was approved on.

    """
    if not log:
        return (now,)
    last = log[-1]
    at_work = last.source not in approved and last.change != "safety"
    same = (last.version, last.revised) == (now.version, now.revised)
    if last.source == now.source or (at_work and same):
        return (*log[:-1], now)
    return (*log, now)


def unmarked(log: Sequence[Revision], approved: str) -> list[str]:
    """Return why the steps from an approved source to the last revision are not all editorial.

    Args:
        log: the revisions, today's as the last one.
        approved: the digest of the source that was approved.

    """
    known = [index for index, one in enumerate(log) if one.source == approved]
    if not known:
        return ["no record tells which revisions there were since"]
    return list(dict.fromkeys(_objections(log[known[-1] :])))


def _objections(steps: Sequence[Revision]) -> Iterator[str]:
    for before, after in pairwise(steps):
        if after.change == "safety":
            yield "the change since was marked safety"
        elif after.text == before.text:
            continue
        elif after.change is None:
            yield "nobody marked the change since as editorial"
        elif after.stamp == before.stamp:
            yield (
                "the mark `change: editorial` may be left over: it was there before the text "
                "changed, and neither `version` nor `dates.revised` was moved since"
            )


def revisions_text(log: Sequence[Revision]) -> str:
    """Return the revisions as the text of their file, one a line."""
    return "".join(f"- {{{', '.join(_fields(one))}}}\n" for one in log)


def _fields(revision: Revision) -> Iterator[str]:
    for key, value in revision:
        if value is not None:
            yield f"{key}: {scalar(value)}"


def load_revisions(file: Path) -> tuple[Revision, ...]:
    """Load the revisions of a leaflet; none where there is no file.

    Raises:
        InputError: it holds a merge conflict, or is no list of revisions.
    """
    if not file.exists():
        return ()
    text = read_text(file)
    if markers := conflict_markers(text, file, _HINT):
        raise InputError(markers)
    found, problems = validate(list[Revision], parse_yaml(text, file))
    if problems:
        raise InputError(problems)
    return tuple(found)
