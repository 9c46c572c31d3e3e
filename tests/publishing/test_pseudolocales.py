"""The sample in the pseudolocales: what a page does with a translation that is unlike English.

All that `test_pages` and `test_pdfs` ask of a language they ask of these too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

import pytest
import tinyhtml5
from tests.pdf_reading import BLANKS
from tests.publishing.sample import LEAFLETS, PSEUDOLOCALES, SETTINGS, Sample, every_pdf_in
from tests.small_project import SmallProject

from polyleaf.languages.localize import to_digits
from polyleaf.typesetting.citations import format_reference
from polyleaf.typesetting.labels import PSEUDO_NOTICE

assert SETTINGS.helpline
HELPLINE: Final = SETTINGS.helpline
# What a translation keeps, as the sample has it: `languages.pseudo`.
KEPT: Final = ("T-VEC", "mL", "°C", "°F")
DEVANAGARI: Final = "०१२३४५६७८९"

every_pseudo_pdf = every_pdf_in(PSEUDOLOCALES)


def squeezed(text: str) -> str:
    return re.sub(f"[{BLANKS}]", "", text)


def drawn(sample: Sample, leaflet: str, language: str) -> str:
    """Return the texts of all glyphs of a PDF in the order they are drawn in, without blanks."""
    pages = sample.pages(leaflet, language)
    return squeezed("".join(glyph.text for page in pages for glyph in page.glyphs))


def meant_to_stay(sample: Sample, leaflet: str, language: str) -> Iterator[str]:
    """Yield what is printed as it is: names, addresses, references, and what developers read."""
    localised = sample.localised(leaflet, language)
    said = localised.document.leaflet
    yield from (PSEUDO_NOTICE, localised.source_title, sample.languages[language].english)
    yield from (f"{said.code} · v{said.version} · {language} · {SETTINGS.publisher.name}",)
    yield from (SETTINGS.publisher.name, HELPLINE.name, str(HELPLINE.chat_url))
    yield from (f"https://library.example/leaflets/{language}/{leaflet}", *KEPT)
    for reference in localised.document.references.values():
        pieces = format_reference(reference)
        yield "".join(text for _, text in pieces)
    people, medicine = said.provenance, said.medicine
    assert people.source
    yield from (people.source.name, str(people.source.url), str(people.license))
    if medicine:
        yield from (medicine.name, str(medicine.pronunciation), *medicine.brands)
    for text in localised.document.units().values():
        yield from re.findall(r"https://[^\s)]+", text)


def translated(sample: Sample, leaflet: str, language: str) -> str:
    """Return what is drawn without what is meant to stay.

    Round brackets do not count: WeasyPrint gives a glyph the text of its first use in a file, so
    that one that is first mirrored stands for the other bracket ever after.
    """
    shown = re.sub("[()]", "", drawn(sample, leaflet, language))
    for text in sorted(meant_to_stay(sample, leaflet, language), key=len, reverse=True):
        shown = shown.replace(re.sub("[()]", "", squeezed(text)), "|")
    return shown


def test_the_build_has_nothing_to_say_about_them(sample: Sample) -> None:
    found = [p for p in sample.result.built if p.language in PSEUDOLOCALES]
    assert len(found) == len(PSEUDOLOCALES) * len(LEAFLETS)
    assert {p.status for p in found} == {"pseudo"}
    assert {p.warnings for p in found} == {()}
    assert {p.path for p in found} == {
        f"pdf/{tag}/{leaflet}.{tag}.pdf" for tag in PSEUDOLOCALES for leaflet in LEAFLETS
    }


@every_pseudo_pdf
def test_no_english_is_left_but_what_is_meant_to(
    sample: Sample, leaflet: str, language: str
) -> None:
    shown = translated(sample, leaflet, language)
    assert len(shown) > 2000
    assert re.findall("[A-Za-z]+", shown) == []


def body(sample: Sample, leaflet: str, language: str) -> ET.Element:
    page = tinyhtml5.parse(sample.job(leaflet, language).html, namespace_html_elements=False)
    found = page.find("body")
    assert isinstance(found, ET.Element)
    return found


@every_pseudo_pdf
def test_nothing_is_cut(sample: Sample, leaflet: str, language: str) -> None:
    """Each text ends in brackets: those of the texts, and one pair a page for its number."""
    said = "".join(body(sample, leaflet, language).itertext())
    numbers = 2 * len(sample.pages(leaflet, language))
    assert said.count("[\u00a0") == said.count("\u00a0]") > 60
    shown = Counter(drawn(sample, leaflet, language))
    assert shown["["] + shown["]"] == said.count("[") + said.count("]") + numbers


@every_pseudo_pdf
def test_headings_and_cells_are_whole_texts(sample: Sample, leaflet: str, language: str) -> None:
    seen = set()
    for element in body(sample, leaflet, language).iter():
        if element.tag in {"h1", "h2", "h3", "dt", "th", "td", "caption"}:
            text = squeezed("".join(element.itertext()))
            assert (text[0], text[-1]) == ("[", "]")
            seen.add(element.tag)
        assert element.get("alt", "[").startswith("[")
    assert {"h1", "h2", "h3", "dt", "th", "caption"} <= seen


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_figures_are_devanagari_but_for_phones_names_and_addresses(
    sample: Sample, leaflet: str
) -> None:
    language = "qps-plocd"
    shown = translated(sample, leaflet, language)
    # The numbers in a figure are drawn, and its legend has them as they are drawn.
    figure = body(sample, leaflet, language).find(".//ol[@class='legend']")
    legend = len(figure) if figure is not None else 0
    version = squeezed(sample.localised(leaflet, language).document.leaflet.version)
    kept = Counter([*map(str, range(1, legend + 1)), *version])
    assert Counter(re.findall("[0-9]", shown.replace(HELPLINE.phone, ""))) == kept
    assert set(DEVANAGARI[1:5]) <= set(shown)


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_steps_and_pages_count_in_devanagari(sample: Sample, leaflet: str) -> None:
    language = "qps-plocd"
    table, pages = sample.languages[language], sample.pages(leaflet, language)
    said = body(sample, leaflet, language)
    steps = len(said.findall(".//ol[@class='steps']/li"))
    bold = Counter(
        glyph.text
        for page in pages
        for glyph in page.glyphs
        if glyph.font.endswith("Devanagari-Bold") and glyph.text in DEVANAGARI
    )
    assert steps >= 3
    assert {to_digits(str(number), table) for number in range(1, steps + 1)} <= set(bold)
    for number, page in enumerate(pages, start=1):
        foot = "".join(g.text for g in page.glyphs if g.y < 50 and g.x > page.width / 2)
        digits = re.findall(f"[{DEVANAGARI}]", foot)
        assert digits == [DEVANAGARI[number], DEVANAGARI[len(pages)]]


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_mirrored_lines_start_on_the_right(sample: Sample, leaflet: str) -> None:
    page = sample.pages(leaflet, "qps-plocm")[0]
    title = max(page.lines(), key=lambda line: max(c.top - c.bottom for c in line))
    side = min(char.left for char in title)
    assert page.width - max(char.right for char in title) < side


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_mirrored_letters_join(sample: Sample, leaflet: str) -> None:
    pages = sample.pages(leaflet, "qps-plocm")
    # A letter without dots: the font draws these apart.
    drawn = [g for p in pages for g in p.glyphs if g.font == "Leaf-Sans-Arabic" and g.text == "م"]
    assert len({glyph.code for glyph in drawn}) == 4  # isolated, initial, medial and final


def test_expanded_pages_are_longer_than_the_english_ones(sample: Sample) -> None:
    for leaflet in LEAFLETS:
        english, expanded = (len(drawn(sample, leaflet, tag)) for tag in ("en", "qps-ploc"))
        assert 1.2 < expanded / english < 1.5


def test_a_project_may_not_list_a_pseudolocale(project: SmallProject) -> None:
    settings = (project.root / "polyleaf.yaml").read_text("utf-8")
    project.write("polyleaf.yaml", settings.replace("es]", "qps-ploc]"))
    project.leaflet("small")
    outcome = project.polyleaf("build")
    assert (outcome.status, outcome.codes) == (2, ["unknown-language"])


def test_no_leaflet_is_written_in_a_pseudolocale(project: SmallProject) -> None:
    project.leaflet("small", language="qps-ploc")
    outcome = project.polyleaf("build", "-l", "qps-ploc")
    assert (outcome.status, outcome.codes) == (1, ["unknown-language"])


def test_a_pseudolocale_is_built_when_asked_for_without_any_catalog(project: SmallProject) -> None:
    project.leaflet("small", "Call {helpline} now.".replace("{helpline}", "1-800-555-0199"))
    outcome = project.polyleaf("build", "-l", "qps-plocd")
    assert (outcome.status, outcome.codes) == (0, [])
    assert project.pdfs == ["pdf/qps-plocd/small.qps-plocd.pdf"]
    (entry,) = project.manifest.values()
    assert (entry["status"], entry["warnings"]) == ("pseudo", [])
    assert "Çáļļ 1-800-555-0199 ñóŵ." in project.printed(entry["path"])
    assert not (project.root / "locales").exists()


def test_nothing_is_built_in_a_pseudolocale_unasked(project: SmallProject) -> None:
    project.leaflet("small")
    project.polyleaf("build")
    assert project.pdfs == ["pdf/en/small.en.pdf"]


def test_no_list_of_languages_shows_them(project: SmallProject) -> None:
    assert "qps" not in project.polyleaf("languages").out
    assert "qps" not in project.polyleaf("languages", "--json").out
