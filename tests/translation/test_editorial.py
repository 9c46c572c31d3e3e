"""What two wordings of a source text say differently that a translation must say too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyleaf.translation.editorial import meaning_changes

EDITORIAL = [
    ("Take the tabelts.", "Take the tablets."),
    ("Take 20 mg a day", "Take 20 mg a day."),
    ("Take 20 mg a day.", "Take 20\u00a0mg a day."),
    ("Take **20 mg** a day.", "Take 20 mg a day."),
    ("Do not drive.", "Don’t drive."),
    ("You can't drive.", "You cannot drive."),
    ("Wash your hands", "Please wash your hands"),
    ("Call {helpline}.", "Please call {helpline}."),
    ("A fact [@who2022].", "One can say: a fact [@who2022].".replace("One can say: a", "A")),
    ("See [here](https://a.example/5mg)", "Look [there](https://a.example/5mg)"),
]
MEANING = [
    ("Take 20 mg.", "Take 2 mg.", "figures"),
    ("Take 20 mg.", "Take 20 g.", "figures"),
    ("Take 2.5 mg.", "Take 25 mg.", "figures"),
    ("Take 1 or 2.", "Take 2 or 1.", "figures"),
    ("Take 1-2 tablets.", "Take 1, 2 tablets.", "figures"),
    ("Take ٢ tablets.", "Take ٣ tablets.", "figures"),
    ("Keep at -5 °C.", "Keep at 5 °C.", "figures"),
    ("Under 5 %", "Under 5", "figures"),
    ("A fever > 38 °C", "A fever < 38 °C", "figures"),
    ("Take ½ tablet", "Take ¼ tablet", "signs"),
    ("Take two tablets.", "Take three tablets.", "number words"),
    ("Take it once.", "Take it twice.", "number words"),
    ("Do not drink.", "Do drink.", "negations"),
    ("You can drink.", "You can't drink.", "negations"),
    ("You can drink.", "You cannot drink.", "negations"),
    ("You can drink.", "You can’t drink.", "negations"),
    ("With food", "Without food", "negations"),
    ("Avoid milk.", "Enjoy milk.", "negations"),
    ("Before a meal", "After a meal", "negations"),
    ("Call {helpline}.", "Call us.", "placeholders"),
    ("A fact [@who2022].", "A fact [@who2023].", "citations"),
    ("A fact [@who2022].", "A fact.", "citations"),
    ("[Here](https://a.example)", "[Here](https://b.example)", "links"),
    ("[Here](#a)", "Here", "links"),
]


@pytest.mark.parametrize(("old", "new"), EDITORIAL)
def test_a_change_of_wording_is_editorial(old: str, new: str) -> None:
    assert meaning_changes(old, new, "en") == []


@pytest.mark.parametrize(("old", "new", "kind"), MEANING)
def test_a_change_of_meaning_is_named(old: str, new: str, kind: str) -> None:
    for one, other in ((old, new), (new, old)):
        found = meaning_changes(one, other, "en-GB")
        assert [problem.split(":")[0] for problem in found][:1] == [kind] or any(
            problem.startswith(kind) for problem in found
        )


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("es", "No beba alcohol.", "Beba alcohol."),
        ("fr", "N’oubliez pas.", "Oubliez."),
        ("de", "Nicht fahren.", "Fahren."),
        ("pt-BR", "Não beba.", "Beba."),
        ("es", "Tome dos tabletas.", "Tome tres tabletas."),
    ],
)
def test_other_source_languages_have_their_words(language: str, old: str, new: str) -> None:
    assert meaning_changes(old, new, language)
    assert meaning_changes(old, f"{old} ", language) == []


def test_a_language_without_a_table_is_refused() -> None:
    (problem,) = meaning_changes("Ei juo.", "Ei juo!", "fi")
    assert "'fi'" in problem


@given(text=st.text(max_size=60), figure=st.integers(0, 10**6), other=st.integers(0, 10**6))
def test_another_figure_is_never_editorial(text: str, figure: int, other: int) -> None:
    changes = meaning_changes(f"{text} | {figure} | mg", f"{text} | {other} | mg", "en")
    assert bool(changes) == (figure != other)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("At 38 °C for 1 hour", "At 38 °C for 2 hours", "figures: '1 hour' became '2 hours'"),
        ("At 38 °C", "At 38 °C for 2 hours", "figures: none became '2 hours'"),
        ("1 mg, 2 mg", "2 mg, 1 mg", "figures: '1 mg', '2 mg' became '2 mg', '1 mg'"),
    ],
)
def test_what_changed_is_told_without_what_stayed(old: str, new: str, said: str) -> None:
    assert meaning_changes(old, new, "en") == [said]
