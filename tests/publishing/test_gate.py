"""`check_project` remembers what it found, and tells what a check without memory tells."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small_project import SmallProject, catalog

from polyleaf.diagnostics import Diagnostic
from polyleaf.project import load_project
from polyleaf.publishing import examination, software
from polyleaf.publishing.file_digests import FileDigests
from polyleaf.publishing.gate import CheckRequest, _agenda, check_project

TODAY = datetime.date(2026, 1, 31)
SETTINGS = "name: Small library\nlanguages: [en, es]\npublisher: {name: Small library}\n"
LEAFLET = """\
id: {name}
language: en
title: A short leaflet
version: "1"
dates: {{reviewed: 2024-01-31, review_every: P3Y}}
sections: {{what: {{heading: What is it?, content: {{dose: "{text}"}}}}}}
"""
TITLES = {
    "title": ("A short leaflet", "Un folleto corto"),
    "what/heading": ("What is it?", "¿Qué es?"),
}


def leaflet(name: str, text: str) -> str:
    return LEAFLET.format(name=name, text=text)


def spanish(target: str, source: str = "Take 4 mL.") -> str:
    return catalog({**TITLES, "what/dose": (source, target)})


WAIVER = """\
- unit: what/dose
  leaflet: one
  code: figure-mismatch
  by: A. Translator
  reason: looked at
"""
# What the files may hold; None is no file.
STATES: dict[str, tuple[str | None, ...]] = {
    "leaflets/one.yaml": (
        leaflet("one", "Take 4 mL."),
        leaflet("one", "Take 5 mL."),
        leaflet("one", "Small [@who]."),
        leaflet("one", "Call {helpline}."),
        "id: one\n",
    ),
    "leaflets/two.yaml": (leaflet("two", "Take 4 mL."), None, "id: [\n"),
    "leaflets/library/references.yaml": (
        None,
        "who: {title: A report, author: [{literal: Someone}]}\n",
        "who: 5\n",
    ),
    "leaflets/library/phrases.yaml": (None, "thanks: Thank you 5 times.\n"),
    "locales/es/leaflets/one.po": (
        spanish("Tome 4 mL."),
        spanish("Tome 40 mL."),
        spanish("Tome 4 mL ∛."),
        "msgid\n",
        None,
    ),
    "locales/es/leaflets/two.po": (spanish("Tome 4 mL."), spanish("", "Take 9 mL."), None),
    "locales/es/phrases.po": (None, catalog({"phrases/thanks": ("Thank you 5 times.", "6")})),
    "locales/es/ui.po": (None, 'msgid "Last revised"\nmsgstr ""\n', "msgid\n"),
    "locales/es/terms.csv": (None, "term,target\nmL,mililitros\n", "term;target\n"),
    "locales/es/waivers.yaml": (None, WAIVER, "- 5\n"),
    "locales/es/approvals/one.yaml": (None, "- {}\n"),
    "locales/languages.yaml": (None, "es: {digits: latn}\n", "es: {fonts: [Leaf Sans Thai]}\n"),
    "templates/leaflet.html": (None, "{{ nothing.at.all }}"),
    "polyleaf.yaml": (
        SETTINGS,
        SETTINGS + "helpline: {name: Help, phone: 1-800-555-0199}\n",
        SETTINGS.replace("[en, es]", "[en]"),
    ),
}
EDITS = [(name, state) for name, states in STATES.items() for state in range(len(states))]


def edit(project: SmallProject, name: str, state: int) -> None:
    content = STATES[name][state]
    file = project.root / name
    if content is None:
        file.unlink(missing_ok=True)
    else:
        project.write(name, content)


def check(project: SmallProject, **request: object) -> list[Diagnostic]:
    asked = CheckRequest(**{"today": TODAY, **request})  # type: ignore[arg-type]
    return check_project(load_project(project.root), asked)


def fresh_check(project: SmallProject) -> list[Diagnostic]:
    """Check without what is remembered, which is put back."""
    state, aside = (project.root / ".polyleaf" / n for n in ("state.sqlite3", "aside"))
    state.rename(aside)
    try:
        return check(project)
    finally:
        aside.replace(state)


@pytest.fixture(scope="module")
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    made = make_project("gate")
    for name in STATES:
        edit(made, name, 0)
    return made


@pytest.fixture
def sound(project: SmallProject) -> SmallProject:
    for name in STATES:
        edit(project, name, 0)
    assert check(project) == []
    return project


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was looked at anew since."""
    subjects: list[tuple[str, str]] = []
    examine = examination.examine

    def record(*arguments: object) -> object:
        subjects.extend(arguments[1])  # type: ignore[arg-type]
        return examine(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(examination, "examine", record)
    return subjects


def test_every_edit_has_what_it_touches_looked_at(
    project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(software, "installed", lambda _: "the same")
    loaded = load_project(project.root)
    for name, state in EDITS:
        edit(project, name, 0)
        before = _agenda(loaded, FileDigests({}, tmp_path / "clock"))
        edit(project, name, state)
        after = _agenda(loaded, FileDigests({}, tmp_path / "clock"))
        stale = {subject for subject in after if after[subject] != before.get(subject)}
        edit(project, name, 0)
        of = "two" if "two" in name else "one"
        assert (of, "es") in stale or not state or STATES[name][state] is None, (name, state)


@settings(max_examples=6)
@given(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4))
def test_after_any_edits_a_check_tells_what_a_fresh_one_does(
    project: SmallProject, edits: Sequence[tuple[str, int]]
) -> None:
    for name, state in edits:
        edit(project, name, state)
    assert check(project) == fresh_check(project)


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        (
            {
                "leaflets/two.yaml": 1,
                "locales/es/leaflets/one.po": 1,
                "locales/es/terms.csv": 2,
            },
            {"catalog-without-leaflet", "figure-mismatch", "bad-terms"},
        ),
        (
            {"locales/es/leaflets/one.po": 2, "locales/es/waivers.yaml": 1},
            {"missing-glyph", "void-waiver"},
        ),
        (
            {"leaflets/one.yaml": 2, "locales/es/leaflets/one.po": 3},
            {"unknown-reference", "po-syntax"},
        ),
        ({"leaflets/one.yaml": 1}, {"stale-translation"}),
        (
            {"locales/languages.yaml": 2, "templates/leaflet.html": 1},
            {"font-lacks-letters", "template-error"},
        ),
    ],
)
def test_everything_is_found_that_needs_no_page(
    edits: dict[str, int], codes: set[str], sound: SmallProject
) -> None:
    for name, state in edits.items():
        edit(sound, name, state)
    assert {d.code for d in check(sound)} >= codes


