"""The leaflet's fields, its dates, and the walk over its texts that names every unit."""

from __future__ import annotations

import calendar
import datetime
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from polyleaf.content.leaflets import LoadedLeaflet
from polyleaf.content.model import RESERVED_SECTIONS, Dates, Leaflet, unit_list, units

LEAFLET: dict[str, Any] = {
    "id": "small",
    "language": "en",
    "title": "A small leaflet",
    "version": "1",
    "dates": {"revised": datetime.date(2025, 1, 31)},
    "sections": {"what": {"heading": "What", "content": {"p": "text"}}},
}


def leaflet(**fields: object) -> Leaflet:
    return Leaflet.model_validate(LEAFLET | fields)


def date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# Dates


@pytest.mark.parametrize(
    ("reviewed", "every", "due"),
    [
        ("2025-07-07", "P1Y", "2026-07-07"),
        ("2025-12-30", "P3M", "2026-03-30"),
        ("2025-12-31", "P3M", "2026-03-31"),
        ("2025-01-31", "P1M", "2025-02-28"),
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2025-08-31", "P6M", "2026-02-28"),
        ("2023-08-31", "P6M", "2024-02-29"),
        ("2025-08-30", "P1M", "2025-09-30"),
        ("2025-08-31", "P1M", "2025-09-30"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2096-02-29", "P4Y", "2100-02-28"),
        ("2025-11-15", "P1M", "2025-12-15"),
        ("2025-12-15", "P1M", "2026-01-15"),
        ("2025-12-31", "P12M", "2026-12-31"),
        ("2025-06-30", "P1Y6M", "2026-12-30"),
        ("2025-06-30", "P18M", "2026-12-30"),
        ("2025-02-28", "P1M", "2025-03-28"),
    ],
)
def test_the_next_review(reviewed: str, every: str, due: str) -> None:
    assert Dates(reviewed=date(reviewed), review_every=every).review_due == date(due)


@settings(deadline=None, max_examples=100)
@given(st.dates(max_value=datetime.date(2900, 1, 1)), st.integers(1, 600))
def test_a_review_is_due_on_the_same_day_or_the_last_of_a_month(
    reviewed: datetime.date, months: int
) -> None:
    due = Dates(reviewed=reviewed, review_every=f"P{months}M").review_due
    assert due
    assert (due.year - reviewed.year) * 12 + due.month - reviewed.month == months
    assert due.day == min(reviewed.day, calendar.monthrange(due.year, due.month)[1])


@pytest.mark.parametrize(
    "dates",
    [
        Dates(revised=date("2025-01-01")),
        Dates(reviewed=date("2025-01-01")),
        Dates(revised=date("2025-01-01"), review_every="P1Y"),
    ],
)
def test_no_review_is_due_without_a_date_and_a_period(dates: Dates) -> None:
    assert dates.review_due is None


NO_PERIODS = "P P0Y P0M 1Y P1W P30D PT1H P1M1Y P-1Y P1.5Y P1000Y p1y P١Y yearly"


@pytest.mark.parametrize("period", [*NO_PERIODS.split(), "", "P1Y\n"])
def test_what_is_no_period(period: str) -> None:
    with pytest.raises(ValidationError) as error:
        Dates(reviewed=date("2025-01-01"), review_every=period)
    assert [problem["loc"] for problem in error.value.errors()] == [("review_every",)]


def test_a_leaflet_has_a_date() -> None:
    with pytest.raises(ValidationError):
        Dates(review_every="P1Y")


# Fields


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"id": "Small"}, ("id",)),
        ({"id": "../small"}, ("id",)),
        ({"code": "ovt"}, ("code",)),
        ({"code": "A" * 17}, ("code",)),
        ({"audience": "everyone"}, ("audience",)),
        ({"topics": ["Skin cancer"]}, ("topics", 0)),
        ({"version": ""}, ("version",)),
        ({"change": "minor"}, ("change",)),
        ({"version": 1}, ("version",)),
        ({"version": "1" * 21}, ("version",)),
        ({"sections": {}}, ("sections",)),
        ({"medicine": {"brands": ["Zeta"]}}, ("medicine", "name")),
    ],
)
def test_fields_that_are_refused(fields: dict[str, object], place: tuple[str | int, ...]) -> None:
    with pytest.raises(ValidationError) as error:
        leaflet(**fields)
    assert [problem["loc"] for problem in error.value.errors()] == [place]


def test_a_section_may_be_a_heading_alone() -> None:
    assert leaflet(sections={"what": {"heading": "What"}}).sections["what"].content == {}


def test_names_that_units_of_other_things_begin_with_are_reserved() -> None:
    sections = {name: {"heading": "x"} for name in [*sorted(RESERVED_SECTIONS), "dates"]}
    with pytest.raises(ValidationError) as error:
        leaflet(sections=sections)
    refused = [problem["loc"][1] for problem in error.value.errors()]
    assert refused == sorted(RESERVED_SECTIONS)


