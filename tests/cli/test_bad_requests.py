"""What cannot be done at all ends with status 2, says why, and writes nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.small_project import SmallProject, polyleaf

SOUND = "name: A\nlanguage: en\nlanguages: [en]\npublisher: {name: A}\n"

# What polyleaf.yaml says instead: code, line and column of everything wrong, in order.
SETTINGS: dict[str, tuple[str | bytes, list[tuple[str, int, int]]]] = {
    "empty": ("", [("empty-file", 1, 1)]),
    "not YAML": ("name: [\n", [("yaml-syntax", 2, 1)]),
    "not UTF-8": (b"name: \xe9\n", [("not-utf-8", 1, 7)]),
    "a list": ("- name\n", [("wrong-type", 1, 1)]),
    "a misspelt key": (f"{SOUND}papper: a4\n", [("unknown-key", 5, 1)]),
    "a duplicate key": (f"{SOUND}name: B\n", [("duplicate-key", 5, 1)]),
    "a missing field": (SOUND.replace("name: A\n", "", 1), [("missing-field", 1, 1)]),
    "a wrong type": (SOUND.replace("[en]", "en"), [("wrong-type", 3, 1)]),
    "an unknown paper": (f"{SOUND}paper: a3\n", [("bad-value", 5, 1)]),
    "an unknown language": (SOUND.replace("[en]", "[en, xx]"), [("unknown-language", 3, 17)]),
    "an unknown source language": (
        SOUND.replace("language: en\n", "language: xx\n"),
        [("unknown-language", 2, 1)],
    ),
    "several defects": (
        f"{SOUND.replace('name: A', 'name: 5', 1)}papper: a4\n",
        [("wrong-type", 1, 1), ("unknown-key", 5, 1)],
    ),
}


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("defect", SETTINGS)
def test_settings_that_cannot_be_used(defect: str, command: str, project: SmallProject) -> None:
    content, expected = SETTINGS[defect]
    project.write("polyleaf.yaml", content)
    project.leaflet("sound")
    outcome = project.polyleaf(command)
    assert [p.place for p in outcome.problems] == expected
    assert {p.file for p in outcome.problems} == {"polyleaf.yaml"}
    assert (outcome.status, outcome.out) == (2, "")
    assert not (project.root / "build").exists()


@pytest.mark.parametrize("arguments", [("build",), ("check",), ("new", "first")])
def test_a_folder_without_a_project(arguments: tuple[str, ...], tmp_path: Path) -> None:
    outcome = polyleaf(*arguments, folder=tmp_path)
    assert (outcome.status, outcome.codes) == (2, ["no-project"])
    assert list(tmp_path.iterdir()) == []


def test_a_project_folder_that_is_none(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        outcome = polyleaf("--project", folder, "build", folder=tmp_path)
        assert (outcome.status, outcome.codes) == (2, ["unreadable-file"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["sund", "../sound", "/etc/passwd", "sound.yaml", "SOUND", ""])
def test_a_leaflet_that_does_not_exist(name: str, project: SmallProject) -> None:
    project.leaflet("sound")
    outcome = project.polyleaf("build", "sound", name)
    assert (outcome.status, outcome.codes) == (2, ["unknown-leaflet"])
    assert not (project.root / "build").exists()


def test_a_misspelt_leaflet_names_what_was_meant(project: SmallProject) -> None:
    project.leaflet("sound")
    (found,) = project.polyleaf("build", "sund").problems
    assert "did you mean 'sound'" in found.hint


@pytest.mark.parametrize(
    ("tag", "meant"), [("xx", ""), ("../es", ""), ("EN", "'en'"), ("zh", "'zh-Hans' or 'zh-Hant'")]
)
def test_a_language_that_is_not_in_the_table(tag: str, meant: str, project: SmallProject) -> None:
    project.leaflet("sound")
    outcome = project.polyleaf("build", "-l", tag)
    assert (outcome.status, outcome.codes) == (2, ["unknown-language"])
    assert meant in outcome.problems[0].hint
    assert not (project.root / "build").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("bild",),
        ("build", "--langauge", "en"),
        ("build", "--paper", "a3"),
        ("build", "-j", "0"),
        ("build", "-j", "many"),
        ("build", "-l"),
        ("check", "--format", "xml"),
        ("check", "sound"),
        ("new",),
        ("new", "one", "two"),
        ("init",),
        ("import",),
        ("import", "nowhere.md"),
        ("--project",),
        (),
    ],
)
def test_words_that_the_command_line_does_not_know(
    arguments: tuple[str, ...], project: SmallProject
) -> None:
    project.leaflet("sound")
    before = sorted(project.root.rglob("*"))
    outcome = project.polyleaf(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert re.match(r"Usage: |Error: ", outcome.err)
    assert sorted(project.root.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "content"), [("languages.yaml", "en: {nam: English}\n"), ("languages.yaml", "en: [")]
)
def test_a_table_of_languages_that_cannot_be_used(
    name: str, content: str, project: SmallProject
) -> None:
    project.leaflet("sound")
    project.write(f"locales/{name}", content)
    for arguments in (("build",), ("check",), ("languages",)):
        outcome = project.polyleaf(*arguments)
        assert outcome.status == 2
        assert {p.file for p in outcome.problems} == {f"locales/{name}"}


def test_the_nearest_project_upwards_is_taken(project: SmallProject) -> None:
    project.leaflet("sound")
    inner = project.root / "leaflets" / "library"
    inner.mkdir()
    assert polyleaf("check", folder=inner).status == 0
    outcome = polyleaf("new", "second", folder=inner)
    assert outcome.status == 0
    assert (project.root / "leaflets" / "second.yaml").is_file()


def test_another_project_is_named_by_its_folder(project: SmallProject, tmp_path: Path) -> None:
    project.leaflet("unsound", "Small [@who].")
    outcome = polyleaf("--project", project.root, "check", "--format", "json", folder=tmp_path)
    (found,) = json.loads(outcome.out)
    assert (outcome.status, found["code"]) == (1, "unknown-reference")
    assert Path(found["file"]) == project.root / "leaflets" / "unsound.yaml"
