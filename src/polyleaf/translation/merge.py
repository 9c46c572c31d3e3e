"""A document and its catalogs in, the document in the reader's language out.

Job: put each unit's translation in its place: looked up by id, and used only if it translates
today's source. Trade-off: text without a valid translation stays in the source language, is listed
by unit, and makes the publication an incomplete draft; nothing is guessed. Side effects: none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from polyleaf.content.document import Document
from polyleaf.diagnostics import Diagnostic, Location, Severity, did_you_mean
from polyleaf.languages.table import Language
from polyleaf.translation.catalog import Catalog, Interface, Message

__all__ = ["LocalisedDocument", "Status", "catalog_problems", "localise", "source_document"]

MANUAL: Final = """
missing-translation (warning, error): texts are not translated
Why: they print in the source language, and the leaflet is a draft.
Wrong: msgstr ""
Right: msgstr "Fiebre"
Mend: translate them.

stale-translation (warning, error): a translation is of an older source text, or fuzzy
Why: it may say an older dose; the source text is printed in its place.
Wrong: #, fuzzy
Right: the entry translated anew, without the flag
Mend: translate it again, or accept the change: `polyleaf translations accept-source`.
"""

# What the ids of the units in the phrases' catalog begin with.
SHARED: Final = frozenset({"phrases", "glossary", "helpline"})


class Status(StrEnum):
    """How far a publication's text has come."""

    SOURCE = "source"
    UNREVIEWED_SOURCE = "unreviewed-source"
    INCOMPLETE = "incomplete"
    PSEUDO = "pseudo"
    MACHINE_DRAFTED = "machine-drafted"
    TRANSLATED = "translated"
    AWAITING_CLINICIAN = "awaiting-clinician"
    APPROVED = "approved"
    LAST_APPROVED = "last-approved"


@dataclass(frozen=True)
class LocalisedDocument:
    """A document in one language, and what is known about its translation.

    Attributes:
        document: the texts to print.
        language: the language of the publication.
        source_language: the language the leaflet was written in.
        source_title: the title in the source language.
        interface: the labels of the templates.
        untranslated: ids of the units still in the source language.
        status: how far the text has come.
        machine_drafted: whether any of the text was drafted by machine.
        people: who translated and who reviewed an approved text.
        approved: the day of the last review of an approved text, or None.

    """

    document: Document
    language: Language
    source_language: Language
    source_title: str
    interface: Interface
    untranslated: frozenset[str]
    status: Status
    machine_drafted: bool = False
    people: tuple[str, ...] = ()
    approved: datetime.date | None = None


def source_document(
    document: Document, language: Language, interface: Interface
) -> LocalisedDocument:
    """Return the document in its source language; a draft until it names a clinical reviewer."""
    reviewed = bool(document.leaflet.provenance.reviewers)
    status = Status.SOURCE if reviewed else Status.UNREVIEWED_SOURCE
    return LocalisedDocument(
        document, language, language, document.leaflet.title, interface, frozenset(), status
    )


def localise(
    document: Document,
    catalogs: Sequence[Catalog],
    languages: tuple[Language, Language],
    interface: Interface,
) -> tuple[LocalisedDocument, list[Diagnostic]]:
    """Return the document in another language, and a warning for each unit left untranslated.

    Args:
        document: the document in its source language.
        catalogs: the leaflet's catalog and the phrases' catalog of the language.
        languages: source and target language.
        interface: the labels of the templates in the target language.

    """
    messages = {key: m for catalog in catalogs for key, m in catalog.messages.items()}
    missing: dict[str, str] = {}
    drafted = interface.machine_drafted

    def translate(unit: str, source: str) -> str:
        nonlocal drafted
        message = messages.get(unit)
        reason = _unusable(message, source)
        if message is None or reason:
            missing[unit] = reason
            return source
        drafted |= message.machine_drafted
        return message.target

    translated = document.map_texts(translate)
    source_language, target_language = languages
    localised = LocalisedDocument(
        document=translated,
        language=target_language,
        source_language=source_language,
        source_title=document.leaflet.title,
        interface=interface,
        untranslated=frozenset(missing),
        status=_status(target_language, missing=bool(missing), drafted=drafted),
        machine_drafted=drafted,
    )
    return localised, [
        _warning(unit, reason, messages, catalogs) for unit, reason in missing.items()
    ]


def _status(language: Language, *, missing: bool, drafted: bool) -> Status:
    if language.pseudo:
        return Status.PSEUDO
    if missing:
        return Status.INCOMPLETE
    return Status.MACHINE_DRAFTED if drafted else Status.TRANSLATED


def _unusable(message: Message | None, source: str) -> str:
    """Return why a message must not be printed for a source text, or "" if it may be."""
    if message is None or not message.target.strip():
        return "missing"
    if message.source != source or message.fuzzy:
        return "stale"
    return ""


def _warning(
    unit: str, reason: str, messages: dict[str, Message], catalogs: Sequence[Catalog]
) -> Diagnostic:
    message = messages.get(unit)
    catalog = catalogs[-1] if unit.split("/", maxsplit=1)[0] in SHARED else catalogs[0]
    location = message.location if message else Location(catalog.file)
    code = "stale-translation" if reason == "stale" else "missing-translation"
    if reason == "stale":
        text = f"the translation of {unit!r} is of an older source text; the source text is printed"
    else:
        text = f"{unit!r} is not translated; the source text is printed"
    return Diagnostic(code, location, text, severity=Severity.WARNING)


def catalog_problems(catalog: Catalog, known: Iterable[str]) -> list[Diagnostic]:
    """Return an error for each message of a catalog whose id no unit has."""
    ids = set(known)
    return [
        Diagnostic(
            "unknown-unit",
            message.location,
            f"no text has the id {message.id!r}" if message.id else "the entry has no msgctxt",
            did_you_mean(message.id, ids) or "an id comes from the leaflet; remove the entry",
        )
        for message in catalog.messages.values()
        if message.id not in ids
    ]
