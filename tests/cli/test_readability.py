"""`polyleaf readability`, and the finding `reading-grade` of `polyleaf check`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.small_project import SmallProject

EASY = "Rest a lot. " * 40
HARD = "Administration necessitates immediate discontinuation of concomitant antiviral medication. "


def leaflet(project: SmallProject, text: str, **fields: str) -> None:
    project.leaflet("one", text, **fields)


def grades(project: SmallProject) -> list[str]:
    return [code for code in project.polyleaf("check").codes if code == "reading-grade"]


def told(project: SmallProject, *arguments: str) -> list[dict[str, Any]]:
    outcome = project.polyleaf("readability", "--json", *arguments)
    assert (outcome.status, outcome.err) == (0, "")
    found = json.loads(outcome.out)
    assert isinstance(found, list)
    return found


def test_a_hard_leaflet_is_a_warning_that_names_its_hardest_sentence(
    project: SmallProject,
) -> None:
    leaflet(project, EASY + HARD * 20)
    outcome = project.polyleaf("check")
    (problem,) = outcome.problems
    assert (outcome.status, problem.severity) == (0, "warning")
    assert problem.place[:2] == ("reading-grade", 10)
    assert "one.yaml:10" in problem.hint
    assert "Administration" in problem.hint


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (EASY * 3, {}),
        (HARD * 3, {}),  # too short to tell
        (HARD * 20, {"reading_grade": "18", "summary": EASY * 6}),
        (HARD * 20, {"audience": "professional"}),
    ],
)
def test_what_meets_its_goal_is_no_finding(
    text: str, fields: dict[str, str], project: SmallProject
) -> None:
    leaflet(project, text, **fields)
    assert grades(project) == []


def test_a_goal_of_the_leaflet_wins_over_that_of_the_project(project: SmallProject) -> None:
    file = project.root / "polyleaf.yaml"
    file.write_text(file.read_text("utf-8") + "reading_grade: 18\n", "utf-8")
    leaflet(project, HARD * 10 + EASY)
    assert grades(project) == []
    leaflet(project, HARD * 10 + EASY, reading_grade="4")
    assert grades(project) == ["reading-grade"]


def test_no_such_grade(project: SmallProject) -> None:
    leaflet(project, EASY, reading_grade="0")
    assert project.polyleaf("check").codes == ["bad-value"]


def test_citations_headings_and_markup_do_not_count(project: SmallProject) -> None:
    project.write("leaflets/library/references.yaml", "who: {type: report, title: A report}\n")
    leaflet(project, EASY * 3)
    (plain,) = told(project)
    leaflet(project, "**Rest** a lot [@who]. " * 120, title=HARD)
    (cited,) = told(project)
    assert cited == plain | {"hardest": cited["hardest"]}
    assert cited["hardest"][0][1] == "Rest a lot."


def test_figures_are_told_in_a_table(project: SmallProject) -> None:
    leaflet(project, HARD * 20)
    outcome = project.polyleaf("readability", "one", "-l", "en")
    head, row, *rest = outcome.out.splitlines()
    assert head.split() == [
        "LEAFLET",
        "LANGUAGE",
        "SCORE",
        "GOAL",
        "SENTENCES",
        "WORDS/SENTENCE",
        "FORMULA",
    ]
    assert row.split()[:2] == ["one", "en"]
    assert row.split()[2].endswith("!")
    assert any("one.yaml:10: Administration" in line for line in rest)


def test_an_unknown_leaflet_or_language_is_wrong_usage(project: SmallProject) -> None:
    leaflet(project, EASY)
    assert project.polyleaf("readability", "two").status == 2
    assert project.polyleaf("readability", "-l", "xx").status == 2
