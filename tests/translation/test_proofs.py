"""What a reviewer is shown of each unit: its findings, and what became of its approvals."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.project import ReleaseRule, Stage
from polyleaf.translation.catalog import INTERFACE, Message
from polyleaf.translation.digests import document_digest, unit_digest
from polyleaf.translation.ledger import (
    Acceptance,
    Approval,
    ApprovalEvent,
    Change,
    Ledger,
    acceptance_event,
    approval_event,
)
from polyleaf.translation.progress import Unit, assess
from polyleaf.translation.proofs import LABELS_PART, SHARED_PART, Proof, ProofUnit, proof_of

FILE: Final = Path("locales/es/leaflets/dose.po")
LABELS: Final = Path("locales/es/ui.po")
DAY: Final = datetime.date(2025, 2, 1)


def message(unit: str, line: int, source: str = "Take 2.", target: str = "Tome 2.") -> Message:
    return Message(unit, source, target, Location(FILE, line, 1))


UNIT: Final = Unit("what/dose", "Take 2.", message("what/dose", 5))


def signed(unit: Unit, stage: Stage = "clinical", date: datetime.date = DAY) -> ApprovalEvent:
    approval = Approval(stage=stage, by="B. Clinician", role="nurse", date=date)
    return approval_event(approval, {unit.id: unit.digest})


def proof(
    *units: Unit, ledger: Ledger | None = None, findings: tuple[Diagnostic, ...] = ()
) -> Proof:
    events = ledger or Ledger(FILE)
    return proof_of(assess(units, events, ReleaseRule()), events, findings)


def only(unit: Unit, *events: ApprovalEvent) -> ProofUnit:
    (item,) = proof(unit, ledger=Ledger(FILE, events)).units
    return item


def changed(**fields: str | bool) -> Unit:
    assert UNIT.message
    return replace(UNIT, message=replace(UNIT.message, **fields))  # type: ignore[arg-type] # by name


def test_parts_follow_the_leaflet_and_what_is_shared_comes_last() -> None:
    ids = ["title", "what/heading", "phrases/safety", "what/dose", "glossary/virus/term", INTERFACE]
    made = proof(*(Unit(unit, "Take 2.", message(unit, n)) for n, unit in enumerate(ids)))
    assert {part: [x.unit.id for x in units] for part, units in made.parts.items()} == {
        "": ["title"],
        "what": ["what/heading", "what/dose"],
        SHARED_PART: ["phrases/safety", "glossary/virus/term"],
        LABELS_PART: [INTERFACE],
    }
    assert [item.number for item in made.units] == [1, 2, 3, 4, 5, 6]


def test_a_finding_stands_beside_the_unit_whose_message_it_is_about() -> None:
    labels = Unit(INTERFACE, "[]", Message(INTERFACE, "[]", "[]", Location(LABELS)))
    of_unit = Diagnostic("figure-mismatch", Location(FILE, 5, 1), "")
    of_label = Diagnostic("length", Location(LABELS, 12, 1), "")
    of_none = Diagnostic("unknown-unit", Location(FILE, 99, 1), "")
    made = proof(UNIT, labels, findings=(of_none, of_label, of_unit))
    assert [item.findings for item in made.units] == [(of_unit,), (of_label,)]
    assert made.findings == (of_none,)
    assert set(made.all_findings) == {of_unit, of_label, of_none}


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (changed(target=""), "the translation was taken away"),
        (replace(UNIT, message=None), "the translation was taken away"),
        (replace(UNIT, source="Take 4."), "the source was changed"),
        (changed(fuzzy=True), "the translation was marked as doubtful"),
        (changed(target="Tome 4."), "the source or the translation was edited"),
        (
            replace(changed(target="Tome 4."), source="Take 4."),
            "the source or the translation was edited",
        ),
    ],
)
def test_an_approval_that_an_edit_voided_is_told_with_what_became_of_it(
    now: Unit, reason: str
) -> None:
    voided = only(now, signed(UNIT, "translated"), signed(UNIT)).voided
    assert voided
    assert [approval.stage for approval in voided.approvals] == ["translated", "clinical"]
    assert voided.reason == reason
    assert only(now, signed(UNIT)).needs_care


def test_an_approval_that_holds_is_not_void_whatever_was_signed_before() -> None:
    old = changed(target="Toma 2.")
    item = only(UNIT, signed(old), signed(UNIT))
    assert item.voided is None
    assert not item.needs_care
    assert [approval.stage for approval in item.progress.approvals] == ["clinical"]


def test_of_several_voided_approvals_of_a_stage_the_newest_is_told() -> None:
    later = datetime.date(2025, 3, 1)
    first, second = changed(target="Toma 2."), changed(target="Tomar 2.")
    voided = only(UNIT, signed(second, date=later), signed(first)).voided
    assert voided
    assert [approval.date for approval in voided.approvals] == [later]


def test_a_translation_that_was_kept_over_a_change_says_who_kept_it() -> None:
    acceptance = Acceptance(by="C. Editor", reason="a plainer word", date=DAY)
    change = Change(was=unit_digest("Have 2.", "Tome 2."), now=UNIT.digest)
    ledger = Ledger(FILE, (acceptance_event(acceptance, {UNIT.id: change}),))
    assert [item.accepted for item in proof(UNIT, ledger=ledger).units] == [(acceptance,)]
    edited = changed(target="Tome 2 hoy.")
    assert [item.accepted for item in proof(edited, ledger=ledger).units] == [()]


def test_what_changed_is_told_of_a_unit_whose_source_did() -> None:
    assert only(UNIT).changes == ()
    assert only(changed(fuzzy=True)).changes == ()
    stale = replace(UNIT, source="Take 4.")
    assert [piece for piece in only(stale).changes if piece[0] != "same"] == [
        ("old", "2"),
        ("new", "4"),
    ]


def test_the_digest_stands_for_every_text_and_no_order() -> None:
    other = Unit("title", "Dose", message("title", 2, "Dose", "Dosis"))
    digest = proof(UNIT, other).digest
    assert digest == proof(other, UNIT).digest
    assert digest == document_digest({"title": other.digest, "what/dose": UNIT.digest})
    assert digest != proof(changed(target="Tome 2"), other).digest
    assert digest != proof(replace(UNIT, source="Take 2"), other).digest
    assert digest != proof(UNIT).digest
