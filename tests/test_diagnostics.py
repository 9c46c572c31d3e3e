"""The record of what went wrong: how it prints, how it sorts, what it suggests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyleaf.diagnostics import (
    Diagnostic,
    InputError,
    Location,
    PolyleafError,
    Severity,
    UsageError,
    did_you_mean,
    has_errors,
)

HERE = Location(Path("leaflets/a.yaml"), 3, 7)
ERROR = Diagnostic("unknown-key", HERE, "unknown key 'titel'", "did you mean 'title'?")
WARNING = Diagnostic("too-long", HERE, "it is long", severity=Severity.WARNING)
NOTE = Diagnostic("moved", HERE, "it moved", severity=Severity.NOTE)


def test_a_diagnostic_prints_its_place_level_and_code_first() -> None:
    assert str(ERROR) == (
        "leaflets/a.yaml:3:7: error[unknown-key] unknown key 'titel'\n  hint: did you mean 'title'?"
    )
    assert str(WARNING) == "leaflets/a.yaml:3:7: warning[too-long] it is long"


def test_a_place_that_is_only_a_file() -> None:
    assert str(Location(Path("a") / "b.yaml")) == "a/b.yaml:0:0"


def test_the_object_that_json_prints() -> None:
    assert json.loads(json.dumps(ERROR.as_dict())) == {
        "file": "leaflets/a.yaml",
        "line": 3,
        "column": 7,
        "severity": "error",
        "code": "unknown-key",
        "message": "unknown key 'titel'",
        "hint": "did you mean 'title'?",
    }
    assert NOTE.as_dict()["severity"] == "note"
    assert NOTE.as_dict()["hint"] == ""


def test_places_sort_by_file_line_and_column() -> None:
    a, b = Path("a.yaml"), Path("b.yaml")
    places = [
        Location(b, 1),
        Location(a, 10, 2),
        Location(a, 2, 9),
        Location(a, 10, 1),
        Location(a),
    ]
    assert [(at.file.stem, at.line, at.column) for at in sorted(places)] == [
        ("a", 0, 0),
        ("a", 2, 9),
        ("a", 10, 1),
        ("a", 10, 2),
        ("b", 1, 0),
    ]


@pytest.mark.parametrize("kind", [PolyleafError, InputError, UsageError])
def test_an_error_carries_and_prints_its_diagnostics(kind: type[PolyleafError]) -> None:
    error = kind(problem for problem in (ERROR, WARNING))
    assert error.diagnostics == (ERROR, WARNING)
    assert str(error) == f"{ERROR}\n{WARNING}"
    assert isinstance(error, PolyleafError)


@pytest.mark.parametrize(
    ("diagnostics", "expected"),
    [([], False), ([WARNING, NOTE], False), ([WARNING, ERROR], True), (iter([ERROR]), True)],
)
def test_only_errors_are_errors(diagnostics: list[Diagnostic], expected: bool) -> None:  # noqa: FBT001 - the answer
    assert has_errors(diagnostics) is expected


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("titel", ["title", "summary"], "did you mean 'title'?"),
        ("bullet", ["steps", "bullets"], "did you mean 'bullets'?"),
        ("dat", ["date", "data"], "did you mean 'data' or 'date'?"),
        ("zebra", ["title", "summary"], ""),
        ("", ["title"], ""),
        ("title", [], ""),
        ("TITLE", ["title"], ""),
    ],
)
def test_near_misses(word: str, known: list[str], hint: str) -> None:
    found = did_you_mean(word, known)
    assert sorted(found.split("'")[1::2]) == sorted(hint.split("'")[1::2])
    assert bool(found) == bool(hint)


def test_no_more_than_three_near_misses_are_named() -> None:
    assert did_you_mean("ab", ["aba", "abb", "abc", "abd", "abe"]).count("'") == 6


@given(st.text(max_size=10), st.lists(st.text(max_size=10), max_size=5))
def test_a_suggestion_is_a_known_word(word: str, known: list[str]) -> None:
    hint = did_you_mean(word, known)
    assert not hint or any(repr(name) in hint for name in known)
