"""Terms in: locales/<lang>/terms.csv, what things are called in one language.

Job: read the columns term, target, forbidden, do_not_translate; several words of one field are
parted by `|`. Trade-off: CSV (RFC 4180), because terminologists keep their terms in spreadsheets.
Side effects: reads the file it is given.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, InputError, Location, did_you_mean
from polyleaf.reading.source import read_text

__all__ = ["Term", "load_terms"]

MANUAL: Final = """
bad-terms (error): terms.csv has no such column, a row of another length, or a term twice
Why: a term that is not read is not checked.
Wrong: term;target
Right: term,target
Mend: write comma-separated columns term, target, forbidden, do_not_translate; join several words
    with a bar.
"""

_COLUMNS: Final = ("term", "target", "forbidden", "do_not_translate")
_YES: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_HINT: Final = f"the columns are {', '.join(_COLUMNS)}; put a field with a comma in double quotes"


@dataclass(frozen=True)
class Term:
    """A source term, and what a translation must, or must not, call it."""

    term: str
    targets: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    do_not_translate: bool = False


def load_terms(file: Path) -> tuple[Term, ...]:
    """Load the terms of a language.

    Raises:
        InputError: no such columns, a row with too few or too many fields, a value that is none.
    """
    rows = csv.reader(io.StringIO(read_text(file), newline=""), strict=True)
    terms: dict[str, Term] = {}
    problems: list[Diagnostic] = []
    line = 1
    try:
        header = [name.strip() for name in next(rows, [])]
        problems += _header_problems(header, file)
        for row in rows if not problems else ():
            start, line = line + 1, rows.line_num
            if any(field.strip() for field in row):
                problems += _add(
                    dict(zip(header, row, strict=False)),
                    row,
                    header,
                    terms,
                    Location(file, start, 1),
                )
    except csv.Error as error:
        problems.append(_problem(Location(file, rows.line_num, 1), f"this is no CSV: {error}"))
    if problems:
        raise InputError(problems)
    return tuple(terms.values())


def _header_problems(header: list[str], file: Path) -> Iterator[Diagnostic]:
    place = Location(file, 1, 1)
    for name in header:
        if name not in _COLUMNS:
            hint = did_you_mean(name, _COLUMNS) or _HINT
            yield _problem(place, f"there is no column {name!r}", hint)
    if "term" not in header:
        yield _problem(place, "there is no column 'term'")
    if len(set(header)) < len(header):
        yield _problem(place, "a column is there twice")


def _add(
    fields: dict[str, str],
    row: list[str],
    header: list[str],
    terms: dict[str, Term],
    place: Location,
) -> Iterator[Diagnostic]:
    """Put the term of a row among the others; yield what is wrong with the row."""
    name, flag = (fields.get(key, "").strip() for key in ("term", "do_not_translate"))
    if len(row) != len(header):
        yield _problem(place, f"the row has {len(row)} fields, the header {len(header)}")
    elif not name:
        yield _problem(place, "the row has no term")
    elif name in terms:
        yield _problem(place, f"the term {name!r} is here twice", "join the rows with |")
    elif flag and flag.lower() not in _YES:
        yield _problem(place, f"do_not_translate is {flag!r}", "write yes, or nothing")
    else:
        targets, forbidden = (_words(fields.get(key, "")) for key in ("target", "forbidden"))
        terms[name] = Term(name, targets, forbidden, _YES.get(flag.lower(), False))


def _words(field: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in field.split("|") if word.strip())


def _problem(place: Location, message: str, hint: str = _HINT) -> Diagnostic:
    return Diagnostic("bad-terms", place, message, hint)
