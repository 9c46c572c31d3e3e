"""Units, their messages and a ledger in, how far each unit has come out.

Job: put every unit of a publication into exactly one state, and add them up. Trade-off: a unit that
prints twice counts once, and all labels of a language count as one unit. Side effects: none.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from polyleaf.content.inline import plain_text
from polyleaf.project import ReleaseRule, Stage
from polyleaf.translation.catalog import Catalog, Message
from polyleaf.translation.digests import digest_of, unit_digest
from polyleaf.translation.ledger import TRANSLATED, Approval, Ledger, valid_stages

__all__ = [
    "Progress",
    "State",
    "Unit",
    "UnitProgress",
    "accepted",
    "assess",
    "is_accepted",
    "translation_units",
]


class State(StrEnum):
    """How far a unit has come; from the one with most left to do to the one with nothing."""

    MISSING = "missing"
    STALE = "stale"
    MACHINE_DRAFTED = "machine-drafted"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    APPROVED = "approved"


@dataclass(frozen=True)
class Unit:
    """A text of a publication: what the source says today, and its message, if there is one."""

    id: str
    source: str
    message: Message | None

    @property
    def digest(self) -> str:
        """What stands for today's source and the target as it is."""
        return unit_digest(self.source, self.message.target if self.message else "")

    @property
    def translated_source(self) -> str:
        """The source text that the translation is of, or "" where there is no translation."""
        if self.message is None or not self.message.target.strip():
            return ""
        return (self.message.previous if self.message.fuzzy else "") or self.message.source

    @property
    def words(self) -> int:
        """How many words the source text has."""
        return len(plain_text(self.source).split())


@dataclass(frozen=True)
class UnitProgress:
    """A unit, its state, and the approvals and stages that hold for it."""

    unit: Unit
    state: State
    approvals: tuple[Approval, ...] = ()
    stages: frozenset[Stage] = frozenset()


@dataclass(frozen=True)
class Progress:
    """How far the units of a publication have come."""

    units: tuple[UnitProgress, ...]
    rule: ReleaseRule

    @property
    def counts(self) -> dict[State, int]:
        """How many units are in each state; together they are all."""
        found = Counter(item.state for item in self.units)
        return {state: found[state] for state in State}

    @property
    def lacking(self) -> dict[Stage, int]:
        """How many units lack each stage of the release rule that one of them lacks."""
        found = {s: sum(s not in item.stages for item in self.units) for s in self.rule.stages}
        return {stage: number for stage, number in found.items() if number}

    @property
    def words(self) -> int:
        """How many words of the source are left to translate, or to translate again."""
        undone = {State.MISSING, State.STALE}
        return sum(item.unit.words for item in self.units if item.state in undone)

    @property
    def approved(self) -> bool:
        """Whether every unit has passed every stage of the release rule."""
        return all(item.state is State.APPROVED for item in self.units)

    @property
    def open(self) -> tuple[UnitProgress, ...]:
        """The units that are not approved yet."""
        return tuple(item for item in self.units if item.state is not State.APPROVED)

    def people(self, *stages: Stage) -> tuple[str, ...]:
        """Return who gave the approvals that hold at some stages, each once, sorted."""
        given = (a for item in self.units for a in item.approvals)
        return tuple(sorted({a.by for a in given if a.stage in stages}))

    @property
    def approvals_digest(self) -> str:
        """What stands for all approvals that hold, whatever the order; "" where there are none."""
        found = {
            item.unit.id: [item.unit.digest, *sorted(a.model_dump_json() for a in item.approvals)]
            for item in self.units
            if item.approvals
        }
        return digest_of(found) if found else ""

    @property
    def completed(self) -> datetime.date | None:
        """The day of the last review of the whole, or None where a unit is not approved.

        Of each unit the newest approval counts, and of these the oldest: a review that is repeated
        need not be translated again, but must have looked at every unit.
        """
        if not self.units or not self.approved:
            return None
        stages = self.rule.stages
        return min(max(a.date for a in x.approvals if a.stage in stages) for x in self.units)


def translation_units(
    texts: Mapping[str, str], catalogs: Iterable[Catalog], interface: Message | None
) -> tuple[Unit, ...]:
    """Return the units of a publication, with those of the labels as the last one.

    Args:
        texts: the units of the document in its source language.
        catalogs: the catalogs they are translated in.
        interface: the labels as one message, or None where they need no translation.

    """
    messages = {key: m for catalog in catalogs for key, m in catalog.messages.items()}
    found = [Unit(unit, text, messages.get(unit)) for unit, text in texts.items()]
    if interface is not None:
        found.append(Unit(interface.id, interface.source, interface))
    return tuple(found)


def assess(units: Sequence[Unit], ledger: Ledger, rule: ReleaseRule) -> Progress:
    """Return how far the units have come by a ledger and a release rule."""
    return Progress(tuple(_assess(unit, ledger, rule) for unit in units), rule)


def _assess(unit: Unit, ledger: Ledger, rule: ReleaseRule) -> UnitProgress:
    if unit.message is None or not unit.message.target.strip():
        return UnitProgress(unit, State.MISSING)
    if unit.message.fuzzy or unit.message.source != unit.source:
        return UnitProgress(unit, State.STALE)
    approvals = ledger.approvals(unit.id, unit.digest) if ledger.events else ()
    stages = valid_stages(approvals, rule)
    return UnitProgress(unit, _state(unit.message, stages, rule), approvals, stages)


def _state(message: Message, stages: frozenset[Stage], rule: ReleaseRule) -> State:
    if message.machine_drafted and TRANSLATED not in stages:
        return State.MACHINE_DRAFTED
    if stages.issuperset(rule.stages):
        return State.APPROVED
    return State.REVIEWED if stages - {TRANSLATED} else State.TRANSLATED


def accepted(catalog: Catalog, ledger: Ledger) -> Catalog:
    """Return a catalog without the mark of the machine on what a person approved as translated."""
    if not ledger.events:
        return catalog
    messages = {
        key: replace(m, machine_drafted=False) if is_accepted(m, ledger) else m
        for key, m in catalog.messages.items()
    }
    return replace(catalog, messages=messages)


def is_accepted(message: Message, ledger: Ledger) -> bool:
    """Tell whether a machine's draft has been approved as translated by a person, as it is."""
    if not (message.machine_drafted and ledger.events):
        return False
    approvals = ledger.approvals(message.id, unit_digest(message.source, message.target))
    return any(approval.stage == TRANSLATED for approval in approvals)
