"""From one sentence to one stale unit, and from one edit to one voided approval: issue 4's end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SETTINGS
from tests.small_project import SmallProject

DATES = "{revised: 2025-01-31, reviewed: 2025-01-31, review_every: P1Y}"
REVIEWED = '{authors: [Small library], reviewers: ["C. Consultant"]}'
SENTENCE = "Take 20 mg with water."
TEXTS = {
    "es": ("Un folleto corto", "¿Qué es?", "Tome 20 mg con agua."),
    "ar": ("نشرة قصيرة", "ما هذا؟", "تناول 20 mg مع الماء."),
}
TODAY = ("--today", "2025-06-30")


def write_catalog(project: SmallProject, name: str, language: str, **changed: str) -> None:
    title, heading, meaning = TEXTS[language]
    messages = {
        "title": ("A short leaflet", title),
        "what/heading": ("What is it?", heading),
        "what/meaning": (changed.get("source", SENTENCE), changed.get("target", meaning)),
    }
    project.catalog(name, language, messages)


def write_leaflet(project: SmallProject, name: str, sentence: str = SENTENCE) -> None:
    project.leaflet(name, sentence, dates=DATES, provenance=REVIEWED)


@pytest.fixture
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    project = make_project("release")
    project.write("polyleaf.yaml", SETTINGS.replace("[en, es]", "[en, es, ar]"))
    for name in ("one", "two"):
        write_leaflet(project, name)
        for language in TEXTS:
            write_catalog(project, name, language)
    return project


def sign(project: SmallProject, name: str, language: str, stage: str, by: str, *more: str) -> int:
    arguments = ("-l", language, "--stage", stage, "--by", by, "--role", "staff", *more)
    date = ("--date", "2025-02-01")
    return project.polyleaf("translations", "approve", name, *arguments, *date).status


def sign_all(project: SmallProject) -> None:
    for name in ("one", "two"):
        for language in TEXTS:
            assert sign(project, name, language, "translated", "A. Translator") == 0
            assert sign(project, name, language, "clinical", "B. Clinician") == 0


def standing(project: SmallProject, *arguments: str) -> dict[tuple[str, str], dict[str, Any]]:
    outcome = project.polyleaf("status", "--json", *TODAY, *arguments)
    return {(e["leaflet"], e["language"]): e for e in json.loads(outcome.out)}


def counts(entry: dict[str, Any]) -> dict[str, int]:
    assert sum(entry["counts"].values()) == entry["units"]
    return {state: number for state, number in entry["counts"].items() if number}


def test_a_changed_sentence_is_one_stale_unit_a_language_with_the_difference(
    project: SmallProject,
) -> None:
    sign_all(project)
    write_leaflet(project, "one", "Take 40 mg with water.")
    found = standing(project)
    assert {key: counts(entry) for key, entry in found.items()} == {
        ("one", "es"): {"stale": 1, "approved": 3},
        ("one", "ar"): {"stale": 1, "approved": 3},
        ("two", "es"): {"approved": 4},
        ("two", "ar"): {"approved": 4},
    }
    assert found["one", "ar"]["words_outstanding"] == 5
    shown = project.polyleaf("status", "one", "-l", "ar", *TODAY).out
    assert "one ar what/meaning: stale" in shown
    assert "Take [-20-]{+40+} mg with water." in shown


def test_one_edit_voids_one_approval_and_blocks_one_pdf_alone(project: SmallProject) -> None:
    sign_all(project)
    outcome = project.polyleaf("build", "--release", *TODAY)
    assert (outcome.status, outcome.codes) == (0, [])
    every = {
        f"pdf/{lang}/{name}.{lang}.pdf" for lang in ("ar", "en", "es") for name in ("one", "two")
    }
    assert set(project.pdfs) == every

    write_catalog(project, "one", "ar", target="تناول 20 mg مع ماء.")
    assert counts(standing(project)["one", "ar"]) == {"translated": 1, "approved": 3}
    outcome = project.polyleaf("build", "--release", *TODAY, "--out", "again")
    (problem,) = outcome.problems
    assert (outcome.status, problem.code) == (1, "not-released")
    assert problem.file == "locales/ar/leaflets/one.po"
    assert "1 not approved as translated; 1 not approved by a clinician" in problem.message
    built = {
        f.relative_to(project.root / "again").as_posix()
        for f in project.root.glob("again/pdf/**/*.pdf")
    }
    assert built == every - {"pdf/ar/one.ar.pdf"}

    # A plain build makes it, as the draft it now is; taking the edit back restores the approval.
    project.polyleaf("build", "one", "-l", "ar", "-l", "es")
    status = {path: entry["status"] for path, entry in project.manifest.items()}
    assert (status["pdf/ar/one.ar.pdf"], status["pdf/es/one.es.pdf"]) == ("translated", "approved")
    write_catalog(project, "one", "ar")
    assert counts(standing(project)["one", "ar"]) == {"approved": 4}


def test_an_approved_pdf_is_no_draft_and_names_who_stands_for_it(project: SmallProject) -> None:
    labels = "Borrador"
    project.polyleaf("build", "one", "-l", "es")
    assert labels in project.printed("pdf/es/one.es.pdf")
    sign_all(project)
    project.polyleaf("build", "one", "-l", "es")
    printed = project.printed("pdf/es/one.es.pdf")
    assert labels not in printed
    assert "A. Translator and B. Clinician" in printed
    assert "1 de febrero de 2025" in printed


def test_until_a_clinician_has_approved_it_the_pages_say_so(project: SmallProject) -> None:
    assert sign(project, "one", "es", "translated", "A. Translator") == 0
    project.polyleaf("build", "one", "-l", "es")
    assert project.manifest["pdf/es/one.es.pdf"]["status"] == "awaiting-clinician"


@pytest.mark.parametrize(
    ("settings", "clinician", "today", "reason"),
    [
        ("", "a.  translator", "2025-06-30", "4 not approved by a clinician"),
        ("release: {approver_is_not_translator: false}", "A. Translator", "2025-06-30", ""),
        ("", "B. Clinician", "2026-01-31", ""),
        ("", "B. Clinician", "2026-02-01", "source review was due on 2026-01-31"),
        ("release: {source_review_not_overdue: false}", "B. Clinician", "2026-02-01", ""),
        (
            "release: {stages: [translated, linguistic]}",
            "B. Clinician",
            "2025-06-30",
            "4 not approved by a linguist",
        ),
    ],
)
def test_the_release_rule(
    settings: str, clinician: str, today: str, reason: str, project: SmallProject
) -> None:
    rules = (project.root / "polyleaf.yaml").read_text("utf-8")
    project.write("polyleaf.yaml", f"{rules}{settings}\n")
    assert sign(project, "one", "es", "translated", "A. Translator") == 0
    assert sign(project, "one", "es", "clinical", clinician) == 0
    outcome = project.polyleaf("build", "one", "-l", "es", "--release", "--today", today)
    assert outcome.status == (1 if reason else 0)
    assert outcome.codes == (["not-released"] if reason else [])
    assert reason in outcome.err
    assert project.pdfs == ([] if reason else ["pdf/es/one.es.pdf"])


def test_a_source_that_no_clinician_reviewed_releases_nothing(project: SmallProject) -> None:
    project.leaflet("one", SENTENCE)
    sign_all(project)
    outcome = project.polyleaf("build", "one", "-l", "en", "-l", "es", "--release", *TODAY)
    assert outcome.codes == ["not-released", "not-released"]
    assert project.pdfs == []
    assert outcome.err.count("source not reviewed by a clinician") == 2


def test_pages_that_lack_a_label_are_not_released(project: SmallProject) -> None:
    project.write(
        "locales/es/ui.po",
        'msgid ""\nmsgstr ""\n\n# machine-drafted\nmsgid "Urgent"\nmsgstr "Urgente"\n',
    )
    sign_all(project)
    assert project.polyleaf("build", "one", "-l", "es", "--release", *TODAY).status == 0
    template = (Path(__file__).parents[2] / "templates" / "leaflet.html").read_text("utf-8")
    project.write(
        "templates/leaflet.html", template.replace("<main", '{{ label("Brand new") }}<main', 1)
    )
    outcome = project.polyleaf("build", "one", "-l", "es", "--release", *TODAY, "--out", "again")
    assert "not-released" in outcome.codes
    assert "its pages are a draft: incomplete" in outcome.err
    assert not list(project.root.glob("again/pdf/**/*.pdf"))


def test_an_edited_label_voids_the_approval_of_the_labels(project: SmallProject) -> None:
    sign_all(project)
    project.write("locales/es/ui.po", 'msgid ""\nmsgstr ""\n\nmsgid "Urgent"\nmsgstr "Sin prisa"\n')
    assert counts(standing(project)["one", "es"]) == {"machine-drafted": 1, "approved": 3}
    assert counts(standing(project)["one", "ar"]) == {"approved": 4}
    assert sign(project, "one", "es", "translated", "A. Translator", "--unit", "interface") == 0
    assert counts(standing(project)["one", "es"]) == {"translated": 1, "approved": 3}


def test_due_lists_reviews_of_sources_and_of_approved_translations(project: SmallProject) -> None:
    sign_all(project)
    found = json.loads(project.polyleaf("due", "--today", "2026-01-01", "--json").out)
    assert [(e["date"], e["days"], e["leaflet"], e["language"], e["what"]) for e in found][:3] == [
        ("2026-01-31", 30, "one", "en", "source"),
        ("2026-01-31", 30, "two", "en", "source"),
        ("2026-02-01", 31, "one", "ar", "translation"),
    ]
    assert len(found) == 6
    text = project.polyleaf("due", "--today", "2026-01-01", "--within", "30d").out
    assert [line.split()[:3] for line in text.splitlines()[1:]] == [
        ["2026-01-31", "30", "one"],
        ["2026-01-31", "30", "two"],
    ]


@pytest.mark.parametrize("within", ["90", "3m", "-1d", "d"])
def test_what_is_no_span_of_time_is_refused(within: str, project: SmallProject) -> None:
    assert project.polyleaf("due", "--within", within).status == 2


def test_status_counts_what_has_no_catalog_as_missing(project: SmallProject) -> None:
    (project.root / "locales/es/leaflets/one.po").unlink()
    entry = standing(project, "one", "-l", "es")["one", "es"]
    assert counts(entry) == {"missing": 4}
    assert entry["blocked_by"][0] == "4 missing"


def test_status_says_what_cannot_be_read(project: SmallProject) -> None:
    project.write("locales/es/approvals/one.yaml", "<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> x\n")
    outcome = project.polyleaf("status", "one", "-l", "es")
    assert outcome.status == 1
    assert [p.place for p in outcome.problems] == [
        ("merge-conflict", 1, 1),
        ("merge-conflict", 3, 1),
        ("merge-conflict", 5, 1),
    ]
    assert "its files cannot be read" in outcome.out
    assert project.polyleaf("check").status == 1
    assert project.polyleaf("build", "one", "-l", "es").status == 1
    assert project.pdfs == []


@pytest.mark.parametrize("how", ["--release", "--last-approved"])
def test_a_release_says_what_cannot_be_read(how: str, project: SmallProject) -> None:
    sign_all(project)
    file = project.root / "locales/ar/leaflets/one.po"
    text = file.read_text("utf-8").rstrip()
    project.write("locales/ar/leaflets/one.po", text[:-3])
    outcome = project.polyleaf("build", how, *TODAY, "-l", "es", "-l", "ar")
    broken, refused = outcome.problems
    assert broken.place == ("po-syntax", len(text.splitlines()), 1)
    assert refused.code == "not-released"
    assert "missing" not in outcome.err
    assert "one in ar is not released: its files cannot be read" in outcome.err
    assert len(project.pdfs) == 3
