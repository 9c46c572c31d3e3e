"""The table of languages: what it ships, what a project may change, and what is wrong with one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from gettext import c2py  # what gettext itself reads plural rules with
from pathlib import Path

import polib
import pytest
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from pydantic import ValidationError
from tests.languages.conftest import LANGUAGES, TABLE
from tests.reading.facts import facts

from polyleaf.diagnostics import Diagnostic, Location, UsageError
from polyleaf.languages.table import Language, load_languages, unknown_language

TAGS = (
    "en sq ar am bn bs bg my ceb yue zh-Hans zh-Hant hr cs da nl fa-AF fa fr de el gu ht ha he hi"
    " mww hu hy id ig ilo it ja ksw ka km kmr ckb ko lo lt ml mr mh chk ne om ps pl pt-BR pt-PT pa"
    " ro ru sm sr-Latn sr-Cyrl si sk so es sw sv tl ta te th ti to tr uk ur uz vi yi yo"
)
ENTRY = "{name: Suomi, english: Finnish, script: Latn, fonts: [Leaf Sans]}"
HERE = Location(Path("polyleaf.yaml"), 3, 4)

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        file = tmp_path / "languages.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def problems(*files: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(UsageError) as error:
        load_languages(files)
    return error.value.diagnostics


# What ships


def test_the_table_that_ships() -> None:
    assert set(LANGUAGES) == set(TAGS.split())
    names = [language.english.casefold() for language in LANGUAGES.values()]
    assert names == sorted(names)
    assert all(tag == language.tag for tag, language in LANGUAGES.items())


def test_direction_is_that_of_cldr_where_babel_knows_the_language(language: Language) -> None:
    if language.babel:
        assert language.direction == Locale.parse(language.babel).text_direction


@pytest.mark.parametrize("tag", ["ar", "fa", "ur", "fa-AF", "he"])
def test_right_to_left(tag: str) -> None:
    assert LANGUAGES[tag].direction == "rtl"
    assert LANGUAGES[tag].script == ("Hebr" if tag == "he" else "Arab")


def test_script_is_that_of_cldr(language: Language) -> None:
    if language.babel:
        name, *subtags = language.babel.split("_")
        likely = str(get_global("likely_subtags")[name]).split("_")[1]
        assert language.script == next((tag for tag in subtags if len(tag) == 4), likely)


def test_english_name_begins_like_that_of_cldr(language: Language) -> None:
    # What CLDR calls Filipino and Persian (Afghanistan), its readers call Tagalog and Dari; Central
    # Kurdish is known in clinics as Sorani.
    own = {"tl": "Tagalog", "fa-AF": "Dari", "ckb": "Kurdish (Sorani)"}
    if language.babel:
        name = Locale.parse(language.babel).get_language_name("en")
        assert language.english.startswith(own.get(language.tag, str(name)))


def test_every_entry_says_where_its_facts_come_from(language: Language) -> None:
    assert language.facts
    assert any(fact.startswith("CLDR") for fact in language.facts) or language.babel is None


def test_every_entry_has_letters_to_judge_its_fonts_by(language: Language) -> None:
    letters = language.alphabet.split()
    assert len(letters) == len(set(letters)) >= 12
    assert unicodedata.is_normalized("NFC", language.alphabet)
    # The apostrophe is a letter of Somali and Oromo; Burmese has sentence marks of its own.
    signs = {"’", "၊", "။", "၌", "၍", "၏", "၎"}
    assert all(item in signs or any(map(str.isalpha, item)) for item in letters)


def test_no_letter_of_the_alphabet_is_called_wrong(language: Language) -> None:
    assert not set(language.lookalikes) & set(language.alphabet)
    assert not set(language.lookalikes) & set(language.alphabet.upper())


def test_plural_forms_are_those_of_the_catalogs(language: Language) -> None:
    file = TABLE.parent / language.tag / "ui.po"
    if file.exists():
        assert polib.pofile(str(file)).metadata["Plural-Forms"] == language.plural


def test_plural_forms_give_every_number_a_form(language: Language) -> None:
    forms, _, rule = language.plural.partition(";")
    choose = c2py(rule.strip().removeprefix("plural=").removesuffix(";"))
    number = int(forms.removeprefix("nplurals="))
    assert {choose(n) for n in range(1000)} == set(range(number))


def test_every_language_has_a_font_for_latin_names(language: Language) -> None:
    assert language.fonts[-1] == "Leaf Sans"


def test_scripts_that_need_room_have_it(language: Language) -> None:
    tall = {"th": 1.8, "km": 1.8, "ar": 1.6, "fa": 1.6, "hi": 1.5}
    assert language.leading >= tall.get(language.tag, 1.45)


def test_scripts_without_italics_show_stress_by_weight(language: Language) -> None:
    assert (language.emphasis == "italic") == (language.script in {"Latn", "Cyrl", "Grek"})


def test_scripts_without_spaces_have_a_line_breaker() -> None:
    breakers = {tag: language.line_breaker for tag, language in LANGUAGES.items()}
    assert {t: b for t, b in breakers.items() if b != "renderer"} == {
        **dict.fromkeys(("th", "km", "lo", "my", "ksw"), "icu"),
        "ko": "words",
    }


# What a project may change


def test_a_project_overrides_one_field_and_keeps_the_rest(write: Write) -> None:
    own = write('es: {csl: es-ES}\nfa: {quotes: ["“", "”"]}\n')
    languages = load_languages([TABLE, own])
    assert languages["es"] == LANGUAGES["es"].model_copy(update={"csl": "es-ES"})
    assert languages["fa"] == LANGUAGES["fa"].model_copy(update={"quotes": ["“", "”"]})
    assert list(languages) == list(LANGUAGES)


def test_a_project_adds_a_language(write: Write) -> None:
    languages = load_languages([TABLE, write(f"fi: {ENTRY}\n")])
    assert set(languages) - set(LANGUAGES) == {"fi"}
    assert languages["fi"].name == "Suomi"
    assert languages["fi"].direction == "ltr"


def test_a_project_may_take_a_pattern_back(write: Write) -> None:
    languages = load_languages([TABLE, write("vi: {date: ~}\n")])
    assert languages["vi"].date is None


@pytest.mark.parametrize("tag", ["de", "ckb", "sr-Latn", "zh-Hant-HK", "fa-AF", "es-419", "hmn"])
def test_tags(write: Write, tag: str) -> None:
    assert tag in load_languages([write(f"{tag}: {ENTRY}\n")])


def test_no_tables_no_languages() -> None:
    assert load_languages([]) == {}


def test_an_entry_never_changes() -> None:
    with pytest.raises(ValidationError):
        LANGUAGES["en"].name = "Deutsch"  # type: ignore[misc] # that is the point


# What is wrong


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("direction: right", "bad-value"),
        ("direction: RTL", "bad-value"),
        ("digits: roman", "bad-value"),
        ("line_breaker: dictionary", "bad-value"),
        ("emphasis: bold", "bad-value"),
        ("script: latin", "bad-value"),
        ("fonts: []", "empty-list"),
        ("fonts: Leaf Sans", "wrong-type"),
        ("leading: 1", "bad-value"),
        ("leading: 12.5", "bad-value"),
        ("leading: wide", "wrong-type"),
        ("hyphenate: no", "wrong-type"),
        ("name: ''", "empty-text"),
        ("quotes: ['«']", "empty-list"),
        ("quotes: [a, b, c]", "too-long"),
        ("months: [January]", "empty-list"),
        ("babel: de-DE", "bad-value"),
        ("babel: xx", "bad-value"),
        ("babel: ''", "bad-value"),
        ("date: d MMMM 'of y", "bad-value"),
        ("date: d bbb y", "bad-value"),
        ("date: H:mm", "bad-value"),
        ("time: d.M.", "bad-value"),
        ("time: ''", "empty-text"),
        ("time_range: '{start}'", "bad-value"),
        ("time_range: '{start}–{end} {zone}'", "bad-value"),
        ("time_range: '{{start}–{end}'", "bad-value"),
        ("list_pattern: {middle: '{0}, {1}', end: '{0} und'}", "bad-value"),
        ("list_pattern: {middle: '{0}, {1}', end: '{0} und {1} {2}'}", "bad-value"),
        ("list_pattern: {middle: '{0}, {1}'}", "missing-field"),
        ("day_periods: {am: am, noon: pm}", "missing-field"),
        ("day_periods: {am: am, pm: pm, dusk: pm}", "unknown-key"),
        ("colour: red", "unknown-key"),
    ],
)
def test_a_wrong_field_is_told_with_its_line(write: Write, field: str, code: str) -> None:
    fields = {"name": "x", "english": "x", "script": "Latn", "fonts": "[A]"}
    fields.pop(field.partition(":")[0], None)
    lines = [f"  {key}: {value}\n" for key, value in fields.items()]
    (problem,) = problems(write(f"de:\n  {field}\n{''.join(lines)}"))
    assert (problem.code, problem.location.line) == (code, 2)


SEVERAL = f"""\
de: {ENTRY}
DE: {ENTRY}
fr:
  name: x
  engilsh: x
