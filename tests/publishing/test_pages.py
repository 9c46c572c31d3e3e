"""The pages of the sample project, glyph by glyph: numbers, margins, notices, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Final

import pytest
from markupsafe import Markup, escape
from tests.pdf_reading import BLANKS, MM, Character, Page, inked
from tests.printing import ROOT, Press
from tests.publishing.sample import LEAFLETS, SETTINGS, Sample, every_pdf

from polyleaf.languages.localize import format_number
from polyleaf.languages.table import Language
from polyleaf.typesetting.labels import PSEUDO_NOTICE
from polyleaf.typesetting.markup import Setter

assert SETTINGS.helpline
HELPLINE: Final = SETTINGS.helpline.phone
RIGHT_TO_LEFT: Final = ("ar", "fa")
BEARING: Final = 0.7 * MM  # of the bold J of a title, the most that any letter hangs out
HAIR: Final = 0.02 * MM  # what rounding in the PDF may move a glyph
OVERHANG: Final = 0.3 * MM  # how far the ink of a glyph may stand out of its advance

NOTICES: Final = {
    "unreviewed-source": "Draft – not yet reviewed by a clinician",
    "incomplete": "Draft – parts of this leaflet are not translated yet",
    "machine-drafted": "Draft – translated by computer, not yet checked by a person",
    "translated": "Draft – this translation has not been reviewed",
}

KHMER: Final = "ក្រុមគ្រូពេទ្យនឹងពន្យល់អ្នកអំពីការព្យាបាលនេះនិងផលប៉ះពាល់ដែលអាចកើតមាន" * 6
THAI: Final = "ทีมผู้ดูแลจะอธิบายวิธีรักษานี้และผลข้างเคียงที่อาจเกิดขึ้นให้คุณทราบก่อนเริ่มรักษา" * 6


@cache
def margins() -> tuple[float, float, float]:
    """Return top, side and bottom margin of the style sheet, in points."""
    css = (ROOT / "templates" / "leaflet.css").read_text("utf-8")
    found = re.search(r"@page \{\s*margin: ([0-9.]+)mm ([0-9.]+)mm ([0-9.]+)mm;", css)
    assert found
    top, side, bottom = (float(length) * MM for length in found.groups())
    return top, side, bottom


def setter(language: Language) -> Setter:
    return Setter(language, language, frozenset(), {}, {"helpline": HELPLINE})


def together(found: list[list[Character]]) -> bool:
    """Tell whether the characters of each find follow each other as in a word."""
    pairs = [pair for characters in found for pair in pairwise(characters)]
    return all(a.x < b.x and b.left - a.right < (a.top - a.bottom) * 2 for a, b in pairs)


# Numbers


@every_pdf
def test_helpline_reads_from_left_to_right(sample: Sample, leaflet: str, language: str) -> None:
    said = sample.localised(leaflet, language).document.units().values()
    wanted = sum(text.count("{helpline}") for text in said) + 1  # one in the helpline panel
    assert wanted >= 2
    found = [f for page in sample.pages(leaflet, language) for f in page.find(HELPLINE)]
    assert len(found) == wanted
    assert together(found)


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_helpline_would_be_reversed_without_isolation(
    sample: Sample, press: Press, language: str
) -> None:
    table = sample.languages[language]
    sentence = sample.localised(LEAFLETS[0], language).document.notices["disclaimer"]
    text = sentence.rstrip(".") + " {helpline} " + sentence
    bare = escape(text.replace("{helpline}", HELPLINE))
    isolated, reversed_ = press.lines([setter(table).unit("a", text), bare], table)
    assert [len(isolated.find(HELPLINE)), len(reversed_.find(HELPLINE))] == [1, 0]
    assert len(reversed_.find("-".join(reversed(HELPLINE.split("-"))))) == 1


def test_temperatures_read_from_left_to_right_in_arabic(sample: Sample) -> None:
    said = sample.localised(LEAFLETS[0], "ar").document.units()
    text = said["when-to-call/call/signs/fever"]
    assert "38 °C" in text
    assert "100.4 °F" in text
    for figure in ("38°C", "100.4°F"):
        found = [f for page in sample.pages(LEAFLETS[0], "ar") for f in page.find(figure)]
        assert len(found) == 1
        assert together(found)


@pytest.mark.parametrize(
    ("text", "shown", "otherwise"),
    [
        ("התקשרו אם החום הוא 38 °C או יותר", "38°C", "C°38"),
        ("קחו 24 mg פעם ביום", "24mg", "mg24"),
        ("חייגו 03 555 0199 בכל שעה", "035550199", "019955503"),
        ("קחו 200 mg T-VEC בלבד", "200mgT-VEC", "mgT-VEC200"),
    ],
)
def test_figures_read_from_left_to_right_in_hebrew(
    sample: Sample, press: Press, text: str, shown: str, otherwise: str
) -> None:
    fields = {"tag": "he", "script": "Hebr", "fonts": ["Leaf Sans Hebrew", "Leaf Sans"]}
    hebrew = sample.languages["ar"].model_copy(update=fields)
    isolated, bare = press.lines([setter(hebrew).unit("a", text), escape(text)], hebrew)
    assert [len(isolated.find(shown)), len(bare.find(shown))] == [1, 0]
    assert len(bare.find(otherwise)) == 1


# Margins


@every_pdf
def test_no_ink_leaves_the_text_area(sample: Sample, leaflet: str, language: str) -> None:
    assert_inside(sample.pages(leaflet, language), sample.languages[language])


def assert_inside(pages: Iterable[Page], language: Language) -> None:
    side = margins()[1]
    # WeasyPrint moves the last text of a right-to-left line by the space it strips from its end.
    space = 0.3 * 12 if language.direction == "rtl" else 0
    left = side - OVERHANG - space
    for page in pages:
        assert page.characters
        right, top = page.width - side + OVERHANG, page.height - 5 * MM
        # The ink of a letter such as a bold J hangs out of its place on the left, by design.
        assert not [c for c in page.characters if c.left < left and c.x < side - HAIR]
        assert not [c for c in page.characters if c.left < side - BEARING - space]
        assert not [c for c in page.characters if c.right > right]
        assert not [c for c in page.characters if c.bottom < 5 * MM or c.top > top]
        # PDFium may pass over what it takes for a double.
        inked_glyphs = [g for g in page.glyphs if not g.text or g.text.strip(BLANKS)]
        assert not [g for g in inked_glyphs if g.x < left or g.x > right]


@pytest.mark.parametrize(("language", "text"), [("km", KHMER), ("th", THAI)])
def test_a_long_paragraph_stays_in_the_text_area_thanks_to_its_breaks(
    sample: Sample, press: Press, language: str, text: str
) -> None:
    table = sample.languages[language]
    side = margins()[1]
    css = sample.job(LEAFLETS[0], language).css
    size = "<style>@page { size: A4 }</style>"

    def reach(markup: Markup) -> float:
        (page,) = press.page(f"<p>{markup}</p>", table, css, size)
        return max(char.right for char in page.characters) - (page.width - side)

    assert reach(setter(table).unit("a", text)) <= OVERHANG
    if language == "km":  # Pango may have been built with a dictionary for Thai
        assert reach(escape(text)) > 100 * MM


# Header and footer


def draft(sample: Sample, leaflet: str, language: str) -> Markup:
    """Return the notice in the language of the leaflet, from its catalog."""
    localised = sample.localised(leaflet, language)
    if localised.status == "pseudo":
        return escape(PSEUDO_NOTICE)
    english = NOTICES[localised.status.value]
    text = localised.interface.text(english)
    assert language == "en" or text != english
    return setter(sample.languages[language]).plain(text)


@every_pdf
def test_every_page_says_in_its_language_that_it_is_a_draft(
    sample: Sample, press: Press, leaflet: str, language: str
) -> None:
    table = sample.languages[language]
    (reference,) = press.lines(
        [draft(sample, leaflet, language)], table, "font-weight: 700; font-size: 9pt"
    )
    wanted = inked(reference.glyphs)
    assert len(wanted) > 8
    first, *others = sample.pages(leaflet, language)
    shown = inked(first.glyphs)
    assert any(shown[at : at + len(wanted)] == wanted for at in range(len(shown)))
    top = margins()[0]
    assert others
    for page in others:
        assert inked(g for g in page.glyphs if g.y > page.height - top) == wanted


@every_pdf
def test_every_page_has_its_number(
    sample: Sample, press: Press, leaflet: str, language: str
) -> None:
    table = sample.languages[language]
    pages = sample.pages(leaflet, language)
    label = sample.localised(leaflet, language).interface.text("Page {page} of {pages}")
    total = format_number(len(pages), table)
    texts = [
        label.replace("{pages}", total).replace("{page}", format_number(number, table))
        for number in range(1, len(pages) + 1)
    ]
    references = press.lines([escape(text) for text in texts], table)
    assert len({inked(reference.glyphs) for reference in references}) == len(pages)
    bottom = margins()[2]
    for page, reference in zip(pages, references, strict=True):
        footer = [g for g in page.glyphs if g.y < bottom]
        halves = (
            [g for g in footer if g.x < page.width / 2],
            [g for g in footer if g.x >= page.width / 2],
        )
        start, end = reversed(halves) if table.direction == "rtl" else halves
        assert inked(end) == inked(reference.glyphs)
        leaflet_code = sample.localised(leaflet, language).document.leaflet.code
        assert "".join(g.text for g in start).replace(" ", "") == "·".join(
            (str(leaflet_code), "v1", language, SETTINGS.publisher.name.replace(" ", ""))
        )


def test_page_numbers_are_persian_in_persian(sample: Sample) -> None:
    bottom = margins()[2]
    pages = sample.pages(LEAFLETS[0], "fa")
    for number, page in enumerate(pages, start=1):
        digits = {g.text for g in page.glyphs if g.y < bottom and g.text.isdigit()}
        persian = {"۰۱۲۳۴۵۶۷۸۹"[number], "۰۱۲۳۴۵۶۷۸۹"[len(pages)]}
        assert digits == persian | {"1"}  # v1, the version, is not translated
