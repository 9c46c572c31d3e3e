"""Units, a ledger and findings in, what a reviewer has to see of each unit before signing out.

Job: gather what is known of each unit, in the order it is read: part by part, shared wording and
labels last. Trade-off: the ledger holds digests and no texts, so of a voided approval it can be
told that something was edited, and only for a changed source what. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.project import STAGES
from polyleaf.translation.catalog import INTERFACE
from polyleaf.translation.digests import document_digest, unit_digest
from polyleaf.translation.ledger import Acceptance, AcceptanceEvent, Approval, ApprovalEvent, Ledger
from polyleaf.translation.merge import SHARED
from polyleaf.translation.progress import Progress, State, Unit, UnitProgress
from polyleaf.translation.word_diff import Piece, word_diff

__all__ = ["LABELS_PART", "SHARED_PART", "Proof", "ProofUnit", "Voided", "proof_of"]

# Parts that no section's id can be taken for.
SHARED_PART: Final = "*shared"
LABELS_PART: Final = "*labels"


@dataclass(frozen=True)
class Voided:
    """Approvals that a unit had and has no longer, the newest of each stage, and why."""

    approvals: tuple[Approval, ...]
    reason: str


@dataclass(frozen=True)
class ProofUnit:
    """What a reviewer sees of one unit.

    Attributes:
        number: its place in the proof, from 1, to speak of it by.
        progress: the unit, its state, and the approvals that hold.
        findings: what the checks found.
        voided: the approvals that hold no longer, or None.
        accepted: who kept the translation over a change of the source.

    """

    number: int
    progress: UnitProgress
    findings: tuple[Diagnostic, ...] = ()
    voided: Voided | None = None
    accepted: tuple[Acceptance, ...] = ()

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.progress.unit

    @property
    def part(self) -> str:
        """The part of the leaflet it is in: a section's id, one of the constants, or ""."""
        return _part(self.unit.id)

    @property
    def changes(self) -> Sequence[Piece]:
        """What changed between the source that was translated and today's, word by word."""
        old = self.unit.translated_source
        return word_diff(old, self.unit.source) if old and old != self.unit.source else ()

    @property
    def needs_care(self) -> bool:
        """Whether there is more to it than two texts to compare."""
        undone = self.progress.state in {State.MISSING, State.STALE}
        return bool(undone or self.findings or self.voided or self.accepted)


@dataclass(frozen=True)
class Proof:
    """Everything a reviewer signs, and what is known about it.

    Attributes:
        progress: how far the translation has come, by the release rule.
        units: the units in the order they are read.
        findings: what was found that concerns no unit.

    """

    progress: Progress
    units: tuple[ProofUnit, ...]
    findings: tuple[Diagnostic, ...] = ()

    @cached_property
    def digest(self) -> str:
        """What stands for all sources and targets; whoever signs signs this."""
        return document_digest({item.unit.id: item.unit.digest for item in self.units})

    @property
    def all_findings(self) -> tuple[Diagnostic, ...]:
        """What was found of any unit and of none."""
        return (*self.findings, *(found for item in self.units for found in item.findings))

    @property
    def parts(self) -> Mapping[str, tuple[ProofUnit, ...]]:
        """The units by the part they are in."""
        found: dict[str, tuple[ProofUnit, ...]] = {}
        for item in self.units:
            found[item.part] = (*found.get(item.part, ()), item)
        return found


def proof_of(progress: Progress, ledger: Ledger, findings: Iterable[Diagnostic]) -> Proof:
    """Return the proof of a translation.

    Args:
        progress: its units.
        ledger: who approved what.
        findings: what the checks found; each is of the unit whose message is at its location.

    """
    parts = list(dict.fromkeys(_part(item.unit.id) for item in progress.units))
    last = [part for part in (SHARED_PART, LABELS_PART) if part in parts]
    order = [*(part for part in parts if part not in last), *last]
    ordered = sorted(progress.units, key=lambda item: order.index(_part(item.unit.id)))
    owners = {x.unit.message.location: x.unit.id for x in ordered if x.unit.message}
    by_unit: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        by_unit.setdefault(_owner(finding, owners), []).append(finding)
    units = tuple(
        ProofUnit(
            number,
            item,
            tuple(by_unit.get(item.unit.id, ())),
            _voided(item, ledger),
            tuple(_accepted(item.unit, ledger)),
        )
        for number, item in enumerate(ordered, 1)
    )
    return Proof(progress, units, tuple(by_unit.get("", ())))


def _part(unit: str) -> str:
    if unit == INTERFACE:
        return LABELS_PART
    first, slash, _ = unit.partition("/")
    return SHARED_PART if first in SHARED else first if slash else ""


def _owner(finding: Diagnostic, owners: Mapping[Location, str]) -> str:
    """Return the unit that a finding is about, or ""; one of any label is about the labels."""
    whole_file = Location(finding.location.file)
    return owners.get(finding.location) or owners.get(whole_file, "")


def _voided(item: UnitProgress, ledger: Ledger) -> Voided | None:
    holding = {approval.stage for approval in item.approvals}
    newest: dict[str, Approval] = {}
    for approval in sorted(_given(item.unit, ledger), key=lambda a: a.date):
        newest[approval.stage] = approval
    lost = tuple(newest[s] for s in STAGES if s in newest and s not in holding)
    return Voided(lost, _reason(item, ledger)) if lost else None


def _given(unit: Unit, ledger: Ledger) -> Iterator[Approval]:
    for event in ledger.events:
        if isinstance(event, ApprovalEvent) and unit.id in event.units:
            yield event.approval


def _reason(item: UnitProgress, ledger: Ledger) -> str:
    unit = item.unit
    if item.state is State.MISSING or unit.message is None:
        return "the translation was taken away"
    old = unit_digest(unit.translated_source, unit.message.target)
    if item.state is State.STALE and ledger.approvals(unit.id, old):
        same = unit.translated_source == unit.source
        return "the translation was marked as doubtful" if same else "the source was changed"
    return "the source or the translation was edited"


def _accepted(unit: Unit, ledger: Ledger) -> Iterator[Acceptance]:
    for event in ledger.events:
        change = event.units.get(unit.id) if isinstance(event, AcceptanceEvent) else None
        if isinstance(event, AcceptanceEvent) and change and change.now == unit.digest:
            yield event.acceptance
