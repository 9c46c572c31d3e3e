"""What was approved is set again as it stood, while the change of its source was wording only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import SETTINGS
from tests.small_project import Outcome, SmallProject, catalog

ES = "pdf/es/one.es.pdf"
EN = "pdf/en/one.en.pdf"
LEDGER = "locales/es/approvals/one.yaml"
SNAPSHOT = "locales/es/approved/one.yaml"
REVISIONS = "leaflets/approved/one/revisions.yaml"
SENTENCE = "Take 20 mg with water."
REWORDED = "Take 20 mg along with water."
EDITED = {"version": '"2"', "dates": "{revised: 2025-03-01, reviewed: 2025-03-01}"}
MESSAGES = {
    "title": ("A short leaflet", "Un folleto corto"),
    "what/heading": ("What is it?", "¿Qué es?"),
    "what/meaning": (SENTENCE, "Tome 20 mg con agua."),
}


def write(project: SmallProject, sentence: str = SENTENCE, **fields: str) -> None:
    given = {
        "dates": "{revised: 2025-01-31, reviewed: 2025-01-31, review_every: P1Y}",
        "provenance": '{authors: [Small library], reviewers: ["C. Consultant"]}',
        **fields,
    }
    project.leaflet("one", sentence, **given)


def sign(project: SmallProject) -> None:
    for stage, by in (("translated", "A. Translator"), ("clinical", "B. Clinician")):
        arguments = ("one", "-l", "es", "--stage", stage, "--by", by, "--role", "staff")
        outcome = project.polyleaf("translations", "approve", *arguments, "--date", "2025-02-01")
        assert outcome.status == 0


@pytest.fixture
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    """A leaflet that is approved in Spanish, with a shared phrase."""
    project = make_project("approved")
    project.write("polyleaf.yaml", f"{SETTINGS}notices: {{disclaimer: thanks}}\n")
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")
    project.write("locales/es/phrases.po", catalog({"phrases/thanks": ("Thank you.", "Gracias.")}))
    write(project)
    project.catalog("one", "es", MESSAGES)
    sign(project)
    return project


def release(project: SmallProject, *more: str, today: str = "2025-06-30") -> Outcome:
    return project.polyleaf("build", "--last-approved", "--today", today, *more)


def refusal(project: SmallProject, today: str = "2025-06-30") -> str:
    """Release Spanish, which must be refused, and return the reason."""
    outcome = release(project, "-l", "es", today=today)
    assert outcome.status == 1
    assert project.pdfs == []
    (problem,) = [p for p in outcome.problems if p.code == "not-released"]
    return problem.message


def test_an_editorial_change_leaves_the_approved_sheet_in_circulation(
    project: SmallProject,
) -> None:
    assert release(project, "--out", "build").status == 0
    before = project.manifest[ES]
    assert before["status"] == "approved"
    write(project, REWORDED, change="editorial", **EDITED)
    outcome = release(project)
    assert outcome.status == 0
    assert "1 of 2 PDFs built, 1 was up to date, 1 is set as approved last" in outcome.out
    after = project.manifest[ES]
    assert after["status"] == "last-approved"
    same = ("sha256", "source_revision", "revised", "reviewed", "review_due")
    assert [after[key] for key in same] == [before[key] for key in same]
    assert "v1" in project.printed(ES)
    # The source itself is today's.
    assert project.manifest[EN]["revised"] == "2025-03-01"
    assert "along with" in project.printed(EN)
    (problem,) = outcome.problems
    assert (problem.code, problem.file) == ("last-approved", SNAPSHOT)
    assert "version 1 of 2025-01-31" in problem.message
    assert "1 stale" in problem.message
    verified = project.polyleaf("verify", f"build/{ES}", f"build/{EN}", "--today", "2025-06-30")
    assert (verified.status, verified.out.count(" current ")) == (0, 2)


def test_without_the_option_nothing_old_is_set(project: SmallProject) -> None:
    write(project, REWORDED, change="editorial", **EDITED)
    outcome = project.polyleaf("build", "-l", "es", "--release", "--today", "2025-06-30")
    assert (outcome.status, outcome.codes) == (1, ["not-released"])


def test_what_passes_today_is_built_as_it_is(project: SmallProject) -> None:
    write(project, change="editorial", **EDITED)
    assert release(project).codes == []
    assert project.manifest[ES]["status"] == "approved"
    assert project.manifest[ES]["revised"] == "2025-03-01"


@pytest.mark.parametrize(
    ("sentence", "fields", "reason"),
    [
        (REWORDED, {"change": "safety"}, "the change since was marked safety"),
        (REWORDED, {}, "nobody marked the change since as editorial"),
        ("Take 40 mg with water.", {"change": "editorial"}, "figures: '20 mg' became '40 mg'"),
        ("Do not take 20 mg with water.", {"change": "editorial"}, "negations: none became 'not'"),
        ("Take 20 mg with [water](https://a.example).", {"change": "editorial"}, "links: none"),
        (SENTENCE, {"change": "editorial", "summary": "New."}, "'summary' added since"),
        (
            REWORDED,
            {"change": "editorial", "provenance": "{authors: [x]}", "audience": "caregiver"},
            "the order, the kind of a block, a name or a picture changed",
        ),
        (
            REWORDED,
            {
                "change": "editorial",
                "dates": "{revised: 2024-01-01, reviewed: 2024-01-01, review_every: P1Y}",
            },
            "source review was due on 2025-01-01",
        ),
    ],
)
def test_a_change_of_the_source_that_is_not_editorial_is_refused(
    sentence: str, fields: dict[str, str], reason: str, project: SmallProject
) -> None:
    write(project, sentence, **{**EDITED, **fields})
    assert reason in refusal(project)


def test_a_text_that_is_gone_is_refused(project: SmallProject) -> None:
    (project.root / SNAPSHOT).unlink()
    write(project, summary="Short.")
    summary = {"summary": ("Short.", "Breve.")}
    project.catalog("one", "es", {**MESSAGES, **summary})
    sign(project)
    write(project, REWORDED, change="editorial", **EDITED)
    assert "'summary' left out since" in refusal(project)


def test_shared_wording_has_no_mark(project: SmallProject) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: Many thanks.\n")
    assert "nobody marked the change since as editorial" in refusal(project)
    write(project, change="editorial", **EDITED)
    assert "the shared wording 'phrases/thanks' changed" in refusal(project)
    # Somebody who can tell accepts it, and the translation is approved as it is now.
    arguments = ("--unit", "phrases/thanks", "--by", "C. Editor", "--reason", "warmer")
    accepted = project.polyleaf("translations", "accept-source", "one", "-l", "es", *arguments)
    assert f"kept as it stands: {SNAPSHOT}" in accepted.out
    assert release(project, "-l", "es").codes == []


def test_a_mark_that_is_left_over_is_no_word_on_the_newest_change(project: SmallProject) -> None:
    write(project, change="editorial")
    sign(project)
    write(project, REWORDED, change="editorial")
    assert "may be left over" in refusal(project)
    write(project, REWORDED, change="editorial", **EDITED)
    assert release(project, "-l", "es").status == 0


def test_an_editorial_change_does_not_hide_the_safety_change_before_it(
    project: SmallProject,
) -> None:
    write(project, "Take 20 mg with plain water.", change="safety", **EDITED)
    assert project.polyleaf("translations", "update").status == 0
    write(project, REWORDED, change="editorial", version='"3"')
    assert project.polyleaf("translations", "update").status == 0
    assert "the change since was marked safety" in refusal(project)


def test_a_trial_run_of_an_update_notes_nothing(project: SmallProject) -> None:
    before = (project.root / REVISIONS).read_bytes()
    write(project, REWORDED, change="safety", **EDITED)
    assert project.polyleaf("translations", "update", "--dry-run").status == 0
    assert (project.root / REVISIONS).read_bytes() == before


def test_an_update_says_that_it_cannot_note_a_revision(project: SmallProject) -> None:
    before = (project.root / REVISIONS).read_text("utf-8")
    project.write(REVISIONS, f"<<<<<<< HEAD\n{before}=======\n{before}>>>>>>> b\n")
    outcome = project.polyleaf("translations", "update")
    assert outcome.status == 1
    assert [(p.code, p.file) for p in outcome.problems] == [("merge-conflict", REVISIONS)] * 3


def test_a_mark_may_come_late_and_may_be_corrected(project: SmallProject) -> None:
    for mark in ({}, {"change": "safety"}, {"change": "editorial"}):
        write(project, REWORDED, **EDITED, **mark)
        assert project.polyleaf("translations", "update").status == 0
    assert release(project, "-l", "es").status == 0
    assert project.manifest[ES]["status"] == "last-approved"


def test_an_edited_translation_is_no_change_of_the_source(project: SmallProject) -> None:
    meaning = (SENTENCE, "Tome 20 mg con un poco de agua.")
    project.catalog("one", "es", {**MESSAGES, "what/meaning": meaning})
    assert release(project, "-l", "es").status == 0
    assert "Tome 20 mg con agua." in project.printed(ES)


def test_a_renewed_review_is_in_the_snapshot(project: SmallProject) -> None:
    renewed = "{revised: 2025-01-31, reviewed: 2026-01-10, review_every: P1Y}"
    write(project, dates=renewed)
    assert project.polyleaf("translations", "update").status == 0
    write(project, REWORDED, change="editorial", version='"2"', dates=renewed)
    assert release(project, "-l", "es", today="2026-06-30").status == 0
    assert project.manifest[ES]["reviewed"] == "2026-01-10"


def test_a_review_that_is_overdue_is_refused(project: SmallProject) -> None:
    renewed = "{revised: 2026-01-10, reviewed: 2026-01-10, review_every: P1Y}"
    write(project, REWORDED, change="editorial", version='"2"', dates=renewed)
    assert "source review was due on 2026-01-31" in refusal(project, "2026-02-01")


def test_withdrawn_approvals_are_refused(project: SmallProject) -> None:
    write(project, REWORDED, change="editorial", **EDITED)
    text = (project.root / LEDGER).read_text("utf-8")
    project.write(LEDGER, text[: text.index("- seal", 5)])
    assert "of what was kept, 5 not approved by a clinician" in refusal(project)


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (SNAPSHOT, "con agua", "sin agua", "altered-snapshot"),
        ("source", "2025-01-31", "2025-02-28", "altered-snapshot"),
        ("source", "version: '1'", "version: '9'", "altered-snapshot"),
        (SNAPSHOT, "format: 1", "format: 7", "snapshot-format"),
        (SNAPSHOT, "units:", "<<<<<<< HEAD\nunits:", "merge-conflict"),
        (REVISIONS, "- {", "=======\n- {", "merge-conflict"),
        ("source", None, None, "unreadable-file"),
    ],
)
def test_a_snapshot_that_was_altered_is_refused(
    file: str, old: str | None, new: str, code: str, project: SmallProject
) -> None:
    write(project, REWORDED, change="editorial", **EDITED)
    source = next(p for p in project.root.glob("leaflets/approved/one/*") if "rev" not in p.name)
    path = source if file == "source" else project.root / file
    if old is None:
        path.unlink()
    else:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    outcome = release(project, "-l", "es")
    assert outcome.status == 1
    assert outcome.codes == [code, "not-released"]
    assert outcome.problems[0].file == path.relative_to(project.root).as_posix()
    assert project.pdfs == []
    # Who approves it again writes it anew.
    assert "its snapshot cannot be used" in outcome.err


def test_without_the_record_of_revisions_nothing_is_editorial(project: SmallProject) -> None:
    write(project, REWORDED, change="editorial", **EDITED)
    (project.root / REVISIONS).unlink()
    assert "no record tells which revisions there were since" in refusal(project)


def test_a_language_without_a_snapshot_is_refused(project: SmallProject) -> None:
    (project.root / SNAPSHOT).unlink()
    write(project, REWORDED, change="editorial", **EDITED)
    assert "nor as approved last: no approved translation was kept" in refusal(project)


def test_a_leaflet_that_was_removed_does_not_come_back(project: SmallProject) -> None:
    (project.root / "leaflets/one.yaml").unlink()
    outcome = release(project, "one", "-l", "es")
    assert (outcome.status, outcome.codes) == (2, ["unknown-leaflet"])
    assert project.pdfs == []


def test_a_snapshot_is_the_same_text_whenever_it_is_kept(project: SmallProject) -> None:
    def kept() -> dict[str, bytes]:
        files = [project.root / SNAPSHOT, *project.root.glob("leaflets/approved/one/*")]
        return {file.name: file.read_bytes() for file in files}

    before = kept()
    assert len(before) == 3
    sign(project)
    assert kept() == before


def test_nothing_is_kept_until_the_last_approval(
    make_project: Callable[[str], SmallProject],
) -> None:
    project = make_project("half")
    write(project)
    project.catalog("one", "es", MESSAGES)
    by = ("--by", "A. Translator", "--role", "translator")
    project.polyleaf("translations", "approve", "one", "-l", "es", "--stage", "translated", *by)
    assert not (project.root / SNAPSHOT).exists()
    assert not (project.root / "leaflets/approved").exists()


def test_another_picture_is_refused(project: SmallProject) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="{}"/>'
    project.write("leaflets/figures/arm.svg", svg.format(10))

    def with_figure(sentence: str, **fields: str) -> None:
        write(project, sentence, **fields)
        file = project.root / "leaflets/one.yaml"
        text = file.read_text("utf-8") + "      arm: {figure: arm.svg, alt: An arm}\n"
        project.write("leaflets/one.yaml", text)

    with_figure(SENTENCE)
    project.catalog("one", "es", {**MESSAGES, "what/arm/alt": ("An arm", "Un brazo")})
    sign(project)
    with_figure(REWORDED, change="editorial", **EDITED)
    assert release(project, "-l", "es").status == 0
    project.write("leaflets/figures/arm.svg", svg.format(20))
    outcome = release(project, "-l", "es")
    assert "the figure 'arm.svg' changed since" in outcome.err
    # What is refused does not stay among what was released.
    assert project.pdfs == []
    assert ES not in project.manifest


def test_a_release_leaves_no_draft_of_an_earlier_build(project: SmallProject) -> None:
    write(project, REWORDED, **EDITED)
    assert project.polyleaf("build").status == 0
    assert project.manifest[ES]["status"] == "incomplete"
    outcome = project.polyleaf("build", "--release", "--today", "2025-06-30")
    assert [(p.code, p.severity) for p in outcome.problems] == [
        ("not-released", "error"),
        ("removed", "note"),
    ]
    assert project.pdfs == [EN]
    assert [*project.manifest] == [EN]


def test_a_release_removes_nothing_that_polyleaf_did_not_make(project: SmallProject) -> None:
    write(project, REWORDED, **EDITED)
    project.polyleaf("build", "-l", "es")
    project.write(f"build/{ES}", b"%PDF of somebody else")
    project.write("build/pdf/es/other.es.pdf", b"%PDF of somebody else")
    outcome = project.polyleaf("build", "--release", "--today", "2025-06-30")
    assert outcome.codes == ["not-released", "stays-in-folder"]
    assert project.pdfs == [EN, ES, "pdf/es/other.es.pdf"]
    assert [*project.manifest] == [EN]
    assert ES not in (project.root / "build/index.html").read_text("utf-8")


def test_a_plain_build_removes_nothing(project: SmallProject) -> None:
    assert release(project).status == 0
    project.catalog("one", "es", {"title": ("A [@x]", "Un")})
    assert project.polyleaf("build", "-l", "es").status in {0, 1}
    assert project.pdfs == [EN, ES]


def test_the_events_of_a_build_tell_it(project: SmallProject) -> None:
    write(project, REWORDED, change="editorial", **EDITED)
    events = release(project, "-l", "es", "--json").events
    assert [e["code"] for e in events if e["event"] == "diagnostic"] == ["last-approved"]
    (publication,) = events[-1]["publications"]
    assert (publication["status"], publication["revised"]) == ("last-approved", "2025-01-31")
    assert json.loads(Path(project.root / "build/manifest.json").read_bytes())["publications"] == [
        publication
    ]
