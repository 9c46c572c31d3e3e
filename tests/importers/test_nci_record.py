"""The public-domain record of the National Cancer Institute, from file to leaflet."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from polyleaf.content.blocks import Bullets
from polyleaf.content.inline import links, terms
from polyleaf.content.library import load_library
from polyleaf.content.model import Leaflet, Medicine, unit_list
from polyleaf.diagnostics import Severity
from polyleaf.importers import ImportedRecord, import_record, merge_glossary, to_yaml

NAME = "nci-talimogene-laherparepvec.md"
SITE = "https://www.cancer.gov"


@pytest.fixture
def record(records: Path) -> ImportedRecord:
    return import_record(records / NAME)


@pytest.fixture
def leaflet(record: ImportedRecord, load: Callable[[ImportedRecord], Leaflet]) -> Leaflet:
    return load(record)


def test_front_matter_becomes_fields(leaflet: Leaflet) -> None:
    assert leaflet.id == "talimogene-laherparepvec"
    assert leaflet.title == "Talimogene Laherparepvec"
    assert leaflet.language == "en"
    assert leaflet.audience == "patient"
    assert leaflet.topics == ["skin", "treatment"]
    assert leaflet.version == "1"
    assert leaflet.dates.reviewed == datetime.date(2025, 12, 30)
    assert leaflet.dates.review_due == datetime.date(2026, 3, 30)
    assert leaflet.dates.revised is None


def test_provenance_names_the_source_and_nobody_else(leaflet: Leaflet) -> None:
    source = leaflet.provenance.source
    assert source is not None
    assert source.name == "NCI: Talimogene Laherparepvec"
    assert source.url == f"{SITE}/about-cancer/treatment/drugs/talimogenelaherparepvec"
    assert source.citation == "NCI, 2025"
    assert source.license == "Public domain"
    assert leaflet.provenance.authors == leaflet.provenance.reviewers == []


def test_labels_become_the_panel(leaflet: Leaflet) -> None:
    assert leaflet.medicine == Medicine(
        name="Talimogene Laherparepvec",
        pronunciation="tah-LIH-moh-jeen lah-HER-pah-REP-vek",
        brands=["Imlygic"],
        approved_use=leaflet.medicine.approved_use if leaflet.medicine else None,
        approved_by="US Food and Drug Administration (FDA)",
    )


def test_approved_use_is_the_item_of_the_section(leaflet: Leaflet) -> None:
    items = leaflet.sections["use-in-cancer"].content["list"]
    assert isinstance(items, Bullets)
    assert leaflet.medicine is not None
    assert [leaflet.medicine.approved_use] == list(items.bullets.values())
    assert terms(leaflet.medicine.approved_use or "") == ("melanoma", "lymph-nodes", "local")


def test_sections_have_the_headings_of_the_page(leaflet: Leaflet) -> None:
    assert [section.heading for section in leaflet.sections.values()] == [
        "Talimogene Laherparepvec",
        "Use in Cancer",
        "More About Talimogene Laherparepvec",
        "Research Results and Related Resources",
        "Clinical Trials Accepting Patients",
    ]


def test_wrapped_lines_are_one_paragraph(leaflet: Leaflet) -> None:
    assert leaflet.summary is not None
    assert leaflet.summary.startswith("This page contains brief information about talimogene")
    assert leaflet.summary.endswith("ongoing clinical trials.")


def test_list_keeps_its_items(leaflet: Leaflet) -> None:
    block = leaflet.sections["more-about-talimogene-laherparepvec"].content["list"]
    assert isinstance(block, Bullets)
    assert list(block.bullets)[:2] == ["warnings-about-this-drug", "what-this-drug-is"]
    assert len(block.bullets) == 6


def test_links_are_kept(leaflet: Leaflet) -> None:
    targets = [t for _, text in unit_list(leaflet) for t in links(text) if "://" in t]
    assert len(targets) == 6
    assert f"{SITE}/research/participate/clinical-trials/intervention/C61314" in targets


def test_popups_become_words_to_know(record: ImportedRecord, tmp_path: Path) -> None:
    popup = f"{SITE}/Common/PopUps/popDefinition.aspx?id=45135&version=Patient&language=English"
    assert record.glossary["melanoma"] == {"term": "Melanoma", "url": popup}
    assert list(record.glossary) == ["melanoma", "lymph-nodes", "local"]
    (tmp_path / "glossary.yaml").write_text(merge_glossary("", record.glossary), encoding="utf-8")
    library, diagnostics = load_library(tmp_path)
    assert not diagnostics
    assert library.glossary["lymph-nodes"].term == "lymph nodes"
    assert library.glossary["local"].meaning is None


def test_what_moved_or_was_dropped_is_noted_with_its_line(record: ImportedRecord) -> None:
    assert [(d.code, d.location.line) for d in record.diagnostics] == [
        ("unused-key", 11),
        ("source-in-title", 15),
        ("text-dropped", 20),
        ("text-dropped", 22),
        ("text-dropped", 24),
        ("moved-to-medicine", 26),
        ("moved-to-medicine", 32),
        ("moved-to-medicine", 36),
    ]
    assert {d.severity for d in record.diagnostics} == {Severity.NOTE}


def test_every_word_is_in_the_leaflet_or_in_a_note(record: ImportedRecord, records: Path) -> None:
    body = (records / NAME).read_text(encoding="utf-8").split("---\n", 2)[2]
    assert record.leaflet is not None
    written = [to_yaml(record.leaflet), to_yaml(record.glossary)]
    noted = [diagnostic.message for diagnostic in record.diagnostics]
    missing = _words(body) - _words("\n".join([*written, *noted]))
    assert not missing


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))
