"""Forms of words are found where words begin, the longest first."""

from __future__ import annotations

from polyleaf.checks.pairs.forms import Bounds, Forms, WordList

SPACED = Bounds(spaced=True)
ARABIC = Bounds(spaced=True, prefixes=frozenset({"", "ال", "و", "وال"}))


def found(forms: str, text: str, bounds: Bounds = SPACED) -> list[str]:
    words = WordList.of(((form, form) for form in forms.split()), bounds)
    return [text[span.start : span.end] for span in words.find(text)]


def test_a_form_is_a_whole_word_unless_it_is_open() -> None:
    assert found("not", "not nothing knot not") == ["not", "not"]
    assert found("not*", "not nothing knot") == ["not", "not"]
    assert found("*yin", "almayın kullanmayin") == ["yin"]


def test_the_longest_form_wins_and_none_is_found_twice() -> None:
    assert found("no no_more_than", "take no more than one") == ["no more than"]
    assert found("日 日間", "5日間", Bounds(spaced=False)) == ["日間"]


def test_particles_may_stand_before_a_form() -> None:
    assert found("يوم", "اليوم واليوم نيوم", ARABIC) == ["اليوم", "واليوم"]


def test_vowel_signs_belong_to_the_word() -> None:
    assert found("न", "न ने", Bounds(spaced=True, marks="\u093e-\u094d")) == ["न"]


def test_a_replaced_form_leaves_the_rest() -> None:
    words = WordList.of([("a", "a")], SPACED)
    assert words.replace("a b a", ";") == "; b ;"
    assert WordList.of([], SPACED).replace("a b", ";") == "a b"


def test_a_form_before_a_place_is_bounded_by_what_may_lead_it() -> None:
    forms = Forms.of([("م", "pm")], SPACED.end)
    assert forms.before("اليوم 1", 5, 24, frozenset({""})) is None
    assert forms.before("اليوم 1", 5, 24, None) is not None
