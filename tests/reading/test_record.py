"""What every model of the content is made of."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from polyleaf.reading.record import FileId, Id, Record, Text, map_each


class Point(Record):
    x: int
    name: Text = "p"


def error_types(kind: Any, data: object) -> list[str]:  # noqa: ANN401 - any type
    with pytest.raises(ValidationError) as error:
        TypeAdapter(kind).validate_python(data)
    return [problem["type"] for problem in error.value.errors()]


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9", "com0"])
def test_no_file_is_called_as_a_device_of_windows_is(name: str) -> None:
    assert TypeAdapter(Id).validate_python(name) == name
    assert error_types(FileId, name) == ["value_error"]
    assert TypeAdapter(FileId).validate_python(f"{name}-x") == f"{name}-x"


@pytest.mark.parametrize("name", ["a", "a1", "1", "a-b-c", "side-effects", "a" * 80])
def test_ids(name: str) -> None:
    assert TypeAdapter(Id).validate_python(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "é",
        "a b",
        "a_b",
        "-a",
        "a-",
        "a--b",
        "a/b",
        "../a",
        "a.b",
        "a\n",
        "\na",
        "a\\b",
        "٣",
    ],
)
def test_no_ids(name: str) -> None:
    assert error_types(Id, name) == ["string_pattern_mismatch"]


def test_an_id_fits_a_file_name() -> None:
    assert error_types(Id, "a" * 81) == ["string_too_long"]


def test_texts_are_trimmed_and_not_empty() -> None:
    assert TypeAdapter(Text).validate_python("  two words \n") == "two words"
    assert error_types(Text, " \n\t ") == ["string_too_short"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"x": "1"}, ["int_type"]),
        ({"x": 1.0}, ["int_type"]),
        ({"x": True}, ["int_type"]),
        ({"x": 1, "name": 2}, ["string_type"]),
        ({"x": 1, "y": 2}, ["extra_forbidden"]),
        ({}, ["missing"]),
    ],
)
def test_a_record_converts_nothing_and_takes_nothing_more(
    data: dict[str, object], expected: list[str]
) -> None:
    assert error_types(Point, data) == expected


def test_a_record_never_changes() -> None:
    with pytest.raises(ValidationError):
        Point(x=1).x = 2  # type: ignore[misc] # that is the point


def test_map_each_names_each_unit_and_keeps_the_order() -> None:
    changed = map_each(
        {"b": "B", "c": None, "a": "A"}, "section/list", lambda unit, text: f"{unit}={text}"
    )
    assert list(changed.items()) == [("b", "section/list/b=B"), ("a", "section/list/a=A")]
