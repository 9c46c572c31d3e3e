"""`polyleaf init` and `polyleaf new`: from an empty folder to a PDF, and nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.small_project import SmallProject, polyleaf


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_init_new_build(tmp_path: Path) -> None:
    assert polyleaf("init", "library", folder=tmp_path).status == 0
    project = SmallProject(tmp_path / "library")
    assert project.polyleaf("new", "my-first-leaflet").status == 0
    assert project.polyleaf("check", "--format", "json").out.strip() == "[]"
    outcome = project.polyleaf("build")
    assert (outcome.status, outcome.codes) == (0, [])
    assert project.pdfs == ["pdf/en/my-first-leaflet.en.pdf"]
    printed = project.printed(project.pdfs[0])
    assert "My first leaflet" in printed
    assert "This leaflet gives general information." in printed


def test_what_init_makes_can_be_kept_in_git_without_what_is_built(tmp_path: Path) -> None:
    polyleaf("init", ".", folder=tmp_path)
    assert {"build/", ".polyleaf/"} <= set((tmp_path / ".gitignore").read_text().split())


def test_init_leaves_a_project_as_it_is(tmp_path: Path) -> None:
    polyleaf("init", ".", folder=tmp_path)
    (tmp_path / "polyleaf.yaml").write_text("name: Mine\n")
    before = contents(tmp_path)
    assert polyleaf("init", ".", folder=tmp_path).status == 2
    assert polyleaf("init", tmp_path, folder=tmp_path.parent).status == 2
    assert contents(tmp_path) == before


def test_init_keeps_the_files_that_a_folder_has(tmp_path: Path) -> None:
    mine = {".gitignore": "mine\n", "leaflets/library/phrases.yaml": "disclaimer: Mine.\n"}
    for name, text in mine.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert polyleaf("init", ".", folder=tmp_path).status == 0
    assert {name: (tmp_path / name).read_text() for name in mine} == mine
    assert (tmp_path / "polyleaf.yaml").is_file()


def test_init_in_a_file_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert polyleaf("init", "file", folder=tmp_path).status == 2
    assert (tmp_path / "file").read_text() == "mine"


def test_new_leaves_a_leaflet_as_it_is(project: SmallProject) -> None:
    file = project.leaflet("mine")
    before = file.read_bytes()
    assert project.polyleaf("new", "mine").status == 2
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        *("../x", "..", ".", "", "a/b", "/x", "A", "a_b", "-", "a--b", "a.b", "é", "a b", "a\n"),
        *("a" * 81, "a" * 300),
    ],
)
def test_new_takes_no_id_that_a_leaflet_could_not_have(name: str, project: SmallProject) -> None:
    before = contents(project.root.parent)
    outcome = project.polyleaf("new", "--", name)
    assert (outcome.status, outcome.out) == (2, "")
    assert contents(project.root.parent) == before


@pytest.mark.parametrize(
    "name",
    ["a", "7-days", "a" * 80, "2024", "2024-01-31", "true", "null"],
)
def test_what_new_writes_is_sound(name: str, project: SmallProject) -> None:
    assert project.polyleaf("new", name).status == 0
    outcome = project.polyleaf("check")
    assert (outcome.status, outcome.codes) == (0, [])


def test_new_writes_in_the_language_of_the_project(project: SmallProject) -> None:
    settings = project.root / "polyleaf.yaml"
    settings.write_text(settings.read_text().replace("language: en", "language: es"))
    project.polyleaf("new", "primero")
    assert "language: es\n" in (project.root / "leaflets" / "primero.yaml").read_text()
