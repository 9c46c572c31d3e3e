"""Ledgers: who approved which text, and when; locales/<lang>/approvals/<id>.yaml in and out.

Job: read the events of a leaflet in a language, tell which approvals hold for a text as it is now,
and write new events to be appended. Trade-off: an approval names the digest of source and target
and no text, so an edit on either side voids it without anyone having to do anything, and what was
approved once is approved again when an edit is taken back. A seal over each event shows a later
change. Side effects: reads the file it is given.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.project import ReleaseRule, Stage
from polyleaf.reading.conflicts import conflict_markers
from polyleaf.reading.record import Record, Text
from polyleaf.reading.source import Source, parse_yaml, read_text
from polyleaf.reading.validation import validate
from polyleaf.translation.digests import DIGEST_PATTERN, digest_of

__all__ = [
    "TRANSLATED",
    "Acceptance",
    "AcceptanceEvent",
    "Approval",
    "ApprovalEvent",
    "Change",
    "Digest",
    "Event",
    "Ledger",
    "UnitId",
    "acceptance_event",
    "approval_event",
    "event_text",
    "load_ledger",
    "same_person",
    "scalar",
    "valid_stages",
]

MANUAL: Final = """
edited-event (error): an event of a ledger was changed after it was written
Why: an approval is a person's word, and nobody else may change it.
Wrong: by: changed in an old event
Right: a new event of its own
Mend: take the change back; an approval is withdrawn by removing its whole event.
"""

TRANSLATED: Final[Stage] = "translated"

Digest = Annotated[str, StringConstraints(pattern=DIGEST_PATTERN)]
UnitId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*$")]

_BOTH_TRUE: Final = "both sides are true: delete the lines of <, = and >, and keep all events"


class Approval(Record):
    """A person's word that texts are good, as far as a stage of the review looks."""

    stage: Stage
    by: Text
    role: Text
    date: datetime.date


class Acceptance(Record):
    """A person's word that a change of the source asks for no other translation."""

    by: Text
    reason: Text
    date: datetime.date


class Change(Record):
    """The digests of a unit before and after its source was changed."""

    was: Digest
    now: Digest


class ApprovalEvent(Record):
    """An approval of units, each as the digest says it was."""

    seal: Digest
    approval: Approval
    units: Annotated[dict[UnitId, Digest], Field(min_length=1)]


class AcceptanceEvent(Record):
    """What was approved of units before a change of their sources is approved after it."""

    seal: Digest
    acceptance: Acceptance
    units: Annotated[dict[UnitId, Change], Field(min_length=1)]


def _kind(value: object) -> Literal["[acceptance]", "[approval]"]:
    accepted = isinstance(value, AcceptanceEvent) or (
        isinstance(value, dict) and "acceptance" in value
    )
    return "[acceptance]" if accepted else "[approval]"


Event = Annotated[
    Annotated[ApprovalEvent, Tag("[approval]")] | Annotated[AcceptanceEvent, Tag("[acceptance]")],
    Discriminator(_kind),
]


@dataclass(frozen=True)
class Ledger:
    """The events of one leaflet in one language; their order has no meaning."""

    file: Path
    events: tuple[ApprovalEvent | AcceptanceEvent, ...] = ()

    def approvals(self, unit: str, digest: str) -> tuple[Approval, ...]:
        """Return the approvals that hold for a unit whose source and target are as `digest` says.

        Those of its texts, and those of the texts it had before source changes that were accepted.
        """
        good = self._carried(unit, digest)
        return tuple(
            event.approval
            for event in self.events
            if isinstance(event, ApprovalEvent) and event.units.get(unit) in good
        )

    def _carried(self, unit: str, digest: str) -> frozenset[str]:
        """Return the digest and all from which accepted changes lead to it."""
        changes = [
            event.units[unit]
            for event in self.events
            if isinstance(event, AcceptanceEvent) and unit in event.units
        ]
        found, before = {digest}, 0
        while len(found) > before:
            before = len(found)
            found |= {change.was for change in changes if change.now in found}
        return frozenset(found)


