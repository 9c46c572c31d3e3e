"""Catalogs of pseudolocales: every unit, with its markup whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyleaf.checks import translations
from polyleaf.content.inline import (
    Emphasis,
    Link,
    Node,
    Strong,
    Text,
    map_words,
    parse_inline,
    plain_text,
)
from polyleaf.languages.table import Language, load_languages
from polyleaf.project import load_project
from polyleaf.publishing.sources import load_sources
from polyleaf.translation.catalog import Catalog
from polyleaf.translation.pseudo import PseudoInterface, pseudo_catalog

LOCALES = Path(__file__).parents[2] / "locales"
TABLE = load_languages([LOCALES / "pseudolocales.yaml"])
FILE = Path("leaflets/flu.yaml")

every_pseudolocale = pytest.mark.parametrize("language", TABLE.values(), ids=lambda x: x.tag)

MARKED_UP = st.lists(
    st.sampled_from("abYZ7é_*[](){}@;\\ \n<>#:-,.?%/")
    | st.sampled_from(["**", " **a** ", "](#a)", "](https://x.y/(a)b)", "](term:b)", "](<a b>)"])
    | st.sampled_from(["[@a; @b-2]", "{helpline}", "1-800-555-0199", "4 mg", "two words"]),
    max_size=20,
).map("".join)


def skeleton(text: str) -> list[Any]:
    """Return the tree of a text without its words."""

    def bones(nodes: tuple[Node, ...]) -> list[Any]:
        return [
            (type(node), getattr(node, "target", ""), bones(node.children))
            if isinstance(node, Strong | Emphasis | Link)
            else node
            for node in nodes
            if not isinstance(node, Text)
        ]

    return bones(parse_inline(text))


def made(text: str, language: Language) -> str:
    return pseudo_catalog(FILE, {"what/meaning": text}, language).messages["what/meaning"].target


@every_pseudolocale
@settings(deadline=None)
@given(MARKED_UP)
def test_markup_is_the_same(language: Language, text: str) -> None:
    assert skeleton(made(text, language)) == skeleton(text)


@every_pseudolocale
@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_a_unit(language: Language, text: str) -> None:
    shown = plain_text(made(text, language))
    assert (shown[0], shown[-1]) == ("[", "]")
    assert made(text, language) == made(text, language)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", ""),
        ("a [@a; @b] b {c} d", "X [@a; @b] X {c} X"),
        ("**a** *b*", "**X** *X*"),
        ("[a](#b)s", "[X](#b)X"),
        ("[a](https://x.y/(a)) b", "[X](https://x.y/(a)) X"),
        ("[a](<b c> 'd')", "[X](<b c> 'X')"),
        ("[a](https://x.y/{c}) [@a", "[X](https://x.y/{c}) [@a"),
        ("a](", "X]("),
        (r"\{a} {{a}}", r"\{a} {{X}}"),
    ],
)
def test_words_are_what_is_no_markup(text: str, changed: str) -> None:
    assert map_words(text, lambda words: re.sub("[a-z]+", "X", words)) == changed


@pytest.fixture(scope="module", params=TABLE.values(), ids=lambda x: x.tag)
def catalog(request: pytest.FixtureRequest, root: Path) -> Catalog:
    sources = load_sources(load_project(root))
    units = {
        f"{leaflet}/{unit}": text
        for leaflet in sources.leaflets
        for unit, text in sources.document(leaflet).units().items()
    }
    return pseudo_catalog(FILE, units, request.param)


def test_every_unit_of_the_sample_is_there_and_passes_the_checks(catalog: Catalog) -> None:
    units = {message.id: message.source for message in catalog.messages.values()}
    assert len(units) > 150
    assert list(translations.check(catalog, units)) == []


def test_every_unit_of_the_sample_stands_in_brackets(catalog: Catalog) -> None:
    for message in catalog.messages.values():
        assert message.target.startswith(r"\[")
        assert message.target.endswith(r"\]")
        assert not message.fuzzy
        assert not message.machine_drafted
        assert message.location.file == FILE


def test_labels_keep_their_names_and_are_never_missing() -> None:
    interface = PseudoInterface(TABLE["qps-ploc"])
    assert interface.has("whatever the template asks for")
    assert not interface.machine_drafted
    assert interface.text("Page {page} of {pages}") == "[\u00a0Ƥááĝéé {page} óóƒ {pages}\u00a0]"
    forms = [interface.plural("a day", "{count} days", number) for number in (0, 1, 2)]
    assert forms == [
        "[\u00a0{count} đááýýš\u00a0]",
        "[\u00a0áá đááýý\u00a0]",
        "[\u00a0{count} đááýýš\u00a0]",
    ]
