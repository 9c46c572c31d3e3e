"""A workbook that comes back from reviewers in, its rows out.

Job: read the sheets of `translation.workbook` as people, and their spreadsheets, have left them.
Trade-off: a cell that has become a formula, a number or a date is refused rather than guessed at.
Side effects: none.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.translation.returned_rows import Row
from polyleaf.translation.workbook import COLUMNS, CONFIRMED, GUIDE

__all__ = ["read_workbook"]

MANUAL: Final = """
not-text (error): a cell is a number, date or formula and no text
Why: a spreadsheet changes what it takes for a date: 1/2 becomes 1 February.
Wrong: =A1
Right: the text typed into a cell formatted as text
Mend: format the cell as text, then type the text again.

workbook-columns (error): a sheet lacks columns of the workbook that was exported
Why: nobody can tell which text is which.
Wrong: a sheet without `unit`
Right: the columns of the export
Mend: return the workbook that was exported; its first row names the columns.

workbook-row (error): a row has lost its id, leaflet or language, or was added
Why: nobody can tell which text it translates.
Wrong: a row typed in by hand
Right: the rows of the export
Mend: remove it, or copy these columns from the export.

workbook-format (error): a file is no XLSX workbook that can be read
Why: nothing of it can be imported.
Wrong: a workbook with a password
Right: a plain .xlsx
Mend: save it as .xlsx, without a password.
"""

# A sheet of ten thousand long texts has a tenth of this.
_MAX_UNPACKED: Final = 100_000_000
_KINDS: Final = {
    "f": "a formula",
    "n": "a number",
    "d": "a date",
    "b": "true or false",
    "e": "an error",
}
_UNREADABLE: Final = (
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_workbook(data: bytes, file: Path) -> list[Row]:
    """Return the units of a workbook; lines of their locations are rows of a sheet.

    Args:
        data: the workbook.
        file: where it is; diagnostics name it, with the sheet.

    Raises:
        InputError: it is no such workbook; every problem is listed.
    """
    problems: list[Diagnostic] = []
    rows = [row for sheet in _load(data, file) for row in _read_sheet(sheet, file, problems)]
    if not rows and not problems:
        problems.append(Diagnostic("empty-file", Location(file), "the workbook has no rows"))
    if problems:
        raise InputError(problems)
    return rows


def _load(data: bytes, file: Path) -> list[_Sheet]:
    try:
        _refuse_traps(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are of no account
            # Read only: else one cell in the last row, or one merged range, fills the memory.
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return [_Sheet.of(sheet) for sheet in book.worksheets if sheet.title != GUIDE]
    except _UNREADABLE as error:
        text = f"this is not an XLSX workbook that can be read: {error}"
        hint = "save it as .xlsx, without a password"
        raise InputError([Diagnostic("workbook-format", Location(file), text, hint)]) from error


def _refuse_traps(data: bytes) -> None:
    """Raise ValueError for a workbook that is too large unpacked, or declares XML entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED:
            raise ValueError("it is too large")
        for part in archive.infolist():
            text = archive.read(part).replace(b"\0", b"")  # UTF-16 too
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in text:
                raise ValueError("a part of it declares a document type")


@dataclass(frozen=True)
class _Sheet:
    """A sheet's title, and its rows that are not empty by number, each with its filled cells."""

    title: str
    rows: Mapping[int, Mapping[int, Cell]]

    @classmethod
    def of(cls, sheet: Any) -> _Sheet:  # noqa: ANN401 - its stubs take it for another kind
        """Read a sheet, whatever it says of its own size."""
        sheet.reset_dimensions()
        rows = {
            number: {n: cell for n, cell in enumerate(row, start=1) if cell.value is not None}
            for number, row in enumerate(sheet.rows, start=1)
        }
        return cls(sheet.title, {number: cells for number, cells in rows.items() if cells})


def _read_sheet(sheet: _Sheet, file: Path, problems: list[Diagnostic]) -> Iterator[Row]:
    columns = {str(cell.value): number for number, cell in sheet.rows.get(1, {}).items()}
    place = Path(f"{file}[{sheet.title}]")
    if lacking := [name for name in COLUMNS if name not in columns]:
        text = f"the sheet {sheet.title!r} lacks the columns {', '.join(lacking)}"
        hint = "return the workbook that was exported; its first row names the columns"
        problems.append(Diagnostic("workbook-columns", Location(place, 1), text, hint))
        return
    for number, row in sheet.rows.items():
        cells = {name: row[columns[name]] for name in COLUMNS if columns[name] in row}
        if cells and number > 1:
            yield from _read_row(cells, Location(place, number), problems)


def _read_row(
    cells: Mapping[str, Cell], location: Location, problems: list[Diagnostic]
) -> Iterator[Row]:
    if found := [problem for cell in cells.values() for problem in _no_text(cell, location)]:
        problems += found
        return
    values = dict.fromkeys(COLUMNS, "") | {name: str(cell.value) for name, cell in cells.items()}
    if not (values["unit"] and values["catalog"] and values["language"]):
        text = "the row has lost its id, leaflet or language, or was added"
        hint = "remove it, or copy these columns from the workbook that was exported"
        problems.append(Diagnostic("workbook-row", location, text, hint))
        return
    yield Row(
        catalog=values["catalog"],
        language=values["language"],
        unit=values["unit"],
        source=values["source"],
        source_hash=values["hash"],
        target=values["target"],
        location=location,
        confirmed=values["status"].strip().casefold() == CONFIRMED,
        comment=values["comment"],
    )


def _no_text(cell: Cell, location: Location) -> Iterator[Diagnostic]:
    if cell.data_type in {"s", "inlineStr"}:
        return
    kind = _KINDS.get(cell.data_type, "no text")
    place = replace(location, column=cell.column)
    text = f"the cell {cell.coordinate} is {kind}"
    hint = "format the cell as text, then type the text again"
    yield Diagnostic("not-text", place, text, hint)
