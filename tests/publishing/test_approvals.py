"""What a person signs of a translation: an approval, checked and then written down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.publishing.signing import (
    LEDGER,
    MESSAGES,
    PO,
    UNITS,
    accept,
    refused,
    sign,
    signature,
    states,
    two_leaflets,
)
from tests.small_project import SmallProject, catalog

from polyleaf.diagnostics import PolyleafError
from polyleaf.project import load_project
from polyleaf.publishing.approvals import approve
from polyleaf.publishing.signatures import Signed
from polyleaf.translation.ledger import load_ledger
from polyleaf.translation.progress import State


@pytest.fixture
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    return two_leaflets(make_project("approvals"))


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
