"""Notes for translators: in a leaflet, in the library."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.content.conftest import HEAD

from polyleaf.content.document import assemble, revision
from polyleaf.content.leaflets import load_leaflet
from polyleaf.content.library import Library, load_library
from polyleaf.content.notes import Note, note_of
from polyleaf.translation.messages import leaflet_units

SECTIONS = "sections:\n  what:\n    heading: What is it?\n    content:\n      meaning: A lump.\n"


def write(folder: Path, notes: str) -> Path:
    file = folder / "small.yaml"
    file.write_text(HEAD + SECTIONS + notes, encoding="utf-8")
    return file


def test_a_note_is_a_text_or_a_text_with_a_limit(tmp_path: Path) -> None:
    notes = "notes:\n  title: On the cover\n  what/heading: {note: Short, max_length: 60}\n"
    loaded, problems = load_leaflet(write(tmp_path, notes))
    assert problems == []
    assert loaded is not None
    found = {unit.id: (unit.note, unit.max_length) for unit in leaflet_units(loaded.leaflet)}
    assert found == {
        "title": ("On the cover", None),
        "what/heading": ("Short", 60),
        "what/meaning": ("", None),
    }


def test_notes_are_no_part_of_what_readers_see(tmp_path: Path) -> None:
    revisions = set()
    for notes in ("", "notes: {title: On the cover}\n"):
        loaded, _ = load_leaflet(write(tmp_path, notes))
        assert loaded is not None
        document = assemble(loaded.leaflet, Library(), {})
        revisions.add(revision(loaded.leaflet, document))
    assert len(revisions) == 1


@pytest.mark.parametrize(
    ("notes", "code", "line"),
    [
        ("notes:\n  titel: On the cover\n", "unknown-unit", 12),
        ("notes:\n  what: A section is no unit\n", "unknown-unit", 12),
        ("notes:\n  title: {}\n", "bad-value", 12),
        ("notes:\n  title: {max_length: 0}\n", "bad-value", 12),
        ("notes:\n  title: {max_length: many}\n", "wrong-type", 12),
        ("notes:\n  title: {note: a, hint: b}\n", "unknown-key", 12),
        ("notes:\n  title: ''\n", "empty-text", 12),
        ("notes: none\n", "wrong-type", 11),
    ],
)
def test_a_wrong_note_is_told_with_its_line(
    notes: str, code: str, line: int, tmp_path: Path
) -> None:
    loaded, problems = load_leaflet(write(tmp_path, notes))
    assert loaded is None
    assert [(d.code, d.location.line) for d in problems] == [(code, line)]


def test_a_near_miss_names_the_unit_that_was_meant(tmp_path: Path) -> None:
    _, (problem,) = load_leaflet(write(tmp_path, "notes:\n  titel: On the cover\n"))
    assert "did you mean 'title'" in problem.hint


def test_notes_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("phrases/call-us: {max_length: 9}\n", encoding="utf-8")
    library, problems = load_library(tmp_path)
    assert problems == []
    assert note_of(library.notes, "phrases/call-us") == Note(max_length=9)
    assert note_of(library.notes, "phrases/other").note is None
