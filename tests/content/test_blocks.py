"""The kinds of block: how each is told, what each holds, and what is wrong with one."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter
from tests.content.conftest import Load
from tests.reading.facts import facts

from polyleaf.content.blocks import (
    BLOCK_KINDS,
    Block,
    Bullets,
    Callout,
    Phrase,
    ResolvedPhrase,
    Table,
    kind_of,
    map_block,
)
from polyleaf.content.leaflets import LoadedLeaflet

EXAMPLES: dict[str, Any] = {
    "paragraph": "a text",
    "bullets": {"bullets": {"a": "x"}},
    "steps": {"steps": {"a": "x"}},
    "questions": {"questions": {"a": "x"}},
    "write-in": {"write-in": "x"},
    "phrase": {"phrase": "a"},
    "definitions": {"definitions": {"a": {"term": "x", "meaning": "y"}}},
    "contacts": {"contacts": {"a": {"name": "x"}}},
    "figure": {"figure": "a.svg", "alt": "x"},
    "table": {"table": {"columns": {"a": "x"}, "rows": {"b": {"a": "y"}}}},
    "callout": {"callout": "info", "heading": "x", "bullets": {"a": "y"}},
}


def block(data: object) -> Any:  # noqa: ANN401 - any block
    return TypeAdapter(Block).validate_python(data)


def test_there_is_an_example_of_every_kind() -> None:
    assert set(EXAMPLES) == {"paragraph", *BLOCK_KINDS}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_a_kind_is_told_before_and_after_reading(kind: str) -> None:
    assert kind_of(EXAMPLES[kind]) == kind
    assert kind_of(block(EXAMPLES[kind])) == kind


@pytest.mark.parametrize("data", [None, 5, True, [], {}, {"heading": "x"}, {"type": "bullets"}])
def test_what_is_no_block_has_no_kind(data: object) -> None:
    assert kind_of(data) is None


def test_a_resolved_phrase_is_still_a_phrase() -> None:
    resolved = ResolvedPhrase(phrase="call-us", text="Call us.")
    assert kind_of(resolved) == "phrase"
    changed = resolved.map_texts("ignored", lambda unit, text: f"{unit}: {text}")
    assert changed == ResolvedPhrase(phrase="call-us", text="phrases/call-us: Call us.")


def test_a_phrase_has_no_unit_of_its_own() -> None:
    phrase = Phrase(phrase="call-us")
    assert phrase.map_texts("a/b", lambda _unit, _text: pytest.fail("a unit")) is phrase


@pytest.mark.parametrize(
    ("kind", "units"),
    [
        ("paragraph", ["s/b"]),
        ("bullets", ["s/b/a"]),
        ("steps", ["s/b/a"]),
        ("questions", ["s/b/a"]),
        ("write-in", ["s/b"]),
        ("phrase", []),
        ("definitions", ["s/b/a/term", "s/b/a/meaning"]),
        ("contacts", ["s/b/a/name"]),
        ("figure", ["s/b/alt"]),
        ("table", ["s/b/columns/a", "s/b/rows/b/a"]),
        ("callout", ["s/b/heading", "s/b/a"]),
    ],
)
def test_units_of_each_kind(kind: str, units: list[str]) -> None:
    found: list[str] = []

    def change(unit: str, text: str) -> str:
        found.append(unit)
        return f"new {text}"

    changed = map_block(block(EXAMPLES[kind]), "s/b", change)
    assert found == units
    assert str(changed).count("new ") == len(units)


def test_every_kind_is_in_the_example_file(every_block: LoadedLeaflet) -> None:
    sections = every_block.leaflet.sections.values()
    assert {kind_of(b) for s in sections for b in s.content.values()} == set(EXAMPLES)


def test_a_callout_that_has_bullets_is_a_callout() -> None:
    data = {"callout": "urgent", "heading": "x", "bullets": {"a": "y"}}
    assert isinstance(block(data), Callout)
    assert isinstance(block({"bullets": {"callout": "y"}}), Bullets)


@pytest.mark.parametrize("header", ["row", "column", "both"])
def test_headers_of_a_table(header: str) -> None:
    table = block({"table": {**EXAMPLES["table"]["table"], "header": header}})
    assert isinstance(table, Table)
    assert table.table.header == header


@pytest.mark.parametrize("phone", ["112", "1-800-555-0199", "+44 20 7946 0958", "116 117"])
def test_phone_numbers(phone: str) -> None:
    assert block({"contacts": {"a": {"name": "x", "phone": phone}}})


# The content begins on line 10, and its first column is 7.
PROBLEMS: dict[str, tuple[str, list[tuple[str, int, int]]]] = {
    "unknown kind": ("b: {bullet: {a: x}}", [("unknown-block", 10, 7)]),
    "no kind": ("b: {heading: x}", [("unknown-block", 10, 7)]),
    "number for a block": ("b: 5", [("unknown-block", 10, 7)]),
    "list for a block": ("b: [x]", [("unknown-block", 10, 7)]),
    "nothing for a block": ("b:", [("unknown-block", 10, 7)]),
    "empty paragraph": ("b: ''", [("empty-text", 10, 7)]),
    "two kinds": ("b: {bullets: {a: x}, steps: {a: x}}", [("unknown-key", 10, 28)]),
    "list without ids": ("b:\n  bullets: [x, y]", [("wrong-type", 11, 9)]),
    "empty list": ("b: {bullets: {}}", [("empty-list", 10, 11)]),
    "empty bullet": ("b: {bullets: {a: ' '}}", [("empty-text", 10, 21)]),
    "bullet that is a block": ("b: {bullets: {a: {bullets: {c: x}}}}", [("wrong-type", 10, 21)]),
    "item id climbs out": ("b: {steps: {../a: x}}", [("bad-id", 10, 19)]),
    "block id climbs out": ("../b: x", [("bad-id", 10, 7)]),
    "no lines to write on": ("b: {write-in: x, lines: 0}", [("bad-value", 10, 24)]),
    "many lines to write on": ("b: {write-in: x, lines: 31}", [("bad-value", 10, 24)]),
    "lines as text": ("b: {write-in: x, lines: three}", [("wrong-type", 10, 24)]),
    "underscore": ("b: {write_in: x}", [("unknown-block", 10, 7)]),
    "phrase with text": ("b: {phrase: Call us!}", [("bad-id", 10, 11)]),
    "term without meaning": ("b: {definitions: {a: {term: x}}}", [("missing-field", 10, 25)]),
    "no phone": ("b: {contacts: {a: {name: x, phone: call us}}}", [("bad-value", 10, 35)]),
    "phone as number": ("b: {contacts: {a: {name: x, phone: 112}}}", [("wrong-type", 10, 35)]),
    "no web address": ("b: {contacts: {a: {name: x, web: 'x.y'}}}", [("bad-value", 10, 35)]),
    "script address": (
        "b: {contacts: {a: {name: x, web: 'javascript:a'}}}",
        [("bad-value", 10, 35)],
    ),
    "figure without alt": ("b:\n  figure: a.svg", [("missing-field", 10, 7)]),
    "figure with empty alt": ("b:\n  figure: a.svg\n  alt: ''", [("empty-text", 12, 9)]),
    "legend as list": (
        "b:\n  figure: a.svg\n  alt: x\n  legend: [a]",
        [("wrong-type", 13, 9)],
    ),
    "callout of no kind": (
        "b: {callout: danger, heading: x, bullets: {a: y}}",
        [("bad-value", 10, 11)],
    ),
    "callout without heading": ("b: {callout: info, bullets: {a: y}}", [("missing-field", 10, 7)]),
    "empty callout": ("b: {callout: info, heading: x}", [("bad-value", 10, 7)]),
    "problems inside a callout": (
        "b:\n  callout: info\n  heading: x\n  content:\n    p:\n    c: {callout: x, bullets: {}}",
        [("unknown-block", 14, 11), ("missing-field", 15, 11), ("bad-value", 15, 15)],
    ),
    "table without rows": ("b: {table: {columns: {a: x}}}", [("missing-field", 10, 11)]),
    "rows with wrong cells": (
        "b: {table: {columns: {a: A, b: B}, rows: {c: {a: x}, d: {a: x, b: y}, e: {b: y, a: x}}}}",
        [("bad-value", 10, 49), ("bad-value", 10, 77)],
    ),
    "unknown header": (
        "b: {table: {columns: {a: x}, rows: {c: {a: y}}, header: top}}",
        [("bad-value", 10, 55)],
    ),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_problems(name: str, load_content: Load) -> None:
    content, expected = PROBLEMS[name]
    loaded, problems = load_content(content)
    assert loaded is None
    assert facts(problems) == expected


def test_a_row_is_told_its_cells(load_content: Load) -> None:
    content = "b: {table: {columns: {drug: A, dose: B}, rows: {a: {drug: x}}}}"
    (problem,) = load_content(content)[1]
    assert "drug, dose" in problem.message


def test_a_list_may_be_long_but_not_endless(load_content: Load) -> None:
    items = ", ".join(f"i{n}: x" for n in range(200))
    assert load_content(f"b: {{bullets: {{{items}}}}}")[0]
    assert facts(load_content(f"b: {{bullets: {{{items}, more: x}}}}")[1]) == [("too-long", 10, 11)]
