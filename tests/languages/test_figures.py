"""Figures in running text: the digits of the table, and what is left as it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.languages.conftest import LANGUAGES

from polyleaf.languages.figures import set_figures

EGYPT = LANGUAGES["ar"].model_copy(update={"digits": "arab"})
WESTERN = LANGUAGES["ar"]
HINDI = LANGUAGES["hi"].model_copy(update={"digits": "deva"})


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("خذ 2 قرص كل 12 ساعة", "خذ ٢ قرص كل ١٢ ساعة"),
        ("(3 مرات)", "(٣ مرات)"),
        ("7.", "٧."),
        ("25%", "٢٥٪"),
        ("25 %", "٢٥ ٪"),
        ("2–3 أيام", "٢–٣ أيام"),
        ("5، 6", "٥، ٦"),
        ("۴۵٫۶ مرة", "٤٥٫٦ مرة"),
    ],
)
def test_figures_take_the_digits_of_the_table(typed: str, printed: str) -> None:
    assert set_figures(typed, EGYPT) == printed


def test_a_full_stop_in_a_number_would_look_like_a_zero() -> None:
    assert set_figures("38.5 1,000", EGYPT) == "38.5 1,000"  # two numbers side by side: a phone?
    assert set_figures("38.5 و 1,000", EGYPT) == "٣٨٫٥ و ١٬٠٠٠"
    assert set_figures("38.5", HINDI) == "३८.५"


@pytest.mark.parametrize(
    "text",
    [
        "1-800-555-0199",
        "+1 (800) 555-0199",
        "(800) 555-0199",
        "+44 20 7946 0958",
        "20 mg",
        "20\u00a0mg",
        "4mL",
        "38 °C",
        "15–25 °C",
        "HSV-1",
        "T4",
        "10^6",
        "1/2",
        "10:30",
        "2025-07-07",
        "https://example.org/a/12",
        "info24@example.org",
        "10 × 2",
        "CD8+",
    ],
)
@pytest.mark.parametrize("language", [EGYPT, HINDI], ids=["arab", "deva"])
def test_what_stays_as_it_was_typed(text: str, language: object) -> None:
    assert set_figures(text, language) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("٢٥٪ و ٣٨٫٥ °C", "25% و 38.5 °C"),
        ("۱٬۰۰۰", "1,000"),
        ("٢–٣", "2–3"),
        ("عام ٢٠٢٥.", "عام 2025."),
        ("a٫b", "a٫b"),
    ],
)
def test_a_language_with_western_digits_prints_no_others(typed: str, printed: str) -> None:
    assert set_figures(typed, WESTERN) == printed


@given(st.text(st.sampled_from("0123456789٠١٢٣۴५ .,–-%٪/:()+a°مब\u00a0")))
def test_values_are_kept(text: str) -> None:
    for language in (EGYPT, WESTERN, HINDI):
        assert values(set_figures(text, language)) == values(text)


def values(text: str) -> str:
    """Return the text with every figure in Western digits and signs."""
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return digits.translate(str.maketrans("٫٬٪", ".,%"))
