"""Texts as HTML: what is escaped, isolated, bound together and marked as foreign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Final

import pytest
from markupsafe import Markup
from tests.printing import ROOT

from polyleaf.languages.table import Language, load_languages
from polyleaf.typesetting.markup import Setter, address

TABLE: Final[Mapping[str, Language]] = load_languages([ROOT / "locales" / "languages.yaml"])

NO_BREAK_SPACE: Final = "\u00a0"
ZERO_WIDTH_SPACE: Final = "\u200b"
WORD_JOINER: Final = "\u2060"


def setter(tag: str, *untranslated: str) -> Setter:
    numbers = {"first": 1, "second": 2, "third": 3}
    values = {"helpline": "1-800-555-0199", "odd": "<i>&"}
    return Setter(TABLE[tag], TABLE["en"], frozenset(untranslated), numbers, values)


def unit(tag: str, text: str) -> Markup:
    return setter(tag).unit("a/b", text)


# Nothing in a text becomes code


@pytest.mark.parametrize("tag", ["en", "ar", "km", "ko"])
@pytest.mark.parametrize(
    "text", ["<script>alert('x')</script>", '<img src="x" onerror="y">', "a < b & c > d", "&lt;"]
)
def test_html_in_a_text_is_text(tag: str, text: str) -> None:
    markup = str(unit(tag, text))
    assert not re.findall(r"<(?!/?span\b)", markup)
    assert plain(markup) == text


def test_html_in_markup_a_value_or_an_address_is_text() -> None:
    text = '**<b>** *<i>* [<u>](https://a.example/"><script>) {odd}'
    markup = unit("en", text)
    assert set(re.findall(r"<(\w+)", markup)) == {"strong", "em", "a", "span"}
    assert 'href="https://a.example/&#34;&gt;&lt;script&gt;"' in markup


def test_template_code_in_a_text_is_text() -> None:
    assert unit("en", "{{ 7*7 }} {% raw %} {# no #}") == "{{ 7*7 }} {% raw %} {# no #}"


@pytest.mark.parametrize("tag", ["en", "ar", "km"])
@pytest.mark.parametrize("text", ["", "[](#a)", "**[](#a)** [@first]", "*[](term:a)*"])
def test_a_link_without_words_is_set_like_any_other(tag: str, text: str) -> None:
    assert plain(str(unit(tag, text))).strip(" 1١១\u00a0") == ""


def plain(markup: str) -> str:
    """Return the characters that print, without those that only bind or break."""
    text = re.sub(f"<[^>]*>|[{ZERO_WIDTH_SPACE}{WORD_JOINER}]", "", markup)
    return unescape(text).replace(NO_BREAK_SPACE, " ")


# Links, citations, placeholders


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("**a *b***", "<strong>a <em>b</em></strong>"),
        ("[a](term:melanoma)", '<a class="term" href="#term-melanoma">a</a>'),
        ("[a](#side-effects)", '<a href="#section-side-effects">a</a>'),
        (r"\*a\* \[b\](c)", "*a* [b](c)"),
    ],
)
def test_inline_markup(text: str, markup: str) -> None:
    assert unit("en", text) == markup


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("https://a.example/b-c/d?e=f", "https://a.example/b-c/d?e=f"),
        ("mailto:ask@a.example", "ask@a.example"),
        ("tel:+1-800-555-0199", "+1-800-555-0199"),
    ],
)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_address_of_a_link_is_printed_left_to_right(tag: str, target: str, shown: str) -> None:
    markup = unit(tag, f"[a]({target})")
    link = f'<a href="{target}" aria-label="a">a <span class="address" dir="ltr">'
    assert markup.startswith(link)
    assert plain(markup) == f"a {shown}"


def test_an_address_does_not_break_inside_its_host() -> None:
    shown = address("https://a.example/b/c")
    assert plain(shown) == "https://a.example/b/c"
    # A slash is where a line may end (UAX #14, class SY), unless a word joiner follows.
    assert f"/{WORD_JOINER}/{WORD_JOINER}a.example/b/c" in shown


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a [@first].", [["1"]]),
        ("a [@third; @first] b [@second]", [["1", "3"], ["2"]]),
        ("a [@second; @second]", [["2"]]),
        ("a [@second; @unknown]", [["2"]]),
        ("**a [@first]** b", [["1"]]),
    ],
)
def test_citations_are_numbers_in_order(text: str, numbers: list[list[str]]) -> None:
    assert cited(unit("en", text)) == numbers


def test_citations_have_the_digits_of_the_language() -> None:
    markup = unit("fa", "متن [@third; @first]")
    assert cited(markup) == [["1", "3"]]
    assert re.findall(r">([۰-۹0-9]+)</a>", markup) == ["۱", "۳"]


def cited(markup: str) -> list[list[str]]:
    found = re.findall(r'<sup class="citation">(.*?)</sup>', markup)
    return [re.findall(r'href="#reference-(\d+)"', group) for group in found]


def test_a_citation_stays_with_the_word_before_it() -> None:
    assert "word<sup" in unit("en", "a word [@first] b")


@pytest.mark.parametrize("tag", ["en", "ar", "ko"])
def test_a_placeholder_is_a_number_left_to_right(tag: str) -> None:
    phone = '<span class="phone" dir="ltr">1-800-555-0199</span>'
    assert phone in unit(tag, "a {helpline}, b")


def test_a_placeholder_without_a_value_prints_its_name() -> None:
    assert plain(unit("en", "a {chat} b")) == "a {chat} b"


# Languages


@pytest.mark.parametrize("tag", ["es", "ar", "km", "zh-Hans"])
def test_an_untranslated_text_is_marked_as_the_source_language(tag: str) -> None:
    text = "Call **now** if it is 38 °C"
    markup = setter(tag, "a/b").unit("a/b", text)
    assert markup == f'<span lang="en" dir="ltr">{unit("en", text)}</span>'
    assert "lang=" not in setter(tag, "a/b").unit("a/c", text)


def test_a_foreign_word_has_its_own_direction() -> None:
    arabic = TABLE["ar"]
    assert setter("en").foreign("<a>", arabic) == '<span lang="ar" dir="rtl">&lt;a&gt;</span>'
    assert setter("ar").foreign("<a>", arabic) == "&lt;a&gt;"


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("عند 38 °C (100.4 °F) أو أعلى", ["38 °C", "100.4 °F"]),
        ("خذ 24 mg من T-VEC", ["24 mg", "T-VEC"]),
        ("اتصل 1-800-555-0199، ليلًا", ["1-800-555-0199"]),
        ("من 7:00 إلى 18:30", ["7:00", "18:30"]),
        ("بعد 6 أشهر", []),
        ("**200 mg** فقط", ["200 mg"]),
    ],
)
def test_figures_are_isolated_in_a_right_to_left_text(text: str, isolated: list[str]) -> None:
    markup = str(unit("ar", text)).replace(NO_BREAK_SPACE, " ")
    assert re.findall(r'<span class="run" dir="ltr">(.*?)</span>', markup) == isolated
    assert plain(markup) == text.replace("**", "")


def test_nothing_is_isolated_in_a_left_to_right_text() -> None:
    assert "<span" not in unit("en", "38 °C, 24 mg of T-VEC, 1-800-555-0199")


@pytest.mark.parametrize("tag", ["en", "ar", "km", "ko", "zh-Hans", "ru"])
def test_a_figure_stays_with_its_unit(tag: str) -> None:
    markup = unit(tag, "38 °C, 24 mg, 4 mL, 5 %")
    for figure in ("38 °C", "24 mg", "4 mL", "5 %"):
        assert figure.replace(" ", NO_BREAK_SPACE) in markup


def test_korean_words_are_kept_whole() -> None:
    joined = WORD_JOINER.join
    assert unit("ko", "면역 치료를") == f"{joined('면역')} {joined('치료를')}"


@pytest.mark.parametrize(
    ("tag", "text"), [("km", "ក្រុមគ្រូពេទ្យនឹងពន្យល់អ្នកអំពីការព្យាបាល"), ("th", "ทีมผู้ดูแลจะอธิบายวิธีรักษา")]
)
def test_khmer_and_thai_may_break_between_words_only(tag: str, text: str) -> None:
    pieces = str(unit(tag, text)).split(ZERO_WIDTH_SPACE)
    assert "".join(pieces) == text
    assert 4 <= len(pieces) <= len(text) / 3
    coeng = "\u17d2"
    assert not any(piece.startswith(coeng) or piece.endswith(coeng) for piece in pieces)
    assert not any(re.match(r"[\u17b6-\u17d3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", p) for p in pieces)


@pytest.mark.parametrize("tag", ["en", "ar", "zh-Hans"])
def test_other_languages_get_no_breaks_of_ours(tag: str) -> None:
    assert ZERO_WIDTH_SPACE not in unit(tag, "A long text, with words. 免疫治疗 العلاج")
