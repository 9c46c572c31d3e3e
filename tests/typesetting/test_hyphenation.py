"""Hyphens: in running text of languages with a dictionary, never in headings, links or names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import pytest
from tests.pdf_reading import read_pages
from tests.printing import ROOT, Press, some_fonts
from tests.shared import shared_fonts_cache

from polyleaf.languages.table import Language, load_languages
from polyleaf.typesetting.layout import Job
from polyleaf.typesetting.markup import Setter

TABLE: Final = load_languages([ROOT / "locales" / "languages.yaml"])
CSS: Final = (ROOT / "templates" / "leaflet.css").read_text("utf-8")
NARROW: Final = "@page { size: 60mm 200mm; margin: 5mm } main { width: 34mm }"

GERMAN: Final = "Die Krankenversicherungsbescheinigung gilt."
RUSSIAN: Final = "Электрокардиографическое исследование."
# The last is how a hyphen that no one typed is read: as none.
HYPHENS: Final = ("-", "\u2010", "\u00ad")
NAMES: Final = frozenset({"talimogene", "laherparepvec"})


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with Press(some_fonts(["Leaf Sans"], shared_fonts_cache(tmp_path_factory))) as press:
        yield press


def texts(press: Press, language: Language, element: str, text: str) -> list[str]:
    """Return the lines that a text takes in a narrow column."""
    setter = Setter(language, language, frozenset(), {}, {}, NAMES)
    body = f"<main><{element}>{setter.unit('a', text)}</{element}></main>"
    css = [CSS, NARROW]
    hyphenate = " hyphenate" if language.hyphenate else ""
    html = f"""<html lang="{language.tag}" class="{hyphenate}"><title>T</title>
<style>html {{ font-family: "Leaf Sans"; --leading: 1.4; --primary: #000; --accent: #000 }}</style>
<body>{body}</body></html>"""
    (page,) = read_pages(press.print(Job(html, tuple(css), ())).pdf)
    lines = groupby(page.glyphs, key=lambda glyph: round(glyph.y))
    return ["".join(glyph.text for glyph in line).strip() for _, line in lines]


@pytest.mark.parametrize(("tag", "text"), [("de", GERMAN), ("ru", RUSSIAN)])
def test_a_long_word_of_running_text_is_hyphenated(press: Press, tag: str, text: str) -> None:
    language = TABLE[tag].model_copy(update={"hyphenate": True})
    lines = texts(press, language, "p", text)
    assert any(line.endswith(HYPHENS) for line in lines)
    rejoined = "".join(line.rstrip("".join(HYPHENS)) for line in lines)
    assert rejoined.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("element", ["h2", "h3"])
def test_a_heading_is_not(press: Press, element: str) -> None:
    language = TABLE["de"].model_copy(update={"hyphenate": True})
    lines = texts(press, language, element, "Aus der Krankenversicherung austreten")
    assert not any(line.endswith(HYPHENS) for line in lines)


def test_a_language_without_a_dictionary_is_not(press: Press) -> None:
    lines = texts(press, TABLE["en"], "p", "An electroencephalographic immunohistochemistry.")
    assert not any(line.endswith(HYPHENS) for line in lines)


@pytest.mark.parametrize(
    "text", ["Nach der Talimogene-Laherparepvec-Gabe", "*Talimogene* heißt so"]
)
def test_the_name_of_a_medicine_is_not(press: Press, text: str) -> None:
    language = TABLE["de"].model_copy(update={"hyphenate": True})
    shown = " ".join(texts(press, language, "p", text))
    assert "Talimogene" in shown
    assert "Laherparepvec" in shown or "Laherparepvec" not in text


def test_it_would_be_without_its_name(press: Press) -> None:
    language = TABLE["de"].model_copy(update={"hyphenate": True})
    lines = texts(press, language, "p", "Abcdefghi Pneumonoultramicroscopic heißt so")
    assert any(line.endswith(HYPHENS) for line in lines)


def test_a_link_is_not(press: Press) -> None:
    language = TABLE["de"].model_copy(update={"hyphenate": True})
    lines = texts(press, language, "p", "[Die Krankenversicherung](#x) gilt")
    assert not any(line.endswith(HYPHENS) for line in lines)
