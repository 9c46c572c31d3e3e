"""How far each unit has come; and no edits leave an approval valid for text nobody approved."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyleaf.diagnostics import Location
from polyleaf.project import STAGES, ReleaseRule, Stage
from polyleaf.publishing import accepted_sources
from polyleaf.translation.catalog import Catalog, Message
from polyleaf.translation.ledger import (
    Acceptance,
    Approval,
    ApprovalEvent,
    Ledger,
    acceptance_event,
    approval_event,
)
from polyleaf.translation.progress import (
    Progress,
    State,
    Unit,
    accepted,
    assess,
    translation_units,
)

FILE = Path("locales/es/leaflets/flu.po")
DAY = datetime.date(2025, 2, 1)
RULE: Final = ReleaseRule()
UNIT = Unit("title", "Title", Message("title", "Title", "Título", Location(FILE, 5, 1)))


def approved(unit: Unit, *given_: tuple[Stage, str]) -> Ledger:
    return Ledger(FILE, tuple(event(unit, stage, by) for stage, by in given_))


def event(unit: Unit, stage: Stage, by: str, date: datetime.date = DAY) -> ApprovalEvent:
    return approval_event(Approval(stage=stage, by=by, role="x", date=date), {unit.id: unit.digest})


def changed(**fields: str | bool) -> Unit:
    assert UNIT.message
    return replace(UNIT, message=replace(UNIT.message, **fields))  # type: ignore[arg-type] # by name


@pytest.mark.parametrize(
    ("unit", "stages", "state"),
    [
        (replace(UNIT, message=None), (), State.MISSING),
        (changed(target=" "), ("translated", "clinical"), State.MISSING),
        (changed(target="", fuzzy=True), (), State.MISSING),
        (changed(fuzzy=True), ("translated", "clinical"), State.STALE),
        (changed(source="Old title"), ("translated", "clinical"), State.STALE),
        (changed(machine_drafted=True), (), State.MACHINE_DRAFTED),
        (changed(machine_drafted=True), ("clinical",), State.MACHINE_DRAFTED),
        (changed(machine_drafted=True), ("translated",), State.TRANSLATED),
        (changed(), (), State.TRANSLATED),
        (changed(), ("translated",), State.TRANSLATED),
        (changed(), ("clinical",), State.REVIEWED),
        (changed(), ("translated", "linguistic"), State.REVIEWED),
        (changed(), ("translated", "clinical"), State.APPROVED),
    ],
)
def test_each_unit_is_in_one_state(unit: Unit, stages: tuple[Stage, ...], state: State) -> None:
    ledger = approved(unit, *((stage, f"The {stage} one") for stage in stages))
    progress = assess([unit], ledger, RULE)
    assert [item.state for item in progress.units] == [state]
    assert {s: n for s, n in progress.counts.items() if n} == {state: 1}
    assert progress.approved == (not progress.open) == (state is State.APPROVED)


def test_words_are_counted_where_they_are_left_to_translate() -> None:
    text = "Take **20 mg** [now](#a) [@b] {helpline}"
    units = [Unit(str(n), text, None) for n in range(2)]
    assert assess([*units, UNIT], Ledger(FILE), RULE).words == 2 * 4


def test_it_was_reviewed_when_the_unit_reviewed_longest_ago_was() -> None:
    other = replace(UNIT, id="summary")
    days = [DAY + datetime.timedelta(days=n) for n in range(9)]

    def both(unit: Unit, first: int, second: int) -> list[ApprovalEvent]:
        made = event(unit, "translated", "A", days[first])
        return [made, event(unit, "clinical", "B", days[second])]

    events = [*both(UNIT, 0, 1), *both(UNIT, 5, 6), *both(other, 3, 4)]
    progress = assess([UNIT, other], Ledger(FILE, tuple(events)), RULE)
    assert progress.completed == days[4]
    assert progress.people("translated") == ("A",)
    assert progress.people("translated", "clinical") == ("A", "B")
    assert assess([UNIT, other], Ledger(FILE, tuple(events[:4])), RULE).completed is None
    assert assess([], Ledger(FILE), RULE).completed is None


def test_units_come_in_the_order_of_the_document_with_the_labels_last() -> None:
    labels = Message("interface", "[]", "[]", Location(FILE))
    message = Message("b", "B", "b", Location(FILE))
    found = translation_units({"b": "B", "a": "A"}, [Catalog(FILE, {"b": message})], labels)
    assert found == (Unit("b", "B", message), Unit("a", "A", None), Unit("interface", "[]", labels))
    assert translation_units({}, [], None) == ()


@pytest.mark.parametrize(("stage", "drafted"), [("translated", False), ("clinical", True)])
def test_a_person_takes_the_mark_of_the_machine_off(stage: Stage, drafted: bool) -> None:  # noqa: FBT001 - one of the examples
    unit = changed(machine_drafted=True)
    assert unit.message
    other = replace(unit.message, id="summary")
    catalog = Catalog(FILE, {"title": unit.message, "summary": other})
    found = accepted(catalog, approved(unit, (stage, "A")))
    assert {k: m.machine_drafted for k, m in found.messages.items()} == {
        "title": drafted,
        "summary": True,
    }


SOURCES = ("Take 2 mg.", "Take 2 mg now.", "Take 20 mg.", "Do not take 2 mg.")
TARGETS = ("", "Tome 2 mg.", "Tome 20 mg.")


@dataclass
class Life:
    """A unit, its ledger, and by a list of our own what was approved by whom at which stage."""

    source: str = SOURCES[0]
    message: Message = field(
        default_factory=lambda: Message("title", SOURCES[0], TARGETS[1], Location(FILE, 1, 1))
    )
    ledger: Ledger = field(default_factory=lambda: Ledger(FILE))
    approved: set[tuple[Stage, str, str]] = field(default_factory=set)

    @property
    def unit(self) -> Unit:
        return Unit("title", self.source, self.message)

    @property
    def progress(self) -> Progress:
        return assess([self.unit], self.ledger, RULE)

    def edit(self, **fields: str | bool) -> None:
        self.message = replace(self.message, **fields)  # type: ignore[arg-type] # fields by name

    def update(self) -> None:
        """Merge today's source, as `translations update` does."""
        if self.message.source != self.source:
            previous = self.message.previous or self.message.source
            self.edit(source=self.source, fuzzy=True, previous=previous)

    def approve(self, stage: Stage, by: str) -> None:
        if self.progress.units[0].state not in {State.MISSING, State.STALE}:
            self.ledger = replace(
                self.ledger, events=(*self.ledger.events, event(self.unit, stage, by))
            )
            self.approved.add((stage, self.source, self.message.target))

    def accept(self) -> None:
        unit = self.unit
        if list(accepted_sources._not_editorial(unit, "en", FILE)):
            return
        word = Acceptance(by="C", reason="typing mistake", date=DAY)
        carried = acceptance_event(word, {"title": accepted_sources._change(unit)})
        self.ledger = replace(self.ledger, events=(*self.ledger.events, carried))
        pair = (unit.translated_source, self.message.target)
        assert {self.source, pair[0]} == set(SOURCES[:2])
        self.approved |= {
            (stage, self.source, target)
            for stage, source, target in self.approved
            if (source, target) == pair
        }
        self.edit(source=self.source, fuzzy=False, previous="")


