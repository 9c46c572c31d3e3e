"""One leaflet many times over, each with another Spanish catalog (tests/cli/broken/catalogs)."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.small_project import Outcome, SmallProject

CATALOGS = Path(__file__).parent / "broken" / "catalogs"
LIBRARY = Path(__file__).parent / "broken" / "leaflets" / "library"

# Catalogs that must not be used: code and line of everything wrong, in order.
DEFECTS: dict[str, list[tuple[str, int]]] = {
    "added-link": [("markup-mismatch", 14)],
    "duplicate-id": [("duplicate-unit", 18)],
    "empty": [("empty-file", 1)],
    "lost-citation": [("markup-mismatch", 14)],
    "merge-conflict": [("merge-conflict", 10), ("merge-conflict", 14), ("merge-conflict", 18)],
    "missing-quote": [("po-syntax", 16)],
    "no-id": [("unknown-unit", 14)],
    "no-text": [("po-syntax", 11)],
    "not-utf-8": [("not-utf-8", 12)],
    "unknown-id": [("unknown-unit", 10)],
}

# Catalogs that may be used: status, codes of the warnings, what is printed for `what/meaning`.
SOURCE = "Call 911 if you bleed"
TARGET = "Si sangra, llame al 911"
USABLE: dict[str, tuple[str, list[str], str]] = {
    "complete": ("translated", [], TARGET),
    "drafted": ("machine-drafted", [], TARGET),
    "fuzzy": ("incomplete", ["stale-translation"], SOURCE),
    "missing": ("incomplete", ["missing-translation"], SOURCE),
    "stale": ("incomplete", ["stale-translation"], SOURCE),
    "unfinished": ("incomplete", ["missing-translation", "missing-translation"], SOURCE),
}


@pytest.fixture(scope="module")
def project(make_project: Callable[[str], SmallProject], root: Path) -> SmallProject:
    project = make_project("bad-catalogs")
    shutil.copytree(CATALOGS, project.root / "locales" / "es" / "leaflets")
    shutil.copytree(LIBRARY, project.root / "leaflets" / "library")
    for name in (*DEFECTS, *USABLE):
        project.leaflet(name, "Call 911 if you bleed [@somebody2020].")
    # The labels as if a person had translated them: Polyleaf's own are a machine's.
    labels = (root / "locales" / "es" / "ui.po").read_text("utf-8")
    project.write("locales/es/ui.po", labels.replace("# machine-drafted\n", ""))
    return project


@pytest.fixture(scope="module")
def built(project: SmallProject) -> Outcome:
    return project.polyleaf("build", "-l", "es")


def test_every_catalog_is_expected_here() -> None:
    assert {file.stem for file in CATALOGS.iterdir()} == {*DEFECTS, *USABLE}


@pytest.mark.parametrize("name", DEFECTS)
def test_build_names_the_line_of_everything_wrong(name: str, built: Outcome) -> None:
    found = [p for p in built.problems if p.file == f"locales/es/leaflets/{name}.po"]
    assert [(p.code, p.line) for p in found] == DEFECTS[name]
    assert {p.severity for p in found} == {"error"}


def test_check_finds_the_same_errors(project: SmallProject, built: Outcome) -> None:
    def errors(outcome: Outcome) -> set[tuple[str, int, str]]:
        return {(p.file, p.line, p.code) for p in outcome.problems if p.severity == "error"}

    checked = project.polyleaf("check")
    assert checked.status == 1
    assert errors(checked) == errors(built)


def test_a_near_miss_names_the_unit_that_was_meant(built: Outcome) -> None:
    (found,) = (p for p in built.problems if p.file.endswith("/unknown-id.po"))
    assert "did you mean 'what/heading'" in found.hint


def test_only_the_broken_ones_are_left_out(project: SmallProject, built: Outcome) -> None:
    assert built.status == 1
    assert project.pdfs == [f"pdf/es/{name}.es.pdf" for name in USABLE]
    assert list(project.manifest) == project.pdfs


@pytest.mark.parametrize("name", USABLE)
@pytest.mark.usefixtures("built")
def test_an_untranslated_text_prints_in_the_source_language(
    name: str, project: SmallProject
) -> None:
    status, warnings, printed = USABLE[name]
    path = f"pdf/es/{name}.es.pdf"
    entry = project.manifest[path]
    assert (entry["status"], entry["warnings"]) == (status, warnings)
    shown = {text for text in (SOURCE, TARGET) if text in project.printed(path)}
    assert shown == {printed}


@pytest.mark.parametrize("name", USABLE)
def test_each_untranslated_text_is_a_warning_in_its_catalog(name: str, built: Outcome) -> None:
    found = [p for p in built.problems if p.file == f"locales/es/leaflets/{name}.po"]
    assert [p.code for p in found] == USABLE[name][1]
    assert {p.severity for p in found} <= {"warning"}
    assert all(re.search(r"'what/(heading|meaning)'", p.message) for p in found)


def test_warnings_alone_do_not_fail_a_build(project: SmallProject) -> None:
    outcome = project.polyleaf("build", "stale", "-l", "es")
    assert (outcome.status, outcome.codes) == (0, ["stale-translation"])
