"""Words and marks of a text, as they were written."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from polyleaf.content.inline import Node, Text, parse_inline
from polyleaf.content.marks import Kind, Mark, Marked, marks, pieces, written

STRONG, EMPHASIS = Mark(Kind.STRONG, "**", "**"), Mark(Kind.EMPHASIS, "*", "*")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("words", ("words",)),
        ("**a**", (Marked(STRONG, ("a",)),)),
        ("__a__", (Marked(Mark(Kind.STRONG, "__", "__"), ("a",)),)),
        ("***a***", (Marked(EMPHASIS, (Marked(STRONG, ("a",)),)),)),
        ("a [b](#c).", ("a ", Marked(Mark(Kind.LINK, "[", "](#c)"), ("b",)), ".")),
        ("[a](x(1) 't')", (Marked(Mark(Kind.LINK, "[", "](x(1) 't')"), ("a",)),)),
        ("[]( <#a> )", (Marked(Mark(Kind.LINK, "[", "]( <#a> )")),)),
        ("[@a;  @b]", (Marked(Mark(Kind.CITATION, "[@a;  @b]")),)),
        ("{tel}", (Marked(Mark(Kind.PLACEHOLDER, "{tel}")),)),
        (r"\*a\* \\ \a *b*", (r"\*a\* \\ \a ", Marked(EMPHASIS, ("b",)))),
        ("a  \n b *c*", ("a  \n b ", Marked(EMPHASIS, ("c",)))),
        ("a\\\nb *c*", ("a\\\nb ", Marked(EMPHASIS, ("c",)))),
        ("2 * 3 [@] **a", ("2 * 3 [@] **a",)),
    ],
)
def test_pieces(text: str, found: tuple[str | Marked, ...]) -> None:
    assert pieces(text) == found


def test_marks_come_in_the_order_in_which_they_open() -> None:
    kinds = [mark.kind for mark in marks("[**a** [@b]](#c) {d} *e*")]
    assert kinds == ["strong", "citation", "placeholder", "emphasis"]  # no citation in a link
    assert [mark.kind for mark in marks("[**a**](#c) *e {d}*")] == [
        "link",
        "strong",
        "emphasis",
        "placeholder",
    ]


PARTS = ["**", "*", "_", "[", "](#a)", "](x (b) 't')", "[@a]", "[@a; @b]", "{tel}", "\\", "\n", " "]
WORDS = ["a", "bc", "!", ")", "é", "語", "“", "  ", "\t", "&amp;", "<b>"]
texts = st.lists(st.sampled_from(PARTS + WORDS), max_size=24).map("".join)


@settings(deadline=None, max_examples=150)
@given(texts | st.text())
@example("*a " * 2000 + "b*" * 2000)
def test_no_text_loses_a_sign(text: str) -> None:
    assert written(pieces(text)) == text


def kinds(nodes: Sequence[Node]) -> list[str]:
    found = []
    for node in nodes:
        if not isinstance(node, Text):
            found.append(type(node).__name__.lower())
            found += kinds(getattr(node, "children", ()))
    return found


@settings(deadline=None, max_examples=150)
@given(texts)
@example("  \t\n[@a]")
def test_the_marks_are_those_that_are_printed(text: str) -> None:
    assert [mark.kind.value for mark in marks(text)] == kinds(parse_inline(text))