def test_no_unit_of_a_section_begins_like_one_of_the_leaflet(every_block: LoadedLeaflet) -> None:
    """Whoever adds a unit to the leaflet itself has to reserve the name."""
    firsts = {unit.partition("/")[0] for unit in units(every_block.leaflet)}
    assert firsts - set(every_block.leaflet.sections) <= RESERVED_SECTIONS


# Units


def test_units_are_in_reading_order_and_named_by_their_keys() -> None:
    sections = {
        "b": {"heading": "B", "content": {"z": "last letter", "a": {"bullets": {"y": "Y"}}}},
        "a": {"heading": "A"},
    }
    found = unit_list(leaflet(summary="S", sections=sections))
    assert found == [
        ("title", "A small leaflet"),
        ("summary", "S"),
        ("b/heading", "B"),
        ("b/z", "last letter"),
        ("b/a/y", "Y"),
        ("a/heading", "A"),
    ]


def test_what_is_never_translated_is_no_unit(every_block: LoadedLeaflet) -> None:
    texts = set(units(every_block.leaflet).values())
    fixed = {"zetamab", "Somebody", "A book", "+44 20 7946 0958", "https://library.example"}
    assert not texts & fixed
    assert {"CC BY 4.0", "Zeta disease", "Nobody", "day and night", "what it means"} <= texts


UNITS = """
title summary medicine/approved-use medicine/approved-by
dates/heading dates/content dates/paragraph dates/bullets/bullets dates/bullets/steps
sections/heading sections/steps/content sections/steps/steps
sections/questions/questions sections/write-in sections/again
language/heading language/definitions/term/term language/definitions/term/meaning
language/definitions/meaning/term language/definitions/meaning/meaning
language/contacts/contacts/name language/contacts/contacts/note language/contacts/web/name
version/heading version/figure/alt version/figure/caption
version/figure/legend/legend version/figure/legend/alt
version/table/caption version/table/columns/columns version/table/columns/rows
version/table/rows/first/columns version/table/rows/first/rows
version/table/rows/table/columns version/table/rows/table/rows
version/callout/heading version/callout/callout version/callout/callouts/heading
version/callout/callouts/list/fever version/callout/callouts/write
provenance/source/license
"""


def test_ids_of_units_never_change(every_block: LoadedLeaflet) -> None:
    """Catalogs and approvals are kept by these."""
    assert list(units(every_block.leaflet)) == UNITS.split()


def test_units_are_unique(loaded: LoadedLeaflet) -> None:
    counts = Counter(unit for unit, _ in unit_list(loaded.leaflet))
    assert set(counts.values()) == {1}
    assert list(units(loaded.leaflet)) == list(counts)


def test_the_walk_changes_nothing_by_itself(loaded: LoadedLeaflet) -> None:
    same = loaded.leaflet.map_texts(lambda _unit, text: text)
    assert same == loaded.leaflet
    assert same.model_dump() == loaded.leaflet.model_dump()


def test_the_walk_changes_every_text_and_nothing_else(loaded: LoadedLeaflet) -> None:
    before = loaded.leaflet
    changed = before.map_texts(lambda unit, text: f"<{unit}>{text}")
    assert units(changed) == {unit: f"<{unit}>{text}" for unit, text in units(before).items()}
    back = changed.map_texts(lambda unit, text: text.removeprefix(f"<{unit}>"))
    assert back == before
    assert units(before) == units(loaded.leaflet)


TEXTS = st.text(min_size=1, max_size=10).filter(str.strip)
IDS = st.from_regex(r"[a-z]{1,3}(-[0-9])?", fullmatch=True)
ITEMS = st.dictionaries(IDS, TEXTS, min_size=1, max_size=3)
FLAT = st.one_of(
    TEXTS,
    st.builds(lambda items: {"bullets": items}, ITEMS),
    st.builds(lambda items: {"steps": items}, ITEMS),
    st.builds(lambda text: {"write-in": text}, TEXTS),
    st.builds(lambda text, items: {"figure": "a.svg", "alt": text, "legend": items}, TEXTS, ITEMS),
)
CALLOUTS = st.builds(
    lambda text, content: {"callout": "info", "heading": text, "content": content},
    TEXTS,
    st.dictionaries(IDS, FLAT, min_size=1, max_size=3),
)
SECTIONS = st.dictionaries(
    IDS,
    st.builds(
        lambda heading, content: {"heading": heading, "content": content},
        TEXTS,
        st.dictionaries(IDS, FLAT | CALLOUTS, max_size=3),
    ),
    min_size=1,
    max_size=3,
)


@settings(deadline=None, max_examples=60)
@given(SECTIONS)
def test_any_leaflet_survives_extraction_and_reassembly(sections: dict[str, Any]) -> None:
    before = leaflet(sections=sections)
    texts = unit_list(before)
    assert len(dict(texts)) == len(texts)
    blank = before.map_texts(lambda _unit, _text: "-")
    assert set(units(blank).values()) == {"-"}
    assert blank.map_texts(lambda unit, _text: dict(texts)[unit]) == before
