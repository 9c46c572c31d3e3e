"""Which families a language is set in: the project's choice before the table's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from polyleaf.diagnostics import Location
from polyleaf.languages.table import Language, load_languages
from polyleaf.reading.source import load_yaml
from polyleaf.typesetting.font_choice import choose_fonts, font_problems, locate_fonts
from polyleaf.typesetting.font_table import FontFamily

FAMILIES = {
    family.name: family
    for family in (
        FontFamily(name="Leaf Sans", file="a.ttf"),
        FontFamily(name="Leaf Sans Arabic", file="b.ttf"),
        FontFamily(name="House Naskh", file="c.ttf", leading=1.5),
        FontFamily(name="House Nastaliq", file="d.ttf", leading=2.4),
    )
}
LANGUAGES = """\
en: {name: English, english: English, script: Latn, fonts: [Leaf Sans]}
ar: {name: عربي, english: Arabic, script: Arab, fonts: [Leaf Sans Arabic, Leaf Sans], leading: 1.6}
ur:
  name: اردو
  english: Urdu
  script: Arab
  leading: 1.75
  fonts: [Leaf Sans Arabic, Leaf Sans]
"""


@pytest.fixture
def tables(tmp_path: Path) -> list[Path]:
    (tmp_path / "languages.yaml").write_text(LANGUAGES, encoding="utf-8")
    return [tmp_path / "languages.yaml"]


def chosen(tables: list[Path], choice: Mapping[str, Sequence[str]]) -> dict[str, Language]:
    return choose_fonts(load_languages(tables), choice, FAMILIES)


def test_without_a_choice_nothing_changes(tables: list[Path]) -> None:
    assert chosen(tables, {}) == load_languages(tables)


def test_a_choice_for_a_script_goes_before_the_languages_own(tables: list[Path]) -> None:
    found = chosen(tables, {"Arab": ["House Naskh"]})
    assert found["ar"].fonts == ["House Naskh", "Leaf Sans Arabic", "Leaf Sans"]
    assert found["ur"].fonts == ["House Naskh", "Leaf Sans Arabic", "Leaf Sans"]
    assert found["en"].fonts == ["Leaf Sans"]


def test_a_choice_for_a_language_wins_over_its_script(tables: list[Path]) -> None:
    found = chosen(tables, {"Arab": ["House Naskh"], "ur": ["House Nastaliq", "Leaf Sans"]})
    assert found["ar"].fonts[0] == "House Naskh"
    assert found["ur"].fonts == ["House Nastaliq", "Leaf Sans", "Leaf Sans Arabic"]


def test_the_leading_is_what_the_faces_need_and_never_less(tables: list[Path]) -> None:
    found = chosen(tables, {"Arab": ["House Naskh"], "ur": ["House Nastaliq"]})
    assert (found["ar"].leading, found["ur"].leading, found["en"].leading) == (1.6, 2.4, 1.45)


def problems(tables: list[Path], settings: str) -> list[tuple[str, int, int, str]]:
    file = tables[0].parent / "polyleaf.yaml"
    file.write_text(settings, encoding="utf-8")
    found = font_problems(load_languages(tables), FAMILIES, load_yaml(file), tables)
    return [(d.code, d.location.line, d.location.column, d.hint) for d in found]


def test_what_there_is_not_is_told_with_what_is_near(tables: list[Path]) -> None:
    settings = (
        "fonts:\n  Arap: [House Nask, Leaf Sans]\n  arab: [Leaf Sans]\n  en_GB: [Leaf Sans]\n"
    )
    assert problems(tables, settings) == [
        ("unknown-script", 2, 3, "did you mean 'Arab'?"),
        ("unknown-font", 2, 10, "did you mean 'House Naskh' or 'House Nastaliq'?"),
        ("unknown-script", 3, 3, "did you mean 'Arab'?"),
        ("unknown-language", 4, 3, "did you mean 'en'?"),
    ]
    ((code, line, _, hint),) = problems(tables, "fonts:\n  Xyzw: [Leaf Sans]\n")
    assert (code, line) == ("unknown-script", 2)
    assert "the scripts are Arab, Latn" in hint


def test_an_unknown_family_of_the_table_of_languages(tables: list[Path]) -> None:
    tables[0].write_text(
        LANGUAGES.replace("[Leaf Sans Arabic, Leaf Sans]\n", "[Leaf Arab]\n"), "utf-8"
    )
    ((code, line, column, _),) = problems(tables, "name: x\n")
    assert (code, line, column) == ("unknown-font", 8, 3)


def test_where_the_first_family_is_named(tables: list[Path]) -> None:
    file = tables[0].parent / "polyleaf.yaml"
    file.write_text("fonts:\n  Arab: [House Naskh]\n  ur: [House Nastaliq]\n", encoding="utf-8")
    settings, languages = load_yaml(file), load_languages(tables)
    assert locate_fonts(languages["ur"], settings, tables) == Location(file, 3, 3)
    assert locate_fonts(languages["ar"], settings, tables) == Location(file, 2, 3)
    own = tables[0].parent / "own.yaml"
    own.write_text("en:\n  fonts: [House Naskh]\n", encoding="utf-8")
    assert locate_fonts(languages["en"], settings, tables) == Location(tables[0], 1, 53)
    assert locate_fonts(languages["en"], settings, [*tables, own]) == Location(own, 2, 3)
