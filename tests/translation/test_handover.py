"""How far each message has come, as translators are told."""

from __future__ import annotations

from tests.translation.handovers import message

from polyleaf.translation.handover import UnitStatus, unit_status


def test_status() -> None:
    new = message("new", "Drink.")
    stale = message("stale", "Take 3 mg.", "Tome 2 mg.", fuzzy=True, previous="Take 2 mg.")
    draft = message("draft", "Rest.", "Descanse.", machine_drafted=True)
    done = message("dose", "Take 2 mg.", "Tome 2 mg.")
    assert [unit_status(one) for one in (new, stale, draft, done)] == list(UnitStatus)
