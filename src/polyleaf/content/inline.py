"""Inline text: a small part of CommonMark, parsed once into a frozen tree.

Job: turn one unit's text into nodes that a template stage can set, and list what is wrong with it.
Trade-off: markdown-it-py parses emphasis, links and escapes by CommonMark 0.31
(https://spec.commonmark.org/0.31.2/); citations `[@id; @id]` and placeholders `{name}` are two
rules of our own on its inline parser. HTML is text. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

__all__ = [
    "Citation",
    "Emphasis",
    "Link",
    "Node",
    "Placeholder",
    "Strong",
    "Text",
    "citations",
    "link_problem",
    "links",
    "map_words",
    "parse_inline",
    "placeholders",
    "plain_text",
    "strong_runs",
    "terms",
]

# Bounds the recursion over nodes, here and in typesetting.
MAX_NESTING: Final = 20

_CITATION: Final = re.compile(r"\[@([A-Za-z0-9][\w-]*(?:\s*;\s*@[A-Za-z0-9][\w-]*)*)\]")
_PLACEHOLDER: Final = re.compile(r"(?<!\{)\{([a-z][a-z0-9_-]*)\}(?!\})")
# What a change of words leaves alone; a citation that is none yet too, lest it become one.
_FIXED: Final = re.compile(rf"{_CITATION.pattern}|\[@\S*|{_PLACEHOLDER.pattern}|\]\(\s*")
# Without one of these, a text is words alone: its breaks, escapes and marks begin with them.
_MARKUP: Final = re.compile(r"[*_\[\]{}\\\r\n\0]")
_LINK_TARGET: Final = re.compile(
    r"https?://[^\s]+\Z|mailto:[^\s@]+@[^\s@]+\Z|tel:\+?[0-9-]+\Z"
    r"|\#[a-z0-9][a-z0-9-]*\Z|term:[a-z0-9][a-z0-9-]*\Z"
)


@dataclass(frozen=True)
class Text:
    """Characters to print as they are."""

    text: str


@dataclass(frozen=True)
class Strong:
    """`**strong**`: must not be overlooked."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class Emphasis:
    """`*emphasis*`: stress."""

    children: tuple[Node, ...]


@dataclass(frozen=True)
class Link:
    """`[text](target)`: target is a web address, `#section` or `term:ID`."""

    target: str
    children: tuple[Node, ...]


@dataclass(frozen=True)
class Citation:
    """`[@id; @id]`: a mention of references."""

    references: tuple[str, ...]


@dataclass(frozen=True)
class Placeholder:
    """`{name}`: a value of the project, such as the helpline's number."""

    name: str


Node = Text | Strong | Emphasis | Link | Citation | Placeholder


@lru_cache(maxsize=20_000)
def parse_inline(text: str) -> tuple[Node, ...]:
    """Parse one unit's text; anything that is not markup is text, so no input fails."""
    if text and not _MARKUP.search(text):
        return (Text(text),)
    tokens = _parser().parseInline(text)[0].children or []
    return tuple(_nodes(_shallow(tokens)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["emphasis", "link", "escape", "newline"])
    parser.validateLink = lambda url: bool(url) or True  # type: ignore[method-assign] # checks report bad links
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign] # ids must come back as written
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.inline.ruler.before("link", "placeholder", _placeholder_rule)
    return parser


def _citation_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    return _match_rule(state, "citation", _CITATION, silent=silent)


def _placeholder_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    return _match_rule(state, "placeholder", _PLACEHOLDER, silent=silent)


def _match_rule(state: StateInline, kind: str, pattern: re.Pattern[str], *, silent: bool) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push(kind, "", 0).content = match[1]
    state.pos = match.end()
    return True


def _shallow(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens without the marks of elements nested deeper than any sentence needs."""
    depth = 0
    for token in tokens:
        outer, depth = depth, depth + token.nesting
        if not token.nesting or max(outer, depth) <= MAX_NESTING:
            yield token


def _nodes(tokens: Iterator[Token]) -> Iterator[Node]:  # noqa: C901 - one case a token type
    """Yield nodes until the closing token of the element that called, or the end."""
    for token in tokens:
        match token.type:
            case "text":
                if token.content:
                    yield Text(token.content)
            case "text_special":
                yield Text(token.content)
            case "softbreak" | "hardbreak":
                yield Text(" ")
            case "strong_open":
                yield Strong(tuple(_nodes(tokens)))
            case "em_open":
                yield Emphasis(tuple(_nodes(tokens)))
            case "link_open":
                yield Link(str(token.attrGet("href") or ""), tuple(_nodes(tokens)))
            case "citation":
                yield Citation(tuple(i.strip().lstrip("@") for i in token.content.split(";")))
            case "placeholder":
                yield Placeholder(token.content)
            case _:
                return


def _walk(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Strong | Emphasis | Link):
            yield from _walk(node.children)


def citations(text: str) -> tuple[str, ...]:
    """Return the ids of the references mentioned in the text, in order."""
    found = (n.references for n in _walk(parse_inline(text)) if isinstance(n, Citation))
    return tuple(reference for references in found for reference in references)


def links(text: str) -> tuple[str, ...]:
    """Return the targets of the text's links, in order."""
    return tuple(n.target for n in _walk(parse_inline(text)) if isinstance(n, Link))


def terms(text: str) -> tuple[str, ...]:
    """Return the ids of the glossary terms the text points at, in order."""
    return tuple(t.removeprefix("term:") for t in links(text) if t.startswith("term:"))


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names of the text's placeholders, in order."""
    return tuple(n.name for n in _walk(parse_inline(text)) if isinstance(n, Placeholder))


def strong_runs(text: str) -> int:
    """Return how many runs of strong text there are."""
    if not _MARKUP.search(text):
        return 0
    return sum(isinstance(node, Strong) for node in _walk(parse_inline(text)))


def link_problem(target: str) -> str:
    """Say what is wrong with a link's target, or return "" if nothing is."""
    if _LINK_TARGET.match(target):
        return ""
    return f"{target!r} is no target a leaflet may link to"


@lru_cache(maxsize=20_000)
def plain_text(text: str) -> str:
    """Return the text without markup, citations and placeholders, for titles and word counts."""
    if not _MARKUP.search(text):
        return text.strip()
    return "".join(n.text for n in _walk(parse_inline(text)) if isinstance(n, Text)).strip()


def map_words(text: str, change: Callable[[str], str]) -> str:
    """Return the text with all but its citations, placeholders and link targets changed.

    Args:
        text: a unit's text.
        change: gets each piece, with the other signs of markup in it. The tree stays the same as
            long as it turns letters into letters and leaves spaces at the ends and all other signs.

    """
    pieces, end = [], 0
    for match in _FIXED.finditer(text):
        if match.start() < end:
            continue
        pieces.append(change(text[end : match.start()]))
        start, end = match.span()
        if match[0].startswith("]("):
            end = max(end, parseLinkDestination(text, end, len(text)).pos)  # 0 where there is none
        pieces.append(text[start:end])
    return "".join([*pieces, change(text[end:])])