steps = st.one_of(
    st.builds(lambda text: lambda life: setattr(life, "source", text), st.sampled_from(SOURCES)),
    st.builds(lambda text: lambda life: life.edit(target=text), st.sampled_from(TARGETS)),
    st.builds(lambda flag: lambda life: life.edit(fuzzy=flag), st.booleans()),
    st.builds(lambda text: lambda life: life.edit(source=text), st.sampled_from(SOURCES)),
    st.builds(
        lambda stage, by: lambda life: life.approve(stage, by),
        st.sampled_from(STAGES),
        st.sampled_from("AB"),
    ),
    st.just(Life.update),
    st.just(Life.accept),
)


@settings(deadline=None, max_examples=150)
@given(taken=st.lists(steps, max_size=25))
def test_no_edits_leave_an_approval_valid_for_text_nobody_approved(
    taken: list[Callable[[Life], None]],
) -> None:
    life = Life()
    for step in taken:
        step(life)
        (item,) = life.progress.units
        for stage in item.stages:
            assert (stage, life.source, life.message.target) in life.approved
        if life.message.fuzzy or life.message.source != life.source:
            assert not item.stages


def test_the_way_of_a_life_is_known_to_reach_an_approval_that_was_carried() -> None:
    life = Life()
    life.approve("translated", "A")
    life.approve("clinical", "B")
    life.source = SOURCES[1]
    life.update()
    assert life.progress.counts[State.STALE] == 1
    life.accept()
    assert life.progress.approved
