"""Checks of a translation's form: each finds its defect, and nothing in a text without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.checks.pairs.catalogs import check_pair
from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Location
from polyleaf.translation.catalog import Message
from polyleaf.translation.termbase import Term

PLACE = Location(Path("flu.po"), 7, 1)
SCRIPTS = {"ar": "Arab", "ru": "Cyrl", "zh-Hans": "Hans", "km": "Khmr", "hi": "Deva"}
TERMS = (Term("flu", ("gripe",), ("resfriado",)),)


def codes(source: str, target: str, tag: str, limit: int | None = None) -> list[str]:
    message = Message("a", source, target, PLACE, max_length=limit)
    pair = Pair(message, "en", tag, SCRIPTS.get(tag, "Latn"), TERMS if tag == "es" else ())
    return sorted({d.code for d in check_pair(pair)})


@pytest.mark.parametrize(
    ("source", "target", "tag", "expected"),
    [
        ("Rest at home.", "Descanse en casa.", "es", []),
        ("Rest at home today.", "Rest at home today.", "es", ["untranslated-text"]),
        (
            "Rest. Drink a lot of water.",
            "Descanse. Drink a lot of water.",
            "es",
            ["untranslated-text"],
        ),
        ("melanoma", "melanoma", "es", []),
        ("melanoma", "melanoma", "ru", ["untranslated-text", "wrong-script"]),
        ("Imlygic 4 mL", "Imlygic 4 mL", "es", []),
        ("Rest at home.", "Отдыхайте дома.", "es", ["wrong-script"]),
        ("Rest at home.", "descansen trankilo hoy.", "ru", ["wrong-script"]),
        ("Rest at home.", "請在家休息。", "zh-Hans", ["wrong-script"]),
        ("Rest 5 hours, then 6.", "استرح ٥ ساعات ثم 6.", "ar", ["mixed-digits"]),
        ("Take 200 mg in 5 hours.", "تناول 200 mg خلال ٥ ساعات.", "ar", []),
        ("rest, drink, sleep", "descanso, agua, nunca", "es", []),
        ("Rest.", "\u2067استرح.", "ar", ["unbalanced-bidi"]),
        ("Rest.", "\u2067استرح.\u2069", "ar", []),
        ("Rest.", "Reposez-vous, mame\u0301.", "fr", ["unicode-form"]),
        ("Rest.", "Descanse. ", "es", ["edge-space"]),
        ("**Rest** now.", "Descanse ahora.", "es", ["emphasis-mismatch"]),
        ("The flu is here.", "La gripe está aquí.", "es", []),
        ("The flu is here.", "El catarro está aquí.", "es", ["term-mismatch"]),
        ("HSV-1 is common.", "El HSV-2 es común.", "es", ["figure-mismatch"]),
        ("Rest at home.", "No descanse en casa.", "es", ["negation-added"]),
        ("See [@a2024] at home.", "Véase en casa [@a2024].", "es", []),
    ],
)
def test_the_form_of_a_translation(source: str, target: str, tag: str, expected: list[str]) -> None:
    assert codes(source, target, tag) == expected


@pytest.mark.parametrize(
    ("target", "message", "hint"),
    [
        ("Hasta 40 mL a 38 °C.", "has 40 mL where the source has 4 mL", "write 4 mL"),
        ("Hasta 4 L a 38 °C.", "has 4 L where the source has 4 mL", "write the unit of the source"),
        ("Hasta 4 mL a 28 °C.", "has 28 °C where the source has 38 °C", "write 38 °C"),
    ],
)
def test_units_are_named_as_they_are_written(target: str, message: str, hint: str) -> None:
    pair = Pair(Message("a", "Up to 4 mL at 38 °C.", target, PLACE), "en", "es", "Latn", ())
    (found,) = check_pair(pair)
    assert found.message == f"the translation of 'a' {message}"
    assert found.hint == hint


def test_a_text_may_be_as_long_as_its_comment_says() -> None:
    assert codes("Rest.", "Descanse.", "es", 9) == []
    assert codes("Rest.", "Descanse.", "es", 8) == ["too-long"]


def test_a_language_without_a_list_of_negations_is_not_checked_for_them() -> None:
    assert codes("Do not drive.", "Abc def.", "xx") == []
