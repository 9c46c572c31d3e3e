"""Nothing in a project leads out of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.small_project import SmallProject

from polyleaf.diagnostics import UsageError
from polyleaf.project import load_project
from polyleaf.reading.boundary import strangers


def codes(root: Path) -> dict[str, str]:
    return {d.location.file.relative_to(root).as_posix(): d.code for d in strangers(root)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "a.po").write_text("secret")
    root = tmp_path / "project"
    for folder in ("leaflets/figures", "locales/es/leaflets", "templates", "build", ".polyleaf"):
        (root / folder).mkdir(parents=True)
    (root / "polyleaf.yaml").write_text("name: A\n")
    return root


@pytest.mark.parametrize(
    "name",
    [
        "polyleaf.yaml",
        "leaflets/a.yaml",
        "leaflets/library/phrases.yaml",
        "locales/es/leaflets/a.po",
        "locales/es/terms.csv",
        "locales/languages.yaml",
        "templates/leaflet.css",
        "templates/icons/a.svg",
    ],
)
@pytest.mark.parametrize("target", ["/etc/passwd", "{up}/secret/a.po", "/nowhere/at/all"])
def test_a_file_that_is_a_link_out_is_named(root: Path, name: str, target: str) -> None:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.symlink_to(target.format(up=os.path.relpath(root.parent, file.parent)))
    assert codes(root) == {name: "outside-project"}


@pytest.mark.parametrize("name", ["leaflets", "locales/fr", "templates", "leaflets/figures"])
def test_a_folder_that_is_a_link_out_is_named(root: Path, name: str) -> None:
    folder = root / name
    if folder.is_dir():
        folder.rename(root / "elsewhere")
    folder.symlink_to(root.parent / "secret", target_is_directory=True)
    assert codes(root) == {name: "outside-project"}


def test_links_within_the_project_and_what_is_not_read_are_left_alone(root: Path) -> None:
    (root / "shared.po").write_text("shared")
    (root / "locales" / "es" / "leaflets" / "a.po").symlink_to(root / "shared.po")
    (root / "locales" / "es-MX").symlink_to("es", target_is_directory=True)
    (root / "locales" / "loop").symlink_to("..", target_is_directory=True)
    (root / "build" / "out").symlink_to("/etc")
    (root / "leaflets" / "figures" / "out.svg").symlink_to("/etc/passwd")  # told with its leaflet
    assert codes(root) == {}


def test_a_project_that_is_reached_by_a_link_is_whole(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root, target_is_directory=True)
    assert list(strangers(link)) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_what_is_no_file_is_named_before_anything_waits_for_it(root: Path) -> None:
    os.mkfifo(root / "leaflets" / "a.yaml")
    assert codes(root) == {"leaflets/a.yaml": "no-file"}


def test_nothing_of_such_a_project_is_read(root: Path) -> None:
    (root / "polyleaf.yaml").unlink()
    (root / "polyleaf.yaml").symlink_to("../secret/a.po")
    with pytest.raises(UsageError) as error:
        load_project(root)
    assert [d.code for d in error.value.diagnostics] == ["outside-project"]


def test_no_command_reads_it(project: SmallProject) -> None:
    (project.root / "locales").mkdir(exist_ok=True)
    (project.root / "locales" / "terms.csv").symlink_to("/etc/passwd")
    outcome = project.polyleaf("check")
    assert (outcome.status, outcome.codes) == (2, ["outside-project"])
    assert "root:" not in outcome.err
