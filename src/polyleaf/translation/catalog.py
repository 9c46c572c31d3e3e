"""Gettext catalogs: PO files in, messages by unit id out.

Job: read locales/<lang>/…po with the line of every entry. Trade-off: polib, because it keeps
headers, previous sources and comments as other tools wrote them (Babel drops them).
Side effects: reads the files it is given.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polib

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.source import read_text

__all__ = ["MACHINE_DRAFTED", "Catalog", "Interface", "Message", "load_catalog", "load_interface"]

# A translator comment: msgmerge and the usual editors keep it, where they delete custom flags.
MACHINE_DRAFTED: Final = "machine-drafted"


@dataclass(frozen=True)
class Message:
    """One entry of a catalog."""

    id: str
    source: str
    target: str
    location: Location
    fuzzy: bool = False
    machine_drafted: bool = False


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
        location=Location(file, entry.linenum or 0, 1),
        fuzzy=entry.fuzzy,
        machine_drafted=MACHINE_DRAFTED in entry.tcomment.splitlines(),
    )


def _parse(file: Path) -> polib.POFile:
    text = read_text(file)
    try:
        return polib.pofile(text, wrapwidth=0)
    except (OSError, ValueError, UnicodeError, IndexError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 0
        detail = re.sub(r"^Syntax error in po file.*?\(line \d+\):?\s*", "", str(error))
        message = f"this is not a valid PO file: {detail or 'syntax error'}"
        hint = "open it in Poedit, or run `msgfmt --check` on it, to see and mend the line"
        raise InputError(
            [Diagnostic("po-syntax", Location(file, line, 1), message, hint)]
        ) from error


class Interface:
    """The labels of the templates in one language; English is what the templates say."""

    def __init__(self, catalogs: Iterable[polib.POFile] = ()) -> None:
        """Stack the catalogs: a later one answers first."""
        self._translations = gettext.NullTranslations()
        self._sources: set[str] = set()
        self.machine_drafted = False
        for catalog in catalogs:
            layer = gettext.GNUTranslations(io.BytesIO(catalog.to_binary()))
            layer.add_fallback(self._translations)
            self._translations = layer
            self._sources |= {entry.msgid for entry in catalog.translated_entries()}
            self.machine_drafted |= any(MACHINE_DRAFTED in e.tcomment for e in catalog)

    def has(self, source: str) -> bool:
        """Tell whether the label is translated."""
        return source in self._sources

    def text(self, source: str) -> str:
        """Return the label in the language, or as it is."""
        return self._translations.gettext(source)

    def plural(self, singular: str, plural: str, number: int) -> str:
        """Return the form of a label that goes with a number."""
        return self._translations.ngettext(singular, plural, number)


def load_interface(files: Iterable[Path]) -> Interface:
    """Load the interface strings of a language; a later file's strings win.

    Raises:
        InputError: a file is not a valid catalog.
    """
    return Interface([_parse(file) for file in files])
