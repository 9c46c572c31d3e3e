"""The finished PDFs of the sample project: their objects, their fonts, their bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pytest
import tinyhtml5
from tests.effort import STUCK
from tests.pdf_reading import objects, read_pages
from tests.printing import Press
from tests.publishing.sample import LANGUAGES, LEAFLETS, Sample, every_pdf

from polyleaf.content.inline import plain_text

# Runs in a process of its own, from sources to PDF; prints the digest and the families.
PRINT = """
import hashlib, sys
from pathlib import Path
from polyleaf.project import load_project
from polyleaf.publishing.jobs import Preparer, families
from polyleaf.publishing.plan import plan
from polyleaf.publishing.sources import load_sources
from polyleaf.typesetting.fonts import load_font_table, prepare_fonts
from polyleaf.typesetting.render import render, use_fonts

root, leaflet, *languages = sys.argv[1:]
project = load_project(Path(root))
sources = load_sources(project, [leaflet])
planned = list(plan([leaflet], languages, "a4"))
table = load_font_table(project.locales / "fonts.yaml")
fonts = prepare_fonts([table[name] for name in families(sources, planned)], project.cache)
use_fonts(fonts.config_file)
preparer = Preparer(sources, fonts)
for item in planned:
    rendered = render(preparer.prepare(item).job)
    print(hashlib.sha256(rendered.pdf).hexdigest(), *sorted(rendered.layout.families), sep="|")
