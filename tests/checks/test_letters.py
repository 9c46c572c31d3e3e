"""`wrong-letter`: letters of a neighbouring language or script."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_project import SmallProject

from polyleaf.checks import letters
from polyleaf.diagnostics import Location, Severity
from polyleaf.languages.table import Language, load_languages


@pytest.fixture(scope="module")
def table() -> dict[str, Language]:
    root = Path(__file__).parents[2]
    table = load_languages([root / "locales" / "languages.yaml"])
    persian = table["fa"].model_copy(update={"lookalikes": {"ي": "ی", "ك": "ک"}})
    return {**table, "fa": persian}


def wrong(text: str, language: Language) -> list[str]:
    place = Location(Path("x.po"), 3, 1)
    found = list(letters.check_texts({"dose/a": text}, language, lambda _: place))
    assert {(d.code, d.severity, d.location) for d in found} <= {
        ("wrong-letter", Severity.ERROR, place)
    }
    assert all("'dose/a'" in d.message and "U+" in d.message and "U+" in d.hint for d in found)
    return [d.message.split(" has ")[1][1] for d in found]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("fa", "یک کتاب", []),
        ("fa", "يک كتاب", ["ك", "ي"]),
        ("fa", "[يک](https://x.example/ك)", ["ي"]),
        ("ar", "يك", []),
        ("pl", "tаbletka", ["а"]),
        ("pl", "tabletka", []),
        ("ru", "тaблетка", ["a"]),
        ("ru", "таблетка Imlygic T-VEC", []),
        ("ru", "ВИЧ-позитивный, β-блокатор", []),
        ("uk", "пiгулка", ["i"]),
        ("en", "TNFα and IFNγ, µg", []),
        ("en", "Москва", []),
        ("en", "ТЕСТ", []),
    ],
)
def test_letters(table: dict[str, Language], tag: str, text: str, expected: list[str]) -> None:
    assert wrong(text, table[tag]) == expected


def test_a_translation_with_a_wrong_letter_is_refused(project: SmallProject) -> None:
    project.leaflet("flu", "Call us.")
    messages = {"what/meaning": ("Call us.", "Llámenos, pоr favor.")}  # a Cyrillic о
    project.catalog("flu", "es", messages)
    outcome = project.polyleaf("check")
    assert (outcome.status, outcome.codes) == (1, ["wrong-letter"])
    assert outcome.problems[0].file.endswith("flu.po")


def test_a_source_text_with_a_wrong_letter_is_refused(project: SmallProject) -> None:
    project.leaflet("flu", "Call us nоw.")
    (problem,) = project.polyleaf("check").problems
    assert problem.place == ("wrong-letter", 10, 7)
