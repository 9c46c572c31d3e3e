"""The revisions of a source: which count as one, and which steps between them were editorial."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from polyleaf.content.model import Change
from polyleaf.diagnostics import InputError
from polyleaf.translation.revisions import (
    Revision,
    load_revisions,
    revisions_text,
    unmarked,
    with_revision,
)

DAY = datetime.date(2025, 1, 31)


def revision(number: int, change: Change | None = None, version: str = "1") -> Revision:
    digest = f"{number:016x}"
    return Revision(source=digest, text=digest, version=version, revised=DAY, change=change)


ONE = revision(1)
SAFETY = "the change since was marked safety"
NOBODY = "nobody marked the change since as editorial"


@pytest.mark.parametrize(
    ("log", "now", "approved", "after"),
    [
        pytest.param((), ONE, (), (ONE,), id="the first"),
        pytest.param((ONE,), ONE, (ONE,), (ONE,), id="unchanged"),
        pytest.param(
            (ONE,), revision(1, "safety"), (ONE,), (revision(1, "safety"),), id="marked later"
        ),
        pytest.param((ONE,), revision(2), (ONE,), (ONE, revision(2)), id="edited after approval"),
        pytest.param(
            (ONE, revision(2)), revision(3), (ONE,), (ONE, revision(3)), id="still at work on it"
        ),
        pytest.param(
            (ONE, revision(2, "safety")),
            revision(3, "editorial"),
            (ONE,),
            (ONE, revision(2, "safety"), revision(3, "editorial")),
            id="a safety change stays",
        ),
        pytest.param(
            (ONE, revision(2)),
            revision(3, version="2"),
            (ONE,),
            (ONE, revision(2), revision(3, version="2")),
            id="another version",
        ),
    ],
)
def test_todays_revision_is_the_last(
    log: tuple[Revision, ...],
    now: Revision,
    approved: tuple[Revision, ...],
    after: tuple[Revision, ...],
) -> None:
    assert with_revision(log, now, {one.source for one in approved}) == after


@pytest.mark.parametrize(
    ("log", "reasons"),
    [
        ((ONE,), []),
        ((ONE, revision(2, "editorial")), []),
        ((ONE, revision(2)), [NOBODY]),
        ((ONE, revision(2, "safety")), [SAFETY]),
        ((ONE, revision(2, "safety"), revision(3, "editorial", "2")), [SAFETY]),
        ((ONE, revision(2), revision(3, "editorial", "2")), [NOBODY]),
        ((revision(2, "safety"), ONE, revision(3, "editorial")), []),
        ((ONE, revision(2, "safety"), ONE, revision(3, "editorial")), []),
        ((ONE, revision(2).model_copy(update={"text": ONE.text})), []),
        ((ONE, revision(2, "safety").model_copy(update={"text": ONE.text})), [SAFETY]),
        ((ONE, revision(2, "editorial"), revision(3, "editorial", "2")), []),
    ],
)
def test_every_step_since_the_approved_one_was_called_editorial(
    log: tuple[Revision, ...], reasons: list[str]
) -> None:
    assert unmarked(log, ONE.source) == reasons


def test_a_mark_that_did_not_move_with_the_text_is_no_word() -> None:
    marked = revision(1, "editorial")
    (reason,) = unmarked((marked, revision(2, "editorial")), marked.source)
    assert "left over" in reason
    moved = revision(2, "editorial").model_copy(update={"revised": datetime.date(2025, 2, 1)})
    assert unmarked((marked, moved), marked.source) == []


def test_of_a_source_that_is_not_in_the_record_nothing_is_known() -> None:
    log = (revision(2), revision(3, "editorial", "2"))
    assert unmarked(log, ONE.source) == ["no record tells which revisions there were since"]
    assert unmarked((), ONE.source) != []


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    undated = revision(3, version='2: "a"').model_copy(update={"revised": None})
    log = (ONE, revision(2, "safety"), undated)
    file = tmp_path / "revisions.yaml"
    assert load_revisions(file) == ()
    file.write_text(revisions_text(log), "utf-8")
    assert load_revisions(file) == log
    assert len(revisions_text(log).splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<<<<<<< HEAD\n", "merge-conflict"),
        ("- {source: 1}\n", "missing-field"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused(text: str, code: str, tmp_path: Path) -> None:
    file = tmp_path / "revisions.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError) as error:
        load_revisions(file)
    assert code in {d.code for d in error.value.diagnostics}
