"""`stranded-heading`, `single-line`, `table-without-header`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.checks.pages import layout, line

from polyleaf.checks import page_breaks
from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.typesetting.layout import Line, TablePart


def locate(unit: str) -> Location:
    return Location(Path("flu.yaml"), len(unit))


def check(*lines: Line, **fields: Any) -> list[Diagnostic]:  # noqa: ANN401 - any field of a layout
    found = list(page_breaks.check(layout(*lines, **fields), "flu in es", locate))
    assert {d.severity for d in found} <= {Severity.WARNING}
    assert all(d.hint for d in found)
    return found


# Headings


def test_a_heading_at_the_foot_of_a_page() -> None:
    (found,) = check(line("Risks", unit="risks/heading", kind="heading", is_last=True, page=2))
    assert found.code == "stranded-heading"
    assert found.location == locate("risks/heading")
    assert found.message == (
        "the heading 'risks/heading' (“Risks”) is the last thing on page 2 of flu in es"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "heading", "is_last": False},
        {"kind": "text", "is_last": True},
        {"kind": "heading", "is_last": True, "page": 3},
    ],
    ids=["something follows", "no heading", "the last page"],
)
def test_headings_that_pass(fields: dict[str, Any]) -> None:
    assert check(line(**fields)) == []


# Paragraphs


def paragraph(*pages: int, **fields: Any) -> list[Line]:  # noqa: ANN401 - any field of a line
    return [line(unit="what/text", page=page, **fields) for page in pages]


@pytest.mark.parametrize(
    ("pages", "alone"),
    [((1, 2, 2), [1]), ((1, 1, 2), [2]), ((1, 2), [1, 2]), ((1, 1, 2, 3, 3), [2])],
    ids=["at the foot", "at the head", "both", "between"],
)
def test_a_line_alone(pages: tuple[int, ...], alone: list[int]) -> None:
    found = check(*paragraph(*pages))
    assert [(d.code, d.location) for d in found] == [("single-line", locate("what/text"))] * len(
        alone
    )
    assert [d.message for d in found] == [
        f"one line of 'what/text' (“text”) stands alone on page {page} of flu in es"
        for page in alone
    ]


@pytest.mark.parametrize("pages", [(1,), (1, 1), (1, 1, 2, 2), (1, 1, 1)])
def test_paragraphs_that_pass(pages: tuple[int, ...]) -> None:
    assert check(*paragraph(*pages)) == []


def test_a_paragraph_of_one_line_between_others_passes() -> None:
    assert check(*paragraph(1, 1), *paragraph(1, paragraph=8), *paragraph(2, 2, paragraph=9)) == []


def test_a_footer_of_one_line_on_every_page_passes() -> None:
    assert check(*paragraph(1, 2, 3, kind="repeated")) == []


# Tables


def parts(pages: str, table: int = 1) -> tuple[TablePart, ...]:
    """Return a table whose part on a page has a header where there is an H."""
    return tuple(TablePart(n, f"plan/{n}", table, page == "H") for n, page in enumerate(pages, 1))


def test_a_table_that_goes_on_without_its_header() -> None:
    (found,) = check(tables=parts("HH-"))
    assert found.code == "table-without-header"
    assert found.location == locate("plan/1")
    assert found.message == (
        "the table of 'plan/1' goes on without its header on page 3 of flu in es"
    )


def test_a_table_is_told_once() -> None:
    assert len(check(tables=parts("H--"))) == 1


def test_tables_that_pass() -> None:
    whole, repeated, without = parts("H"), parts("HH", table=2), parts("--", table=3)
    assert check(tables=(*whole, *repeated, *without)) == []
    assert check(tables=(*parts("H"), *parts("-", table=2))) == []
