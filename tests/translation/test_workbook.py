"""A workbook for reviewers: what goes out, and what may come back."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.effort import FAR_TOO_LONG
from tests.translation.handovers import ARABIC, SPANISH, handover, message

from polyleaf.diagnostics import InputError
from polyleaf.languages.table import Language
from polyleaf.translation.digests import text_digest
from polyleaf.translation.returned_rows import Row
from polyleaf.translation.workbook import write_workbook
from polyleaf.translation.workbook_rows import read_workbook

FILE = Path("back.xlsx")
ONE = message("what/meaning", "Take **one** [@who].", "Tome **una** [@who].", machine_drafted=True)
TWO = message("what/other", "=1+1")


def opened(*handovers: object) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook(list(handovers))))  # type: ignore[arg-type]


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(change: Callable[[Workbook], object]) -> list[Row]:
    book = opened(handover(ONE, TWO))
    change(book)
    return read_workbook(saved(book), FILE)


def test_a_sheet_explains_and_a_sheet_a_leaflet() -> None:
    book = opened(handover(ONE, name="a"), handover(TWO, name="b"))
    assert book.sheetnames == ["How to use", "a", "b"]
    assert "source" in str(book["How to use"]["A3"].value)
    values = [cell.value for cell in book["a"][2]]
    assert values == [
        ONE.id,
        ONE.source,
        ONE.target,
        "machine-drafted",
        None,
        text_digest(ONE.source),
        "a",
        "es",
    ]


def test_what_is_locked_hidden_and_frozen() -> None:
    sheet = opened(handover(ONE))["a"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert [cell.protection.locked for cell in sheet[2]] == [True, True, False, False, False] + [
        True
    ] * 3
    assert [sheet.column_dimensions[letter].hidden for letter in "ABCDEF"] == [False] * 5 + [True]
    assert sheet.freeze_panes == "A2"
    assert all(cell.alignment.wrap_text for cell in sheet[2])


@pytest.mark.parametrize(("language", "rtl"), [(ARABIC, True), (SPANISH, False)])
def test_the_sheet_reads_as_its_language(language: Language, rtl: bool) -> None:  # noqa: FBT001 - what is expected
    sheet = opened(handover(ONE, target=language))["a"]
    assert bool(sheet.sheet_view.rightToLeft) is rtl
    assert [sheet[f"{c}2"].alignment.readingOrder for c in "BC"] == [1, 2 if rtl else 1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = opened(handover(message("a", text, text)))["a"]["C2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
    (row,) = read_workbook(write_workbook([handover(message("a", text, text))]), FILE)
    assert (row.source, row.target) == (text, text)


def test_long_and_equal_names_make_different_sheets() -> None:
    names = ["a" * 40, "a" * 41, "library/phrases", "how-to-use", "How to use"]
    book = opened(*(handover(ONE, name=name) for name in names))
    assert len(book.sheetnames) == 6
    rows = read_workbook(saved(book), FILE)
    assert [row.catalog for row in rows] == names


def test_the_bytes_are_always_the_same() -> None:
    first = write_workbook([handover(ONE, TWO)])
    time.sleep(1.1)
    assert write_workbook([handover(ONE, TWO)]) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n\t=_x0041_"),
    min_size=1,
).filter(lambda text: not {"\ufffe", "\uffff"} & set(text))


@settings(deadline=None, max_examples=100)
@given(texts, texts)
def test_every_text_comes_back_as_it_was(source: str, target: str) -> None:
    (row,) = read_workbook(write_workbook([handover(message("a", source, target))]), FILE)
    assert (row.source, row.target, row.source_hash) == (source, target, text_digest(source))


@pytest.mark.parametrize("text", ["\x00", "a\x0b", "\r\n", "\ufffe", "a" * 32_768])
def test_what_no_cell_can_hold_is_told(text: str) -> None:
    with pytest.raises(InputError) as error:
        write_workbook([handover(message("a", "A", text))])
    (found,) = error.value.diagnostics
    assert found.code == ("long-text" if len(text) > 2 else "control-character")


# What comes back


def put(cell: str, value: object, sheet: str = "a") -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell].value = value

    return change


def test_a_row_and_its_place() -> None:
    one, two = edited(put("C2", "Tome **dos** [@who]."))
    assert (one.catalog, one.language, one.unit) == ("a", "es", "what/meaning")
    assert (one.target, two.target) == ("Tome **dos** [@who].", "")
    assert str(two.location) == "back.xlsx[a]:3:0"


def test_a_reviewer_says_that_a_text_is_right() -> None:
    assert [row.confirmed for row in edited(put("D2", " Confirmed"))] == [True, False]


def test_a_reviewer_writes_a_comment() -> None:
    assert edited(put("E3", "Really?"))[1].comment == "Really?"


def rename(book: Workbook) -> None:
    book["a"].title = "Hoja 1"


def delete(book: Workbook) -> None:
    book["a"].delete_rows(2)


def move(book: Workbook) -> None:
    book["a"].insert_cols(3)
    book["a"].insert_rows(2, 2)


@pytest.mark.parametrize(
    ("change", "units"),
    [
        (rename, ["what/meaning", "what/other"]),
        (delete, ["what/other"]),
        (move, ["what/meaning", "what/other"]),
    ],
)
def test_sheets_and_rows_may_be_moved(change: Callable[[Workbook], None], units: list[str]) -> None:
    rows = edited(change)
    assert [row.unit for row in rows] == units
    assert {row.catalog for row in rows} == {"a"}


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (put("C2", "=A1"), "not-text", "back.xlsx[a]:2:3"),
        (put("C3", 5), "not-text", "back.xlsx[a]:3:3"),
        (put("B2", True), "not-text", "back.xlsx[a]:2:2"),  # noqa: FBT003 - a cell's value
        (put("A2", None), "workbook-row", "back.xlsx[a]:2:0"),
        (put("G3", None), "workbook-row", "back.xlsx[a]:3:0"),
        (put("C9", "added"), "workbook-row", "back.xlsx[a]:9:0"),
        (put("B1", "Quelle"), "workbook-columns", "back.xlsx[a]:1:0"),
        (lambda book: book.remove(book["a"]), "empty-file", "back.xlsx:0:0"),
    ],
)
def test_what_cannot_be_read_is_refused(
    change: Callable[[Workbook], None], code: str, place: str
) -> None:
    with pytest.raises(InputError) as error:
        edited(change)
    assert [(d.code, str(d.location)) for d in error.value.diagnostics] == [(code, place)]


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def with_entities(encoding: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(write_workbook([handover(ONE)]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trap = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    sheet = parts["xl/worksheets/sheet2.xml"].decode().replace("<worksheet", f"{trap}<worksheet", 1)
    return packed(parts | {"xl/worksheets/sheet2.xml": sheet.encode(encoding)})


@pytest.mark.parametrize(
    "trap",
    [
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t></t></is></c></row></sheetData>',
        '</sheetData><mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>',
        '</sheetData><hyperlinks><hyperlink ref="A9:XFD1048576" location="a"/></hyperlinks>',
    ],
)
def test_a_sheet_as_large_as_can_be_costs_what_is_in_it(trap: str) -> None:
    with zipfile.ZipFile(io.BytesIO(write_workbook([handover(ONE)]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet2.xml"].decode().replace("</sheetData>", trap, 1)
    start = time.process_time()
    rows = read_workbook(packed(parts | {"xl/worksheets/sheet2.xml": sheet.encode()}), FILE)
    assert time.process_time() - start < FAR_TOO_LONG
    assert [row.unit for row in rows] == [ONE.id]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old or encrypted one",
        packed({"a.txt": b"no workbook"}),
        packed({"xl/big.xml": bytes(100_000_001)}),
        write_workbook([handover(ONE)])[:4000],
        with_entities("utf-8"),
        with_entities("utf-16"),
    ],
)
def test_no_workbook(data: bytes) -> None:
    with pytest.raises(InputError) as error:
        read_workbook(data, FILE)
    assert [d.code for d in error.value.diagnostics] == ["workbook-format"]
