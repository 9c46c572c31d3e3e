"""What a person signs: approvals and accepted source changes, checked and then written down."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import SETTINGS
from tests.small_project import SmallProject, catalog

from polyleaf.diagnostics import PolyleafError, UsageError
from polyleaf.project import Stage, load_project
from polyleaf.publishing import approvals
from polyleaf.publishing.approvals import Signature, Signed, accept_source, approve
from polyleaf.publishing.files import write_file
from polyleaf.publishing.release import progress_of
from polyleaf.publishing.sources import load_sources
from polyleaf.translation.ledger import load_ledger
from polyleaf.translation.progress import State

DAY = datetime.date(2025, 2, 1)
MESSAGES = {
    "title": ("A short leaflet", "Un folleto corto"),
    "what/heading": ("What is it?", "¿Qué es?"),
    "what/meaning": ("Something small.", "Algo pequeño."),
}
LEDGER = "locales/es/approvals/one.yaml"
PO = "locales/es/leaflets/one.po"
UNITS = (*MESSAGES, "phrases/thanks", "interface")


@pytest.fixture
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    project = make_project("approvals")
    project.write("polyleaf.yaml", f"{SETTINGS}notices: {{disclaimer: thanks}}\n")
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")
    project.write("locales/es/phrases.po", catalog({"phrases/thanks": ("Thank you.", "Gracias.")}))
    for name in ("one", "two"):
        project.leaflet(name)
        project.catalog(name, "es", MESSAGES)
    return project


def signature(*units: str, **changed: str) -> Signature:
    given = {"leaflet": "one", "language": "es", "by": "A. Translator", **changed}
    return Signature(given["leaflet"], given["language"], units, given["by"], DAY)


def sign(project: SmallProject, *units: str, stage: Stage = "translated", **changed: str) -> Signed:
    role = changed.pop("role", "translator")
    return approve(load_project(project.root), signature(*units, **changed), stage, role)


def accept(project: SmallProject, *units: str, **changed: str) -> Signed:
    reason = changed.pop("reason", "a typing mistake")
    return accept_source(load_project(project.root), signature(*units, **changed), reason)


def states(project: SmallProject, leaflet: str = "one") -> dict[str, State]:
    progress, problems = progress_of(load_sources(load_project(project.root)), leaflet, "es")
    assert problems == []
    return {item.unit.id: item.state for item in progress.units}


def files(project: SmallProject) -> dict[Path, bytes]:
    folder = project.root / "locales"
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refused(project: SmallProject, action: Callable[[], Signed]) -> list[str]:
    before = files(project)
    with pytest.raises(PolyleafError) as error:
        action()
    assert files(project) == before
    return [problem.code for problem in error.value.diagnostics]


def test_a_leaflet_is_approved_with_all_that_it_prints(project: SmallProject) -> None:
    signed = sign(project)
    assert signed == Signed(UNITS, (project.root / LEDGER,))
    assert sign(project, stage="clinical", by="B. Clinician").units == UNITS
    assert states(project) == dict.fromkeys(UNITS, State.APPROVED)
    first, second = load_ledger(project.root / LEDGER).events
    assert list(first.units) == list(second.units) == list(UNITS)
    assert {*states(project, "two").values()} == {State.TRANSLATED, State.MACHINE_DRAFTED}


def test_what_is_approved_as_a_whole_is_kept(project: SmallProject) -> None:
    for name in ("one", "two"):
        project.leaflet(name, provenance="{reviewers: [C. Consultant]}")
        assert sign(project, leaflet=name).snapshots == ()
        signed = sign(project, leaflet=name, stage="clinical", by="B. Clinician")
        assert signed.snapshots == (project.root / f"locales/es/approved/{name}.yaml",)
    # Accepted shared wording is approved in every leaflet that prints it.
    project.write("leaflets/library/phrases.yaml", "thanks: Thanks.\n")
    assert accept(project, "phrases/thanks").snapshots == tuple(
        project.root / f"locales/es/approved/{name}.yaml" for name in ("one", "two")
    )
    parts = [file.read_text("utf-8") for file in project.root.glob("leaflets/approved/*/*.yaml")]
    assert sum("thanks: Thanks." in part for part in parts) == 2


def test_a_source_that_no_clinician_reviewed_replaces_no_snapshot(project: SmallProject) -> None:
    def approve_all() -> int:
        sign(project)
        return len(sign(project, stage="clinical", by="B. Clinician").snapshots)

    assert approve_all() == 1
    assert approve_all() == 0
    # Once the reviewer is named, it is kept anew without another approval.
    project.leaflet("one", provenance="{reviewers: [C. Consultant]}")
    assert project.polyleaf("translations", "update").status == 0
    snapshot = (project.root / "locales/es/approved/one.yaml").read_text("utf-8")
    parts = project.root.glob("leaflets/approved/one/*.yaml")
    (reviewed,) = [file.stem for file in parts if "C. Consultant" in file.read_text("utf-8")]
    assert f"source: {reviewed}" in snapshot


def test_an_approval_holds_where_the_snapshot_cannot_be_written(project: SmallProject) -> None:
    project.leaflet("one", provenance="{reviewers: [C. Consultant]}")
    project.write("leaflets/approved", "a file where a folder should be")
    sign(project)
    with pytest.raises(PolyleafError) as error:
        sign(project, stage="clinical", by="B. Clinician")
    assert [problem.code for problem in error.value.diagnostics] == ["cannot-write"]
    assert states(project) == dict.fromkeys(UNITS, State.APPROVED)


def test_an_approval_is_appended(project: SmallProject) -> None:
    sign(project, "title")
    before = (project.root / LEDGER).read_bytes()
    project.write(LEDGER, before.rstrip())
    sign(project, "what/heading")
    after = (project.root / LEDGER).read_bytes()
    assert after.startswith(before)
    assert [list(e.units) for e in load_ledger(project.root / LEDGER).events] == [
        ["title"],
        ["what/heading"],
    ]


@pytest.mark.parametrize(
    ("messages", "units", "codes"),
    [
        ({"title": ("A short leaflet", "")}, (), ["missing-translation"]),
        ({"title": ("A short leaflet", "")}, ("title",), ["missing-translation"]),
        ({"title": ("An old title", "Un título")}, (), ["stale-translation"]),
        ({"title": ("An old title", "Un título")}, ("what/heading",), []),
        ({"what/meaning": ("Something small.", "Algo [@x].")}, ("title",), ["markup-mismatch"]),
        ({"nothing": ("No", "No")}, ("title",), ["unknown-unit"]),
        ({}, ("title", "what/meanin", "x"), ["unknown-unit", "unknown-unit"]),
    ],
)
def test_what_is_not_fit_is_not_approved(
    messages: dict[str, tuple[str, str]],
    units: tuple[str, ...],
    codes: list[str],
    project: SmallProject,
) -> None:
    project.catalog("one", "es", MESSAGES | messages)
    if codes:
        assert refused(project, lambda: sign(project, *units)) == codes
    else:
        assert sign(project, *units).units == units


def test_a_fuzzy_text_is_not_approved(project: SmallProject) -> None:
    project.write(PO, catalog(MESSAGES).replace('msgctxt "title"', '#, fuzzy\nmsgctxt "title"'))
    assert refused(project, lambda: sign(project)) == ["stale-translation"]


def test_a_machine_s_draft_is_reviewed_once_a_person_has_accepted_it(project: SmallProject) -> None:
    mark = '# machine-drafted\nmsgctxt "title"'
    project.write(PO, catalog(MESSAGES).replace('msgctxt "title"', mark))
    assert states(project)["title"] is State.MACHINE_DRAFTED

    def review() -> Signed:
        return sign(project, "title", stage="clinical", by="B. Clinician")

    assert refused(project, review) == ["not-accepted"]
    sign(project, "title")
    assert states(project)["title"] is State.TRANSLATED
    review()
    assert states(project)["title"] is State.APPROVED
    text = (project.root / PO).read_text("utf-8").replace("Un folleto", "El folleto")
    project.write(PO, text)
    assert states(project)["title"] is State.MACHINE_DRAFTED


def test_all_drafts_of_a_machine_are_one_refusal(project: SmallProject) -> None:
    project.write(PO, catalog(MESSAGES).replace("msgctxt", "# machine-drafted\nmsgctxt"))
    sign(project, "interface")
    with pytest.raises(PolyleafError) as error:
        sign(project, stage="clinical", by="B. Clinician")
    (found,) = error.value.diagnostics
    assert found.code == "not-accepted"
    assert found.message.startswith("'title' and 2 more were translated by machine")
    line = found.location.line
    assert (project.root / PO).read_text("utf-8").splitlines()[line] == 'msgctxt "title"'


@pytest.mark.parametrize(
    ("rule", "by", "codes"),
    [
        ("true", "a.  translator", ["own-translation"]),
        ("true", "B. Clinician", []),
        ("false", "A. Translator", []),
    ],
)
def test_who_reviews_their_own_translation_is_told_that_it_does_not_count(
    rule: str, by: str, codes: list[str], project: SmallProject
) -> None:
    settings = (project.root / "polyleaf.yaml").read_text("utf-8")
    project.write("polyleaf.yaml", f"{settings}release: {{approver_is_not_translator: {rule}}}\n")
    assert sign(project).diagnostics == ()
    signed = sign(project, stage="clinical", by=by)
    assert [found.code for found in signed.diagnostics] == codes
    passed = {*states(project).values()} == {State.APPROVED}
    assert passed is (not codes)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"by": " "}, "nobody-signs"),
        ({"by": "A.\nTranslator"}, "nobody-signs"),
        ({"role": ""}, "nobody-signs"),
        ({"leaflet": "ones"}, "unknown-leaflet"),
        ({"language": "xx"}, "unknown-language"),
        ({"language": "en"}, "no-translation"),
        ({"language": "qps-ploc"}, "no-translation"),
    ],
)
def test_who_signs_what_must_be_said(
    changed: dict[str, str], code: str, project: SmallProject
) -> None:
    role = changed.get("role", "translator")
    given = signature(**{k: v for k, v in changed.items() if k != "role"})
    found = load_project(project.root)
    assert refused(project, lambda: approve(found, given, "translated", role)) == [code]


def test_nothing_is_appended_to_a_ledger_that_cannot_be_trusted(project: SmallProject) -> None:
    sign(project)
    text = (project.root / LEDGER).read_text("utf-8")
    project.write(LEDGER, text.replace("A. Translator", "B. Translator"))
    assert refused(project, lambda: sign(project)) == ["edited-event"]


def test_an_accepted_source_carries_approvals_and_takes_the_doubt_off(
    project: SmallProject,
) -> None:
    sign(project)
    sign(project, stage="clinical", by="B. Clinician")
    text = (project.root / PO).read_text("utf-8")
    project.leaflet("one", "Something really small.")
    assert states(project)["what/meaning"] is State.STALE
    signed = accept(project, "what/meaning", by="C. Editor")
    assert signed.files == (project.root / PO, project.root / LEDGER)
    assert states(project) == dict.fromkeys(UNITS, State.APPROVED)
    merged = text.replace('"Something small."', '"Something really small."')
    assert (project.root / PO).read_text("utf-8") == merged
    project.leaflet("one", "Something really, really small.")
    accept(project, "what/meaning")
    assert states(project) == dict.fromkeys(UNITS, State.APPROVED)
    project.catalog(
        "one", "es", MESSAGES | {"what/meaning": ("Something really, really small.", "No.")}
    )
    assert states(project)["what/meaning"] is State.TRANSLATED


def test_after_an_update_the_previous_source_is_what_was_translated(project: SmallProject) -> None:
    sign(project)
    sign(project, stage="clinical", by="B. Clinician")
    project.leaflet("one", "Something really small.")
    fuzzy = '#, fuzzy\n#| msgid "Something small."\nmsgctxt "what/meaning"\nmsgid "Something really'
    text = catalog(MESSAGES).replace('msgctxt "what/meaning"\nmsgid "Something', fuzzy)
    project.write(PO, text)
    assert states(project)["what/meaning"] is State.STALE
    accept(project, "what/meaning")
    assert states(project) == dict.fromkeys(UNITS, State.APPROVED)
    assert "fuzzy" not in (project.root / PO).read_text("utf-8")
    assert "#|" not in (project.root / PO).read_text("utf-8")


def test_shared_wording_is_accepted_for_every_leaflet_that_was_approved(
    project: SmallProject,
) -> None:
    for name in ("one", "two"):
        sign(project, leaflet=name)
        sign(project, leaflet=name, stage="clinical", by="B. Clinician")
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you!\n")
    signed = accept(project, "phrases/thanks")
    folder = project.root / "locales" / "es"
    ledgers = (folder / "approvals" / "one.yaml", folder / "approvals" / "two.yaml")
    assert signed.files == (folder / "phrases.po", *ledgers)
    for name in ("one", "two"):
        assert states(project, name) == dict.fromkeys(UNITS, State.APPROVED)


@pytest.mark.parametrize(
    ("meaning", "message", "units", "codes"),
    [
        ("Something small.", "", ("what/meaning",), ["source-unchanged"]),
        ("Nothing small.", "", ("what/meaning",), ["meaning-changed"]),
        ("2 somethings small.", "", ("what/meaning",), ["meaning-changed"]),
        ("Something tiny.", "fuzzy", ("what/meaning",), ["no-previous-source"]),
        ("Something small.", "fuzzy", ("what/meaning",), ["source-unchanged"]),
        ("Something tiny.", "empty", ("what/meaning",), ["missing-translation"]),
        ("Something tiny.", "", ("what/meaning", "title"), ["source-unchanged"]),
        ("Something tiny.", "", ("interface",), ["source-unchanged"]),
        ("Something tiny.", "", ("what/meanings",), ["unknown-unit"]),
        ("Something tiny.", "", (), ["nobody-signs"]),
    ],
)
def test_what_is_no_editorial_change_is_refused(
    meaning: str, message: str, units: tuple[str, ...], codes: list[str], project: SmallProject
) -> None:
    project.leaflet("one", meaning)
    text = catalog(MESSAGES)
    if message == "fuzzy":
        text = text.replace('msgctxt "what/meaning"', '#, fuzzy\nmsgctxt "what/meaning"')
    if message == "empty":
        text = text.replace('"Algo pequeño."', '""')
    project.write(PO, text)
    assert refused(project, lambda: accept(project, *units)) == codes


def test_a_reason_must_be_given(project: SmallProject) -> None:
    with pytest.raises(UsageError):
        accept(project, "title", reason="  ")


def test_an_approval_is_lost_and_not_invented_when_the_ledger_cannot_be_written(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(project)
    sign(project, stage="clinical", by="B. Clinician")
    project.leaflet("one", "Something really small.")

    def full_disk(path: Path, data: bytes) -> None:
        if path.suffix == ".yaml":
            raise OSError(28, "No space left on device", str(path))
        write_file(path, data)

    monkeypatch.setattr(approvals, "write_file", full_disk)
    with pytest.raises(PolyleafError) as error:
        accept(project, "what/meaning")
    assert [d.code for d in error.value.diagnostics] == ["cannot-write"]
    assert states(project)["what/meaning"] is State.TRANSLATED
