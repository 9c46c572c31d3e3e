"""What `polyleaf build` prints: results to standard output, the rest to standard error."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.small_project import Outcome, SmallProject, catalog


@pytest.fixture(scope="module")
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    """One leaflet that is built, in Spanish with a warning, and one that is not."""
    project = make_project("output")
    project.leaflet("sound")
    project.catalog("sound", "es", {"title": ("A short leaflet", "Un folleto corto")})
    project.leaflet("unsound", "Small [@who].")
    return project


@pytest.fixture(scope="module")
def as_json(project: SmallProject) -> Outcome:
    return project.polyleaf("build", "--json")


@pytest.fixture(scope="module")
def as_text(project: SmallProject) -> Outcome:
    return project.polyleaf("build", "--force")


def test_json_is_one_event_a_line(as_json: Outcome) -> None:
    assert as_json.status == 1
    assert as_json.err == ""
    events = [event["event"] for event in as_json.events]
    assert events == ["built", "built", *["diagnostic"] * 3, "done"]


def test_json_tells_each_pdf_as_it_is_made(as_json: Outcome) -> None:
    built = [event for event in as_json.events if event["event"] == "built"]
    assert {(e["leaflet"], e["language"], e["paper"], e["edition"]) for e in built} == {
        ("sound", "en", "a4", "standard"),
        ("sound", "es", "a4", "standard"),
    }
    assert [(e["done"], e["total"]) for e in built] == [(1, 2), (2, 2)]


def test_json_ends_with_the_entries_of_the_manifest(
    as_json: Outcome, project: SmallProject
) -> None:
    publications = as_json.events[-1]["publications"]
    assert {p["path"]: p for p in publications} == project.manifest


def test_json_holds_every_diagnostic(as_json: Outcome) -> None:
    found = [event for event in as_json.events if event["event"] == "diagnostic"]
    assert [(d["code"], d["severity"], d["file"].rpartition("/")[2]) for d in found] == [
        ("unknown-reference", "error", "unsound.yaml"),
        ("missing-translation", "warning", "sound.po"),
        ("missing-translation", "warning", "sound.po"),
    ]
    assert (found[0]["line"], found[0]["column"]) == (10, 7)


def test_text_is_a_table_of_what_was_built_and_what_was_not(as_text: Outcome) -> None:
    rows = [line.split() for line in as_text.out.splitlines()]
    table = {(row[0], row[1]): row[2:] for row in rows[1:-1]}
    assert set(table) == {
        ("sound", "en"),
        ("sound", "es"),
        ("unsound", "en"),
        ("unsound", "es"),
    }
    assert table["sound", "es"][0] == "1"
    assert "incomplete" in table["sound", "es"]
    assert table["unsound", "en"][-2:] == ["NOT", "BUILT"]
    assert rows[-1][:5] == ["2", "of", "4", "PDFs", "built:"]
    assert rows[-1][5] == "build/index.html"


def test_text_reports_problems_and_progress_to_standard_error(as_text: Outcome) -> None:
    assert as_text.status == 1
    assert as_text.codes == ["unknown-reference", "missing-translation", "missing-translation"]
    assert {"[1/2]", "[2/2]"} <= set(as_text.err.split())
    assert "1 error, 2 warnings" in as_text.err


def test_a_leaflet_without_any_translation_is_one_warning(project: SmallProject) -> None:
    project.leaflet("bare")
    project.write("locales/es/leaflets/bare.po", catalog({}))
    outcome = project.polyleaf("build", "bare", "-l", "es")
    assert (outcome.status, outcome.codes) == (0, ["missing-translation"])
    assert project.manifest["pdf/es/bare.es.pdf"]["status"] == "incomplete"
