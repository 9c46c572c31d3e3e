"""Marks that keep a text readable on paper: isolated runs, no-break spaces, line breaks."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.languages.conftest import LANGUAGES, TABLE

from polyleaf.content.inline import plain_text
from polyleaf.languages.typography import (
    NO_BREAK_SPACE,
    WORD_JOINER,
    ZERO_WIDTH_SPACE,
    Run,
    bind_units,
    keep_names,
    keep_words,
    mark_breaks,
    runs,
)

ARABIC = LANGUAGES["ar"]
COENG = "\u17d2"
VIRAMA = "\u1039"


def isolated(text: str) -> list[str]:
    return [run.text for run in runs(text, ARABIC) if run.isolate]


# Runs of right-to-left languages


@pytest.mark.parametrize(
    "run",
    [
        "1-800-555-0199",
        "+44 20 7946 0958",
        "38 °C",
        "38°C",
        "38\u00a0°C",
        "100.4 °F",
        "-5 °C",
        "\u221290 °C",
        "25%",
        "25 %",
        "10^6 PFU/mL",
        "10⁶ PFU/mL",
        "≥ 38 °C",
        "<5 mg",
        "+1 (800) 555-0199",
        "٣٨ °C",
        "۳۸ °C",
        "۴ mL",
        "2–3",
        "2 – 3",
        "7:00–18:30",
        "0.5",
        "1,000",
        "4 mL",
        "10 mg/kg",
        "T-VEC",
        "HSV-1",
        "HIV/AIDS",
        "Journal of Clinical Oncology",
        "Imlygic 2025",
        "10.1200/JCO.2014.58.3377",
        "e56-e93",
        "https://library.example/leaflets?language=ar&id=x#top",
        "https://library.example/",
        "library.example",
        "help@library.example",
    ],
)
def test_what_is_set_left_to_right_on_its_own(run: str) -> None:
    assert isolated(f"اتصل على {run} الآن") == [run]
    assert isolated(f"اتصل ({run}).") == [run]
    assert isolated(run) == [run]


@pytest.mark.parametrize(
    "text", ["Imlygic", "FDA", "25", "2025", "é", "اتصل", "", "٣٨", "۳۸", "()"]
)
def test_what_the_bidirectional_algorithm_sets_right_by_itself(text: str) -> None:
    assert isolated(text) == []
    assert isolated(f"قبل {text} بعد") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عند 38 °C (100.4 °F) أو أعلى", ["38 °C", "100.4 °F"]),
        ("حرارتك 38 °C. T-VEC دواء", ["38 °C", "T-VEC"]),
        ("T-VEC (Imlygic)", ["T-VEC"]),
        ("T-VEC، HSV-1", ["T-VEC", "HSV-1"]),
        ("بين 2–3 و 5–7 أيام", ["2–3", "5–7"]),
        ("من 1. إلى 2.", []),
        ("HIV/الإيدز", []),
        ("و-5 أيام", []),
        ("10 mg/كغ", ["10 mg"]),
        ("https://x.example.", ["https://x.example"]),
        ("25%، 30%", ["25%", "30%"]),
    ],
)
def test_where_a_run_ends(text: str, expected: list[str]) -> None:
    assert isolated(text) == expected


def test_parentheses_stay_outside() -> None:
    assert runs("أ (100.4 °F)", ARABIC) == (Run("أ ("), Run("100.4 °F", isolate=True), Run(")"))


def test_left_to_right_languages_have_one_run() -> None:
    text = "Call 1-800-555-0199"
    assert runs(text, LANGUAGES["en"]) == (Run(text),)


SCRAPS = st.lists(
    st.text(st.sampled_from("aZé9٣ب ،.,:/-–+°%()\u00a0&@#\u200f\n"), max_size=4)
    | st.sampled_from(["T-VEC", "38 °C", " ", "اتصل", "https://", "+44 20"]),
    max_size=12,
).map("".join)


@settings(deadline=None, max_examples=100)
@given(SCRAPS | st.text())
def test_runs_rejoined_are_the_text(text: str) -> None:
    for tag in ("ar", "en"):
        assert "".join(run.text for run in runs(text, LANGUAGES[tag])) == text


@settings(deadline=None, max_examples=100)
@given(SCRAPS)
def test_an_isolated_run_holds_nothing_of_the_other_direction(text: str) -> None:
    for run in runs(text, ARABIC):
        kinds = {unicodedata.bidirectional(char) for char in run.text}
        assert run.text
        # Arabic figures (AN) run left to right themselves; they go with a Latin unit.
        assert not run.isolate or not kinds & {"R", "AL", "RLM", "B"}
        assert not run.isolate or run.text.strip() == run.text


# Figures and names


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("38 °C (100.4 °F)", "38~°C (100.4~°F)"),
        ("25 %", "25~%"),
        ("4 mL, 10 µg", "4~mL, 10~µg"),
        ("for 72 hours", "for 72~hours"),
        ("3 недели", "3~недели"),
        ("۷۲ ساعت", "۷۲~ساعت"),
        ("7 jours et 7 nuits", "7~jours et 7~nuits"),
        ("on 3, then 4.", "on 3, then 4."),
        ("2 – 3", "2 – 3"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("T-VEC is", "T-VEC is"),
        ("38\u202f°C", "38\u202f°C"),
        ("38\u00a0°C", "38~°C"),
    ],
)
def test_a_figure_stays_with_what_it_counts(text: str, bound: str) -> None:
    assert bind_units(text) == bound.replace("~", NO_BREAK_SPACE)


@settings(deadline=None, max_examples=100)
@given(SCRAPS | st.text())
def test_binding_changes_spaces_only(text: str) -> None:
    bound = bind_units(text)
    changes = {pair for pair in zip(text, bound, strict=True) if pair[0] != pair[1]}
    assert changes <= {(" ", NO_BREAK_SPACE)}
    assert bind_units(bound) == bound


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("T-VEC", "T-~VEC"),
        ("HSV-1", "HSV-~1"),
        ("1-800-555-0199", "1-~800-~555-~0199"),
        ("live-virus", "live-virus"),
        ("A - B", "A - B"),
    ],
)
def test_names_are_kept_whole(text: str, kept: str) -> None:
    assert keep_names(text) == kept.replace("~", WORD_JOINER)


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("TVECé1-– 한국어(%)'’")) | st.text())
def test_keeping_adds_word_joiners_only(text: str) -> None:
    plain = text.replace(WORD_JOINER, "")
    for kept in (keep_names(text), keep_words(text)):
        assert kept.replace(WORD_JOINER, "") == plain


# Korean


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("한국어 문서", "한~국~어 문~서"),
        ("T-VEC는 약", "T-VEC~는 약"),
        ("25%의", "25%~의"),
        ("흑색종(melanoma)을", "흑~색~종~(melanoma)~을"),
        ("‘약’은", "‘약’~은"),
        ("a b", "a b"),
        ("", ""),
    ],
)
def test_korean_lines_end_between_words_only(text: str, kept: str) -> None:
    assert keep_words(text) == kept.replace("~", WORD_JOINER)


# Thai, Khmer, Lao, Burmese, S'gaw Karen


def breaks(text: str, tag: str) -> list[tuple[str, str]]:
    """Return the characters before and after each break opportunity that was put in."""
    marked = mark_breaks(text, tag)
    return [
        (marked[index - 1], marked[index + 1])
        for index, char in enumerate(marked)
        if char == ZERO_WIDTH_SPACE and 0 < index < len(marked) - 1
    ]


@pytest.mark.parametrize(
    ("tag", "text", "pieces"),
    [
        ("th", "ภาษาไทยเขียนติดกัน", "ภาษา ไทย เขียน ติด กัน"),
        ("km", "ការព្យាបាលដោយមេរោគ", "ការ ព្យាបាល ដោយ មេរោគ"),
        ("th", "😀ภาษาไทย😀ภาษาไทย", "😀ภาษา ไทย😀ภาษา ไทย"),
        ("lo", "ມະນຸດເກີດມາມີສິດ", "ມະນຸດ ເກີດ ມາ ມີ ສິດ"),
        ("lo", "ຈື່ງຕ້ອງ", "ຈື່ງ ຕ້ອງ"),
        ("my", "ဆဲလ်များ", "ဆဲလ် များ"),
        ("my", "ကင်ဆာရောဂါ", "ကင်ဆာ ရောဂါ"),
        ("my", "အကူအညီမရှိ", "အကူအညီ မ ရှိ"),
        ("my", "ကိုယ်အင်္ဂါ", "ကိုယ်အင်္ဂါ"),
        ("ksw", "ပှၤကိးဂၤ", "ပှၤ ကိး ဂၤ"),
        ("km", "T-VEC", "T-VEC"),
        ("km", "ក្漢。", "ក្漢。"),
        ("th", "a漢。", "a漢。"),
        ("th", "", ""),
    ],
)
def test_breaks_are_between_words(tag: str, text: str, pieces: str) -> None:
    assert " ".join(mark_breaks(text, tag).split(ZERO_WIDTH_SPACE)) == pieces


LOCALES = TABLE.parent


def translations(tag: str) -> list[str]:
    files = sorted(Path(LOCALES / tag).rglob("*.po"))
    return [entry.msgstr for file in files for entry in polib.pofile(str(file)) if entry.msgstr]


@pytest.mark.parametrize("tag", ["th", "km"])
def test_breaks_of_the_sample_translations(tag: str) -> None:
    texts = translations(tag)
    found = [pair for text in texts for pair in breaks(plain_text(text), tag)]
    assert len(found) > len(texts)
    for before, after in found:
        assert unicodedata.category(after) == "Lo"
        assert COENG not in (before, after)
        assert not before.isascii()
        assert not after.isascii()


def test_thai_vowels_stay_with_their_consonants() -> None:
    befores, afters = zip(
        *(pair for text in translations("th") for pair in breaks(text, "th")), strict=True
    )
    assert not set(befores) & set("เแโใไ")
    assert not set(afters) & set("ะาำๅๆฯ")


LETTERS = {
    "th": "กขงนมยรวอะาิีุูเแโใไ่้์ๆฯ๑",
    "km": "កខគតនបមយរលវសអ្ាិីុូេៃោំះ់៍។៑១",
    "lo": "ກຂຄງຊດຕນບປມຢຣລວສຫອະາິີຸູເແໂໃໄຳຽ່້໌ໆຯ໑ຼ",
    "my": "ကခဂငစဆတထနပဖဘမယရလဝသဟအဥါာိီုူေဲံ့း်ျြွှ္။၁",
}
MIXED = "abTé漢-1 .,()😀\u200b\u2060\u00a0"


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(sorted(LETTERS)), st.data())
def test_breaks_of_any_text(tag: str, data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from(LETTERS[tag] + MIXED)) | st.text())
    marked = mark_breaks(text, tag)
    assert marked.replace(ZERO_WIDTH_SPACE, "") == text.replace(ZERO_WIDTH_SPACE, "")
    if ZERO_WIDTH_SPACE in text:
        return
    for before, after in breaks(text, tag):
        assert unicodedata.category(after)[0] == "L"
        assert unicodedata.category(before)[0] in "LM"
        assert not {COENG, VIRAMA} & {before, after}
        assert before not in "เแโใไເແໂໃໄ"
        assert after not in "ะาำๅๆฯະາຳຽໆຯ"
        assert not before.isascii()
        assert not after.isascii()
    assert not re.search(f"{ZERO_WIDTH_SPACE}[က-အ]့?်", marked)
    assert not marked.startswith(ZERO_WIDTH_SPACE)
    assert not marked.endswith(ZERO_WIDTH_SPACE)


@pytest.mark.parametrize("tag", sorted(LETTERS))
@pytest.mark.parametrize("text", ["T-VEC Imlygic", "talimogene laherparepvec", "38 °C (100.4 °F)"])
def test_there_are_no_breaks_in_latin_words_and_figures(text: str, tag: str) -> None:
    assert mark_breaks(text, tag) == text
