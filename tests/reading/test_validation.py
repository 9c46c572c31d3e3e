"""Pydantic's findings, as codes with the line and column an editor can go to."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Discriminator, Field, Tag, model_validator
from tests.reading.facts import facts

from polyleaf.diagnostics import Diagnostic
from polyleaf.reading.record import Id, Record, Text, Texts
from polyleaf.reading.source import parse_yaml
from polyleaf.reading.validation import salvage, validate


class Dose(Record):
    amount: Annotated[int, Field(ge=1)]
    unit: Literal["mg", "mL"] = "mg"
    per_day: Annotated[int, Field(alias="per-day")] = 1


class Note(Record):
    note: Text
    doses: dict[Id, Dose] = Field(default_factory=dict)


class Item(Record):
    items: Annotated[list[Text], Field(min_length=1, max_length=2)]


def kind(data: object) -> str | None:
    keys = data if isinstance(data, dict) else {}
    return next((f"[{name}]" for name in ("note", "items") if name in keys), None)


Block = Annotated[
    Annotated[Note, Tag("[note]")] | Annotated[Item, Tag("[items]")],
    Discriminator(
        kind,
        custom_error_type="unknown_block",
        custom_error_message="none",
        custom_error_context={"kinds": "note items"},
    ),
]


class Medicine(Record):
    name: Text
    version: str = "1"
    revised: datetime.date | None = None
    colors: Texts = Field(default_factory=dict)
    web: Annotated[str, Field(pattern="^https://")] = "https://x"
    blocks: dict[Id, Block] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _refuses_nonsense(self) -> Medicine:
        if self.name == "nonsense":
            message = "Nonsense is no name"
            raise ValueError(message)
        return self


def check(text: str) -> tuple[Medicine | None, list[Diagnostic]]:
    return validate(Medicine, parse_yaml(text, Path("medicine.yaml")))


def problems(text: str) -> list[Diagnostic]:
    value, found = check(text)
    assert value is None
    return found


def test_what_is_right() -> None:
    value, found = check("name: A\nrevised: 2025-07-07\nblocks: {a: {note: b}}\n")
    assert found == []
    assert value
    assert value.revised == datetime.date(2025, 7, 7)
    assert value.blocks == {"a": Note(note="b")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("nmae: A\n", [("missing-field", 1, 1), ("unknown-key", 1, 1)], id="misspelt"),
        pytest.param("blocks: {}\n", [("missing-field", 1, 1)], id="missing"),
        pytest.param("name: 5\n", [("wrong-type", 1, 1)], id="number-for-text"),
        pytest.param("name:\n", [("wrong-type", 1, 1)], id="nothing-for-text"),
        pytest.param("name: [a]\n", [("wrong-type", 1, 1)], id="list-for-text"),
        pytest.param("name: {a: b}\n", [("wrong-type", 1, 1)], id="mapping-for-text"),
        pytest.param("name: ''\n", [("empty-text", 1, 1)], id="empty-text"),
        pytest.param("name: A\nversion: 1\n", [("wrong-type", 2, 1)], id="version-unquoted"),
        pytest.param("name: A\nrevised: soon\n", [("wrong-type", 2, 1)], id="date-in-words"),
        pytest.param("name: A\nrevised: '2025-07-07'\n", [("wrong-type", 2, 1)], id="date-quoted"),
        pytest.param("name: A\nrevised: 2025-02-30\n", [("bad-value", 2, 10)], id="no-real-date"),
        pytest.param("name: A\nrevised: !x 1\n", [("yaml-tag", 2, 10)], id="tagged"),
        pytest.param("name: A\nweb: ftp://x\n", [("bad-value", 2, 1)], id="pattern"),
        pytest.param("name: nonsense\n", [("bad-value", 1, 1)], id="own-rule"),
        pytest.param("- name\n", [("wrong-type", 1, 1)], id="list-for-file"),
        pytest.param("just text\n", [("wrong-type", 1, 1)], id="text-for-file"),
        pytest.param("name: A\ncolors: {../x: red}\n", [("bad-id", 2, 10)], id="id-climbs-out"),
        pytest.param(
            "name: A\ncolors: {a: 1, b: 2}\n",
            [("wrong-type", 2, 10), ("wrong-type", 2, 16)],
            id="two-in-one-line",
        ),
        pytest.param("name: A\ncolors: [red]\n", [("wrong-type", 2, 1)], id="list-for-mapping"),
        pytest.param(
            "name: A\nblocks: {a: {nte: x}}\n", [("unknown-block", 2, 10)], id="misspelt-kind"
        ),
        pytest.param(
            "name: A\nblocks: {a: 5, b: }\n",
            [("unknown-block", 2, 10), ("unknown-block", 2, 16)],
            id="no-kind",
        ),
        pytest.param(
            "name: A\nblocks: {a: {items: []}}\n", [("empty-list", 2, 14)], id="empty-list"
        ),
        pytest.param(
            "name: A\nblocks: {a: {items: [a, b, c]}}\n", [("too-long", 2, 14)], id="too-long"
        ),
        pytest.param(
            "name: A\nblocks:\n  a:\n    items: [a, '']\n", [("empty-text", 4, 16)], id="empty-item"
        ),
    ],
)
def test_places(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert facts(problems(text)) == expected


def test_places_inside_a_block_whose_kind_is_also_a_key() -> None:
    found = problems(
        "name: A\n"
        "blocks:\n"
        "  note:\n"
        "    note: one\n"
        "    doses:\n"
        "      doses:\n"
        "        amount: 0\n"
        "      note: {unit: mg}\n"
        "      c: {amount: 1, unit: kg}\n"
        "  other: {note: x, heading: y}\n"
    )
    assert facts(found) == [
        ("bad-value", 7, 9),
        ("missing-field", 8, 7),
        ("bad-value", 9, 22),
        ("unknown-key", 10, 20),
    ]


def test_everything_wrong_is_told_in_the_order_of_the_file() -> None:
    found = problems(
        "web: ftp://x\nversion: 1.10\nrevised: 2025-02-30\nversion: '2'\n"
        "colour: x\nblocks: {B: {note: x}, a: {nose: x}}\n"
    )
    assert facts(found) == [
        ("bad-value", 1, 1),
        ("missing-field", 1, 1),
        ("wrong-type", 2, 1),
        ("bad-value", 3, 10),
        ("duplicate-key", 4, 1),
        ("unknown-key", 5, 1),
        ("bad-id", 6, 10),
        ("unknown-block", 6, 24),
    ]


def test_a_problem_of_the_source_comes_with_a_value_that_is_right_otherwise() -> None:
    value, found = check("name: A\nname: B\n")
    assert value
    assert value.name == "A"
    assert facts(found) == [("duplicate-key", 2, 1)]


def test_a_library_of_records() -> None:
    text = "a: {amount: 1}\n../b: {amount: 2}\nc: {amuont: 3}\n"
    value, found = validate(dict[Id, Dose], parse_yaml(text, Path("x.yaml")))
    assert value is None
    assert facts(found) == [("bad-id", 2, 1), ("missing-field", 3, 1), ("unknown-key", 3, 5)]
    assert "'amount'" in found[2].hint


def hints(text: str) -> dict[str, str]:
    return {found.code: found.hint for found in problems(text)}


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        ("name: A\nverison: x\n", "unknown-key", "version"),
        ("name: A\nblocks: {a: {nte: x}}\n", "unknown-block", "note"),
        ("name: A\nblocks: {a: {note: x, dosis: {}}}\n", "unknown-key", "doses"),
        ("name: A\nblocks: {a: {note: x, doses: {b: {perday: 2}}}}", "unknown-key", "per-day"),
    ],
)
def test_a_near_miss_names_what_was_meant(text: str, code: str, meant: str) -> None:
    assert hints(text)[code] == f"did you mean {meant!r}?"


def test_a_key_of_another_place_is_not_its_own_correction() -> None:
    hint = hints("name: A\nblocks: {a: {note: x, version: y}}\n")["unknown-key"]
    assert "did you mean" not in hint
    assert "indented" in hint


def test_a_block_of_no_kind_is_told_all_kinds() -> None:
    hint = hints("name: A\nblocks: {a: 5}\n")["unknown-block"]
    assert all(name in hint for name in ("note", "items"))


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("1", 'put it in quotes: "1"'),
        ("1.10", "put it in quotes"),
        ("true", "put it in quotes"),
        ("2025-7-7", "put it in quotes"),
    ],
)
def test_what_looks_like_a_number_is_to_be_quoted(value: str, hint: str) -> None:
    assert hints(f"name: A\nversion: {value}\n") == {"wrong-type": hint}


def test_a_date_is_to_be_written_without_quotes() -> None:
    hint = hints("name: A\nrevised: '2025-07-07'\n")["wrong-type"]
    assert "without quotes" in hint
    assert "2025-07-07" in hint


def test_a_missing_field_is_named() -> None:
    (found,) = problems("blocks: {}\n")
    assert "'name'" in found.message
    assert "name:" in found.hint


def test_messages_name_the_value_found() -> None:
    (found,) = problems("name: A\nblocks: {a: {note: x, doses: {b: {amount: 1, unit: kg}}}}\n")
    assert "blocks.a.doses.b.unit" in found.message
    assert "'kg'" in found.message


# What is left when everything wrong is taken out


def saved(text: str) -> Medicine | None:
    found = salvage(Medicine, parse_yaml(text, Path("medicine.yaml")))
    assert found is None or isinstance(found, Medicine)
    return found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("version: 1", {}),
        ("nmae: B", {}),
        ("revised: 2025-02-30", {}),
        ("colors: {a: 1, b: red, C: red}", {"colors": {"b": "red"}}),
        ("blocks: {a: {items: [x, '']}, b: {items: [x]}}", {"blocks": {"b": {"items": ["x"]}}}),
        ("blocks: {a: {items: 5}, b: {items: [x]}}", {"blocks": {"b": {"items": ["x"]}}}),
        ("blocks: {a: 5, c: {note: x}}", {"blocks": {"c": {"note": "x"}}}),
        ("blocks: {a: , c: {note: x}}", {"blocks": {"c": {"note": "x"}}}),
        (
            "blocks: {a: {note: x, doses: {b: {amount: a}, c: {amount: 2, unit: kg}}}}",
            {"blocks": {"a": {"note": "x", "doses": {"c": {"amount": 2}}}}},
        ),
    ],
)
def test_what_is_sound_is_left(text: str, left: dict[str, Any]) -> None:
    assert saved(f"name: A\n{text}\n") == Medicine.model_validate({"name": "A", **left})


@pytest.mark.parametrize("text", ["- a\n", "text\n", "version: x\n", "name: nonsense\n"])
def test_nothing_is_left_without_what_is_needed(text: str) -> None:
    assert saved(text) is None


WORDS = st.sampled_from(["name", "version", "blocks", "note", "items", "doses", "amount", "B"])
SCALARS = st.sampled_from([None, "", "x", 1, "2025-01-01", True])
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=10,
)


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(WORDS, TREES, max_size=4))
def test_any_data_is_checked_and_salvaged(data: dict[str, Any]) -> None:
    text = json.dumps({"name": "A", **data})
    value, found = check(text)
    assert (value is None) == bool(found)
    assert all(problem.location.line == 1 for problem in found)
    if value is not None:
        assert saved(text) == value
    else:
        saved(text)
