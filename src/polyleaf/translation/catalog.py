"""Gettext catalogs: PO files in, messages by unit id out.

Job: read locales/<lang>/…po with the line of every entry. Trade-off: polib, because it keeps
headers, previous sources and comments as other tools wrote them (Babel drops them).
Side effects: reads the files it is given.
"""

from __future__ import annotations

import copy
import gettext
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import polib

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.characters import refuse_control_codes
from polyleaf.reading.conflicts import CONFLICTING_ENTRY, conflict_markers
from polyleaf.reading.source import read_text
from polyleaf.translation.messages import note_and_limit
from polyleaf.translation.po_header import charset_problem

__all__ = [
    "BACK_TRANSLATION",
    "INTERFACE",
    "MACHINE_DRAFTED",
    "Catalog",
    "Interface",
    "Message",
    "load_catalog",
    "load_interface",
    "load_labels",
]

MANUAL: Final = """
duplicate-unit (error): two entries of a catalog or import have the same id
Why: one of the two translations would be lost without a word.
Wrong: two entries msgctxt "title"
Right: one
Mend: remove the one that is wrong.
"""

# A translator comment: msgmerge and the usual editors keep it, where they delete custom flags.
MACHINE_DRAFTED: Final = "machine-drafted"

# Another one: what the translation says, put back into the source language word for word. A text of
# several lines has the mark on each, so that no other comment is taken for a part of it.
BACK_TRANSLATION: Final = "back-translation:"

# The unit that stands for the labels of a language; no section's unit lacks a slash.
INTERFACE: Final = "interface"

# What a line may be that is not empty and no comment. polib is content with less: of a text without
# its closing quote it drops the last character, so that "Call 911 becomes "Call 91".
_STRING: Final = (
    r"(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[[0-9]\])[^\S\r\n]+)?"
    r'"(?:[^"\\\r\n]|\\[^\r\n])*+"'
)
_STRING_LINE: Final = re.compile(_STRING)
_SOUND_LINES: Final = re.compile(
    rf"(?:[^\S\r\n]*+(?:#[^\r\n]*+|{_STRING}[^\S\r\n]*+)?+(?:\r\n|\r|\n|\Z))*+"
)
# No language has a rule that divides, or takes the rest of a division by anything but a number.
_DIVISION: Final = re.compile(r"/|%(?![ ]*[1-9])")
_HINT: Final = "open it in Poedit, or run `msgfmt --check` on it, to see and mend the line"


@dataclass(frozen=True)
class Message:
    """One entry of a catalog.

    Attributes:
        id: the unit's id.
        source: the source text it was last merged with.
        target: the translation, or "".
        location: where it stands.
        fuzzy: whether the translation is in doubt.
        machine_drafted: whether a machine translated it, and no person has accepted that.
        previous: the source text that a fuzzy translation is of (`#| msgid`), or "".
        notes: what the translator is told (`#.`).
        max_length: the most characters the translation may have, as the notes say, or None.
        back_translation: what the target says, in the source language, or "".

    """

    id: str
    source: str
    target: str
    location: Location
    fuzzy: bool = False
    machine_drafted: bool = False
    previous: str = ""
    notes: str = ""
    max_length: int | None = None
    back_translation: str = ""


@dataclass(frozen=True)
class Catalog:
    """The messages of one PO file by unit id (msgctxt); obsolete entries are left out."""

    file: Path
    messages: Mapping[str, Message] = field(default_factory=dict)


def load_catalog(file: Path) -> Catalog:
    """Load the catalog of a leaflet or of phrases.

    Raises:
        InputError: not UTF-8, broken syntax, or two entries with one id.
    """
    entries = [entry for entry in _parse(file) if not entry.obsolete]
    seen: dict[str, Message] = {}
    problems = []
    for entry in entries:
        message = _message(entry, file)
        if message.id in seen:
            first = seen[message.id].location.line
            text = f"the id {message.id!r} is here twice; it was first given on line {first}"
            problems.append(Diagnostic("duplicate-unit", message.location, text, "remove one"))
        seen.setdefault(message.id, message)
    if problems:
        raise InputError(problems)
    return Catalog(file, seen)


def _message(entry: polib.POEntry, file: Path) -> Message:
    return Message(
        id=entry.msgctxt or "",
        source=entry.msgid,
        target=entry.msgstr,
        location=Location(file, entry.linenum or 1, 1),
        fuzzy=entry.fuzzy,
        machine_drafted=_is_drafted(entry),
        previous=entry.previous_msgid or "",
        notes=entry.comment,
        max_length=note_and_limit(entry.comment)[1],
        back_translation=_back_translation(entry),
    )


def load_labels(file: Path) -> Catalog:
    """Load a catalog of interface strings as messages whose ids are their source texts.

    Of a label with plural forms, each form is a message: `<source>[0]`, `<source>[1]`, …

    Raises:
        InputError: not UTF-8, or broken syntax.
    """
    entries = (entry for entry in _parse(file) if not entry.obsolete)
    return Catalog(file, {m.id: m for entry in entries for m in _labels(entry, file)})


