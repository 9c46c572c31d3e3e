"""Figures, number words and what they count are read alike in every script."""

from __future__ import annotations

import pytest

from polyleaf.checks.pairs.quantities import quantities


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("38.5 °C", "en", [("77/2", "°c")]),
        ("٣٨٫٥ °م", "ar", [("77/2", "°c")]),
        ("1.000 mg", "de", [("1000", "mg")]),
        ("2½ tablets", "en", [("5/2", "tablet")]),
        ("80–130 мг/дл", "ru", [("80", "mg/dl"), ("130", "mg/dl")]),
        ("twice a week", "en", [("2", "time"), ("1", "week")]),
        ("every other day", "en", [("2", "day")]),
        ("1日おき", "ja", [("2", "day")]),
        ("3 white tablets", "en", [("3", "tablet")]),
        ("25%", "en", [("25", "%")]),
        ("%25", "tr", [("25", "%")]),
        ("siku 3", "sw", [("3", "day")]),
        ("Call 617-555-0147.", "en", []),
        ("www.example.org/2", "en", []),
    ],
)
def test_what_a_text_counts(text: str, tag: str, expected: list[tuple[str, str]]) -> None:
    found = quantities(text, tag, source=True)
    assert [(min(q.readings), q.unit) for q in found] == expected


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("6:30 p.m.", "en", {"18:30"}),
        ("6:30", "en", {"06:30", "18:30"}),
        ("18:30", "ru", {"18:30"}),
        ("오전 3시 10분", "ko", {"03:10"}),
        ("8 p.m.", "en", {"20", "20:00"}),
        ("8 вечера", "ru", {"20", "20:00"}),
        ("2.30", "de", {"23/10", "02:30"}),
    ],
)
def test_what_a_clock_says(text: str, tag: str, expected: set[str]) -> None:
    assert set(quantities(text, tag, source=tag == "en")[0].readings) == expected
