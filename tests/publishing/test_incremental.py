"""A second build makes what is out of date and nothing else, and what was made before is found."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.small_project import SmallProject, catalog

MEANING = "what/meaning"
EN, ES = "pdf/en/flu.en.pdf", "pdf/es/flu.es.pdf"


def fill(project: SmallProject) -> None:
    for name in ("flu", "cold"):
        project.leaflet(name, "Rest and drink.")
        project.catalog(name, "es", {MEANING: ("Rest and drink.", "Descanse y beba.")})


@pytest.fixture(scope="module")
def rendered(make_project: Callable[[str], SmallProject]) -> Path:
    """The store of another project of the same leaflets: they need not be rendered again."""
    project = make_project("rendered")
    fill(project)
    assert project.polyleaf("build").status == 0
    return project.root / ".polyleaf" / "store"


@pytest.fixture
def project(project: SmallProject, rendered: Path) -> SmallProject:
    """A project of two leaflets in two languages, built."""
    fill(project)
    shutil.copytree(rendered, project.root / ".polyleaf" / "store")
    assert project.polyleaf("build").status == 0
    return project


def built(project: SmallProject, *arguments: str) -> set[tuple[str, str]]:
    """Build; return what was built."""
    outcome = project.polyleaf("build", "--json", *arguments)
    assert outcome.status == 0, outcome.err
    return {(p["leaflet"], p["language"]) for p in outcome.events[-1]["publications"]}


def reasons(project: SmallProject) -> dict[tuple[str, str], list[str]]:
    events = project.polyleaf("build", "--dry-run", "--json").events
    planned = [event for event in events if event["event"] == "planned"]
    return {(e["leaflet"], e["language"]): e["reasons"] for e in planned}


def state(project: SmallProject) -> Path:
    return project.root / ".polyleaf" / "state.sqlite3"


def stored(project: SmallProject) -> list[Path]:
    return sorted((project.root / ".polyleaf" / "store").glob("*/*.pdf"))


def test_nothing_is_made_where_nothing_changed(project: SmallProject) -> None:
    manifest, index = project.root / "build/manifest.json", project.root / "build/index.html"
    before = [file.stat().st_mtime_ns for file in (manifest, index)]
    assert reasons(project) == {}
    outcome = project.polyleaf("build")
    assert outcome.out == "0 of 4 PDFs built, 4 were up to date: build/index.html\n"
    assert [file.stat().st_mtime_ns for file in (manifest, index)] == before


@pytest.mark.parametrize(
    ("file", "expected", "reason"),
    [
        ("leaflets/flu.yaml", {("flu", "en"), ("flu", "es")}, "leaflet changed"),
        ("locales/es/leaflets/flu.po", {("flu", "es")}, "catalog changed"),
    ],
)
def test_what_changed_is_made_again_and_the_plan_says_why(
    project: SmallProject, file: str, expected: set[tuple[str, str]], reason: str
) -> None:
    path = project.root / file
    text = path.read_text("utf-8")
    path.write_text(text.replace("Rest and", "Sleep and").replace("Descanse", "Repose"), "utf-8")
    planned = reasons(project)
    assert set(planned) == expected
    assert all(reason in why for why in planned.values())
    assert built(project) == expected
    assert reasons(project) == {}


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("polyleaf.yaml", "polyleaf.yaml changed"),
        ("templates/extra.css", "templates changed"),
        ("leaflets/figures/new.svg", "figures changed"),
        ("locales/es/phrases.po", "shared wording changed"),
        ("locales/es/terms.csv", "terms or waivers changed"),
    ],
)
def test_what_changes_no_page_is_looked_at_and_not_made_again(
    project: SmallProject, file: str, reason: str
) -> None:
    path = project.root / file
    old = path.read_bytes() if path.exists() else b""
    new = {
        ".po": catalog({}).encode(),
        ".csv": b"term,target,forbidden,do_not_translate\n",
        ".yaml": old + b"# a comment\n",
    }
    project.write(file, new.get(path.suffix, b"\n"))
    assert {why for found in reasons(project).values() for why in found} == {reason}
    assert built(project) == set()
    assert reasons(project) == {}


def test_another_standard_makes_every_pdf_anew(project: SmallProject) -> None:
    standard = ("--pdf-standard", "ua-2+a-4f")
    events = project.polyleaf("build", "--dry-run", "--json", *standard).events
    assert [event["reasons"] for event in events] == [["another PDF standard"]] * 4
    with (project.root / "polyleaf.yaml").open("a") as file:
        file.write("pdf: {standard: ua-2+a-4f}\n")
    assert {"another PDF standard", "polyleaf.yaml changed"} == {
        why for found in reasons(project).values() for why in found
    }


def test_a_comment_in_a_leaflet_changes_nothing(project: SmallProject) -> None:
    with (project.root / "leaflets" / "flu.yaml").open("a") as file:
        file.write("# a comment\n")
    # What has warnings is looked at again: their lines may be others now.
    assert set(reasons(project)) == {("flu", "es")}
    assert built(project) == set()
    assert reasons(project) == {}


def test_warnings_are_told_again_at_the_lines_where_they_are(project: SmallProject) -> None:
    project.catalog("flu", "es", {})
    first = project.polyleaf("build")
    assert first.codes
    assert project.polyleaf("build").problems == first.problems
    text = (project.root / "locales/es/leaflets/flu.po").read_text("utf-8")
    project.write("locales/es/leaflets/flu.po", f"# A comment.\n{text}")
    assert len(project.polyleaf("build").problems) == len(first.problems)


def test_switching_back_and_forth_makes_nothing_anew(project: SmallProject) -> None:
    file = project.root / "leaflets" / "flu.yaml"
    one, other = file.read_bytes(), file.read_bytes().replace(b"Rest", b"Sleep")
    bytes_of_one = (project.root / "build" / EN).read_bytes()
    file.write_bytes(other)
    assert ("flu", "en") in built(project)
    number = len(stored(project))
    for text in (one, other, one):
        file.write_bytes(text)
        built(project)
    assert len(stored(project)) == number
    assert (project.root / "build" / EN).read_bytes() == bytes_of_one


def test_all_is_made_when_it_is_asked_for(project: SmallProject) -> None:
    before = {file: file.stat().st_mtime_ns for file in stored(project)}
    assert project.polyleaf("build", "--force").status == 0
    assert [file for file in stored(project) if file.stat().st_mtime_ns == before[file]] == []


def test_a_pdf_that_was_removed_or_changed_is_put_back(project: SmallProject) -> None:
    one, other = project.root / "build" / EN, project.root / "build" / ES
    good = one.read_bytes(), other.read_bytes()
    one.unlink()
    other.unlink()
    other.write_bytes(b"%PDF-1.7 and no more")
    assert reasons(project) == {
        ("flu", language): ["PDF missing or changed"] for language in ("en", "es")
    }
    assert built(project) == {("flu", "en"), ("flu", "es")}
    assert (one.read_bytes(), other.read_bytes()) == good


@pytest.mark.parametrize("harm", ["cut", "flip", "facts"])
def test_a_damaged_entry_of_the_store_is_made_again(project: SmallProject, harm: str) -> None:
    good = {path: (project.root / "build" / path).read_bytes() for path in (EN, ES)}
    for file in stored(project):
        data = file.read_bytes()
        file.unlink()  # the build folder links to it
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        file.write_bytes({"cut": data[:middle], "flip": flipped, "facts": data}[harm])
        if harm == "facts":
            file.with_suffix(".json").write_text("{}")
    for path in good:
        (project.root / "build" / path).unlink()
    built(project)
    assert {path: (project.root / "build" / path).read_bytes() for path in good} == good


@pytest.mark.parametrize("harm", [b"", b"SQLite format 3\0 and no more", b"\0" * 10_000])
def test_a_damaged_state_is_put_aside_and_the_store_used(
    project: SmallProject, harm: bytes
) -> None:
    before = {file: file.stat().st_mtime_ns for file in stored(project)}
    for file in project.root.glob(".polyleaf/state.sqlite3*"):
        file.unlink()
    state(project).write_bytes(harm)
    assert len(built(project)) == 4
    assert {file: file.stat().st_mtime_ns for file in stored(project)} == before
    assert built(project) == set()


def test_a_state_that_stays_locked_only_costs_time(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("polyleaf.publishing.build_state._PATIENCE", 0.1)
    holder = sqlite3.connect(state(project), isolation_level=None)
    try:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        (project.root / "build" / EN).unlink()
        assert ("flu", "en") in built(project)
    finally:
        holder.close()
    assert built(project) in (set(), {("flu", "en")})


def test_a_clock_that_was_set_back_hides_no_change(project: SmallProject) -> None:
    file = project.root / "leaflets" / "flu.yaml"
    file.write_bytes(file.read_bytes().replace(b"Rest", b"Read"))
    os.utime(file, (0, 0))
    assert built(project) == {("flu", "en"), ("flu", "es")}


def test_what_the_project_makes_no_more_is_removed_if_polyleaf_made_it(
    project: SmallProject,
) -> None:
    foreign = project.write("build/pdf/es/of-others.es.pdf", b"%PDF-1.7")
    changed = project.root / "build" / "pdf/es/cold.es.pdf"
    changed.unlink()
    changed.write_bytes(b"changed by hand")
    for name in ("leaflets/cold.yaml", "locales/es/leaflets/cold.po"):
        (project.root / name).unlink()
    outcome = project.polyleaf("build")
    assert outcome.status == 0
    assert set(project.manifest) == {EN, ES}
    assert foreign.is_file()
    assert changed.is_file()
    assert not (project.root / "build" / "pdf/en/cold.en.pdf").exists()


def test_a_build_of_one_language_removes_nothing(project: SmallProject) -> None:
    (project.root / "locales/es/leaflets/cold.po").unlink()
    project.polyleaf("build", "-l", "en")
    assert (project.root / "build" / "pdf/es/cold.es.pdf").is_file()
    assert "pdf/es/cold.es.pdf" in project.manifest


def test_another_folder_is_filled_from_the_store(project: SmallProject) -> None:
    number = len(stored(project))
    assert len(built(project, "--out", "shelf")) == 4
    assert len(stored(project)) == number
    manifest = json.loads((project.root / "shelf" / "manifest.json").read_bytes())
    assert {p["path"]: p for p in manifest["publications"]} == project.manifest


def test_a_lost_manifest_is_written_again(project: SmallProject) -> None:
    manifest = project.manifest
    (project.root / "build" / "manifest.json").unlink()
    built(project)
    assert project.manifest == manifest
