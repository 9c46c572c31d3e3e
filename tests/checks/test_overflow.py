"""`text-overflow`, `overlapping-text`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.pages import ROOM, layout, line

from polyleaf.checks import overflow
from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.typesetting.layout import Line, Rectangle

PLACE = Location(Path("flu.yaml"))


def locate(unit: str) -> Location:
    return Location(PLACE.file, len(unit))


def check(*lines: Line) -> list[Diagnostic]:
    found = list(overflow.check(layout(*lines), "flu in es", locate))
    assert {d.severity for d in found} <= {Severity.ERROR}
    assert all(d.hint for d in found)
    return found


# Overflow


@pytest.mark.parametrize(
    "letters",
    [
        Rectangle(60, 70, 535, 76),
        Rectangle(59.5, 100, 200, 106),
        Rectangle(60, 784, 200, 790.5),
    ],
)
def test_text_in_its_room_passes(letters: Rectangle) -> None:
    assert check(line(letters=letters)) == []


@pytest.mark.parametrize(
    ("letters", "excess"),
    [
        (Rectangle(58, 100, 200, 106), "2 pt"),
        (Rectangle(60, 100, 600, 106), "65 pt"),
        (Rectangle(60, 65, 200, 71), "5 pt"),
        (Rectangle(60, 820, 200, 830), "40 pt"),
    ],
)
def test_text_out_of_its_room(letters: Rectangle, excess: str) -> None:
    (found,) = check(line("Call us", unit="what/call", page=2, letters=letters))
    assert found.code == "text-overflow"
    assert found.location == locate("what/call")
    assert found.message == (
        f"'what/call' (“Call us”) runs {excess} out of its box on page 2 of flu in es"
    )


def test_a_label_is_named_by_its_words() -> None:
    text = "A very long label that no reader could read to its end"
    (found,) = check(line(text, letters=Rectangle(60, 100, 600, 106)))
    assert found.message.startswith("“A very long label that no reader could r…” runs ")
    assert found.location == locate("")


def test_a_footer_may_not_leave_its_box_either() -> None:
    assert len(check(line(kind="repeated", letters=Rectangle(60, 100, 600, 106)))) == 1


def test_a_paragraph_is_told_once_a_page_by_its_worst_line() -> None:
    reach = {1: (540, 560, 550), 2: (545,)}
    found = check(
        *(
            line(page=page, paragraph=7, letters=Rectangle(60, 100 + n * 20, right, 106 + n * 20))
            for page, rights in reach.items()
            for n, right in enumerate(rights)
        )
    )
    assert [d.message.partition(" runs ")[2][:5] for d in found] == ["25 pt", "10 pt"]


# Overlap


def two(**second: object) -> list[Diagnostic]:
    return check(line("one"), line("two", **second))


def test_text_on_other_text() -> None:
    (found,) = two(unit="what/two", letters=Rectangle(150, 103, 300, 109))
    assert found.code == "overlapping-text"
    assert found.message == "'what/two' (“two”) lies over “one” on page 1 of flu in es"
    assert found.location == locate("what/two")


@pytest.mark.parametrize(
    "second",
    [
        {"letters": Rectangle(200, 100, 300, 106)},
        {"letters": Rectangle(60, 106, 200, 112)},
        {"letters": Rectangle(60, 105.5, 200, 112)},
        {"page": 2},
        {"kind": "repeated"},
    ],
    ids=["beside", "below", "within a hair", "on another page", "a watermark"],
)
def test_text_that_is_not_on_other_text(second: dict[str, object]) -> None:
    assert two(**second) == []


def test_text_that_left_its_room_is_told_for_that_only() -> None:
    room = Rectangle(60, 70, 535, 102)
    (found,) = check(line("one", room=room), line("two"))
    assert found.code == "text-overflow"


def test_two_paragraphs_on_each_other_are_told_once_a_page() -> None:
    lines = [
        line(text, page=page, letters=Rectangle(60, top, 300, top + 6))
        for page in (1, 2)
        for top in (100, 120, 140)
        for text in ("one", "two")
    ]
    assert len(check(*lines)) == 2


def test_the_order_of_the_document_does_not_matter() -> None:
    low, high = Rectangle(60, 104, 300, 110), Rectangle(60, 100, 300, 106)
    assert len(check(line("one", letters=low), line("two", letters=high))) == 1
    assert ROOM.intersection(low) == low
