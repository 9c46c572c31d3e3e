"""What leaflets share: the three files of the library, any of which may be missing or wrong."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tests.content.conftest import ROOT
from tests.reading.facts import facts

from polyleaf.content.library import Library, Term, load_library
from polyleaf.diagnostics import Diagnostic

SOUND = {
    "phrases": "call-us: Call us.\n",
    "glossary": "tumor: {term: tumor, meaning: a lump}\n",
    "references": "peng2024: {type: book, title: A book, issued: 2024}\n",
    "notes": "phrases/call-us: Where to call is on the last page.\n",
}


def load(folder: Path, **files: str) -> tuple[Library, list[Diagnostic]]:
    for name, text in (SOUND | files).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_library(folder)


def test_the_sample_library() -> None:
    library, problems = load_library(ROOT / "leaflets" / "library")
    assert problems == []
    assert "disclaimer" in library.phrases
    assert library.glossary["tumor"].term == "tumor"
    assert library.references["freifeld2011"].type == "article-journal"
    assert library.references["asco-melanoma"].custom.available is False
    assert set(library.sources) == {"phrases", "glossary", "references", "notes"}


def test_a_library_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert load_library(tmp_path / "library") == (Library(), [])


@pytest.mark.parametrize("name", SOUND)
def test_a_missing_file_is_an_empty_one(name: str, tmp_path: Path) -> None:
    load(tmp_path)
    (tmp_path / f"{name}.yaml").unlink()
    library, problems = load_library(tmp_path)
    assert problems == []
    assert getattr(library, name) == {}
    assert set(library.sources) == set(SOUND) - {name}


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("", ("empty-file", 1, 1)),
        ("# nothing yet\n", ("empty-file", 1, 1)),
        ("- a list\n", ("wrong-type", 1, 1)),
        ("a: [\n", ("yaml-syntax", 2, 1)),
    ],
)
def test_a_file_that_is_wrong_is_empty_and_the_others_are_read(
    name: str, text: str, fact: tuple[str, int, int], tmp_path: Path
) -> None:
    library, problems = load(tmp_path, **{name: text})
    assert facts(problems) == [fact]
    assert problems[0].location.file == tmp_path / f"{name}.yaml"
    assert getattr(library, name) == {}
    assert all(getattr(library, other) for other in SOUND if other != name)


WRONG = {
    "phrases": """\
Call-us: x
empty: ''
no: off
no: on
""",
    "glossary": """\
a: {term: x}
b: {term: x, meening: y}
c: {meaning: x}
d: {term: x, url: x.y}
""",
    "references": """\
-a: {type: book, title: x}
b: {title: x}
c: {type: book, title: x, custom: {availabel: false}}
d: {type: book, title: x, accessed: 2025-02-30}
e: {type: book, title: 1984}
""",
}


def test_every_problem_of_every_file_is_told(tmp_path: Path) -> None:
    problems = load(tmp_path, **WRONG)[1]
    assert [(p.location.file.stem, p.location.line, p.code) for p in problems] == [
        ("phrases", 1, "bad-id"),
        ("phrases", 2, "empty-text"),
        ("phrases", 4, "duplicate-key"),
        ("glossary", 1, "bad-value"),
        ("glossary", 2, "unknown-key"),
        ("glossary", 3, "missing-field"),
        ("glossary", 4, "bad-value"),
        ("references", 1, "bad-value"),
        ("references", 2, "missing-field"),
        ("references", 3, "unknown-key"),
        ("references", 4, "bad-value"),
        ("references", 5, "wrong-type"),
    ]


def test_what_is_sound_in_a_file_with_errors_is_kept(tmp_path: Path) -> None:
    library, problems = load(tmp_path, phrases="B: x\na: Kept.\n", glossary="a: {term: x}\n")
    assert facts(problems) == [("bad-id", 1, 1), ("bad-value", 1, 1)]
    assert library.phrases == {"a": "Kept."}
    assert library.glossary == {}


def test_near_misses_are_named(tmp_path: Path) -> None:
    problems = load(tmp_path, glossary="b: {term: x, url: 'https://x', meening: y}\n")[1]
    assert [p.hint for p in problems] == ["did you mean 'meaning'?"]


def test_a_reference_keeps_all_its_csl_variables(tmp_path: Path) -> None:
    text = (
        "a: {type: chapter, title: T, volume: '2', author: [{family: F}], issued: 2025-12-30,"
        " accessed: 2025-08-07, custom: {available: false}, DOI: 10.1/x, note: no}\n"
    )
    reference = load(tmp_path, references=text)[0].references["a"]
    assert reference.csl() == {
        "type": "chapter",
        "title": "T",
        "language": "en",
        "volume": "2",
        "author": [{"family": "F"}],
        "issued": datetime.date(2025, 12, 30),
        "DOI": "10.1/x",
        "note": "no",
    }
    assert reference.accessed == datetime.date(2025, 8, 7)


def test_the_walk_names_every_unit_and_changes_nothing_else(tmp_path: Path) -> None:
    glossary = "b: {term: t, url: 'https://x'}\na: {term: u, meaning: m}\n"
    library = load(tmp_path, glossary=glossary)[0]
    found: dict[str, str] = {}

    def change(unit: str, text: str) -> str:
        found[unit] = text
        return f"new {text}"

    changed = library.map_texts(change)
    assert found == {
        "glossary/b/term": "t",
        "glossary/a/term": "u",
        "glossary/a/meaning": "m",
        "phrases/call-us": "Call us.",
    }
    assert changed.phrases == {"call-us": "new Call us."}
    assert changed.glossary["b"] == Term(term="new t", url="https://x")
    assert changed.references == library.references
    assert library.map_texts(lambda _unit, text: text) == library


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("type: bok", ("bad-value", 2)),
        ("type: book, issued: March 2024", ("bad-value", 2)),
        ("type: book, issued: 2024-13", ("bad-value", 2)),
        ("type: book, issued: {date-parts: []}", ("empty-list", 2)),
        ("type: book, author: Peng Z", ("wrong-type", 2)),
        ("type: book, author: [{given: Z}]", ("bad-value", 2)),
    ],
)
def test_a_reference_that_could_not_be_printed(
    field: str, place: tuple[str, int], tmp_path: Path
) -> None:
    text = f"good: {{type: book, title: A}}\nbad: {{{field}, title: A}}\n"
    library, problems = load(tmp_path, references=text)
    assert [(p.code, p.location.line) for p in problems] == [place]
    assert set(library.references) == {"good"}


@pytest.mark.parametrize("issued", ["2024", "2024-03-01", "'2024-03'", "{date-parts: [[2024, 3]]}"])
def test_a_date_may_be_written_in_several_ways(issued: str, tmp_path: Path) -> None:
    text = f"a: {{type: book, title: A, issued: {issued}}}\n"
    library, problems = load(tmp_path, references=text)
    assert problems == []
    assert library.references["a"].csl()["issued"]