it: text
es: [x]
de: {ENTRY}
"""


def test_every_problem_of_a_table_is_told(write: Write) -> None:
    found = problems(write(SEVERAL))
    assert sorted((d.location.line, d.code) for d in found) == [
        (2, "bad-value"),
        (3, "missing-field"),
        (3, "missing-field"),
        (3, "missing-field"),
        (5, "unknown-key"),
        (6, "wrong-type"),
        (7, "wrong-type"),
        (8, "duplicate-key"),
    ]
    assert [d.hint for d in found if d.code == "unknown-key"] == ["did you mean 'english'?"]


def test_a_wrong_override_is_told_in_the_file_of_the_project(write: Write) -> None:
    own = write("# ours\nes:\n  direction: up\n")
    (problem,) = problems(TABLE, own)
    assert facts([problem]) == [("bad-value", 3, 3)]
    assert problem.location.file == own


def test_what_an_override_leaves_wrong_is_told_at_its_entry(write: Write) -> None:
    (problem,) = problems(TABLE, write("\nes:\n  fonts:\n"))
    assert facts([problem]) == [("wrong-type", 3, 3)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty-file"), ("- en\n", "wrong-type"), ("en: [\n", "yaml-syntax")],
)
def test_what_is_no_table(write: Write, text: str, code: str) -> None:
    assert [d.code for d in problems(write(text))] == [code]


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    assert [d.code for d in problems(tmp_path / "languages.yaml")] == ["unreadable-file"]


# Tags that the table lacks


@pytest.mark.parametrize(
    ("tag", "near"),
    [
        ("zh-hans", ["zh-Hans"]),
        ("ZH-HANT", ["zh-Hant"]),
        ("zh_Hans", ["zh-Hans"]),
        ("zh", ["zh-Hans", "zh-Hant"]),
        ("zh-TW", ["zh-Hans", "zh-Hant"]),
        ("pt", ["pt-BR", "pt-PT"]),
        ("pt-AO", ["pt-BR", "pt-PT"]),
        ("pt_br", ["pt-BR"]),
        ("es-MX", ["es"]),
        ("EN", ["en"]),
        ("en_US", ["en"]),
        ("fa-TJ", ["fa-AF", "fa"]),
        ("sr", ["sr-Cyrl", "sr-Latn"]),
        ("ku", ["kmr", "ckb"]),
        ("hmn", ["mww"]),
    ],
)
def test_the_nearest_tags(tag: str, near: list[str]) -> None:
    problem = unknown_language(LANGUAGES, tag, HERE)
    assert facts([problem]) == [("unknown-language", 3, 4)]
    assert [known for known in LANGUAGES if f"'{known}'" in problem.hint] == near


@pytest.mark.parametrize("tag", ["xx", "", "klingon", "-", "_"])
def test_a_tag_far_from_all_is_not_guessed(tag: str) -> None:
    problem = unknown_language(LANGUAGES, tag, HERE)
    assert problem.code == "unknown-language"
    assert "did you mean" not in problem.hint
    assert problem.hint


def test_babel_does_not_know_every_language_the_table_may_hold() -> None:
    """Why the table's `babel` is optional."""
    with pytest.raises(UnknownLocaleError):
        Locale.parse("hmn")
