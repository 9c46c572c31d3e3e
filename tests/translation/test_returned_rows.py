"""Which rows change a catalog, and which are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.translation.handovers import catalog_of, message

from polyleaf.diagnostics import Location
from polyleaf.translation.catalog import Catalog
from polyleaf.translation.digests import text_digest
from polyleaf.translation.inline_tags import Tag
from polyleaf.translation.returned_rows import Change, Row, match

BACK = Location(Path("es.po"), 7, 1)
DOSE = message("dose", "Take 2 mg.", "Tome 2 mg.")
STALE = message("stale", "Take 3 mg.", "Tome 2 mg.", fuzzy=True, previous="Take 2 mg.")
DRAFT = message("draft", "Rest.", "Descanse.", machine_drafted=True)
NEW = message("new", "Drink.")
RICH = message("rich", "Call **us** [@a].", "Llame **nos** [@a].")
CATALOG = catalog_of(DOSE, STALE, DRAFT, NEW, RICH)
UNITS = {key: one.source for key, one in CATALOG.messages.items()}


def row(unit: str, target: str | tuple[str | Tag, ...] | None = None, **more: object) -> Row:
    """Return the row of a unit as it was exported, with another translation."""
    one = CATALOG.messages.get(unit, DOSE)
    found = Row("a", "es", unit, one.source, text_digest(one.source), one.target, BACK)
    return replace(found, **({} if target is None else {"target": target}) | more)  # type: ignore[arg-type]


def outcome(*rows: Row) -> tuple[list[Change], list[str]]:
    """Return the changes and the codes of rows; that others are missing is left out."""
    changes, problems = match(rows, CATALOG, UNITS)
    return changes, [p.code for p in problems if p.code != "missing-row"]


def test_a_changed_translation() -> None:
    changes, codes = outcome(row("new", "Beba."))
    assert (changes, codes) == ([Change(NEW, "Beba.", fuzzy=False, location=BACK)], [])


def test_a_changed_stale_translation_is_stale_no_more() -> None:
    (change,), _ = outcome(row("stale", "Tome 3 mg."))
    assert (change.target, change.fuzzy) == ("Tome 3 mg.", False)


@pytest.mark.parametrize("code", ["\0", "\x1b", "\x7f", "\x9b", "\ufffe", "\ud800"])
def test_a_control_code_in_a_translation_is_refused(code: str) -> None:
    assert outcome(row("new", f"Be{code}ba.")) == ([], ["bad-character"])


def test_what_the_file_calls_unfinished_stays_fuzzy() -> None:
    (change,), _ = outcome(row("stale", "Tome", unfinished=True))
    assert change.fuzzy


@pytest.mark.parametrize("one", [DOSE, STALE, DRAFT, NEW, RICH])
def test_an_unchanged_translation_changes_nothing_whatever_a_tool_says(one: object) -> None:
    unit = getattr(one, "id", "")
    for unfinished in (False, True):
        assert outcome(row(unit, unfinished=unfinished)) == ([], [])


def test_a_person_confirms_what_is_open() -> None:
    for one in (STALE, DRAFT):
        (change,), _ = outcome(row(one.id, confirmed=True))
        assert (change.target, change.fuzzy) == (one.target, False)
    for one in (DOSE, NEW):
        assert outcome(row(one.id, confirmed=True)) == ([], [])


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row("dosis", "x"), "unknown-unit"),
        (row("dose", "x", source="Take 20 mg."), "altered-source"),
        (row("dose", "x", source_hash="0" * 16), "source-changed"),
        (row("dose", "x", source_hash=""), "no-source-hash"),
        (row("dose", ""), "emptied-translation"),
        (row("dose", " \n"), "emptied-translation"),
        (row("dose", "Take 2 mg."), "copied-source"),
        (row("rich", ("Llame ", Tag("1", ("a",)))), "missing-tag"),
        (row("rich", ("Llame ", Tag("1", ("a",)), Tag("2"), Tag("2"))), "repeated-tag"),
        (row("rich", ("Llame ", Tag("1", ("a",)), Tag("3"))), "unknown-tag"),
        (row("rich", ("Llame ", Tag("1", (" a ",)), Tag("2"))), "broken-markup"),
        (row("rich", ("*Llame* ", Tag("1", ("a",)), Tag("2"))), "broken-markup"),
        (row("rich", "x", source=("Call us ", Tag("2"), ".")), "altered-source"),
        (row("rich", "x", source=("Call ", Tag("1", ("us",)), Tag("9"))), "altered-source"),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(bad: Row, code: str) -> None:
    assert outcome(bad) == ([], [code])


def test_a_unit_that_comes_twice_is_changed_by_neither() -> None:
    assert outcome(row("new", "Beba."), row("new", "Tome.")) == ([], ["duplicate-unit"])
    assert outcome(row("new", "Beba."), row("new", "")) == (
        [],
        [
            "duplicate-unit",
        ],
    )


def test_rows_that_were_deleted_are_told_once() -> None:
    _, (found,) = match([row("dose"), row("new")], CATALOG, UNITS)
    assert (found.code, found.severity) == ("missing-row", "warning")
    assert "'stale', 'draft', 'rich'" in found.message


def test_a_catalog_that_was_not_updated_changes_nothing() -> None:
    changes, (found, *_) = match([row("dose", "x")], CATALOG, UNITS | {"dose": "Take 4 mg."})
    assert (changes, found.code, found.location) == ([], "catalog-behind", DOSE.location)
    changes, (found, *_) = match([row("dose", "x")], Catalog(Path("es.po")), UNITS)
    assert (changes, found.code) == ([], "catalog-behind")


def test_a_comment_is_passed_on() -> None:
    _, codes = outcome(row("dose", comment=" Sure? "))
    assert codes == ["reviewer-comment"]


anything = st.builds(
    row,
    st.sampled_from([*UNITS, "other"]),
    st.sampled_from([None, "", "x", "Take 2 mg.", ("a", Tag("1"), Tag("2"))]),
    source=st.sampled_from([DOSE.source, RICH.source, "x", (), (Tag("1", ("us",)),)]),
    source_hash=st.sampled_from([text_digest(DOSE.source), text_digest(RICH.source), ""]),
    confirmed=st.booleans(),
    unfinished=st.booleans(),
)


@settings(deadline=None)
@given(st.lists(anything, min_size=1, max_size=6))
def test_only_todays_source_is_ever_translated(rows: list[Row]) -> None:
    changes, _ = match(rows, CATALOG, UNITS)
    by_unit = {one.unit: one for one in rows}
    assert len({change.message.id for change in changes}) == len(changes)
    for change in changes:
        one = by_unit[change.message.id]
        assert one.source_hash == text_digest(UNITS[one.unit])
        assert change.target.strip()
        assert change.message is CATALOG.messages[one.unit]
