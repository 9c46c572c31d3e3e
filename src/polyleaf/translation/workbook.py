"""Catalogs out as a workbook for reviewers: people who have a spreadsheet and no translation tool.

Job: one sheet a catalog, what is not to be changed locked, and one sheet that explains it.
Trade-off: the ids that an import goes by are in hidden columns of each row, so a sheet may be
renamed, sorted or shortened. Texts stay texts, whatever they begin with. The same catalogs give
the same bytes. Side effects: none.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.languages.table import Language
from polyleaf.translation.catalog import Message
from polyleaf.translation.digests import text_digest
from polyleaf.translation.handover import Handover, unit_status

__all__ = ["COLUMNS", "CONFIRMED", "GUIDE", "write_workbook"]

MANUAL: Final = """
control-character (error): a text holds a control character, which a workbook or XLIFF cannot hold
Why: it would come back as another text.
Wrong: a U+000B in a target
Right: the target without it
Mend: remove it from the text.

long-text (error): a text is longer than a cell of a workbook can be
Why: it would come back cut off.
Wrong: a paragraph of 40,000 letters
Right: several paragraphs
Mend: split the text.
"""

# What a reviewer writes as status of a translation that is right as it is.
CONFIRMED: Final = "confirmed"

COLUMNS: Final = ("unit", "source", "target", "status", "comment", "hash", "catalog", "language")
_WIDTHS: Final = (28, 60, 60, 18, 40, 8, 8, 8)
_OPEN: Final = frozenset({"target", "status", "comment"})
_HIDDEN: Final = frozenset({"hash", "catalog", "language"})
_HEADER: Final = PatternFill("solid", start_color="FFDCE6F1")
_LOCKED: Final = PatternFill("solid", start_color="FFF2F2F2")
_TEXT_FORMAT: Final = "@"
GUIDE: Final = "How to use"
_LINES: Final = (
    "How to use this workbook",
    "Each sheet is one leaflet; each row is one of its texts.",
    "Read the source, then correct the column “target”. The other grey columns are locked.",
    "Leave **…**, *…*, [words](…), [@…] and {…} as they are; put your words around or into them.",
    f"If a translation is right as it is, choose “{CONFIRMED}” in the column “status”.",
    "“stale” means that the source was reworded after it was translated.",
    "“machine-drafted” means that no person has accepted the translation yet.",
    "Write what you want to say about a text into the column “comment”.",
    "A row that you delete stays as it is in the leaflet. Sorting does no harm.",
    "Please return the file as .xlsx.",
)
# What XML, and so a workbook, cannot hold (XML 1.0, 2.2), and CR, which spreadsheets turn into LF.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
# ECMA-376, part 1, 18.3.1.96 and Excel's limits.
_MAX_CELL: Final = 32_767
_MAX_TITLE: Final = 31
_DAY_ZERO: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - the first a ZIP file knows; it has no zone


def write_workbook(handovers: Sequence[Handover]) -> bytes:
    """Return an XLSX workbook with one sheet for each catalog, and one that explains it.

    Raises:
        InputError: a text has a control character, or is longer than a cell can be.
    """
    if problems := [d for h in handovers for m in h.messages for d in _unfit(m)]:
        raise InputError(problems)
    book = Workbook()
    book.properties.creator = "Polyleaf"
    book.remove(book.worksheets[0])
    _add_guide(book)
    for handover in handovers:
        _add_sheet(book, handover)
    stream = io.BytesIO()
    book.save(stream)
    return _without_clock(stream.getvalue())


def _unfit(message: Message) -> Iterator[Diagnostic]:
    text = f"{message.source}{message.target}"
    if _CONTROL.search(text):
        problem = f"{message.id!r} has a control character, which a workbook cannot hold"
        hint = "remove it from the text"
        yield Diagnostic("control-character", message.location, problem, hint)
    if max(len(message.source), len(message.target)) > _MAX_CELL:
        problem = f"{message.id!r} is longer than a cell can be ({_MAX_CELL} characters)"
        yield Diagnostic("long-text", message.location, problem, "split the text")


def _add_guide(book: Workbook) -> None:
    sheet = book.create_sheet(GUIDE)
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(_LINES, start=1):
        cell = sheet.cell(number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)
    sheet.protection.enable()


def _add_sheet(book: Workbook, handover: Handover) -> None:
    sheet = book.create_sheet(_title(book, handover.name))
    sheet.sheet_view.rightToLeft = handover.target.direction == "rtl"
    sheet.freeze_panes = "A2"
    for number, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(1, number, name)
        cell.font, cell.fill = Font(bold=True), _HEADER
        column = sheet.column_dimensions[cell.column_letter]
        column.width, column.hidden = width, name in _HIDDEN
    for number, message in enumerate(handover.messages, start=2):
        _add_row(sheet, number, message, handover)
    _offer_statuses(sheet, len(handover.messages))
    _protect(sheet)


def _title(book: Workbook, name: str) -> str:
    """Return a title that no other sheet has; letter case does not tell titles apart."""
    wanted = re.sub(r"[\\/*?:\[\]]", " ", name)[:_MAX_TITLE]
    taken = {title.casefold() for title in book.sheetnames}
    number = 1
    title = wanted
    while title.casefold() in taken:
        number += 1
        title = f"{wanted[: _MAX_TITLE - 4]} {number}"
    return title


def _add_row(sheet: Worksheet, number: int, message: Message, handover: Handover) -> None:
    values = {
        "unit": message.id,
        "source": message.source,
        "target": message.target,
        "status": unit_status(message).value,
        "comment": "",
        "hash": text_digest(message.source),
        "catalog": handover.name,
        "language": handover.target.tag,
    }
    languages = {"source": handover.source, "target": handover.target, "comment": handover.target}
    for column, name in enumerate(COLUMNS, start=1):
        cell = cast("Cell", sheet.cell(number, column))  # none of them is merged
        _write_text(cell, values[name])
        _lay_out(cell, languages.get(name), locked=name not in _OPEN)


def _write_text(cell: Cell, text: str) -> None:
    """Put a text into a cell so that it stays one: `=`, `+`, `-` and `@` begin no formula."""
    cell.value = text or None
    cell.number_format = _TEXT_FORMAT
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"


def _lay_out(cell: Cell, language: Language | None, *, locked: bool) -> None:
    rtl = language is not None and language.direction == "rtl"
    cell.alignment = Alignment(
        horizontal="right" if rtl else "left",
        vertical="top",
        wrap_text=True,
        readingOrder=2 if rtl else 1,
    )
    cell.protection = Protection(locked=locked)
    if locked:
        cell.fill = _LOCKED


def _offer_statuses(sheet: Worksheet, rows: int) -> None:
    if rows:
        choice = DataValidation(type="list", formula1=f'"{CONFIRMED}"', showErrorMessage=False)
        choice.add(f"D2:D{rows + 1}")
        sheet.add_data_validation(choice)


def _protect(sheet: Worksheet) -> None:
    """Lock what is not to be changed, without a password: against slips, not against people."""
    protection = sheet.protection
    protection.enable()
    protection.formatColumns = protection.formatRows = protection.formatCells = False
    protection.deleteRows = protection.sort = protection.autoFilter = False


def _without_clock(data: bytes) -> bytes:
    """Return the workbook without the time at which it was made, and not packed by this machine."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"%sZ" % _stamp(), part)
            new.writestr(zipfile.ZipInfo(name, _DAY_ZERO.timetuple()[:6]), part)
    return stream.getvalue()


def _stamp() -> bytes:
    return _DAY_ZERO.isoformat().encode()
