"""Scores by the published formulas, worked out by hand for known counts."""

from __future__ import annotations

import pytest

from polyleaf.languages.readability import FEWEST_WORDS, Reading, Sentence, formula_of, read

# Ten sentences of twelve words: nine of one syllable and three letters, three of four and nine.
WORDS = (*("aaa",) * 9, *("bbbbbbbbb",) * 3)
SENTENCE = Sentence("a", "A sentence.", WORDS, (*(1,) * 9, *(4,) * 3))


def text_in(tag: str, number: int = 10) -> Reading:
    return Reading(tag, (SENTENCE,) * number)


@pytest.mark.parametrize(
    ("tag", "score"),
    [
        ("en", 0.39 * 12 + 11.8 * 1.75 - 15.59),
        ("es-MX", -0.205 * 100 / 12 + 0.049 * 175 - 3.407),
        ("de", 0.1935 * 25 + 0.1672 * 12 + 0.1297 * 25 - 0.0327 * 75 - 0.875),
        ("it", 89 + (300 * 10 - 10 * 540) / 120),
        ("pl", 0.4 * (12 + 25)),
        ("fr", 207 - 1.015 * 12 - 73.6 * 1.75),
        ("pt-BR", 248.835 - 1.015 * 12 - 84.6 * 1.75),
        ("ru", 206.835 - 1.3 * 12 - 60.1 * 1.75),
        ("tr", 198.825 - 40.175 * 1.75 - 2.610 * 12),
    ],
)
def test_each_language_has_its_own_formula(tag: str, score: float) -> None:
    assert text_in(tag).score == pytest.approx(score)


@pytest.mark.parametrize("tag", ["th", "ar", "zh-Hans", "vi"])
def test_a_language_without_a_formula_gets_no_score(tag: str) -> None:
    reading = text_in(tag)
    assert (formula_of(tag), reading.score) == (None, None)
    assert (reading.words_per_sentence, reading.letters_per_word) == (12, 4.5)


def test_few_words_get_no_score() -> None:
    assert FEWEST_WORDS == 100
    assert text_in("en", 8).score is None
    assert text_in("en", 9).score is not None


def test_figures_do_not_make_a_text_harder() -> None:
    plain = read([("a", "Take the drug on the first day and on the last.")], "en")
    dosed = read([("a", "Take 4 the drug on the first 2025 day and on the last 99.")], "en")
    assert dosed.words == plain.words
    assert dosed.syllables_per_word == plain.syllables_per_word


def test_the_name_of_a_medicine_counts_in_full_once() -> None:
    said = [("a", "Talimogene helps. Talimogene is new. Ask about talimogene.")]
    (first, second, third) = read(said, "en", ["talimogene laherparepvec"]).sentences
    assert (first.syllables[0], second.syllables[0], third.syllables[-1]) == (4, 1, 1)
    assert read(said, "en").sentences[1].syllables[0] == 4


@pytest.mark.parametrize("tag", ["en", "es", "de", "it", "ru", "th"])
def test_the_hardest_sentence_is_the_long_one(tag: str) -> None:
    long = Sentence("b", "Long.", WORDS * 4, SENTENCE.syllables * 4)
    reading = Reading(tag, (*(SENTENCE,) * 5, long, *(SENTENCE,) * 5))
    assert [one.unit for one in reading.hardest(2)] == ["b", "a"]


@pytest.mark.parametrize(
    ("tag", "score", "grade", "met"),
    [
        ("en", 8.0, 8, True),
        ("en", 8.1, 8, False),
        ("it", 60.0, 8, True),
        ("it", 59.9, 8, False),
        ("it", 60.0, 5, False),
        ("ru", 10.0, 8, None),
    ],
)
def test_a_goal_is_met_or_missed_or_cannot_be_told(
    tag: str, score: float, grade: float, *, met: bool | None
) -> None:
    formula = formula_of(tag)
    assert formula is not None
    assert formula.is_met(score, grade) is met
