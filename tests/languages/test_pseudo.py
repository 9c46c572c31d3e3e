"""Text of a pseudolocale: unlike English in one way each, and otherwise the same."""

from __future__ import annotations

import calendar
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyleaf.languages.pseudo import pseudo_text
from polyleaf.languages.table import DayPeriods, Language, ListPattern, load_languages
from polyleaf.languages.typography import mark_breaks
from polyleaf.reading.source import load_yaml

LOCALES = Path(__file__).parents[2] / "locales"
TABLE = load_languages([LOCALES / "pseudolocales.yaml"])
EXPANDED, MIRRORED, TALL, UNSPACED, DIGITS = TABLE.values()
SENTENCE = (
    "Your care team will check you often. Tell them about anything new or unusual, at any hour; "
    "side effects are easier to treat early, aren't they? Of 25 people, 7 had a fever."
)
EVERY_LETTER = "The quick brown fox jumps over the lazy dog, JUST AS IT DID THE LAST WEEK"

every_pseudolocale = pytest.mark.parametrize("language", TABLE.values(), ids=lambda x: x.tag)


def scripts(text: str) -> set[str]:
    return {unicodedata.name(char).split()[0] for char in text if char.isalpha()}


def test_there_is_one_of_each_kind() -> None:
    assert [(tag, language.pseudo) for tag, language in TABLE.items()] == [
        ("qps-ploc", "expanded"),
        ("qps-plocm", "mirrored"),
        ("qps-ploct", "tall"),
        ("qps-plocs", "unspaced"),
        ("qps-plocd", "digits"),
    ]


def test_none_is_in_the_table_of_languages() -> None:
    languages = load_languages([LOCALES / "languages.yaml"])
    assert not set(TABLE) & set(languages)
    assert not [tag for tag, language in languages.items() if language.pseudo]


@every_pseudolocale
def test_the_words_of_its_entry_are_its_own(language: Language) -> None:
    said = language.english.removeprefix("Pseudolocale: ").capitalize()
    comma, last = (pseudo_text(word, language) for word in (",", "and"))
    assert language.name == pseudo_text(said, language)
    assert language.months == [pseudo_text(m, language) for m in calendar.month_name[1:]]
    am, pm = (pseudo_text(half, language) for half in ("am", "pm"))
    assert language.day_periods == DayPeriods(am=am, pm=pm)
    assert language.list_pattern == ListPattern(
        middle=f"{{0}}{comma} {{1}}", end=f"{{0}} {last} {{1}}"
    )


@every_pseudolocale
def test_it_is_set_as_the_language_whose_script_it_has(language: Language) -> None:
    model = {"Latn": "es", "Arab": "ar", "Khmr": "km", "Thai": "th"}[language.script]
    real = load_yaml(LOCALES / "languages.yaml").data[model]
    entry = load_yaml(LOCALES / "pseudolocales.yaml").data[language.tag]
    for field in ("direction", "leading", "line_breaker", "emphasis"):
        assert entry.get(field) == real.get(field)
    assert entry["fonts"] == real["fonts"] or language is DIGITS


@every_pseudolocale
def test_no_english_is_left(language: Language) -> None:
    assert not re.findall("[A-Za-z]", pseudo_text(EVERY_LETTER, language))


@pytest.mark.parametrize(
    ("language", "script", "text"),
    [
        (EXPANDED, "LATIN", "Ţááķéé Ñóó 2?"),
        (MIRRORED, "ARABIC", "تاكي نو 2؟"),
        (TALL, "KHMER", "ត្តាក្តឹ ន្តុំ 2?"),
        (UNSPACED, "THAI", "ตากีนู 2?"),
        (DIGITS, "LATIN", "Ţáķé Ñó २?"),
    ],
)
def test_what_it_looks_like(language: Language, script: str, text: str) -> None:
    shown = pseudo_text("Take No 2?", language)
    assert shown.replace("ÑÑ", "Ñ") == text
    assert scripts(pseudo_text(EVERY_LETTER, language)) == {script}


@pytest.mark.parametrize("language", [EXPANDED, MIRRORED, DIGITS], ids=lambda x: x.tag)
def test_every_letter_has_one_of_its_own(language: Language) -> None:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    assert len({pseudo_text(letter, language) for letter in alphabet}) == len(alphabet)


def test_expanded_is_two_fifths_longer() -> None:
    assert len(pseudo_text(SENTENCE, EXPANDED)) == pytest.approx(1.4 * len(SENTENCE), rel=0.03)


def test_mirrored_letters_join_and_its_signs_are_arabic() -> None:
    shown = pseudo_text(SENTENCE, MIRRORED)
    assert {unicodedata.bidirectional(char) for char in shown if char.isalpha()} == {"AL"}
    assert {"،", "؛", "؟"} <= set(shown)
    assert pseudo_text("1,000 and", MIRRORED) == "1,000 اند"


def test_tall_syllables_go_below_and_above_the_line() -> None:
    shown = pseudo_text("medicine", TALL)
    assert shown.count("\N{KHMER SIGN COENG}") == 4
    assert len([char for char in shown if unicodedata.category(char) == "Mn"]) == 8


def test_unspaced_has_no_space_between_words() -> None:
    shown = pseudo_text(SENTENCE, UNSPACED)
    assert not re.search(r"[ก-๛] [ก-๛]", shown)
    # Its words are no words of any dictionary, yet a line may break in it.
    pieces = mark_breaks(shown, UNSPACED.tag).split("\u200b")
    assert max(map(len, pieces)) < 30


@every_pseudolocale
@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_figures_keep_their_values(language: Language, number: int) -> None:
    shown = pseudo_text(f"after {number} days", language)
    found = re.findall(r"\d+", shown)
    assert [int(digits) for digits in found] == [number]
    native = language is DIGITS and number < 10**6  # more digits might be a phone number
    assert found[0].isascii() != native


@every_pseudolocale
@pytest.mark.parametrize(
    "kept",
    [
        "1-800-555-0199",
        "+44 20 7946 0000",
        "(555) 010-0199",
        "https://library.example/leaflets?id=1",
        "library.example/chat",
        "care@library.example",
        "T-VEC",
        "HSV-1",
        "B12",
    ],
)
def test_what_is_kept(language: Language, kept: str) -> None:
    assert f" {kept} " in pseudo_text(f"see {kept} now", language)


@every_pseudolocale
@pytest.mark.parametrize("unit", [" mg", "mg", " mL", " °C", " °F", " mg/kg", " µg/mL", " IU"])
def test_units_are_kept_behind_figures(language: Language, unit: str) -> None:
    digit = "४" if language is DIGITS else "4"
    assert f"{digit}{unit} " in pseudo_text(f"take 4{unit} now", language)
    assert unit.strip() not in pseudo_text(f"take mine{unit}", language) or "°" in unit


@every_pseudolocale
def test_a_word_behind_a_figure_is_no_unit(language: Language) -> None:
    assert not re.findall("[A-Za-z]", pseudo_text("4 minutes, 4 million, 4 grams", language))


@every_pseudolocale
@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_pseudotranslation(language: Language, text: str) -> None:
    shown = pseudo_text(text, language)
    assert shown == pseudo_text(text, language)
    assert bool(shown) == bool(text)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab yz,. 7-")))
def test_only_unspaced_drops_a_space_and_only_between_letters(text: str) -> None:
    assert pseudo_text(text, TALL).count(" ") == text.count(" ")
    shown = pseudo_text(text, UNSPACED)
    assert not [a for a, b in pairwise(shown.split(" ")) if a[-1:] > "~" and b[:1] > "~"]