def test_what_leaflets_share_is_told_once(sound: SmallProject) -> None:
    edit(sound, "locales/es/ui.po", 2)
    assert [d.code for d in check(sound)].count("po-syntax") == len(set(check(sound)))


def test_where_nothing_changed_nothing_is_looked_at(
    sound: SmallProject, looked_at: list[tuple[str, str]]
) -> None:
    check(sound)
    assert looked_at == []


def test_only_what_changed_is_looked_at(
    sound: SmallProject, looked_at: list[tuple[str, str]]
) -> None:
    edit(sound, "locales/es/leaflets/one.po", 1)
    check(sound)
    assert looked_at == [("one", "es")]


def test_other_software_looks_at_all(
    sound: SmallProject, looked_at: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(software, "installed", lambda _: "another")
    check(sound)
    assert {("", ""), ("", "es"), ("one", ""), ("one", "en"), ("two", "es")} <= {*looked_at}


def test_an_overdue_review_is_told_of_the_day_that_is_asked_for(
    sound: SmallProject, looked_at: list[tuple[str, str]]
) -> None:
    assert check(sound, today=datetime.date(2027, 1, 31)) == []
    found = check(sound, today=datetime.date(2027, 2, 1))
    assert [(d.code, d.location.line) for d in found] == [("review-overdue", 5)] * 2
    assert looked_at == []


def test_force_looks_at_all(sound: SmallProject, looked_at: list[tuple[str, str]]) -> None:
    check(sound, force=True)
    assert ("one", "es") in looked_at


def test_a_damaged_memory_is_made_anew(
    sound: SmallProject, looked_at: list[tuple[str, str]]
) -> None:
    edit(sound, "locales/es/leaflets/one.po", 1)
    before = check(sound)
    (sound.root / ".polyleaf" / "state.sqlite3").write_bytes(b"no database" * 500)
    assert check(sound) == before
    looked_at.clear()
    assert check(sound) == before
    assert looked_at == []


def test_without_a_place_for_a_memory_all_is_looked_at(
    make_project: Callable[[str], SmallProject],
) -> None:
    project = make_project("unwritable")
    project.leaflet("one", "Small [@who].")
    (project.root / ".polyleaf" / "fonts").unlink()
    (project.root / ".polyleaf").rmdir()
    project.write(".polyleaf", "no folder")
    assert {d.code for d in check(project)} == {"unknown-reference", "font-cache"}


def test_a_project_that_was_moved_names_its_files_where_they_are(
    sound: SmallProject, tmp_path: Path
) -> None:
    edit(sound, "locales/es/leaflets/one.po", 1)
    check(sound)
    moved = sound.root.rename(tmp_path / "moved")
    try:
        found = check(SmallProject(moved))
        assert {d.location.file.parents[3] for d in found} == {moved.resolve()}
    finally:
        moved.rename(sound.root)


def test_processes_find_what_one_finds(
    sound: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(sound, "locales/es/leaflets/one.po", 1)
    edit(sound, "locales/es/ui.po", 1)
    monkeypatch.setattr(examination, "_MANY", 1)
    assert check(sound, force=True, workers=2) == check(sound, force=True)
