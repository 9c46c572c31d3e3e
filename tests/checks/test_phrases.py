"""`unknown-phrase`."""

from __future__ import annotations

import pytest
from tests.checks.conftest import See
from tests.small_project import SmallProject

from polyleaf.checks import phrases


@pytest.fixture(autouse=True)
def _library(project: SmallProject) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")


@pytest.mark.parametrize(
    ("block", "places"),
    [
        ("a: {phrase: thanks}", []),
        ("a: {phrase: thank}", [("flu.yaml", 10, 11)]),
        (
            "a:\n  callout: info\n  heading: A\n  content:\n    b: {phrase: bye}\nc: {phrase: hi}",
            [("flu.yaml", 14, 15), ("flu.yaml", 15, 11)],
        ),
        ("a: phrase thank", []),
    ],
)
def test_in_a_leaflet(block: str, places: list[tuple[str, int, int]], see: See) -> None:
    found = list(phrases.check(see(block)))
    assert {d.code for d in found} <= {"unknown-phrase"}
    assert [(d.location.file.name, d.location.line, d.location.column) for d in found] == places


def test_a_near_miss_names_what_was_meant(see: See) -> None:
    (found,) = phrases.check(see("a: {phrase: thank}"))
    assert "did you mean 'thanks'" in found.hint


def test_in_the_notices_of_the_project(project: SmallProject, see: See) -> None:
    settings = (project.root / "polyleaf.yaml").read_text("utf-8")
    project.write("polyleaf.yaml", f"{settings}notices:\n  disclaimer: thanks\n  reprint: thank\n")
    (found,) = phrases.check(see("a: Nothing of it."))
    assert (found.code, found.location.file.name) == ("unknown-phrase", "polyleaf.yaml")
    assert (found.location.line, found.location.column) == (7, 3)