def _labels(entry: polib.POEntry, file: Path) -> Iterator[Message]:
    message = replace(_message(entry, file), id=entry.msgid)
    if not entry.msgid_plural:
        yield message
    for number, target in entry.msgstr_plural.items():
        form = f"{entry.msgid}[{number}]"
        yield replace(message, id=form, source=entry.msgid_plural, target=target)


def _is_drafted(entry: polib.POEntry) -> bool:
    return MACHINE_DRAFTED in entry.tcomment.splitlines()


def _back_translation(entry: polib.POEntry) -> str:
    if BACK_TRANSLATION not in entry.tcomment:
        return ""
    lines = (line.strip() for line in entry.tcomment.splitlines())
    texts = (x.removeprefix(BACK_TRANSLATION) for x in lines if x.startswith(BACK_TRANSLATION))
    return " ".join(text.strip() for text in texts).strip()


def _parse(file: Path) -> polib.POFile:
    text = read_text(file)
    refuse_control_codes(text, file)
    if not _SOUND_LINES.fullmatch(text):
        markers = conflict_markers(text, file, CONFLICTING_ENTRY)
        raise InputError(markers or _broken_lines(text, file))
    if problem := charset_problem(text, file):
        raise InputError([problem])
    try:
        # By its name: polib would cut a text that it is given at U+2028 and its like.
        return polib.pofile(str(file), encoding="utf-8", wrapwidth=0)
    except (OSError, ValueError, IndexError) as error:
        place, _, detail = str(error).rpartition("(line ")
        line, _, detail = detail.partition(")") if place else ("1", "", detail)
        problem = _syntax_problem(file, int(line), detail.lstrip(": ") or "syntax error")
        raise InputError([problem]) from error


def _broken_lines(text: str, file: Path) -> Iterator[Diagnostic]:
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#") and not _STRING_LINE.fullmatch(stripped):
            yield _syntax_problem(file, number, 'a line is a comment, or a keyword and "text"')


def _syntax_problem(file: Path, line: int, detail: str) -> Diagnostic:
    message = f"this is not a valid PO file: {detail}"
    return Diagnostic("po-syntax", Location(file, line, 1), message, _HINT)


class Interface:
    """The labels of the templates in one language; English is what the templates say."""

    def __init__(self, catalogs: Iterable[polib.POFile] = ()) -> None:
        """Stack the catalogs: a later one answers first."""
        self._translations = gettext.NullTranslations()
        self._drafted: dict[str, bool] = {}
        self._targets: dict[str, tuple[str, ...]] = {}
        for catalog in catalogs:
            layer = _gettext_layer(catalog)
            layer.add_fallback(self._translations)
            self._translations = layer
            entries = catalog.translated_entries()
            self._drafted |= {e.msgid: _is_drafted(e) for e in entries}
            self._targets |= {e.msgid: (e.msgstr, *e.msgstr_plural.values()) for e in entries}

    @property
    def machine_drafted(self) -> bool:
        """Whether one of the labels is a machine's; a person's wins over a default of ours."""
        return any(self._drafted.values())

    @property
    def labels(self) -> frozenset[str]:
        """The labels that are translated."""
        return frozenset(self._drafted)

    def accepted(self) -> Interface:
        """Return the same labels, a person having accepted those that a machine drafted."""
        found = copy.copy(self)
        found._drafted = dict.fromkeys(self._drafted, False)  # noqa: SLF001 - its own copy
        return found

    def message(self, file: Path) -> Message:
        """Return all labels as one message, so that they can be approved as one."""
        labels, targets = self._as_texts
        location = Location(file)
        drafted = self.machine_drafted
        return Message(INTERFACE, labels, targets, location, machine_drafted=drafted)

    @cached_property
    def _as_texts(self) -> tuple[str, str]:
        """All labels as one text, and all translations."""
        if not self._targets:
            return "", ""
        both = (sorted(self._targets), sorted(self._targets.items()))
        labels, targets = (json.dumps(texts, ensure_ascii=False) for texts in both)
        return labels, targets

    def has(self, source: str) -> bool:
        """Tell whether the label is translated."""
        return source in self._drafted

    def text(self, source: str) -> str:
        """Return the label in the language, or as it is."""
        return self._translations.gettext(source)

    def plural(self, singular: str, plural: str, number: int) -> str:
        """Return the form of a label that goes with a number."""
        return self._translations.ngettext(singular, plural, number)


def _gettext_layer(catalog: polib.POFile) -> gettext.GNUTranslations:
    # gettext decodes by this header, which may be absent or a template's; the file is UTF-8.
    catalog.metadata["Content-Type"] = "text/plain; charset=UTF-8"
    try:
        _refuse_division(catalog.metadata.get("Plural-Forms", ""))
        return gettext.GNUTranslations(io.BytesIO(catalog.to_binary()))
    except (ValueError, IndexError, SyntaxError) as error:
        detail = f"its header Plural-Forms cannot be used: {error}"
        raise InputError([_syntax_problem(Path(catalog.fpath), 1, detail)]) from error


def _refuse_division(plural_forms: str) -> None:
    if _DIVISION.search(plural_forms):
        message = "it divides by what may be zero"
        raise ValueError(message)


def load_interface(files: Iterable[Path]) -> Interface:
    """Load the interface strings of a language; a later file's strings win.

    Raises:
        InputError: a file is not a valid catalog.
    """
    return Interface([_parse(file) for file in files])
