"""`stray-markup`: what CommonMark does not take for markup is not printed with its signs."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.checks.markup import stray_markup
from polyleaf.diagnostics import Location

HERE = Location(Path("leaflet.yaml"), 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "**강조(중요)**를",
        "[see [@a]](https://a.example)",
        "[a [b](https://b.example)](#c)",
        "x **y",
    ],
)
def test_signs_that_would_be_printed(text: str) -> None:
    (found,) = stray_markup(text, HERE)
    assert (found.code, found.location) == ("stray-markup", HERE)


@pytest.mark.parametrize(
    "text",
    [
        "**강조**를",
        "[see](https://a.example) [@a]",
        "2 * 3 [x] (y) a@b.example",
        r"\*\*",
        "f(x)[0]",
    ],
)
def test_signs_that_are_meant(text: str) -> None:
    assert list(stray_markup(text.replace(r"\*\*", "*"), HERE)) == []
