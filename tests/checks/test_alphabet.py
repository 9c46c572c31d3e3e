"""`font-lacks-letters`, `font-without-bold`, `font-without-italic`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.shared import shared_fonts_cache

from polyleaf.checks import alphabet as module
from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.languages.table import Language, load_languages
from polyleaf.typesetting.fonts import FontFamily, load_font_table, prepare_fonts

PLACE = Location(Path("polyleaf.yaml"), 9, 3)
HOUSE = FontFamily(name="House", file="house.ttf", bold="house-bold.ttf", italic="italic.ttf")
SIGNS = "0123456789“”«»"


@pytest.fixture(scope="session")
def table(root: Path) -> Mapping[str, Language]:
    return load_languages([root / "locales" / "languages.yaml"])


def found(
    language: Language,
    alphabet: str,
    house: str,
    rest: str = SIGNS,
    family: FontFamily = HOUSE,
) -> list[Diagnostic]:
    covered = {"House": house, "Leaf": rest}
    language = language.model_copy(update={"alphabet": alphabet, "fonts": ["House", "Leaf"]})
    return list(
        module.check(
            language,
            family,
            lambda name: frozenset(map(ord, covered[name])),
            lambda: PLACE,
            lambda text: [name for name, has in covered.items() if set(text) <= set(has)],
        )
    )


def lacking(language: Language, alphabet: str, house: str, rest: str = SIGNS) -> str:
    """Return the characters that are listed as missing."""
    listed = (
        d.message.split(": ", 1)[1].split(", ") for d in found(language, alphabet, house, rest)
    )
    return "".join(item[0] for items in listed for item in items)


@pytest.mark.parametrize(
    ("tag", "alphabet", "house", "missing"),
    [
        ("en", "a b", "abAB", ""),
        ("en", "a b", "aA", "Bb"),
        ("en", "a b", "ab", "AB"),
        ("de", "ß", "ßSs", ""),  # no word begins with ß; its capital is SS
        ("tr", "ı i", "ıiI", "İ"),
        ("en", "i", "iI", ""),
        ("es", "ch ñ", "cChHñ", "Ñ"),
        ("ar", "ا ب", "ا", "ب"),
        ("hi", "क \N{DEVANAGARI VOWEL SIGN I}", "क", "\N{DEVANAGARI VOWEL SIGN I}"),
        ("fa", "ب \N{ZERO WIDTH NON-JOINER}", "ب", ""),
        ("en", "", "", ""),
    ],
)
def test_the_first_family_has_every_letter_and_capital(
    table: Mapping[str, Language], tag: str, alphabet: str, house: str, missing: str
) -> None:
    rest = SIGNS + "۰۱۲۳۴۵۶۷۸۹„"
    assert lacking(table[tag], alphabet, house, rest) == missing


def test_georgian_words_begin_with_small_letters(table: Mapping[str, Language]) -> None:
    assert lacking(table["en"], "ა ბ", "აბ") == ""


def test_a_letter_of_another_family_does_not_do(table: Mapping[str, Language]) -> None:
    (problem,) = found(table["ur"], "ب ٹ ڈ", "ب", SIGNS + "بٹڈ")
    assert (problem.code, problem.severity) == ("font-lacks-letters", Severity.ERROR)
    assert problem.location == PLACE
    assert problem.message == (
        "Urdu (ur) needs characters that are not in its font 'House' "
        "(house.ttf, house-bold.ttf, italic.ttf): ٹ (U+0679), ڈ (U+0688)"
    )
    assert problem.hint == "'Leaf' has all of them: name it first in the `fonts` of 'ur'"


def test_signs_and_digits_may_come_from_any_family(table: Mapping[str, Language]) -> None:
    assert lacking(table["fa"], "", "", SIGNS + "۰۱۲۳۴۵۶۷۸۹") == ""
    assert lacking(table["fa"], "", "۰۱۲۳۴", "«»۵۶۷۸۹") == ""
    assert lacking(table["fa"], "", "", "«") == "»۰۱۲۳۴۵۶۷۸۹"
    assert lacking(table["en"], "a ʻ -", "aA", SIGNS + "ʻ") == "-"


def test_many_letters_are_cut_short(table: Mapping[str, Language]) -> None:
    alphabet = " ".join(map(chr, range(0x4E00, 0x4E00 + 50)))
    (problem,) = found(table["en"], alphabet, "")
    assert problem.message.endswith("U+4E27) and 10 more")
    assert "get a font file that has" in problem.hint


def test_a_font_without_bold_or_italic(table: Mapping[str, Language]) -> None:
    plain = FontFamily(name="House", file="house.ttf", weights=(400,))
    problems = found(table["en"], "a", "aA", family=plain)
    assert [p.code for p in problems] == ["font-without-bold", "font-without-italic"]
    assert {p.severity for p in problems} == {Severity.WARNING}
    assert all("'House' of en" in p.message for p in problems)
    (problem,) = found(table["hi"], "क", "क", family=plain)
    assert problem.code == "font-without-bold"  # Hindi stresses words by weight


def test_every_language_of_the_table_has_its_letters(
    table: Mapping[str, Language], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    families = load_font_table(root / "locales" / "fonts.yaml")
    used = {name for language in table.values() for name in language.fonts}
    fonts = prepare_fonts([families[name] for name in used], shared_fonts_cache(tmp_path_factory))
    for language in table.values():
        first = families[language.fonts[0]]
        problems = module.check(language, first, fonts.covers, lambda: PLACE, lambda _: ())
        assert list(problems) == [], language.tag
