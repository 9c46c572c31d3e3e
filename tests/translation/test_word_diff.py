"""What changed word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polyleaf.translation.word_diff import word_diff

texts = st.text(st.sampled_from("ab 12.,تé\n"), max_size=30)


def test_a_replaced_word_stands_before_what_replaces_it() -> None:
    assert word_diff("Take 20 mg daily.", "Take 40 mg.") == [
        ("same", "Take "),
        ("old", "20"),
        ("new", "40"),
        ("same", " mg"),
        ("old", " daily"),
        ("same", "."),
    ]


@given(old=texts, new=texts)
def test_nothing_is_lost(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(text for kind, text in pieces if kind != "new") == old
    assert "".join(text for kind, text in pieces if kind != "old") == new
    assert (old == new) == all(kind == "same" for kind, _ in pieces)
