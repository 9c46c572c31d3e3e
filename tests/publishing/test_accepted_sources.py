"""What a person signs of a source: that its change was one of wording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.publishing.signing import (
    LEDGER,
    MESSAGES,
    PO,
    UNITS,
    accept,
    refused,
    sign,
    states,
    two_leaflets,
)
from tests.small_project import SmallProject, catalog

from polyleaf.diagnostics import PolyleafError, UsageError
from polyleaf.publishing import signatures
from polyleaf.publishing.files import write_file
from polyleaf.translation.progress import State


@pytest.fixture
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    return two_leaflets(make_project("approvals"))


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

    monkeypatch.setattr(signatures, "write_file", full_disk)
    with pytest.raises(PolyleafError) as error:
        accept(project, "what/meaning")
    assert [d.code for d in error.value.diagnostics] == ["cannot-write"]
    assert states(project)["what/meaning"] is State.TRANSLATED