def valid_stages(approvals: Iterable[Approval], rule: ReleaseRule) -> frozenset[Stage]:
    """Return the stages that a text has passed; nobody reviews what they translated if so ruled."""
    given = tuple(approvals)
    translators = [a.by for a in given if a.stage == TRANSLATED]

    def counts(approval: Approval) -> bool:
        own = any(same_person(approval.by, name) for name in translators)
        return approval.stage == TRANSLATED or not (rule.approver_is_not_translator and own)

    return frozenset(approval.stage for approval in given if counts(approval))


def same_person(one: str, other: str) -> bool:
    """Tell whether two names are written alike but for case and spaces."""
    return one.casefold().split() == other.casefold().split()


def approval_event(approval: Approval, units: Mapping[str, str]) -> ApprovalEvent:
    """Return the sealed event of an approval: unit id to digest."""
    return ApprovalEvent(seal=_seal(approval, units), approval=approval, units=dict(units))


def acceptance_event(acceptance: Acceptance, units: Mapping[str, Change]) -> AcceptanceEvent:
    """Return the sealed event of an accepted source change: unit id to digests."""
    return AcceptanceEvent(seal=_seal(acceptance, units), acceptance=acceptance, units=dict(units))


def _seal(word: Record, units: Mapping[str, str | Change]) -> str:
    plain = {u: x if isinstance(x, str) else x.model_dump() for u, x in units.items()}
    return digest_of([word.model_dump(mode="json"), plain])


def event_text(event: ApprovalEvent | AcceptanceEvent) -> str:
    """Return an event as the lines to append to a ledger.

    No three lines that follow each other are those of another event as well: each unit's line ends
    with the seal, as a comment. So git, which merges by lines, never mixes two events into one.
    """
    return "".join(f"{line}\n" for line in _lines(event))


def _word(event: ApprovalEvent | AcceptanceEvent) -> Approval | Acceptance:
    return event.approval if isinstance(event, ApprovalEvent) else event.acceptance


def _lines(event: ApprovalEvent | AcceptanceEvent) -> Iterator[str]:
    word = _word(event)
    kind = "approval" if isinstance(word, Approval) else "acceptance"
    fields = ", ".join(f"{key}: {scalar(value)}" for key, value in word)
    yield f"- seal: {scalar(event.seal)}"
    yield f"  {kind}: {{{fields}}}"
    yield "  units:"
    for unit, digest in event.units.items():
        yield f"    {unit}: {_digests(digest)}  # {event.seal}"


def scalar(value: object) -> str:
    """Return a value in YAML: a date as it is, a text in the quotes of JSON, which YAML shares."""
    return str(value) if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)


def _digests(value: str | Change) -> str:
    if isinstance(value, str):
        return scalar(value)
    return f"{{was: {scalar(value.was)}, now: {scalar(value.now)}}}"


def load_ledger(file: Path) -> Ledger:
    """Load a ledger; one that is not there has no events.

    Raises:
        InputError: it holds a merge conflict, is no list of events, or an event was changed.
    """
    if not file.exists():
        return Ledger(file)
    text = read_text(file)
    if markers := conflict_markers(text, file, _BOTH_TRUE):
        raise InputError(markers)
    source = parse_yaml(text, file)
    events, problems = validate(list[Event], source)
    problems += _broken_seals(events or [], source)
    if problems:
        raise InputError(problems)
    return Ledger(file, tuple(events))


def _broken_seals(
    events: Iterable[ApprovalEvent | AcceptanceEvent], source: Source
) -> Iterator[Diagnostic]:
    for index, event in enumerate(events):
        word = _word(event)
        if event.seal != _seal(word, event.units):
            message = f"this event, by {word.by}, was changed after it was written"
            hint = "take the change back; an approval is withdrawn by removing its whole event"
            yield Diagnostic("edited-event", source.locate((index,)), message, hint)
