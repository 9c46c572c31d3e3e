"""Rows that came back from translators in; changes to catalogs and what is wrong with rows out.

Job: decide what of a returned file may go into a catalog. A row is matched on its unit id and on
the hash of its source text; what a tool says about its state is never believed, it can only hold
back. A translation that a person changed or confirmed is no longer `machine-drafted`. Trade-off: a
row that cannot be trusted changes nothing, even where a person could guess what was meant.
Side effects: none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from polyleaf.content.marks import marks
from polyleaf.diagnostics import Diagnostic, Location, Severity, did_you_mean
from polyleaf.reading.characters import control_code
from polyleaf.translation.catalog import Catalog, Message
from polyleaf.translation.digests import text_digest
from polyleaf.translation.handover import catalog_behind
from polyleaf.translation.inline_tags import Tagged, TaggedPair, tag_ids, tag_pair, untag

__all__ = ["Change", "Row", "match"]

MANUAL: Final = """
missing-tag (error): a translation of an import lacks a tag of its source
Why: a link, a citation or a bold run is lost.
Wrong: <g id="1"> in the source alone
Right: <g id="1"> in both
Mend: copy the tag from the source text.

repeated-tag (error): a translation of an import has a tag more often than its source
Why: a citation or placeholder would print twice.
Wrong: <x id="1"/> twice
Right: <x id="1"/> once
Mend: take the repeated tag out.

unknown-tag (error): a translation of an import has a tag that its source has not
Why: nobody knows what it stands for.
Wrong: <x id="9"/>
Right: the tags of the source
Mend: copy the tags from the source text.

broken-markup (error): the tags of a translation do not make the markup that they stand for
Why: signs would be printed, or a link lost.
Wrong: a bold run that ends with a space
Right: the space behind the tag
Mend: no tag begins or ends with a space; type no `*`, `[` or `{` by hand.

reviewer-comment (note): what a reviewer wrote beside a text of an import
Why: a reviewer may have doubts that must be heard.
Wrong: a comment in the workbook
Right: the same
Mend: read it.

missing-row (warning): texts were deleted from an import
Why: they are left as they are in the catalog, which may not be what was meant.
Wrong: a row deleted in the workbook
Right: all rows
Mend: empty a text in the PO file itself, if it is to go.

no-source-hash (error): a text of an import has lost the hash of its source
Why: nobody can tell which source it translates.
Wrong: a column of the workbook cleared
Right: the workbook as it was exported
Mend: return the file that was exported, or change the PO file itself.

source-changed (error): a text of an import translates another source than today's
Why: the translation may say an older dose.
Wrong: a leaflet edited between export and import
Right: an export after the edit
Mend: export the unit again, and have it looked at.

altered-source (error): the source text was altered in a file that came back
Why: a source is changed in its leaflet, for all languages.
Wrong: the English column of the workbook edited
Right: the leaflet edited
Mend: take the change back; ask the editor of the leaflet for it.

emptied-translation (warning): a translation was emptied in an import; it is left as it is
Why: an empty cell is more often a slip than a wish.
Wrong: a cleared cell
Right: the translation
Mend: empty it in the PO file itself.

copied-source (warning): a translation of an import is the source text; it is left as it is
Why: tools fill in the source where nothing is translated.
Wrong: Fever / Fever
Right: Fever / Fiebre
Mend: if it is right, write it in the PO file itself.
"""


@dataclass(frozen=True)
class Row:
    """One unit as it came back.

    Attributes:
        catalog: the name of its catalog.
        language: the tag of the target language.
        unit: the unit's id.
        source: the source text in the file.
        source_hash: the hash of the source text when it was exported, or "" if it is lost.
        target: the translation in the file.
        location: where in the file it is.
        confirmed: whether a person has written that the translation is right.
        unfinished: whether the file says that it is not done yet.
        comment: what a reviewer wrote beside it.

    """

    catalog: str
    language: str
    unit: str
    source: str | Tagged
    source_hash: str
    target: str | Tagged
    location: Location
    confirmed: bool = False
    unfinished: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Change:
    """What is to change in a catalog.

    Attributes:
        message: the message as it is.
        target: its new translation; the old one where a person has only confirmed it.
        fuzzy: whether the entry stays, or becomes, fuzzy.
        location: the row that says so.

    """

    message: Message
    target: str
    fuzzy: bool
    location: Location


def match(
    rows: Sequence[Row], catalog: Catalog, units: Mapping[str, str]
) -> tuple[list[Change], list[Diagnostic]]:
    """Return what the rows of one catalog change, and what is wrong with them.

    Args:
        rows: the rows, at least one.
        catalog: the catalog as it is.
        units: today's source texts by unit id.

    """
    changes: list[Change] = []
    problems = list(_repeated(rows))
    times = Counter(row.unit for row in rows)
    for row in rows:
        message, found = _known(row, catalog, units)
        if message is not None:
            change, more = _change(row, message)
            changes += [change] if change and times[row.unit] == 1 else []
            found += more
        problems += [*found, *_comment(row)]
    return changes, [*problems, *_missing(rows, catalog, units)]


def _repeated(rows: Sequence[Row]) -> Iterator[Diagnostic]:
    first: dict[str, Row] = {}
    for row in rows:
        if (other := first.setdefault(row.unit, row)) is not row:
            text = f"the unit {row.unit!r} is here twice; it was first given at {other.location}"
            one_file = other.location.file == row.location.file
            hint = "keep one of the two" if one_file else "import one file after the other"
            yield Diagnostic("duplicate-unit", row.location, text, hint)


def _known(
    row: Row, catalog: Catalog, units: Mapping[str, str]
) -> tuple[Message | None, list[Diagnostic]]:
    """Return the message that a row is about, if the row is of today's source text."""
    if row.unit not in units:
        text = f"{row.catalog!r} has no unit {row.unit!r}"
        hint = did_you_mean(row.unit, units) or "ids must come back as they were exported"
        return None, [Diagnostic("unknown-unit", row.location, text, hint)]
    if behind := catalog_behind(catalog, row.unit, units[row.unit]):
        return None, [behind]
    message = catalog.messages[row.unit]
    problem = _source_problem(row, message)
    return (None, [problem]) if problem else (message, [])


