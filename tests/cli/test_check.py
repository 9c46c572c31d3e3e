"""`polyleaf check`, its formats and its exit status."""

from __future__ import annotations

import json
import re

import pytest
from tests.small_project import SmallProject, catalog

FIELDS = {
    "file": str,
    "line": int,
    "column": int,
    "severity": str,
    "code": str,
    "message": str,
    "hint": str,
}


@pytest.fixture
def unsound(project: SmallProject) -> SmallProject:
    project.leaflet("unsound", "See [50 %: a](<javascript:x,y::%0A\u2028>).")
    return project


def test_nothing_wrong_is_said_in_every_format(project: SmallProject) -> None:
    project.leaflet("sound")
    assert project.polyleaf("check").status == 0
    outcome = project.polyleaf("check", "--format", "json")
    assert (outcome.status, json.loads(outcome.out), outcome.err) == (0, [], "")
    outcome = project.polyleaf("check", "--format", "github")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")
    (run,) = json.loads(project.polyleaf("check", "--format", "sarif").out)["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_text_goes_to_standard_error(unsound: SmallProject) -> None:
    outcome = unsound.polyleaf("check")
    (found,) = outcome.problems
    assert outcome.status == 1
    assert (found.file, found.place) == ("leaflets/unsound.yaml", ("bad-link", 10, 7))
    assert found.hint
    assert "error[" not in outcome.out


def test_json_is_a_list_of_objects_on_standard_output(unsound: SmallProject) -> None:
    outcome = unsound.polyleaf("check", "--format", "json")
    (found,) = json.loads(outcome.out)
    assert {key: type(value) for key, value in found.items()} == FIELDS
    assert (found["file"], found["line"], found["column"]) == ("leaflets/unsound.yaml", 10, 7)
    assert (found["severity"], found["code"]) == ("error", "bad-link")
    assert (outcome.status, outcome.err) == (1, "")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_file_name_says_nothing_to_a_terminal_or_to_github(
    form: str, project: SmallProject
) -> None:
    name = "a\x1b[2J,line=1:\n::error::b\udcff.yaml"
    project.leaflet("sound").with_name(name).write_text("", "utf-8")
    outcome = project.polyleaf("check", "--format", form)
    printed = outcome.out + outcome.err
    assert outcome.status == 1
    assert r"a\x1b[2J" in printed.replace("\\\\", "\\")
    assert not {"\x1b", "\udcff"} & set(printed)
    if form == "github":
        assert len(outcome.out.splitlines()) == 1
        assert ",line=1:" not in outcome.out


def test_github_is_one_escaped_annotation_a_line(unsound: SmallProject) -> None:
    outcome = unsound.polyleaf("check", "--format", "github")
    (line,) = outcome.out.splitlines()
    command, text = line.removeprefix("::").split("::", 1)
    assert command == "error file=leaflets/unsound.yaml,line=10,col=7,title=bad-link"
    # Every % is an escape: https://docs.github.com/actions/reference/workflow-commands
    assert "%250A" in text
    assert "%" not in text.replace("%25", "").replace("%0A", "").replace("%0D", "")
    assert re.search(r"\S%0Ahint: \S", text)
    assert (outcome.status, outcome.err) == (1, "")


def test_a_name_with_signs_of_the_syntax_stays_one_property(project: SmallProject) -> None:
    project.leaflet("a,line=9::b", "Small [@who].")
    for line in project.polyleaf("check", "--format", "github").out.splitlines():
        command = line.removeprefix("::").split("::", 1)[0]
        assert command.split(",")[0] == "error file=leaflets/a%2Cline=9%3A%3Ab.yaml"
        assert len(command.split(",")) == 4


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_only_errors_fail_unless_strict(form: str, project: SmallProject) -> None:
    project.leaflet("stray", "This is **bold.**x")
    assert project.polyleaf("check").codes == ["stray-markup"]
    assert project.polyleaf("check", "--format", form).status == 0
    assert project.polyleaf("check", "--format", form, "--strict").status == 1


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_an_unreadable_project_is_wrong_usage(form: str, project: SmallProject) -> None:
    project.write("polyleaf.yaml", "name: 5\n")
    outcome = project.polyleaf("check", "--format", form)
    assert outcome.status == 2
    assert "missing-field" in outcome.out + outcome.err


def test_catalogs_are_checked_too_and_nothing_is_built(project: SmallProject) -> None:
    project.leaflet("sound")
    project.catalog("sound", "es", {"titel": ("A short leaflet", "Un folleto corto")})
    outcome = project.polyleaf("check")
    (found,) = outcome.problems
    assert (outcome.status, found.code) == (1, "unknown-unit")
    assert found.file == "locales/es/leaflets/sound.po"
    assert not (project.root / "build").exists()


@pytest.mark.parametrize("name", ["phrases", "ui"])
def test_shared_catalogs_are_checked_once(name: str, project: SmallProject) -> None:
    for leaflet in ("one", "two"):
        project.leaflet(leaflet)
        project.catalog(leaflet, "es", {})
    project.write(f"locales/es/{name}.po", 'msgid "\nmsgstr\n')
    outcome = project.polyleaf("check")
    assert outcome.status == 1
    assert [p.place for p in outcome.problems] == [("po-syntax", 1, 1), ("po-syntax", 2, 1)]
    assert {p.file for p in outcome.problems} == {f"locales/es/{name}.po"}


def test_a_phrase_of_no_library_is_an_unknown_unit(project: SmallProject) -> None:
    project.leaflet("sound")
    project.catalog("sound", "es", {})
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")
    shared = {"phrases/thanks": ("Thank you.", "Gracias."), "phrases/bye": ("Bye.", "Adiós.")}
    project.write("locales/es/phrases.po", catalog(shared))
    (found,) = project.polyleaf("check").problems
    assert (found.code, found.file) == ("unknown-unit", "locales/es/phrases.po")


def test_problems_are_sorted_by_file_and_line(project: SmallProject) -> None:
    for name in ("b", "a"):
        project.leaflet(name, "[@who]", sumary="Oh.", wallpaper="Oh.")
    places = [(p.file, p.line) for p in project.polyleaf("check").problems]
    assert len(places) == 6
    assert places == sorted(places)


def test_a_misspelt_key_does_not_hide_what_the_checks_find(project: SmallProject) -> None:
    project.leaflet("unsound", "Small [@who].", sumary="Oh.")
    assert project.polyleaf("check").codes == ["unknown-key", "unknown-reference"]


def test_what_a_leaflet_needs_may_be_wrong_and_hides_nothing(project: SmallProject) -> None:
    project.leaflet("unsound", "Small [@who].").write_text(
        "id: unsound\nlanguage: en\ntitle: 5\nversion: 1\ndates: {revised: 2025-02-30}\n"
        "sections: {what: {heading: What, content: {a: 'See [@who].'}}}\n"
    )
    assert project.polyleaf("check").codes == [
        "wrong-type",
        "wrong-type",
        "bad-value",
        "unknown-reference",
    ]
