"""Ledgers: who approved which text, and when."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyleaf.diagnostics import InputError
from polyleaf.project import STAGES, ReleaseRule
from polyleaf.translation.digests import unit_digest
from polyleaf.translation.ledger import (
    Acceptance,
    AcceptanceEvent,
    Approval,
    ApprovalEvent,
    Change,
    Ledger,
    acceptance_event,
    approval_event,
    event_text,
    load_ledger,
    same_person,
    valid_stages,
)

DAY = datetime.date(2025, 2, 1)
UNITS = {
    "title": unit_digest("Title", "Título"),
    "what/heading": unit_digest("What?", "¿Qué?"),
    **{f"what/list/item-{n}": unit_digest(str(n), str(n)) for n in range(12)},
}
FILE = Path("locales/es/approvals/flu.yaml")

names = st.text(min_size=1, max_size=20).filter(lambda t: t.strip() == t and t.isprintable() and t)
dates = st.dates()
digests = st.from_regex(r"[0-9a-f]{16}", fullmatch=True)
unit_ids = st.from_regex(r"[a-z0-9-]{1,8}(/[a-z0-9-]{1,8}){1,3}", fullmatch=True)
approvals = st.builds(Approval, stage=st.sampled_from(STAGES), by=names, role=names, date=dates)
acceptances = st.builds(Acceptance, by=names, reason=names, date=dates)
changes = st.builds(Change, was=digests, now=digests)


def some(values: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.dictionaries(unit_ids, values, min_size=1, max_size=4)


events = st.one_of(
    st.builds(approval_event, approvals, some(digests)),
    st.builds(acceptance_event, acceptances, some(changes)),
)


def approved(stage: str = "clinical", by: str = "B. Clinician", **units: str) -> ApprovalEvent:
    given_ = {"stage": stage, "by": by, "role": "physician", "date": DAY}
    return approval_event(Approval.model_validate(given_), units or UNITS)


def write(folder: Path, *texts: str) -> Path:
    file = folder / "ledger.yaml"
    file.write_text("".join(texts), "utf-8")
    return file


@settings(deadline=None)
@given(written=st.lists(events, min_size=1, max_size=4))
def test_what_is_appended_comes_back_whole(
    written: list[ApprovalEvent | AcceptanceEvent], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = write(tmp_path_factory.mktemp("ledger"), *map(event_text, written))
    assert load_ledger(file).events == tuple(written)


def test_a_ledger_that_is_not_there_has_no_events(tmp_path: Path) -> None:
    assert load_ledger(tmp_path / "none.yaml").events == ()


@given(one=st.tuples(st.text(), st.text()), other=st.tuples(st.text(), st.text()))
def test_a_digest_stands_for_one_pair_of_texts(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert (unit_digest(*one) == unit_digest(*other)) == (one == other)


@pytest.mark.parametrize(("a", "b"), [(("ab", "c"), ("a", "bc")), (("a", ""), ("", "a"))])
def test_a_digest_tells_where_the_source_ends(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert unit_digest(*a) != unit_digest(*b)


def test_an_approval_holds_for_the_texts_it_was_given_for() -> None:
    ledger = Ledger(FILE, (approved(title=UNITS["title"]),))
    assert [a.by for a in ledger.approvals("title", UNITS["title"])] == ["B. Clinician"]
    assert ledger.approvals("title", unit_digest("Title", "Titulo")) == ()
    assert ledger.approvals("what/heading", UNITS["title"]) == ()


def test_an_accepted_change_carries_approvals_one_way() -> None:
    old, new, newest = (unit_digest(source, "T") for source in ("a", "b", "c"))

    def accepted(was: str, now: str) -> AcceptanceEvent:
        word = Acceptance(by="C. Editor", reason="a comma", date=DAY)
        return acceptance_event(word, {"title": Change(was=was, now=now)})

    ledger = Ledger(FILE, (accepted(new, newest), approved(title=old), accepted(old, new)))
    assert ledger.approvals("title", newest) == ledger.approvals("title", old) != ()
    later = Ledger(FILE, (approved(title=newest), accepted(old, new), accepted(new, newest)))
    assert later.approvals("title", old) == ()
    in_a_circle = Ledger(FILE, (accepted(old, new), accepted(new, old)))
    assert in_a_circle.approvals("title", old) == ()


@pytest.mark.parametrize(
    ("given_", "separate", "stages"),
    [
        ([("translated", "A"), ("clinical", "B")], True, {"translated", "clinical"}),
        ([("translated", "A"), ("clinical", "a ")], True, {"translated"}),
        ([("translated", "A"), ("clinical", "A")], False, {"translated", "clinical"}),
        ([("translated", "A"), ("translated", "B"), ("clinical", "B")], True, {"translated"}),
        ([("clinical", "A")], True, {"clinical"}),
        ([], True, set()),
    ],
)
def test_nobody_reviews_what_they_translated(
    given_: list[tuple[str, str]],
    separate: bool,  # noqa: FBT001 - one of the examples
    stages: set[str],
) -> None:
    words = [approved(stage, by).approval for stage, by in given_]
    assert valid_stages(words, ReleaseRule(approver_is_not_translator=separate)) == stages


def test_a_name_is_the_same_in_other_case_and_spacing() -> None:
    assert same_person("A.  Translator ", "a. translator")
    assert not same_person("A. Translator", "A. Translators")


EVENT = event_text(approved())

DEFECTS = {
    "conflict": (f"<<<<<<< HEAD\n{EVENT}=======\n{EVENT}>>>>>>> b\n", "merge-conflict", 1),
    "another-name": (EVENT.replace("B. C", "D. C"), "edited-event", 1),
    "another-stage": (EVENT.replace("clinical", "linguistic"), "edited-event", 1),
    "another-day": (EVENT.replace("2025-02-01", "2025-02-02"), "edited-event", 1),
    "another-digest": (EVENT.replace(UNITS["title"], "0" * 16), "edited-event", 1),
    "one-unit-less": (re.sub(" *title: .*\n", "", EVENT), "edited-event", 1),
    "one-unit-more": (f'{EVENT}    more: "{"0" * 16}"\n', "edited-event", 1),
    "second-event": (EVENT + EVENT.replace("physician", "nurse"), "edited-event", 18),
    "no-stage": (EVENT.replace('stage: "clinical", ', ""), "missing-field", 2),
    "no-such-stage": (EVENT.replace("clinical", "final"), "bad-value", 2),
    "no-name": (EVENT.replace("B. Clinician", " "), "empty-text", 2),
    "twice-the-unit": (f'{EVENT}    title: "{"0" * 16}"\n', "duplicate-key", 18),
    "no-list": ("seal: x\n", "wrong-type", 1),
    "cut-off": (EVENT[:-40], "wrong-type", 17),
    "cut-off-between-lines": (EVENT[: EVENT.rstrip().rindex("\n") + 1], "edited-event", 1),
    "empty": ("", "empty-file", 1),
    "unknown-key": (EVENT.replace("  units:", "  notes: x\n  units:"), "unknown-key", 3),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_ledger_that_cannot_be_trusted_is_refused(name: str, tmp_path: Path) -> None:
    text, code, line = DEFECTS[name]
    with pytest.raises(InputError) as error:
        load_ledger(write(tmp_path, text))
    first = error.value.diagnostics[0]
    assert (first.code, first.location.line) == (code, line)


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    who = ("-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "commit.gpgsign=false")
    command = [shutil.which("git") or "git", *who, *arguments]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
@pytest.mark.parametrize("union", [True, False])
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (approved("clinical", "B. Clinician"), approved("linguistic", "L. Linguist")),
        (approved("clinical", "B. Clinician"), approved("clinical", "D. Clinician")),
        (approved(**dict(list(UNITS.items())[:6])), approved(**dict(list(UNITS.items())[4:]))),
    ],
)
def test_two_ledgers_that_git_merges_keep_all_events(
    union: bool,  # noqa: FBT001 - one of the examples
    ours: ApprovalEvent,
    theirs: ApprovalEvent,
    tmp_path: Path,
    root: Path,
) -> None:
    file = tmp_path / "locales" / "es" / "approvals" / "flu.yaml"
    file.parent.mkdir(parents=True)
    base = approved("translated", "A. Translator")
    if union:
        shutil.copy(root / ".gitattributes", tmp_path)
    file.write_text(event_text(base), "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "base")
    for branch, event in (("theirs", theirs), ("ours", ours)):
        git(tmp_path, "checkout", "-q", "-b", branch, "main")
        file.write_text(event_text(base) + event_text(event), "utf-8")
        assert git(tmp_path, "commit", "-q", "-a", "-m", branch).returncode == 0
    assert git(tmp_path, "merge", "-q", "theirs").returncode == (0 if union else 1)
    if not union:
        with pytest.raises(InputError) as error:
            load_ledger(file)
        assert {d.code for d in error.value.diagnostics} == {"merge-conflict"}
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(x for x in lines if x[0] not in "<=>"), "utf-8")
    found = sorted(map(event_text, load_ledger(file).events))
    assert found == sorted(map(event_text, (base, ours, theirs)))
