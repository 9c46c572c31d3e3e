"""`polyleaf verify`: what a PDF is, and whether it is the one to hand out, told from the PDF."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SETTINGS
from tests.small_project import Outcome, SmallProject

from polyleaf.publishing.verification import _differences
from polyleaf.typesetting.layout import Provenance

DATES = "{revised: 2025-01-31, reviewed: 2025-01-31, review_every: P1Y}"
SENTENCE = "Take 20 mg with water."
SPANISH = {
    "title": ("A short leaflet", "Un folleto corto"),
    "what/heading": ("What is it?", "¿Qué es?"),
    "what/meaning": (SENTENCE, "Tome 20 mg con agua."),
}
HELPLINE = 'helpline: {name: Small helpline, phone: "1-800-555-0199"}\n'
COLUMNS = ("FILE", "VERDICT", "LEAFLET", "LANGUAGE", "VERSION", "STATUS", "WHY")
TODAY = ("--today", "2025-06-30")
LATER = ("--today", "2026-06-30")


def write(project: SmallProject) -> None:
    project.write("polyleaf.yaml", SETTINGS + HELPLINE)
    project.leaflet("dose", SENTENCE, dates=DATES)
    project.catalog("dose", "es", SPANISH)


@pytest.fixture(scope="module")
def built(
    make_project: Callable[[str], SmallProject], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The PDFs of the project as it was first, outside of it: `dose.en.pdf`, `dose.es.pdf`."""
    project = make_project("verified")
    write(project)
    assert project.polyleaf("build", "-j", "1").status == 0
    folder = tmp_path_factory.mktemp("handed-out")
    for file in (project.root / "build").rglob("*.pdf"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    project = make_project("today")
    write(project)
    return project


def verdicts(project: SmallProject, folder: Path, *more: str) -> tuple[int, dict[str, str]]:
    outcome, entries = verify(project, sorted(folder.iterdir()), *more)
    return outcome.status, {name: entry["verdict"] for name, entry in entries.items()}


def verify(
    project: SmallProject, files: list[Path], *more: str
) -> tuple[Outcome, Mapping[str, Mapping[str, Any]]]:
    outcome = project.polyleaf("verify", *files, "--json", *(more or TODAY))
    return outcome, {Path(entry["file"]).name: entry for entry in json.loads(outcome.out)}


def test_a_pdf_that_would_be_made_again_as_it_is_is_current(
    project: SmallProject, built: Path
) -> None:
    outcome, entries = verify(project, sorted(built.iterdir()))
    assert outcome.status == 0
    assert outcome.err == ""
    entry = entries["dose.es.pdf"]
    assert (entry["verdict"], entry["review_due"], entry["published"]) == (
        "current",
        "2026-01-31",
        "",
    )
    said = entry["provenance"]
    assert (said["leaflet"], said["language"], said["version"]) == ("dose", "es", "1")
    # Its labels were drafted by machine, and nobody has approved them in this project.
    assert (said["status"], said["paper"], said["approvals"]) == ("machine-drafted", "a4", "")


def test_people_are_told_in_a_table(project: SmallProject, built: Path) -> None:
    outcome = project.polyleaf("verify", built / "dose.es.pdf", *LATER)
    heading, row = outcome.out.splitlines()
    assert heading.split() == list(COLUMNS)
    assert row.split()[1:6] == ["overdue", "dose", "es", "1", "machine-drafted"]
    assert outcome.status == 1


def test_a_pdf_of_the_build_folder_is_found_there(
    make_project: Callable[[str], SmallProject], built: Path
) -> None:
    project = make_project("with-build")
    write(project)
    assert project.polyleaf("build", "-l", "en", "-j", "1").status == 0
    _, entries = verify(project, sorted(built.iterdir()))
    published = {name: entry["published"] for name, entry in entries.items()}
    assert published == {"dose.en.pdf": "pdf/en/dose.en.pdf", "dose.es.pdf": ""}


def other_source(project: SmallProject) -> None:
    project.leaflet("dose", SENTENCE.replace("20", "40"), dates=DATES)


def other_translation(project: SmallProject) -> None:
    project.catalog("dose", "es", SPANISH | {"what/meaning": (SENTENCE, "Tome 20 mg sin agua.")})


def other_version(project: SmallProject) -> None:
    project.leaflet("dose", SENTENCE, dates=DATES, version='"2"')


def other_phone(project: SmallProject) -> None:
    project.write("polyleaf.yaml", SETTINGS + HELPLINE.replace("0199", "0198"))


def no_leaflet(project: SmallProject) -> None:
    (project.root / "leaflets" / "dose.yaml").unlink()


def no_language(project: SmallProject) -> None:
    project.write("polyleaf.yaml", SETTINGS.replace("[en, es]", "[en]") + HELPLINE)


def no_catalog(project: SmallProject) -> None:
    (project.root / "locales" / "es" / "leaflets" / "dose.po").unlink()


def broken_leaflet(project: SmallProject) -> None:
    project.write("leaflets/dose.yaml", "id: dose\n")


def broken_catalog(project: SmallProject) -> None:
    project.write("locales/es/leaflets/dose.po", 'msgid "')


@pytest.mark.parametrize(
    ("change", "english", "spanish"),
    [
        (other_source, "outdated", "outdated"),
        (other_translation, "current", "outdated"),
        (other_version, "outdated", "outdated"),
        (other_phone, "outdated", "outdated"),
        (no_leaflet, "withdrawn", "withdrawn"),
        (no_language, "current", "withdrawn"),
        (no_catalog, "current", "withdrawn"),
        (broken_leaflet, "undecided", "undecided"),
        (broken_catalog, "current", "undecided"),
    ],
)
def test_what_changed_in_the_project_is_told(
    project: SmallProject,
    built: Path,
    change: Callable[[SmallProject], None],
    english: str,
    spanish: str,
) -> None:
    change(project)
    found = verdicts(project, built)
    assert found == (1, {"dose.en.pdf": english, "dose.es.pdf": spanish})


def test_each_reason_is_named(project: SmallProject, built: Path) -> None:
    other_version(project)
    other_translation(project)
    _, entries = verify(project, [built / "dose.es.pdf"], *LATER)
    entry = entries["dose.es.pdf"]
    assert entry["verdict"] == "outdated"
    assert entry["reasons"] == [
        "it is version 1, today's is 2",
        "the source text changed",
        "the text as printed changed",
        "its review was due on 2026-01-31",
    ]


def test_a_review_that_is_due_is_told(project: SmallProject, built: Path) -> None:
    assert verdicts(project, built, "--today", "2026-01-31")[0] == 0
    found = verdicts(project, built, "--today", "2026-02-01")
    assert found == (1, {"dose.en.pdf": "overdue", "dose.es.pdf": "overdue"})


def test_what_an_approval_makes_of_the_page_is_told(project: SmallProject, built: Path) -> None:
    who = ("--by", "A. Translator", "--role", "staff", "--date", "2025-02-01")
    approve = ("translations", "approve", "dose", "-l", "es", "--stage", "translated")
    assert project.polyleaf(*approve, *who).status == 0
    _, entries = verify(project, [built / "dose.es.pdf"])
    assert entries["dose.es.pdf"]["reasons"] == [
        "it was made as machine-drafted, and would be as awaiting-clinician today"
    ]


def test_neither_another_approval_nor_another_polyleaf_makes_a_page_outdated() -> None:
    then = Provenance(leaflet="dose", approvals="1", polyleaf="1")
    assert _differences(then, replace(then, approvals="2", polyleaf="2")) == ()


FOREIGN = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"


@pytest.mark.parametrize(
    ("damage", "verdict", "codes"),
    [
        (lambda _: FOREIGN, "not-ours", []),
        (lambda pdf: pdf + b"\n", "altered", []),
        (lambda pdf: pdf.replace(b'polyleaf:version="1"', b'polyleaf:version="2"'), "altered", []),
        (lambda pdf: pdf.replace(b"dose", b"../x"), "altered", []),
        (lambda pdf: pdf[: len(pdf) // 2], "unreadable", ["unreadable-pdf"]),
        (lambda _: b"", "unreadable", ["unreadable-pdf"]),
        (lambda _: b"<html>" + FOREIGN, "unreadable", ["unreadable-pdf"]),
        (
            lambda pdf: pdf.replace(b"<x:xmpmeta", b'<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta'),
            "unreadable",
            ["broken-metadata"],
        ),
        (
            lambda pdf: pdf.replace(b'leaflet="dose"', b'leaflet="' + b"d" * 2_000_000 + b'"'),
            "unreadable",
            ["broken-metadata"],
        ),
    ],
    ids=["foreign", "longer", "forged", "path", "torn", "empty", "html", "entities", "huge"],
)
def test_a_pdf_that_is_not_as_it_was_made_is_never_current(
    project: SmallProject,
    built: Path,
    damage: Callable[[bytes], bytes],
    verdict: str,
    codes: list[str],
) -> None:
    file = project.root / "some.pdf"
    file.write_bytes(damage((built / "dose.en.pdf").read_bytes()))
    outcome, entries = verify(project, [file, built / "dose.es.pdf"])
    assert outcome.status == 1
    assert outcome.codes == codes
    assert {name: entry["verdict"] for name, entry in entries.items()} == {
        "some.pdf": verdict,
        "dose.es.pdf": "current",
    }


def test_wrong_usage_is_status_2(project: SmallProject, tmp_path: Path, built: Path) -> None:
    assert project.polyleaf("verify").status == 2
    assert project.polyleaf("verify", tmp_path / "none.pdf").status == 2
    assert project.polyleaf("verify", tmp_path).status == 2
    assert project.polyleaf("verify", built / "dose.en.pdf", "--today", "soon").status == 2
