"""YAML that reads back as it was, and a glossary that only grows."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyleaf.diagnostics import InputError
from polyleaf.importers import merge_glossary, to_yaml
from polyleaf.reading.source import parse_yaml

ODD = [
    "no",
    "null",
    "~",
    "1",
    "1.0",
    "2025-1-5",
    "2025-02-30",
    "true",
    "- a",
    "a: b",
    "#",
    "'",
    '"',
]
# What a YAML file may hold (https://yaml.org/spec/1.2.2/#51-character-set).
PRINTABLE = st.characters(
    exclude_categories=["Cs", "Cc"],
    exclude_characters="\ufffe\uffff",
    include_characters="\t\n\x85",
)
WORDS = st.lists(
    st.sampled_from(["word", "longer-word", "{x}", "**b**", ":", "#", "é"]), max_size=40
)
TEXTS = st.sampled_from(ODD) | st.text(PRINTABLE, max_size=30) | WORDS.map(" ".join)
KEYS = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True) | st.sampled_from(ODD)
DATES = st.dates(min_value=datetime.date(1000, 1, 1))
VALUES = st.recursive(
    TEXTS | DATES | st.integers(-1000, 1000) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
LEAFLETS = st.fixed_dictionaries({"sections": st.dictionaries(KEYS, VALUES, max_size=4)})
FILE = Path("made-up.yaml")
NEW = {"zeta": {"term": "Zeta", "url": "https://zeta.example/?id=1&x=2"}}


@given(st.dictionaries(KEYS, VALUES, max_size=5), LEAFLETS)
def test_data_reads_back_as_it_was(fields: dict[str, Any], sections: dict[str, Any]) -> None:
    data = {**{key: value for key, value in fields.items() if key != "sections"}, **sections}
    source = parse_yaml(to_yaml(data), FILE)
    assert source.data == data
    assert not source.diagnostics


def test_yaml_is_readable() -> None:
    shared = ["a", "b"]
    long = "A text of many words is folded so that a line fits on the screen of an editor. " * 2
    data = {
        "title": "Zéta: 治疗",
        "topics": shared,
        "more": shared,
        "date": datetime.date(2025, 1, 5),
        "version": "1",
        "sections": {"one": {"heading": "One"}, "two": {"content": {"text": long.strip()}}},
    }
    assert to_yaml(data) == (
        "title: 'Zéta: 治疗'\n"
        "topics: [a, b]\n"
        "more: [a, b]\n"
        "date: 2025-01-05\n"
        "version: '1'\n"
        "\n"
        "sections:\n"
        "  one:\n"
        "    heading: One\n"
        "\n"
        "  two:\n"
        "    content:\n"
        "      text: >-\n"
        "        A text of many words is folded so that a line fits on the screen of an editor.\n"
        "        A text of many words is folded so that a line fits on the screen of an editor.\n"
    )


@pytest.mark.parametrize(
    "existing",
    ["", "# Words to know.\n", "a:  {term: A, meaning: b}  # first", "a:\r\n  term: A\r\n  url: b"],
)
def test_glossary_keeps_its_text(existing: str) -> None:
    merged = merge_glossary(existing, NEW)
    assert merged.startswith(existing)
    assert merged.endswith("zeta:\n  term: Zeta\n  url: https://zeta.example/?id=1&x=2\n")
    assert parse_yaml(merged, FILE).data["zeta"] == NEW["zeta"]


def test_known_terms_are_left_alone() -> None:
    existing = "zeta: {term: Z, meaning: the last}"
    assert merge_glossary(existing, NEW) == existing


@pytest.mark.parametrize(
    "existing", ["{a: {term: A, meaning: b}}", "a: {term: A}\n...\n", "- a", "a: ["]
)
def test_glossary_that_cannot_grow_is_refused(existing: str) -> None:
    with pytest.raises(InputError):
        merge_glossary(existing, NEW, FILE)