def _source_problem(row: Row, message: Message) -> Diagnostic | None:
    """Return why a row cannot be trusted to translate a message's source text."""
    if not row.source_hash:
        text = f"{row.unit!r} has lost the hash of its source text"
        hint = "return the file that was exported, or change the PO file itself"
        return Diagnostic("no-source-hash", row.location, text, hint)
    if row.source_hash != text_digest(message.source):
        text = f"{row.unit!r} is a translation of another source text than today's"
        hint = "the source was reworded since the export, or altered; export the unit again"
        return Diagnostic("source-changed", row.location, text, hint)
    if _source(row, message) != message.source:
        text = f"the source text of {row.unit!r} was altered in the file"
        hint = f"it must be {message.source!r}; a source text is changed in its leaflet"
        return Diagnostic("altered-source", row.location, text, hint)
    return None


def _source(row: Row, message: Message) -> str | None:
    if isinstance(row.source, str):
        return row.source
    try:
        return untag(row.source, tag_pair(message.source, message.target).marks)
    except KeyError:
        return None


def _change(row: Row, message: Message) -> tuple[Change | None, list[Diagnostic]]:
    """Return what a row of today's source text changes, and what is wrong with its translation."""
    pair = tag_pair(message.source, message.target)
    try:
        target = row.target if isinstance(row.target, str) else untag(row.target, pair.marks)
    except KeyError as error:
        text = f"the translation of {row.unit!r} has an unknown tag {error.args[0]!r}"
        hint = "copy the tags from the source text"
        return None, [Diagnostic("unknown-tag", row.location, text, hint)]
    if target == message.target:
        return _confirmation(row, message), []
    if not target.strip():
        text = f"the translation of {row.unit!r} was emptied; it is left as it is"
        return None, [_warning("emptied-translation", row, text, "empty it in the PO file itself")]
    if problems := [*_control_codes(row, target), *_tag_problems(row, target, pair)]:
        return None, problems
    if target == message.source and not row.confirmed:
        text = f"the translation of {row.unit!r} is the source text; it is left as it is"
        hint = "if that is right, write it in the PO file itself"
        return None, [_warning("copied-source", row, text, hint)]
    return Change(message, target, row.unfinished, row.location), []


def _confirmation(row: Row, message: Message) -> Change | None:
    open_questions = message.fuzzy or message.machine_drafted
    if not (row.confirmed and open_questions and message.target.strip()):
        return None
    return Change(message, message.target, fuzzy=False, location=row.location)


def _control_codes(row: Row, target: str) -> Iterator[Diagnostic]:
    if code := control_code(target):
        text = f"the translation of {row.unit!r} has the control code U+{ord(code):04X}"
        yield Diagnostic("bad-character", row.location, text, "delete it")


def _tag_problems(row: Row, target: str, pair: TaggedPair) -> Iterator[Diagnostic]:
    if isinstance(row.target, str):
        return  # its marks are compared as in any catalog
    wanted, found = Counter(tag_ids(pair.source)), Counter(tag_ids(row.target))
    for code, verb, ids in (
        ("missing-tag", "lacks", wanted - found),
        ("repeated-tag", "repeats", found - (found & Counter(set(found)))),
    ):
        for key in ids:
            text = f"the translation of {row.unit!r} {verb} the tag {key} ({pair.marks[key]})"
            yield Diagnostic(code, row.location, text, "each tag of the source text comes once")
    if [pair.marks[key] for key in tag_ids(row.target)] != list(marks(target)):
        text = f"the tags of {row.unit!r} do not make the markup that they stand for: {target!r}"
        hint = "no tag begins or ends with a space, and `*`, `[` and `{` are not typed by hand"
        yield Diagnostic("broken-markup", row.location, text, hint)


def _comment(row: Row) -> Iterator[Diagnostic]:
    if row.comment.strip():
        text = f"about {row.unit!r}: {row.comment.strip()}"
        yield Diagnostic("reviewer-comment", row.location, text, severity=Severity.NOTE)


def _missing(
    rows: Sequence[Row], catalog: Catalog, units: Mapping[str, str]
) -> Iterator[Diagnostic]:
    here = {row.unit for row in rows}
    gone = [unit for unit in catalog.messages if unit in units and unit not in here]
    if gone:
        location = Location(rows[0].location.file)
        text = f"{rows[0].catalog!r} came back without {', '.join(map(repr, gone))}"
        hint = "what was deleted is left as it is in the catalog"
        yield Diagnostic("missing-row", location, text, hint, Severity.WARNING)


def _warning(code: str, row: Row, text: str, hint: str) -> Diagnostic:
    return Diagnostic(code, row.location, text, hint, Severity.WARNING)