"""


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def fonts_of(document: pikepdf.Pdf) -> Iterator[Any]:
    kinds = {"/Type0", "/Type1", "/Type3", "/TrueType", "/MMType1"}
    return (thing for thing in objects(document) if str(thing.get("/Subtype")) in kinds)


def allowed(sample: Sample, language: str) -> set[str]:
    return {*sample.languages[language].fonts, "Leaf Sans", "Leaf Symbols"}


def test_every_leaflet_is_built_in_every_language(sample: Sample) -> None:
    assert sample.result.failed == ()
    built = {(p.leaflet, p.language) for p in sample.result.built}
    assert built == {(leaflet, language) for leaflet in LEAFLETS for language in LANGUAGES}
    assert not [d for d in sample.result.diagnostics if d.severity == "error"]


@every_pdf
def test_catalog_is_that_of_a_tagged_pdf(sample: Sample, leaflet: str, language: str) -> None:
    title = plain_text(sample.localised(leaflet, language).document.leaflet.title)
    with opened(sample.pdf(leaflet, language)) as document:
        root: Any = document.Root
        assert root.MarkInfo.Marked
        assert len(root.StructTreeRoot.K) > 0
        assert "/ParentTree" in root.StructTreeRoot
        assert str(root.Lang) == language
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/Title"]) == title
        metadata = document.open_metadata()
        assert metadata["dc:title"] == title
        assert metadata["pdfuaid:part"] == "1"
        assert len(document.pages) == sample.publication(leaflet, language).pages
        assert all("/StructParents" in page and page.Tabs == "/S" for page in document.pages)


@every_pdf
def test_bookmarks_are_the_headings(sample: Sample, leaflet: str, language: str) -> None:
    localised = sample.localised(leaflet, language)
    said = localised.document.leaflet
    label = localised.interface.text
    medicine = [label("About the medicine")] if said.medicine else []
    sections = [section.heading for section in said.sections.values()]
    back = map(label, ("Words to know", "Need help?", "References", "About this leaflet"))
    with opened(sample.pdf(leaflet, language)) as document, document.open_outline() as outline:
        (title,) = outline.root
        titles = [title.title, *(child.title for child in title.children)]
    headings = [said.title, *medicine, *sections, *back]
    assert [readable(text) for text in titles] == [readable(plain_text(text)) for text in headings]


def readable(bookmark: str | None) -> str:
    """Return a bookmark without the signs that only say where a line may break."""
    return re.sub("[\u200b\u2060]", "", bookmark or "").replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["ko", "km", "th"])
def test_what_is_read_aloud_has_no_signs_of_line_breaking(sample: Sample, language: str) -> None:
    with opened(sample.pdf(LEAFLETS[0], language)) as document:
        texts = [str(thing.Alt) for thing in objects(document) if "/Alt" in thing]
        texts += [str(thing.Title) for thing in objects(document) if "/Title" in thing]
    assert len(texts) > 10
    assert not [text for text in texts if re.search("[\u200b\u2060]", text)]


@every_pdf
def test_nothing_in_it_acts_or_hides(sample: Sample, leaflet: str, language: str) -> None:
    with opened(sample.pdf(leaflet, language)) as document:
        assert not document.is_encrypted
        assert "/OpenAction" not in document.Root
        assert set(document.Root.get("/Names", {}).keys()) <= {"/Dests"}
        unwanted = {"/JS", "/JavaScript", "/AA", "/EF", "/EmbeddedFiles", "/Launch", "/AcroForm"}
        actions = set()
        for thing in objects(document):
            assert not unwanted & set(thing.keys())
            assert thing.get("/Type") not in {"/Filespec", "/EmbeddedFile"}
            if "/A" in thing and "/S" in thing.A:
                actions.add(str(thing.A.S))
        assert actions == {"/URI"}


@every_pdf
def test_every_link_goes_somewhere(sample: Sample, leaflet: str, language: str) -> None:
    with opened(sample.pdf(leaflet, language)) as document:
        names: Any = document.Root.Names.Dests.Names
        targets = {str(name) for name in list(names)[::2]}
        for page in document.pages:
            for note in page.get("/Annots", pikepdf.Array()):
                assert note.Subtype == "/Link"
                assert "/Dest" not in note or str(note.Dest) in targets
                left, bottom, right, top = map(float, note.Rect)
                assert abs(right - left) > 1
                assert abs(top - bottom) > 1, f"{note.Contents} cannot be clicked"


@every_pdf
def test_fonts_are_embedded_subsets_of_our_own(sample: Sample, leaflet: str, language: str) -> None:
    families = allowed(sample, language)
    with opened(sample.pdf(leaflet, language)) as document:
        fonts = list(fonts_of(document))
        assert fonts
        for font in fonts:
            assert font.Subtype == "/Type0"
            (descendant,) = font.DescendantFonts
            descriptor = descendant.FontDescriptor
            assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
            assert re.fullmatch(r"/[A-Z]{6}\+Leaf-[A-Za-z-]+", str(font.BaseFont))
            assert str(descriptor.FontFamily) in families
            assert str(font.BaseFont)[8:].startswith(str(descriptor.FontFamily).replace(" ", "-"))
            assert descendant.CIDToGIDMap == "/Identity"
            assert "/ToUnicode" in font


@every_pdf
def test_no_character_is_missing(sample: Sample, leaflet: str, language: str) -> None:
    with opened(sample.pdf(leaflet, language)) as document:
        # WeasyPrint gives a font with missing glyphs an encoding that sends them to glyph 0.
        assert {str(font.Encoding) for font in fonts_of(document)} == {"/Identity-H"}
    assert all(g.code for page in sample.pages(leaflet, language) for g in page.glyphs)


def test_a_missing_character_would_be_seen(sample: Sample, press: Press) -> None:
    html = '<html lang="bo"><title>Tibetan</title><p style="font-family: Leaf Sans">བོད</p></html>'
    job = sample.job(LEAFLETS[0], "en")
    rendered = press.print(type(job)(html, (), ()))
    with opened(rendered.pdf) as document:
        encodings = {str(getattr(font.Encoding, "CMapName", "")) for font in fonts_of(document)}
    glyphs = [g.code for page in read_pages(rendered.pdf) for g in page.glyphs]
    assert encodings != {"/Identity-H"} or 0 in glyphs
    assert any(".notdef" in message for message in rendered.layout.messages)


@every_pdf
def test_links_to_references_are_those_of_english(
    sample: Sample, leaflet: str, language: str
) -> None:
    def cited(pdf: bytes) -> Counter[str]:
        with opened(pdf) as document:
            notes = [n for page in document.pages for n in page.get("/Annots", pikepdf.Array())]
            targets = [str(note.Dest) for note in notes if "/Dest" in note]
        return Counter(target for target in targets if target.startswith("reference-"))

    english = cited(sample.pdf(leaflet, "en"))
    assert len(english) == len(sample.localised(leaflet, "en").document.references)
    assert cited(sample.pdf(leaflet, language)) == english


@every_pdf
def test_citations_have_the_numbers_they_have_in_english(
    sample: Sample, leaflet: str, language: str
) -> None:
    english = citations(html(sample, leaflet, "en"))
    assert sum(map(bool, english)) > 10
    assert citations(html(sample, leaflet, language)) == english


def html(sample: Sample, leaflet: str, language: str) -> ET.Element:
    found = tinyhtml5.parse(sample.job(leaflet, language).html, namespace_html_elements=False)
    assert isinstance(found, ET.Element)
    return found


def citations(page: ET.Element) -> list[list[int]]:
    """Return the numbers that each block of the text cites; a block holds one unit."""
    (text,) = page.iterfind(".//main")
    blocks = [e for e in text.iter() if e.tag in {"p", "li", "td", "th", "caption", "h3", "dd"}]
    marks = [block.findall(".//sup[@class='citation']") for block in blocks]
    return [[int(link.text or "") for mark in found for link in mark] for found in marks]


@every_pdf
def test_references_are_marked_as_english(sample: Sample, leaflet: str, language: str) -> None:
    page = html(sample, leaflet, language)
    entries = page.findall(".//ol[@class='references']/li")
    known = sample.localised(leaflet, language).document.references
    assert len(entries) == len(known) >= 3
    for number, entry in enumerate(entries, start=1):
        assert entry.get("id") == f"reference-{number}"
        assert (entry.get("lang"), entry.get("dir")) == ("en", "ltr")
        # What we say of it is in the language of the leaflet.
        remarks = entry.findall("div[@class='remark']")
        assert all(remark.get("lang") == language for remark in remarks)


def test_a_pdf_is_the_same_wherever_it_is_made(sample: Sample) -> None:
    """Without FONTCONFIG_FILE at the start, so that the fonts of the system are there to leak."""
    path = os.pathsep.join(filter(None, sys.path))
    clean = {k: v for k, v in os.environ.items() if not k.startswith("FONTCONFIG")}
    elsewhere = {
        ("en", "zh-Hans"): {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
        ("ar", "km"): {"PYTHONHASHSEED": "4242", "TZ": "America/Chicago"},
    }
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT, str(sample.root), LEAFLETS[0], *languages],
            env=clean | place | {"LC_ALL": "C", "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            text=True,
        )
        for languages, place in elsewhere.items()
    ]
    printed = [line for run in runs for line in run.communicate(timeout=STUCK)[0].splitlines()]
    for tag, line in zip(chain(*elsewhere), printed, strict=True):
        digest, *families = line.split("|")
        assert digest == sample.publication(LEAFLETS[0], tag).sha256
        assert set(families) <= allowed(sample, tag)


def test_fonts_of_the_system_would_be_seen() -> None:
    """Show that the machine has fonts that WeasyPrint takes when nobody forbids it."""
    code = """from weasyprint import HTML
document = HTML(string="<p>text").render()
document.write_pdf()
print(*{font.family for font in document.fonts.values()})"""

    clean = {k: v for k, v in os.environ.items() if not k.startswith("FONTCONFIG")}
    run = subprocess.run(
        [sys.executable, "-c", code], env=clean, capture_output=True, text=True, check=False
    )
    if run.returncode or not run.stdout.strip():
        pytest.skip("this machine has no fonts of its own")
    assert "Leaf" not in run.stdout
