"""Inline text: what is markup, what is text, and that no visible character is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.effort import growth

from polyleaf.content.inline import (
    MAX_NESTING,
    Citation,
    Emphasis,
    Link,
    Node,
    Placeholder,
    Strong,
    Text,
    citations,
    link_problem,
    links,
    parse_inline,
    placeholders,
    plain_text,
    terms,
)

A, B = Text("a"), Text("b")


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("", ()),
        ("a", (A,)),
        ("**a**", (Strong((A,)),)),
        ("*a*", (Emphasis((A,)),)),
        ("_a_", (Emphasis((A,)),)),
        ("***a***", (Emphasis((Strong((A,)),)),)),
        ("**a *b***", (Strong((Text("a "), Emphasis((B,)))),)),
        ("[a](https://x.y/z)", (Link("https://x.y/z", (A,)),)),
        ("[a](#what)", (Link("#what", (A,)),)),
        ("[a](term:melanoma)", (Link("term:melanoma", (A,)),)),
        ("[**a**](#b)", (Link("#b", (Strong((A,)),)),)),
        ("[a](https://x.y/a_(b)?c=1&d=%20#e)", (Link("https://x.y/a_(b)?c=1&d=%20#e", (A,)),)),
        ("[a]()", (Link("", (A,)),)),
        ("[a](#b 'a title, which is not printed')", (Link("#b", (A,)),)),
        ("[@a]", (Citation(("a",)),)),
        ("[@peng2024; @asco-2;@B_1]", (Citation(("peng2024", "asco-2", "B_1")),)),
        ("a [@b].", (Text("a "), Citation(("b",)), Text("."))),
        ("**a [@b]**", (Strong((Text("a "), Citation(("b",)))),)),
        ("{helpline}", (Placeholder("helpline"),)),
        ("call {help-line}!", (Text("call "), Placeholder("help-line"), Text("!"))),
        ("[{helpline}](tel:112)", (Link("tel:112", (Placeholder("helpline"),)),)),
        (r"\*a\*", (Text("*a*"),)),
        (r"\[@a]", (Text("[@a]"),)),
        (r"\{a}", (Text("{a}"),)),
        ("a\nb", (A, Text(" "), B)),
        ("a  \nb", (A, Text(" "), B)),
    ],
)
def test_markup(text: str, nodes: tuple[Node, ...]) -> None:
    assert parse_inline(text) == nodes


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('x')</script>",
        "<b>a</b> <!-- b -->",
        "&amp; &lt; &#60;",
        "{{ 7 * 7 }}",
        "{% include 'x' %} {# x #}",
        "{{helpline}} {{helpline} {helpline}}",
        "{Helpline} {help line} {} {1}",
        "`code` ~~struck~~",
        "# no heading",
        "- no bullet",
        "1. no step",
        "> no quote",
        "https://x.y and <https://x.y>",
        "2 * 3 * 4",
        "**a",
        "snake_case_word",
        "[a] [b][c]",
        "[@]",
        "[@a, p. 3]",
        "[a @b]",
        "[@a @b]",
        "C:\\temp",
        "50% of $5 ^ ~ | @me",
        "١٢٣ ﷺ 한국어 ไทย",
    ],
)
def test_what_is_no_markup_is_text(text: str) -> None:
    assert parse_inline(text) == (Text(text),)


def test_unicode_stays_as_it_is() -> None:
    text = "e\u0301 \u200b\u2060\u00ad\u202f\u200f\ufeff 𝒳 👩‍⚕️ ក្មេរ"
    assert parse_inline(text) == (Text(text),)


# What is asked of a text

TEXT = "A *b* [@one; @two] **[c](term:x) {helpline}** [d](#s) [e](term:y) [@one] {tel} \\{no}"


@pytest.mark.parametrize(
    ("ask", "found"),
    [
        (citations, ("one", "two", "one")),
        (links, ("term:x", "#s", "term:y")),
        (terms, ("x", "y")),
        (placeholders, ("helpline", "tel")),
    ],
)
def test_what_a_text_mentions(
    ask: Callable[[str], tuple[str, ...]], found: tuple[str, ...]
) -> None:
    assert ask(TEXT) == found
    assert ask("nothing") == ()


def test_plain_text() -> None:
    assert plain_text(" **T-VEC** [is](#a) *new* [@b]") == "T-VEC is new"
    assert plain_text("[@b]") == ""


TARGETS = "https://x.y http://x/a?b=c#d #a #what-1 term:immune-system tel:+1-1 tel:1 mailto:a@b.c"
NO_TARGETS = (
    "x /etc/passwd ../x file:///etc/passwd javascript:alert(1) JAVASCRIPT:x data:text/html,x //x.y"
    " https:// # #A term: term:A tel:call mailto:a"
)


@pytest.mark.parametrize("target", TARGETS.split())
def test_targets_a_leaflet_may_link_to(target: str) -> None:
    assert link_problem(target) == ""


@pytest.mark.parametrize(
    "target",
    [*NO_TARGETS.split(), "", "#a b", "#a\n", "https://x y", " https://x", "https://x\n"],
)
def test_targets_a_leaflet_may_not_link_to(target: str) -> None:
    assert link_problem(target)


@pytest.mark.parametrize("target", ["javascript:alert(1)", "x y", "../x", "TERM:X", "#É"])
def test_a_target_comes_back_as_written_for_checks_to_judge(target: str) -> None:
    assert links(f"[a](<{target}>)") == (target,)


# Any text


def shown(nodes: Sequence[Node]) -> str:
    """Return everything a node holds, as characters."""
    parts = []
    for node in nodes:
        match node:
            case Text():
                parts.append(node.text)
            case Link():
                parts.append(shown(node.children) + node.target)
            case Strong() | Emphasis():
                parts.append(shown(node.children))
            case Citation():
                parts += node.references
            case Placeholder():
                parts.append(node.name)
    return "".join(parts)


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


# No quotation marks and no white space in targets: a link's title is dropped, as it is not printed.
MARKED_UP = st.lists(
    st.sampled_from("ab7é漢ق*_[](){}@;\\ \n!<>#:-~`|$%^=+.,&?/")
    | st.sampled_from(["**", "](", "[@a", "{a}", "(https://x)", "](#a)", "](term:b)"]),
    max_size=30,
).map("".join)


@settings(deadline=None, max_examples=100)
@given(MARKED_UP)
def test_no_letter_is_lost_or_moved(text: str) -> None:
    assert letters(shown(parse_inline(text))) == letters(text)


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(exclude_characters="*_[]{}\\\n\r\0")))
def test_text_without_marks_stays_as_it_is(text: str) -> None:
    assert "".join(node.text for node in parse_inline(text) if isinstance(node, Text)) == text


@settings(deadline=None, max_examples=100)
@given(st.text())
def test_any_text_is_parsed(text: str) -> None:
    parse_inline(text)
    plain_text(text)
    link_problem(text)
    assert len(citations(text)) + len(links(text)) + len(placeholders(text)) <= len(text)


WORDS = st.text(st.sampled_from("abcé漢ق "), min_size=1, max_size=6).map(
    lambda text: f"x{text}x"  # a mark beside a space is no mark
)
NAMES = st.from_regex(r"[a-z]{1,5}", fullmatch=True)
LEAVES = st.one_of(
    WORDS.map(Text),
    st.lists(NAMES, min_size=1, max_size=3).map(lambda names: Citation(tuple(names))),
    NAMES.map(Placeholder),
)


def wrapped(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    children = st.lists(inner, min_size=1, max_size=3).map(tuple)
    target = NAMES.map(lambda name: f"term:{name}")
    return st.one_of(children.map(Strong), st.builds(Link, target, children))


TREES = st.lists(st.recursive(LEAVES, wrapped, max_leaves=6), max_size=4)


def written(nodes: Sequence[Node]) -> str:
    parts = []
    for node in nodes:
        match node:
            case Text():
                parts.append(node.text)
            case Strong():
                parts.append(f" **{written(node.children)}** ")
            case Link():
                parts.append(f"[{written(node.children)}]({node.target})")
            case Citation():
                parts.append("[" + "; ".join(f"@{name}" for name in node.references) + "]")
            case Placeholder():
                parts.append("{" + node.name + "}")
            case Emphasis():
                pytest.fail("not generated")
    return "".join(parts)


def has_link(nodes: Sequence[Node]) -> bool:
    return any(
        isinstance(node, Link | Citation) or (isinstance(node, Strong) and has_link(node.children))
        for node in nodes
    )


def nested_links(nodes: Sequence[Node]) -> bool:
    return any(
        (isinstance(node, Link) and has_link(node.children))
        or (isinstance(node, Strong | Link) and nested_links(node.children))
        for node in nodes
    )


@settings(deadline=None, max_examples=60)
@given(TREES)
def test_what_is_written_out_is_read_back(nodes: list[Node]) -> None:
    assume(not nested_links(nodes))  # a link holds neither links nor citations
    text = written(nodes)
    found = parse_inline(text)
    assert citations(text) == mentioned(nodes, Citation)
    assert placeholders(text) == mentioned(nodes, Placeholder)
    assert links(text) == mentioned(nodes, Link)
    assert letters(shown(found)) == letters(shown(nodes))


def mentioned(nodes: Sequence[Node], kind: type[Node]) -> tuple[str, ...]:
    names: list[str] = []
    for node in nodes:
        if isinstance(node, kind):
            match node:
                case Citation():
                    names += node.references
                case Placeholder():
                    names.append(node.name)
                case Link():
                    names.append(node.target)
        if isinstance(node, Strong | Link | Emphasis):
            names += mentioned(node.children, kind)
    return tuple(names)


def depth(nodes: Sequence[Node]) -> int:
    inner = [depth(n.children) for n in nodes if isinstance(n, Strong | Emphasis | Link)]
    return max(inner, default=-1) + 1


def test_deep_emphasis_is_flattened_and_loses_nothing() -> None:
    nodes = parse_inline("*a " * 2000 + "b*" * 2000)
    assert depth(nodes) == MAX_NESTING
    assert letters(shown(nodes)) == "a" * 2000 + "b" * 2000
    assert plain_text("**" * 2000 + "a" + "**" * 2000) == "a"


PARTS = r"[ * **a [a]( [@a {a \ _a ![ ]( <"


@pytest.mark.parametrize("part", PARTS.split())
def test_no_text_takes_long(part: str) -> None:
    def parse(size: int) -> None:
        parse_inline.cache_clear()
        parse_inline(part * size)

    assert growth(parse, 500, 10) < 30  # 100 would be quadratic
