"""Inline text is written so that it reads back as what was meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polyleaf.content.inline import Emphasis, Link, Node, Strong, Text, parse_inline, plain_text
from polyleaf.importers.markdown.blocks import plain
from polyleaf.importers.markdown.markup import escape_text, tidy, write_inline

MARKUP = st.sampled_from(
    [*"*_[](){}\\@;!<>&` \n\t", "a", "é", "治", "\u00a0", "[@x]", "{x}", "](y)"]
)
TEXTS = st.lists(MARKUP | st.characters(exclude_categories=["Cs"]), max_size=20).map("".join)
TARGETS = st.sampled_from(["https://x.example/(a", "https://x.example/a_*b", "#use", "term:a"])


def _marked(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    inner = st.lists(children, max_size=4).map(tuple)
    return inner.map(Strong) | inner.map(Emphasis) | st.builds(Link, TARGETS, inner)


NODES = st.lists(st.recursive(TEXTS.map(Text), _marked, max_leaves=8), max_size=5)


@given(TEXTS)
def test_escaped_text_prints_as_written(text: str) -> None:
    shown = plain(tidy([Text(text)]))
    nodes = parse_inline(escape_text(text))
    assert all(isinstance(node, Text) for node in nodes)
    assert plain(tidy(nodes)) == shown
    assert plain_text(escape_text(text)) == shown
    assert shown.split() == text.replace("\0", "\ufffd").split()


@given(NODES)
def test_nodes_are_written_whole_or_with_the_same_words(nodes: list[Node]) -> None:
    text, whole = write_inline(nodes)
    read = tidy(parse_inline(text))
    assert plain(read).split() == plain(tidy(nodes)).split()
    assert (read == tidy(nodes)) == whole


def test_text_without_markup_has_no_backslash() -> None:
    assert escape_text("Take 2 (two) tablets_daily; 5 * 3 [sic].") == (
        "Take 2 (two) tablets_daily; 5 * 3 [sic]."
    )


def test_space_moves_out_of_markup() -> None:
    nodes: list[Node] = [Text("a"), Strong((Text(" b "),)), Text("c")]
    assert write_inline(nodes) == ("a **b** c", True)


def test_emphasis_is_given_up_before_links() -> None:
    nodes: list[Node] = [Text("a"), Strong((Link("#b", (Text("b"),)), Text("."))), Text("c")]
    assert write_inline(nodes) == ("a[b](#b).c", False)


def test_many_special_characters_are_escaped_untried() -> None:
    assert escape_text("*" * 61) == r"\*" * 61
