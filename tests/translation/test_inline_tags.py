"""Marks become numbered tags, and tags the very marks they were."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyleaf.translation.inline_tags import Tag, tag_ids, tag_pair, untag

PARTS = ["**", "*", "_", "[", "](#a)", "](term:b)", "[@a]", "[@a; @b]", "{tel}", "\\", "\n"]
texts = st.lists(st.sampled_from([*PARTS, "a", "é ", "語", "!", "<", "&"]), max_size=20).map(
    "".join
)


@settings(deadline=None, max_examples=100)
@given(texts, texts)
def test_both_texts_come_back_as_they_were(source: str, target: str) -> None:
    pair = tag_pair(source, target)
    assert untag(pair.source, pair.marks) == source
    assert untag(pair.target, pair.marks) == target


@settings(deadline=None, max_examples=100)
@given(texts, texts)
def test_no_text_has_a_tag_twice(source: str, target: str) -> None:
    pair = tag_pair(source, target)
    for tagged in (pair.source, pair.target):
        ids = list(tag_ids(tagged))
        assert len(ids) == len(set(ids))
    assert set(tag_ids(pair.source)) | set(tag_ids(pair.target)) == set(pair.marks)


def test_a_mark_keeps_its_number_in_another_place() -> None:
    pair = tag_pair("Call [us](#a) [@b] now **or** {tel}.", "{tel} **o** [@b] [nosotros](#a).")
    assert pair.source == (
        "Call ",
        Tag("1", ("us",)),
        " ",
        Tag("2"),
        " now ",
        Tag("3", ("or",)),
        " ",
        Tag("4"),
        ".",
    )
    assert list(tag_ids(pair.target)) == ["4", "3", "2", "1"]


def test_equal_marks_are_told_apart_by_their_order() -> None:
    pair = tag_pair("[@a] b [@a]", "[@a] c [@a] d [@a]")
    assert list(tag_ids(pair.target)) == ["1", "2", "3"]


def test_a_mark_that_only_the_translation_has_is_numbered_behind() -> None:
    pair = tag_pair("**a**", "*b* **a**")
    assert list(tag_ids(pair.target)) == ["2", "1"]


def test_an_unknown_tag() -> None:
    with pytest.raises(KeyError):
        untag((Tag("7"),), {})
