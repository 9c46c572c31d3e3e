"""One file, two standards: what each pair asks of metadata and catalog, where no veraPDF is."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping

import pikepdf
import pytest
from tests.pdf_reading import objects
from tests.printing import Press, some_fonts
from tests.shared import shared_fonts_cache

from polyleaf.project import Standard
from polyleaf.typesetting.conformance.identifier import is_unchanged
from polyleaf.typesetting.layout import Job, Provenance
from polyleaf.typesetting.xmp_reading import read_provenance

PROVENANCE = Provenance(leaflet="flu", version="1", language="en", edition="standard")
HTML = """<html lang="en"><title>Flu</title><style>
html { font-family: Leaf Sans } h2 { break-before: page } </style>
<h1>Flu</h1><p><a href="https://library.example">Out</a> and <a href="#more">in</a></p>
<h2>Other</h2><p id="empty"></p><section id="more"><h2>More <b>of it</b></h2><p>Text</p></section>
<p><a href="#empty">nowhere</a></p><dl><dt>Flu</dt><dd>An illness</dd></dl>
<ul><li role="doc-endnote">A note</li></ul>"""

UA, A = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[Standard, bytes]]:
    standards: tuple[Standard, ...] = ("ua-1+a-2a", "ua-2+a-4f")
    with Press(some_fonts(["Leaf Sans"], shared_fonts_cache(tmp_path_factory))) as press:
        jobs = {standard: Job(HTML, (), (), PROVENANCE, standard) for standard in standards}
        yield {standard: press.print(job).pdf for standard, job in jobs.items()}


@pytest.mark.parametrize(
    ("standard", "version", "ua", "a"),
    [
        ("ua-1+a-2a", "1.7", {"part": "1"}, {"part": "2", "conformance": "A"}),
        ("ua-2+a-4f", "2.0", {"part": "2"}, {"part": "4", "conformance": "F", "rev": "2020"}),
    ],
)
def test_a_file_names_both_standards_and_its_provenance(
    printed: Mapping[Standard, bytes],
    standard: Standard,
    version: str,
    ua: dict[str, str],
    a: dict[str, str],
) -> None:
    pdf = printed[standard]
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert document.pdf_version == version
        assert {key: metadata[UA + key] for key in ua} == ua
        assert {key: metadata[A + key] for key in a} == a
        assert metadata["{http://purl.org/dc/elements/1.1/}title"] == "Flu"
        assert "/Filter" not in document.Root.Metadata
    assert read_provenance(pdf) == PROVENANCE
    assert is_unchanged(pdf)


@pytest.mark.parametrize("standard", ["ua-1+a-2a", "ua-2+a-4f"])
def test_what_both_pairs_ask_for(printed: Mapping[Standard, bytes], standard: Standard) -> None:
    with pikepdf.open(io.BytesIO(printed[standard])) as document:
        (intent,) = document.Root.OutputIntents
        assert str(intent.S) == "/GTS_PDFA1"
        assert int(intent.DestOutputProfile.N) == 3
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert {str(page.Tabs) for page in document.pages} == {"/S"}
        assert {int(link.F) for page in document.pages for link in page.get("/Annots", [])} == {4}
        assert len({bytes(part) for part in document.trailer.ID}) == 1


def test_pdf_a_4f_embeds_its_provenance_and_has_no_document_information(
    printed: Mapping[Standard, bytes],
) -> None:
    with pikepdf.open(io.BytesIO(printed["ua-2+a-4f"])) as document:
        assert "/Info" not in document.trailer
        (file,) = document.Root.AF
        assert file.AFRelationship == "/Data"
        assert json.loads(file.EF.F.read_bytes())["leaflet"] == "flu"
        assert [str(name) for name in document.attachments] == ["provenance.json"]


def test_pdf_ua_2_leads_to_structure_elements(printed: Mapping[Standard, bytes]) -> None:
    with pikepdf.open(io.BytesIO(printed["ua-2+a-4f"])) as document:
        things = list(objects(document))
        assert not [thing for thing in things if "/Dest" in thing]
        actions = [thing for thing in things if thing.get("/S") == "/GoTo"]
        bookmarks = {str(t.Title): t.A for t in things if "/Title" in t and "/A" in t}
        assert {title: str(action.SD[0].S) for title, action in bookmarks.items()} == {
            "Flu": "/H1",
            "Other": "/H2",
            "More of it": "/H2",
        }
        assert {str(action.SD[0].get("/Type")) for action in actions} == {"/StructElem"}
        assert {str(action.D[0].Type) for action in actions} == {"/Page"}
        links = [
            link.A for page in document.pages for link in page.get("/Annots", []) if "/A" in link
        ]
        inner = [action for action in links if action.S == "/GoTo"]
        assert [str(action.SD[0].S) for action in inner] == ["/H2", "/Document"]


def test_pdf_ua_2_has_structure_types_of_pdf_2(printed: Mapping[Standard, bytes]) -> None:
    with pikepdf.open(io.BytesIO(printed["ua-2+a-4f"])) as document:
        tags = [thing for thing in objects(document) if thing.get("/Type") == "/StructElem"]
        spaces = {str(tag.S): str(tag.NS.NS) for tag in tags if "/NS" in tag}
        assert set(spaces.values()) == {"http://iso.org/pdf2/ssn"}
        assert {"/Document", "/H1", "/L", "/LI", "/FENote"} <= spaces.keys()
        assert "/Note" not in {str(tag.S) for tag in tags}
        lists = [str(tag.A.ListNumbering) for tag in tags if str(tag.S) == "/L"]
        assert sorted(lists) == ["/Description", "/Disc"]


def test_pdf_ua_1_leads_to_places_that_every_reader_knows(
    printed: Mapping[Standard, bytes],
) -> None:
    with pikepdf.open(io.BytesIO(printed["ua-1+a-2a"])) as document:
        assert [t for t in objects(document) if "/Dest" in t]
        assert not [t for t in objects(document) if "/SD" in t]
