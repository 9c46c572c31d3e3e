"""polyleaf.yaml and the folders of a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.reading.facts import facts

from polyleaf import project as module
from polyleaf.diagnostics import Diagnostic, UsageError
from polyleaf.languages.table import load_languages
from polyleaf.project import Hours, Project, defaults_folder, find_project, load_project

ROOT = Path(__file__).parents[1]
SMALL = """\
name: Small library
languages: [en]
publisher: {name: Small library}
"""

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a project's settings; return its folder."""

    def write(text: str) -> Path:
        (tmp_path / "polyleaf.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def problems(root: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(UsageError) as error:
        load_project(root)
    return error.value.diagnostics


def test_the_sample_project() -> None:
    project = load_project(ROOT)
    assert project.root == ROOT
    assert project.leaflets == ROOT / "leaflets"
    assert project.locales == ROOT / "locales"
    assert project.cache == ROOT / ".polyleaf"
    assert project.templates == (ROOT / "templates",)
    assert project.locale_files("languages.yaml") == (ROOT / "locales" / "languages.yaml",)
    assert len(project.settings.languages) == 16
    assert set(project.settings.languages) < set(
        load_languages(project.locale_files("languages.yaml"))
    )


def test_a_small_project_has_defaults(write: Write) -> None:
    project = load_project(write(SMALL))
    settings = project.settings
    assert (settings.language, settings.paper, settings.helpline) == ("en", "a4", None)
    assert settings.placeholders() == {}
    assert settings.notices.disclaimer is None
    assert project.templates == (defaults_folder() / "templates",)


def test_a_projects_own_files_come_where_they_count(write: Write) -> None:
    project = load_project(write(SMALL))
    (project.root / "templates").mkdir()
    (project.root / "locales").mkdir()
    (project.root / "locales" / "languages.yaml").touch()
    assert [folder.parent for folder in project.templates] == [project.root, defaults_folder()]
    assert [file.parents[1] for file in project.locale_files("languages.yaml")] == [
        defaults_folder(),
        project.root,
    ]
    assert project.locale_files("nothing.yaml") == ()


def test_defaults_are_in_the_package_if_they_were_packed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert defaults_folder() == ROOT
    monkeypatch.setattr(module, "__file__", str(tmp_path / "project.py"))
    (tmp_path / "defaults").mkdir()
    assert defaults_folder() == tmp_path / "defaults"


def test_a_helpline_is_a_placeholder(write: Write) -> None:
    helpline = (
        "helpline:\n  name: Help\n  phone: 1-800-555-0199\n"
        "  chat_hours: {days: weekdays, opens: 07:00, closes: 18:30}\n"
    )
    settings = load_project(write(SMALL + helpline)).settings
    assert settings.placeholders() == {"helpline": "1-800-555-0199"}
    assert settings.helpline
    assert settings.helpline.phone_hours == "always"
    assert settings.helpline.chat_hours == Hours(days="weekdays", opens="07:00", closes="18:30")


@pytest.mark.parametrize("phone", ["111", "+44 20 7946 0958", "1 (800) 555-0199"])
def test_phone_numbers(write: Write, phone: str) -> None:
    text = f"{SMALL}helpline: {{name: Help, phone: '{phone}'}}\n"
    assert load_project(write(text)).settings.helpline


# Finding it


def test_a_project_is_found_from_within(write: Write) -> None:
    root = write(SMALL)
    inner = root / "leaflets" / "figures"
    inner.mkdir(parents=True)
    assert find_project(root) == find_project(inner) == root
    assert find_project(inner / "not" / "there") == root


def test_the_nearest_project_is_taken(write: Write) -> None:
    root = write(SMALL)
    inner = root / "inner"
    inner.mkdir()
    (inner / "polyleaf.yaml").touch()
    assert find_project(inner) == inner


def test_a_folder_of_that_name_is_no_project(tmp_path: Path) -> None:
    (tmp_path / "polyleaf.yaml").mkdir()
    with pytest.raises(UsageError) as error:
        find_project(tmp_path)
    assert facts(error.value.diagnostics) == [("no-project", 0, 0)]


# What is wrong


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("nmae: x", ("unknown-key", 4, 1)),
        ("name: Again", ("duplicate-key", 4, 1)),
        ("language: 5", ("wrong-type", 4, 1)),
        ("paper: a5", ("bad-value", 4, 1)),
        ("online: library.example", ("bad-value", 4, 1)),
        ("online: javascript:alert(1)", ("bad-value", 4, 1)),
        ("colors: {primary: red}", ("bad-value", 4, 10)),
        ("colors: {primary: '#12345'}", ("bad-value", 4, 10)),
        ("colors: {primray: '#123456'}", ("unknown-key", 4, 10)),
        ("notices: {disclaimer: ../x}", ("bad-id", 4, 11)),
        ("helpline: {phone: 1-800-555-0199}", ("missing-field", 4, 1)),
        ("helpline: {name: x, phone: 18005550199}", ("wrong-type", 4, 21)),
        ("helpline: {name: x, phone: call us}", ("bad-value", 4, 21)),
        ("helpline: {name: x, phone: '112', chat_url: x}", ("bad-value", 4, 35)),
        ("publishers: !!python/name:os.system x", ("yaml-tag", 4, 13)),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(
    write: Write, line: str, fact: tuple[str, int, int]
) -> None:
    assert fact in facts(problems(write(f"{SMALL}{line}\n")))


@pytest.mark.parametrize("time", ["7:00", "24:00", "18:60", "18.30", "7 am", "730"])
def test_clock_times(write: Write, time: str) -> None:
    hours = f"{{days: weekdays, opens: '{time}', closes: '18:30'}}"
    text = f"{SMALL}helpline:\n  name: x\n  phone: '112'\n  phone_hours: {hours}\n"
    assert facts(problems(write(text))) == [("bad-value", 7, 33)]


@pytest.mark.parametrize("hours", ["sometimes", "5", "[always]", "no"])
def test_hours_are_always_or_a_span(write: Write, hours: str) -> None:
    text = f"{SMALL}helpline: {{phone_hours: {hours}, name: x, phone: '112'}}\n"
    assert facts(problems(write(text))) == [("bad-value", 4, 12)]


def test_hours_may_be_left_out(write: Write) -> None:
    text = f"{SMALL}helpline: {{phone_hours: always, chat_hours: , name: x, phone: '112'}}\n"
    helpline = load_project(write(text)).settings.helpline
    assert helpline
    assert (helpline.phone_hours, helpline.chat_hours) == ("always", None)


def test_everything_wrong_is_told_at_once(write: Write) -> None:
    found = problems(write("nmae: x\nlanguages: []\npaper: a5\npublisher: {url: x}\nnmae: y\n"))
    assert facts(found) == [
        ("missing-field", 1, 1),
        ("unknown-key", 1, 1),
        ("empty-list", 2, 1),
        ("bad-value", 3, 1),
        ("missing-field", 4, 1),
        ("bad-value", 4, 13),
        ("duplicate-key", 5, 1),
    ]
    assert [d.hint for d in found if d.code == "unknown-key"] == ["did you mean 'name'?"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("# a\n", "empty-file"),
        ("- a\n", "wrong-type"),
        ("a: [\n", "yaml-syntax"),
    ],
)
def test_settings_that_are_none(write: Write, text: str, code: str) -> None:
    assert [d.code for d in problems(write(text))] == [code]


def test_a_folder_without_settings_is_no_project(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert problem.code == "unreadable-file"
    assert problem.location.file == tmp_path / "polyleaf.yaml"


def test_a_project_never_changes() -> None:
    with pytest.raises(AttributeError):
        load_project(ROOT).root = Path()  # type: ignore[misc] # that is the point
    assert isinstance(load_project(ROOT), Project)
