"""Leaflets with one defect each (tests/cli/broken/leaflets), beside one that is sound."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.small_project import Outcome, SmallProject

LEAFLETS = Path(__file__).parent / "broken" / "leaflets"

# The defect's file: code, line and column of everything that is wrong with it, in order.
DEFECTS: dict[str, list[tuple[str, int, int]]] = {
    "alias-bomb": [("yaml-too-large", 6, 14)],
    "alias-loop": [("yaml-too-deep", 6, 9)],
    "duplicate-key": [("duplicate-key", 11, 7)],
    "empty": [("empty-file", 1, 1)],
    "figure-above-the-project": [("outside-project", 11, 9)],
    "figure-by-absolute-path": [("outside-project", 11, 9)],
    "figure-cut-short": [("unsafe-figure", 11, 9)],
    "figure-declares-entities": [("unsafe-figure", 11, 9)],
    "figure-declares-entities-in-utf-16": [("unsafe-figure", 11, 9)],
    "figure-fetches-url": [("unsafe-figure", 11, 9)],
    "figure-handles-event": [("unsafe-figure", 11, 9)],
    "figure-imports-style": [("unsafe-figure", 11, 9)],
    "figure-in-disguise": [("figure-type", 11, 9)],
    "figure-missing": [("missing-figure", 11, 9)],
    "figure-of-another-kind": [("figure-type", 11, 9)],
    "figure-reads-file": [("unsafe-figure", 11, 9)],
    "figure-runs-script": [("unsafe-figure", 11, 9)],
    "figure-through-a-link": [("outside-project", 11, 9)],
    "id-climbs-out": [("bad-id", 1, 1)],
    "id-is-another": [("id-mismatch", 1, 1)],
    "impossible-date": [("bad-value", 5, 18)],
    "missing-field": [("missing-field", 1, 1), ("missing-field", 6, 3)],
    "misspelt-block": [("unknown-block", 10, 7)],
    "misspelt-key": [("unknown-key", 6, 1)],
    "not-utf-8": [("not-utf-8", 10, 26)],
    "not-yaml": [("yaml-syntax", 3, 13)],
    "only-comments": [("empty-file", 1, 1)],
    "runs-python": [("wrong-type", 3, 1), ("yaml-tag", 3, 8)],
    "several-defects": [
        ("wrong-type", 3, 1),
        ("bad-value", 5, 18),
        ("unknown-key", 6, 1),
        ("bad-id", 8, 3),
        ("duplicate-key", 12, 5),
        ("unknown-block", 14, 7),
    ],
    "tab": [("yaml-tab", 8, 1)],
    "unit-climbs-out": [("bad-id", 10, 7)],
    "unknown-key": [("unknown-key", 6, 1)],
    "unknown-language": [("unknown-language", 2, 1)],
    "unknown-reference": [("unknown-reference", 13, 11)],
    "wrong-type": [("wrong-type", 3, 1), ("wrong-type", 4, 1), ("wrong-type", 11, 9)],
}


@pytest.fixture(scope="module")
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    project = make_project("bad-leaflets")
    shutil.copytree(LEAFLETS, project.root / "leaflets")
    (project.root / "leaflets" / "figures" / "link.svg").symlink_to("/etc/passwd")
    return project


@pytest.fixture(scope="module")
def checked(project: SmallProject) -> Outcome:
    return project.polyleaf("check", "--format", "json")


@pytest.fixture(scope="module")
def built(project: SmallProject) -> Outcome:
    return project.polyleaf("build", "-l", "en")


def found_in(checked: Outcome, name: str) -> list[dict[str, Any]]:
    return [p for p in json.loads(checked.out) if p["file"] == f"leaflets/{name}.yaml"]


def test_every_file_has_its_defects() -> None:
    assert {file.stem for file in LEAFLETS.glob("*.yaml")} == {"sound", *DEFECTS}


@pytest.mark.parametrize("name", DEFECTS)
def test_check_names_the_place_of_everything_wrong(name: str, checked: Outcome) -> None:
    found = found_in(checked, name)
    assert [(p["code"], p["line"], p["column"]) for p in found] == DEFECTS[name]
    assert {p["severity"] for p in found} == {"error"}
    assert checked.status == 1


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("misspelt-key", "summary"),
        ("misspelt-block", "bullets"),
        ("unknown-reference", "somebody2020"),
        ("figure-missing", "heart.svg"),
    ],
)
def test_a_near_miss_names_what_was_meant(name: str, meant: str, checked: Outcome) -> None:
    (found,) = found_in(checked, name)
    assert f"did you mean '{meant}'" in found["hint"]


def test_what_is_far_from_every_key_is_not_guessed(checked: Outcome) -> None:
    (found,) = found_in(checked, "unknown-key")
    assert "did you mean" not in found["hint"]


@pytest.mark.parametrize("name", DEFECTS)
def test_build_reports_the_same(name: str, built: Outcome, checked: Outcome) -> None:
    file = f"leaflets/{name}.yaml"
    printed = [(p.place, p.message, p.hint) for p in built.problems if p.file == file]
    assert printed == [
        ((p["code"], p["line"], p["column"]), p["message"], p["hint"])
        for p in found_in(checked, name)
    ]


def test_the_sound_leaflet_is_built_and_no_other(built: Outcome, project: SmallProject) -> None:
    assert built.status == 1
    assert project.pdfs == ["pdf/en/sound.en.pdf"]
    assert list(project.manifest) == project.pdfs
    assert "Something small." in project.printed("pdf/en/sound.en.pdf")
    assert f"1 of {len(DEFECTS) + 1} PDFs built" in built.out


def test_the_sound_leaflet_alone_is_built_without_complaint(
    built: Outcome, project: SmallProject
) -> None:
    assert built.status == 1
    assert project.polyleaf("build", "sound", "-l", "en").status == 0


@pytest.mark.usefixtures("built")
def test_nothing_was_written_outside_the_build_folder(project: SmallProject) -> None:
    assert not (project.root / "id-climbs-out.yaml").exists()
    assert {path.name for path in project.root.iterdir()} == {
        ".polyleaf",
        "build",
        "leaflets",
        "polyleaf.yaml",
    }
