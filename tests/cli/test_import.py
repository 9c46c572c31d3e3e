"""`polyleaf import`: a record becomes a leaflet that builds, and replaces nothing by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_project import SmallProject, polyleaf

RECORD = """\
---
title: Zetamab
language: en
lastReviewed: 2025-01-31
reviewFrequency: Annually
version: v2
source: Zeta Health
---

Zetamab is a medicine that was made up for a test.

## Common side effects

- feeling tired
- chills & fever <38 °C
"""
# A link to a definition, which becomes a word to know.
POPUP = "[tumor](https://zeta.example/Common/PopUps/popDefinition.aspx?id=46634)"
NO_DATE = RECORD.replace("lastReviewed: 2025-01-31\n", "")


def test_a_record_becomes_a_pdf(tmp_path: Path) -> None:
    assert polyleaf("init", "library", folder=tmp_path).status == 0
    project = SmallProject(tmp_path / "library")
    (tmp_path / "record.md").write_text(RECORD, "utf-8")
    assert project.polyleaf("import", "../record.md").status == 0
    outcome = project.polyleaf("build")
    assert (outcome.status, outcome.codes) == (0, [])
    printed = project.printed("pdf/en/zetamab.en.pdf")
    for text in ("Zetamab", "Common side effects", "feeling tired", "chills & fever <38 °C"):
        assert text in printed
    entry = project.manifest["pdf/en/zetamab.en.pdf"]
    assert (entry["reviewed"], entry["review_due"]) == ("2025-01-31", "2026-01-31")


def test_a_leaflet_is_replaced_only_when_told_so(project: SmallProject) -> None:
    file = project.leaflet("zetamab", "Written by hand.")
    by_hand = file.read_bytes()
    project.write("record.md", RECORD)
    assert project.polyleaf("import", "record.md").status == 1
    assert file.read_bytes() == by_hand
    assert project.polyleaf("import", "--force", "record.md").status == 0
    assert b"feeling tired" in file.read_bytes()


def test_a_record_with_an_error_keeps_back_no_other(project: SmallProject) -> None:
    project.write("bad.md", NO_DATE.replace("Zetamab", "Etamab"))
    project.write("good.md", RECORD)
    outcome = project.polyleaf("import", "bad.md", "good.md")
    (found,) = (p for p in outcome.problems if p.severity == "error")
    assert (found.file, found.code) == ("bad.md", "missing-date")
    assert outcome.status == 1
    assert [file.name for file in (project.root / "leaflets").glob("*.yaml")] == ["zetamab.yaml"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"---\ntitle: \xe9\n---\n", "not-utf-8"),
        (b"text", "missing-front-matter"),
    ],
)
def test_a_record_that_is_none(content: bytes, code: str, project: SmallProject) -> None:
    project.write("record.md", content)
    outcome = project.polyleaf("import", "record.md")
    assert (outcome.status, outcome.codes) == (1, [code])
    assert not (project.root / "leaflets").exists()


def test_a_title_with_dots_and_slashes_makes_a_plain_id(project: SmallProject) -> None:
    project.write("record.md", RECORD.replace("title: Zetamab", "title: ../../Zetamab"))
    assert project.polyleaf("import", "record.md").status == 0
    (file,) = (project.root / "leaflets").glob("*.yaml")
    assert file.name == "zetamab.yaml"


def test_it_needs_a_project(tmp_path: Path) -> None:
    (tmp_path / "record.md").write_text(RECORD, "utf-8")
    outcome = polyleaf("import", "record.md", folder=tmp_path)
    assert (outcome.status, outcome.codes) == (2, ["no-project"])


def test_words_to_know_are_added_to_the_glossary(project: SmallProject) -> None:
    before = "# Mine.\nflu: {term: flu, meaning: an illness}\n"
    glossary = project.write("leaflets/library/glossary.yaml", before)
    project.write("record.md", RECORD.replace("feeling tired", POPUP))
    assert project.polyleaf("import", "record.md").status == 0
    assert glossary.read_text("utf-8").startswith(before)
    assert project.polyleaf("build", "-l", "en").status == 0
    assert "Words to know tumor" in project.printed("pdf/en/zetamab.en.pdf")


def test_a_glossary_that_is_not_utf_8_is_left_as_it_is(project: SmallProject) -> None:
    before = b"a: {term: a, meaning: \xe9}\n"
    glossary = project.write("leaflets/library/glossary.yaml", before)
    project.write("record.md", RECORD.replace("feeling tired", POPUP))
    outcome = project.polyleaf("import", "record.md")
    assert (outcome.status, outcome.codes[-1:]) == (1, ["not-utf-8"])
    assert glossary.read_bytes() == before
