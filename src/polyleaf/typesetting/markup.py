"""Texts as HTML: inline markup, isolated runs, no-break spaces and line breaks.

Job: turn each text of a document into markup that WeasyPrint sets as the language wants it.
Trade-off: isolation is done with `<span dir="ltr">` around whole runs, because WeasyPrint ignores
`<bdi>` and `dir=auto` and resolves bidi inside one element only (Kozea/WeasyPrint#106).
Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from markupsafe import Markup, escape

from polyleaf.content.inline import (
    Citation,
    Emphasis,
    Link,
    Node,
    Placeholder,
    Strong,
    Text,
    parse_inline,
)
from polyleaf.languages.figures import set_figures
from polyleaf.languages.localize import format_number
from polyleaf.languages.table import Language
from polyleaf.languages.typography import (
    WORD_JOINER,
    bind_units,
    keep_names,
    keep_words,
    mark_breaks,
    runs,
)

__all__ = ["Setter", "UnitMarkup", "address", "unit_attribute"]

_WORDS: Final = re.compile(r"(\w+)")
_IDEOGRAPHIC: Final = frozenset({"Hans", "Hant", "Jpan", "Kore"})


class UnitMarkup(Markup):
    """The markup of a unit's text, which knows the unit's id; what is made of it does not."""

    unit: str = ""

    @classmethod
    def of(cls, unit: str, markup: Markup) -> UnitMarkup:
        """Return markup as that of a unit."""
        text = cls(markup)
        text.unit = unit
        return text


@dataclass(frozen=True)
class Setter:
    """Sets the texts of one document.

    Attributes:
        language: the language of the publication.
        source_language: the language of texts that are not translated.
        untranslated: ids of the units in the source language.
        citation_numbers: number of each reference, from 1.
        placeholders: values of `{name}`; phone numbers, set left to right.
        names: words that are never hyphenated, such as the names of medicines.
        links: whether links lead somewhere; if not, they are set as text.

    """

    language: Language
    source_language: Language
    untranslated: frozenset[str]
    citation_numbers: Mapping[str, int]
    placeholders: Mapping[str, str]
    names: frozenset[str] = frozenset()
    links: bool = True

    def unit(self, unit: str, text: str) -> UnitMarkup:
        """Return a unit's text as markup; one left in the source language is marked as such."""
        if unit not in self.untranslated:
            return UnitMarkup.of(unit, self._nodes(parse_inline(text), self.language))
        language = self.source_language
        markup = self._nodes(parse_inline(text), language)
        return UnitMarkup.of(unit, self.foreign(markup, language))

    def plain(self, text: str) -> Markup:
        """Return text of the publication's language that holds no markup, such as a label."""
        return self._text(text, self.language)

    def foreign(self, text: str, language: Language) -> Markup:
        """Return text of another language, marked for screen readers and set in its direction."""
        if language.tag == self.language.tag:
            return Markup(escape(text))  # noqa: S704 - escaped
        pattern = '<span lang="{}" dir="{}">{}</span>'
        return Markup(pattern).format(language.tag, language.direction, text)  # noqa: S704 - a constant

    def _nodes(self, nodes: Sequence[Node], language: Language, *, linked: bool = False) -> Markup:
        parts: list[Markup] = []
        for node, following in zip_longest(nodes, nodes[1:]):
            markup = self._node(node, language, linked=linked)
            parts.append(_bound(markup, language) if isinstance(following, Citation) else markup)
        return Markup("").join(parts)

    def _node(self, node: Node, language: Language, *, linked: bool) -> Markup:
        match node:
            case Text():
                return self._text(node.text, language, linked=linked)
            case Strong():
                return _wrap("strong", self._nodes(node.children, language, linked=linked))
            case Emphasis():
                return _wrap("em", self._nodes(node.children, language, linked=linked))
            case Link():
                return self._link(node, language)
            case Citation():
                return self._citation(node)
            case Placeholder():
                value = escape(self.placeholders.get(node.name, "{" + node.name + "}"))
                return Markup('<span class="phone" dir="ltr">{}</span>').format(value)

    def _text(self, text: str, language: Language, *, linked: bool = False) -> Markup:
        return Markup("").join(
            Markup('<span class="run" dir="ltr">{}</span>').format(run.text)
            if run.isolate
            else self._broken(keep_names(run.text), language, linked=linked)
            for run in runs(bind_units(set_figures(text, language)), language)
        )

    def _broken(self, text: str, language: Language, *, linked: bool) -> Markup:
        """Return text with its line breaks; a link is never hyphenated, nor is a name in it."""
        if language.line_breaker == "icu":
            text = mark_breaks(text, language.tag)
        elif language.line_breaker == "words":
            text = keep_words(text)
        if not language.hyphenate or linked:
            return escape(text)
        return Markup("").join(map(self._unhyphenated, _WORDS.split(text)))

    def _unhyphenated(self, word: str) -> Markup:
        if word.casefold() in self.names:
            return Markup('<span class="name">{}</span>').format(word)
        return escape(word)

    def _link(self, link: Link, language: Language) -> Markup:
        text = self._nodes(link.children, language, linked=self.links)
        if link.target.startswith(("#", "term:")):
            return _linked(text, link.target) if self.links else text
        shown = address(link.target.removeprefix("mailto:").removeprefix("tel:"))
        both = Markup('{} <span class="address" dir="ltr">{}</span>').format(text, shown)
        pattern = Markup('<a href="{}" aria-label="{}">{}</a>')
        return pattern.format(link.target, text.striptags(), both) if self.links else both

    def _citation(self, citation: Citation) -> Markup:
        known = (self.citation_numbers.get(key) for key in citation.references)
        numbers = sorted({number for number in known if number})
        linked, plain = Markup('<a role="doc-noteref" href="#reference-{}">{}</a>'), Markup("{1}")
        pattern = linked if self.links else plain
        links = (pattern.format(n, format_number(n, self.language)) for n in numbers)
        return Markup('<sup class="citation">{}</sup>').format(Markup(",").join(links))


def unit_attribute(text: object) -> Markup:
    """Return the attribute that tells which unit an element holds; "" for what has no `unit`."""
    unit = getattr(text, "unit", "")
    return Markup(' data-unit="{}"').format(unit) if unit else Markup()


def address(text: str) -> str:
    """Return a web address that may break at its slashes, but not inside `https://host`."""
    return text.replace("://", f":/{WORD_JOINER}/{WORD_JOINER}")


def _bound(markup: Markup, language: Language) -> Markup:
    """Return what stands before a citation so that no line begins with the citation's number.

    A line may end behind any ideograph (UAX #14, class ID); a word joiner holds the number there.
    """
    joiner = WORD_JOINER if language.script in _IDEOGRAPHIC else ""
    return Markup(markup.rstrip() + joiner)  # noqa: S704 - was markup


def _linked(text: Markup, target: str) -> Markup:
    """Return text as a link into the document."""
    if target.startswith("term:"):
        pattern = Markup('<a class="term" href="#term-{}">{}</a>')
        return pattern.format(target.removeprefix("term:"), text)
    return Markup('<a href="#section-{}">{}</a>').format(target.removeprefix("#"), text)


def _wrap(tag: str, content: Markup) -> Markup:
    return Markup(f"<{tag}>{{}}</{tag}>").format(content)  # noqa: S704 - the tag is a constant
