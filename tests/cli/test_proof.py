"""`polyleaf translations proof`: a PDF to sign, read back; and what is signed on it, recorded."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.conftest import SETTINGS
from tests.pdf_reading import Page, objects, read_pages
from tests.small_project import Outcome, SmallProject

from polyleaf.translation.digests import unit_digest

SENTENCE = "Take 20 mg with water."
TARGETS = {
    "es": {
        "title": "Un folleto corto",
        "what/heading": "¿Qué es?",
        "what/meaning": "Tome 20 mg con agua.",
    },
    "ar": {
        "title": "نشرة قصيرة",
        "what/heading": "ما هذا؟",
        "what/meaning": "تناول 20 mg مع الماء.",
    },
}
SOURCES = {"title": "A short leaflet", "what/heading": "What is it?", "what/meaning": SENTENCE}
DATES = "{revised: 2025-01-31, reviewed: 2025-01-31, review_every: P1Y}"


@pytest.fixture
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    project = make_project("proof")
    project.write("polyleaf.yaml", SETTINGS.replace("[en, es]", "[en, es, ar]"))
    project.leaflet("dose", SENTENCE, dates=DATES)
    for language in TARGETS:
        write_catalog(project, language)
    return project


def write_catalog(project: SmallProject, language: str, **changed: str) -> Path:
    """Write a catalog; `meaning="…"` changes the target of `what/meaning`."""
    targets = TARGETS[language] | {f"what/{name}": text for name, text in changed.items()}
    return project.catalog("dose", language, {k: (SOURCES[k], targets[k]) for k in SOURCES})


def write_proof(project: SmallProject, language: str = "es", *more: str) -> Outcome:
    return project.polyleaf("translations", "proof", "dose", "-l", language, *more)


def pdf(project: SmallProject, language: str = "es") -> bytes:
    return (project.root / path(language)).read_bytes()


def path(language: str) -> str:
    return f"build/proofs/{language}/dose.{language}.proof.pdf"


def text(project: SmallProject, language: str = "es") -> str:
    """Return what a new proof says, its lines joined by single spaces."""
    outcome = write_proof(project, language)
    assert (outcome.status, outcome.err) == (0, "")
    return project.printed(path(language).removeprefix("build/"))


def approve(project: SmallProject, stage: str, *more: str) -> Outcome:
    by = {"translated": "A. Translator", "clinical": "B. Clinician"}[stage]
    who = ("--by", by, "--role", "staff", "--date", "2025-02-01")
    arguments = ("dose", "-l", "es", "--stage", stage, *who, *more)
    return project.polyleaf("translations", "approve", *arguments)


def digest_in(outcome: Outcome) -> str:
    found = re.search(r"digest ([0-9a-f]{16})$", outcome.out, re.MULTILINE)
    assert found
    return found[1]


def test_the_head_says_what_is_proofed_and_what_is_left_to_do(project: SmallProject) -> None:
    approve(project, "translated")
    said = text(project)
    assert "from English (en) into Spanish (es)" in said
    assert re.search(r"version 1, revised 2025-01-31, revision [0-9a-f]{16}", said)
    assert "not yet reviewed by a clinician" in said
    assert "locales/es/leaflets/dose.po" in said
    assert "locales/es/approvals/dose.yaml" in said
    assert str(project.root) not in said
    assert "translated done all 4 texts, signed by A. Translator" in said
    assert "clinical outstanding 4 of 4 texts to sign" in said


def test_each_unit_has_its_id_state_and_digest(project: SmallProject) -> None:
    said = text(project)
    for unit, source in SOURCES.items():
        digest = unit_digest(source, TARGETS["es"][unit])
        assert re.search(rf"No\. \d {unit} translated {digest} {re.escape(source)}", said)
        assert TARGETS["es"][unit] in said


def test_the_digest_of_the_whole_is_on_every_page(project: SmallProject) -> None:
    digest = digest_in(write_proof(project))
    pages = read_pages(pdf(project))
    assert len(pages) > 1
    assert all(page.find(f"proof{digest}") for page in pages)
    write_catalog(project, "es", meaning="Tome 20 mg con agua")
    assert digest_in(write_proof(project)) != digest


def test_source_and_translation_stand_side_by_side(project: SmallProject) -> None:
    write_proof(project)
    (page, source), (other, target) = (
        place(pdf(project), words) for words in ("Take20mgwith", "Tome20mgcon")
    )
    assert page is other
    assert source[-1].right < page.width / 2 + 30 < target[0].left
    assert source[0].baseline == pytest.approx(target[0].baseline, abs=1)


def test_a_right_to_left_translation_is_set_right_to_left(project: SmallProject) -> None:
    write_proof(project, "ar")
    page, source = place(pdf(project, "ar"), "Take20mgwith")
    line = [
        character
        for line in page.lines()
        for character in line
        if abs(character.baseline - source[0].baseline) < 4 and character.left > page.width / 2 + 30
    ]
    # It begins at the right edge of its column, and the dose in it still reads left to right.
    assert max(c.right for c in line) > page.width - 14 * 72 / 25.4 - 12
    assert "ت" in max(line, key=lambda c: c.right).text
    shown = "".join(c.text for c in sorted(line, key=lambda c: c.x))
    assert "20mg" in shown


def place(data: bytes, words: str) -> tuple[Page, list[Any]]:
    """Return the one place where words stand in a line, and its page."""
    ((page, found),) = [(page, found) for page in read_pages(data) for found in page.find(words)]
    return page, found


def test_a_stale_text_shows_the_word_that_changed(project: SmallProject) -> None:
    approve(project, "translated")
    project.leaflet("dose", SENTENCE.replace("20", "40"), dates=DATES)
    said = text(project)
    assert "what/meaning stale" in said
    assert "Take [-20-]{+40+} mg with water." in said
    assert "Translation of the earlier source: Tome 20 mg con agua." in said
    assert "Approval void It was signed; then the source was changed." in said
    assert "translated by A. Translator (staff), 2025-02-01" in said
    assert "Cannot be recorded for all texts yet: 1 stale of 4 texts." in said


def test_an_edit_after_an_approval_is_told(project: SmallProject) -> None:
    approve(project, "translated")
    assert "Approval void" not in text(project)
    write_catalog(project, "es", meaning="Tome 20 mg con mucha agua.")
    said = text(project)
    assert said.count("Approval void") == 1
    assert "then the source or the translation was edited" in said


def test_a_missing_text_is_called_missing(project: SmallProject) -> None:
    write_catalog(project, "es", meaning="")
    said = text(project)
    assert "what/meaning missing" in said
    assert "Take 20 mg with water. Not translated." in said
    assert "Look at these first" in said
    assert "No. 3 (missing)." in said


def test_findings_stand_with_the_unit_and_do_not_stop_the_proof(project: SmallProject) -> None:
    write_catalog(project, "es", meaning="Tome 2 mg con agua [@nobody] ")
    outcome = write_proof(project)
    assert outcome.status == 0
    assert "2 errors, 2 warnings" in outcome.out
    said = text(project)
    unit = said[said.index("No. 3 what/meaning") : said.index("No. 4")]
    assert "Error: figure-mismatch the translation of 'what/meaning' has 2 mg" in unit
    assert "Hint: write 20 mg" in unit
    assert "Error: markup-mismatch" in unit
    assert "Warning: edge-space" in unit
    assert "No. 3 (error)." in said


def test_a_character_without_a_glyph_is_a_finding(project: SmallProject) -> None:
    write_catalog(project, "es", meaning="Tome 20 mg con agua. \U0001f4a7")
    outcome = write_proof(project)
    assert outcome.status == 0
    assert {problem.severity for problem in outcome.problems} == {"warning"}
    said = project.printed("proofs/es/dose.es.proof.pdf")
    assert "Error: missing-glyph" in said
    assert "U+1F4A7" in said


def test_what_concerns_no_text_is_told_at_the_head(project: SmallProject) -> None:
    file = write_catalog(project, "es")
    more = '\nmsgctxt "what/gone"\nmsgid "Gone"\nmsgstr "Ido"\n'
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    said = text(project)
    assert "Error: unknown-unit no text has the id 'what/gone'" in said[: said.index("No. 1 title")]


def test_a_back_translation_stands_below_the_source(project: SmallProject) -> None:
    file = write_catalog(project, "es")
    remark = '# back-translation: Have 20 mg with water.\nmsgctxt "what/meaning"'
    file.write_text(file.read_text("utf-8").replace('msgctxt "what/meaning"', remark), "utf-8")
    assert f"{SENTENCE} Back-translation Have 20 mg with water. Tome 20 mg" in text(project)


def test_labels_are_shown_as_the_digest_covers_them(project: SmallProject) -> None:
    said = text(project)
    assert "No. 4 interface" in said
    assert "Words to know Palabras" in said


def test_it_is_tagged_and_names_its_languages(project: SmallProject) -> None:
    write_proof(project, "ar")
    with pikepdf.open(io.BytesIO(pdf(project, "ar"))) as document:
        root: Any = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en"
        assert document.open_metadata()["pdfuaid:part"] == "1"
        title = "Proof of “A short leaflet” in Arabic"
        assert str(document.docinfo["/Title"]) == title
        with document.open_outline() as outline:
            assert outline.root[0].title == title
        headers = [thing for thing in objects(document) if thing.get("/S") == "/TH"]
        assert {str(header.A.Scope) for header in headers} == {"/Column", "/Row"}
        arabic = {str(tag.S) for tag in objects(document) if tag.get("/Lang") == "ar"}
        assert {"/P", "/TD"} <= arabic


def test_two_runs_are_the_same_byte_by_byte(project: SmallProject) -> None:
    write_proof(project, "ar")
    first = pdf(project, "ar")
    outcome = write_proof(project, "ar", "--out", "again.pdf")
    assert outcome.out.startswith("again.pdf: ")
    assert (project.root / "again.pdf").read_bytes() == first


def test_there_is_a_box_for_each_stage_of_the_release_rule_and_no_other(
    project: SmallProject,
) -> None:
    assert stages(text(project)) == ["translated", "clinical"]
    rule = "release: {stages: [translated, linguistic, back-translation, clinical]}\n"
    project.write("polyleaf.yaml", SETTINGS + rule)
    said = text(project)
    assert stages(said) == ["translated", "linguistic", "back-translation", "clinical"]
    assert said.count(" Name Role Date Signature ") == 4


def test_a_machine_s_draft_has_to_be_accepted_first(project: SmallProject) -> None:
    file = write_catalog(project, "es")
    drafted = file.read_text("utf-8").replace("msgctxt", "# machine-drafted\nmsgctxt")
    file.write_text(drafted, "utf-8")
    said = text(project)
    obstacle = "Cannot be recorded for all texts yet: 4 machine-drafted of 4 texts"
    assert said.count(obstacle) == 1
    clinical = said[said.index("clinically correct") :]
    assert f"{obstacle}; record translated first." in clinical


def stages(said: str) -> list[str]:
    return re.findall(r"approve dose -l es --stage (\S+)", said)


def test_the_commands_record_what_was_signed(project: SmallProject) -> None:
    for command, name in zip(
        commands(text(project)), ("A. Translator", "B. Clinician"), strict=True
    ):
        filled = command.replace("NAME", name).replace("ROLE", "staff")
        words = shlex.split(filled.replace("YYYY-MM-DD", "2025-02-01"))
        assert project.polyleaf(*words[1:]).status == 0
    said = text(project)
    assert "clinical done all 4 texts, signed by B. Clinician" in said
    assert "To be signed by somebody else than A. Translator, who translated." in said
    assert "No text is missing or stale" in said


def commands(said: str) -> list[str]:
    found = re.findall(r"polyleaf translations approve .*? --digest [0-9a-f]{16}", said)
    return [command.replace("\\ ", "") for command in found]


def test_a_signature_is_not_recorded_for_texts_that_changed_since(project: SmallProject) -> None:
    digest = digest_in(write_proof(project))
    write_catalog(project, "es", meaning="Tome 20 mg con leche.")
    outcome = approve(project, "translated", "--digest", digest, "--unit", "title")
    assert (outcome.status, outcome.codes) == (1, ["proof-outdated"])
    assert digest in outcome.err
    assert not (project.root / "locales/es/approvals/dose.yaml").exists()
    again = digest_in(write_proof(project))
    assert approve(project, "translated", "--digest", again, "--unit", "title").status == 0


@pytest.mark.parametrize(
    ("leaflet", "language", "status", "code"),
    [
        ("dosage", "es", 2, "unknown-leaflet"),
        ("dose", "xx", 2, "unknown-language"),
        ("dose", "en", 2, "no-translation"),
        ("dose", "qps-ploc", 2, "no-translation"),
        ("dose", "fr", 1, "no-catalog"),
        ("broken", "es", 1, "missing-field"),
    ],
)
def test_where_there_is_nothing_to_proof_it_says_so(
    project: SmallProject, leaflet: str, language: str, status: int, code: str
) -> None:
    project.write("leaflets/broken.yaml", "id: broken\n")
    outcome = project.polyleaf("translations", "proof", leaflet, "-l", language)
    assert outcome.status == status
    assert code in outcome.codes
    assert not (project.root / "build" / "proofs").exists()


def test_a_broken_catalog_is_named_with_its_line(project: SmallProject) -> None:
    file = write_catalog(project, "es")
    file.write_text(file.read_text("utf-8").replace('con agua."', "con agua."), "utf-8")
    outcome = write_proof(project)
    assert (outcome.status, outcome.codes) == (1, ["po-syntax"])
    assert outcome.problems[0].file == "locales/es/leaflets/dose.po"


def test_a_place_that_cannot_be_written_is_named(project: SmallProject) -> None:
    project.write("file", "")
    outcome = write_proof(project, "es", "--out", "file/proof.pdf")
    assert (outcome.status, outcome.codes) == (1, ["cannot-write"])
