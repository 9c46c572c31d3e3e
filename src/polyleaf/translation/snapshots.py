"""Snapshots: what was approved, kept as it stood, so that it can be set again after it was edited.

Job: say what a snapshot holds, write it as plain data and read it back. The source is a part of its
own, named by its digest, because all languages that were approved on it share it; the translation
has a seal. Trade-off: a change of either part is seen, and the snapshot then refused, but nothing
here tells who approved: the ledger does, for the very texts that the snapshot holds.
Side effects: reads the files it is given.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import Field

from polyleaf.content.document import Document, assemble
from polyleaf.content.leaflets import LoadedLeaflet
from polyleaf.content.library import Library, Reference, Term
from polyleaf.content.model import Leaflet
from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.conflicts import conflict_markers
from polyleaf.reading.record import Id, Record, Texts
from polyleaf.reading.source import Source, parse_yaml, read_text
from polyleaf.reading.validation import validate
from polyleaf.translation.catalog import Catalog, Message
from polyleaf.translation.digests import digest_of
from polyleaf.translation.ledger import Digest, UnitId
from polyleaf.translation.merge import SHARED

__all__ = ["Snapshot", "load_snapshot", "source_data", "source_digest", "translation_data"]

_UNPRINTED: Final = frozenset({"notes", "change", "reading_grade"})

MANUAL: Final = """
altered-snapshot (error): a snapshot of what was approved was changed after it was written
Why: it would no longer be what somebody signed.
Wrong: an edit in locales/es/approved/dose.yaml
Right: the file as Polyleaf wrote it
Mend: take the change back, or have the translation approved again.

snapshot-format (error): a snapshot is of another format than this Polyleaf reads
Why: it cannot be set as it was approved.
Wrong: format: 9
Right: the format that this Polyleaf writes
Mend: have the translation approved again, which writes it anew.
"""

FORMAT: Final = 1

_AGAIN: Final = "take the change back, or have the translation approved again, which writes it anew"

T = TypeVar("T", bound=Record)


class _SourcePart(Record):
    """A leaflet and all that it draws from the library, in its source language."""

    format: Literal[1]
    leaflet: Leaflet
    phrases: Texts = Field(default_factory=dict)
    glossary: dict[Id, Term] = Field(default_factory=dict)
    references: dict[str, Reference] = Field(default_factory=dict)
    notices: dict[str, Id] = Field(default_factory=dict)
    time_zone: str = ""

    def document(self) -> Document:
        """Return the document, as it was assembled from the library of its day."""
        library = Library(self.phrases, self.glossary, self.references)
        return assemble(self.leaflet, library, self.notices, self.time_zone)


class _TranslationPart(Record):
    """The translation of one leaflet into one language, and the digests of what it goes with."""

    format: Literal[1]
    seal: Digest
    source: Digest
    figures: dict[str, Digest] = Field(default_factory=dict)
    units: Annotated[dict[UnitId, str], Field(min_length=1)]


@dataclass(frozen=True)
class Snapshot:
    """A leaflet in a language as it was approved.

    Attributes:
        file: where the translation is kept.
        loaded: the leaflet in its source language, with its own dates and version.
        document: the same with all that it drew from the library.
        catalog: the translations, those of shared wording among them.
        figures: the digest of each figure's file.

    """

    file: Path
    loaded: LoadedLeaflet
    document: Document
    catalog: Catalog
    figures: Mapping[str, str]

    @property
    def source(self) -> str:
        """The digest that the source part is named by."""
        return self.loaded.source.file.stem

    def catalogs(self) -> tuple[Catalog, Catalog]:
        """Return the translations of the leaflet's own units, and of shared wording."""
        own: dict[str, Message] = {}
        shared: dict[str, Message] = {}
        for unit, message in self.catalog.messages.items():
            (shared if unit.split("/", maxsplit=1)[0] in SHARED else own)[unit] = message
        return Catalog(self.file, own), Catalog(self.file, shared)


def source_data(loaded: LoadedLeaflet, document: Document) -> dict[str, Any]:
    """Return the source part of a snapshot as plain data, as its author wrote it.

    Notes for translators, the mark of the change and the target grade are left out: no reader
    sees them.

    Args:
        loaded: the leaflet.
        document: the same with all that it draws from the library.

    """
    own = {k: v for k, v in loaded.source.data.items() if k not in _UNPRINTED}
    phrases = {
        unit.removeprefix("phrases/"): text
        for unit, text in document.units().items()
        if unit.startswith("phrases/")
    }
    glossary = {k: term.model_dump(exclude_none=True) for k, term in document.glossary.items()}
    references = {
        k: item.model_dump(by_alias=True, exclude_unset=True)
        for k, item in document.references.items()
    }
    data = {
        "format": FORMAT,
        "leaflet": own,
        "phrases": phrases,
        "glossary": glossary,
        "references": references,
        "notices": dict(document.notice_ids),
        "time_zone": document.time_zone,
    }
    return {key: value for key, value in data.items() if value}


def source_digest(data: Mapping[str, Any]) -> str:
    """Return the digest of a source part; the order of its keys counts, for it is printed."""
    return digest_of(json.dumps(data, default=str))


def translation_data(
    source: str, targets: Mapping[str, str], figures: Mapping[str, str]
) -> dict[str, Any]:
    """Return the translation part of a snapshot as plain data, sealed.

    Args:
        source: the digest of the source part.
        targets: the translations by unit id.
        figures: the digest of each figure's file.

    """
    seal = _seal(source, targets, figures)
    data = {"format": FORMAT, "seal": seal, "source": source, "figures": dict(figures)}
    return {key: value for key, value in data.items() if value} | {"units": dict(targets)}


def _seal(source: str, targets: Mapping[str, str], figures: Mapping[str, str]) -> str:
    return digest_of([source, dict(targets), dict(figures)])


def load_snapshot(file: Path, folder: Path) -> Snapshot:
    """Load a snapshot.

    Args:
        file: the translation part.
        folder: where the source parts of the leaflet are.

    Raises:
        InputError: a part is not there, was altered after it was written, holds a merge conflict,
            or was written by another version of Polyleaf.

    """
    part, source = _read(file, _TranslationPart)
    if part.seal != _seal(part.source, part.units, part.figures):
        raise _altered(source.locate(("seal",)))
    loaded, document = _load_source(folder / f"{part.source}.yaml")
    if loaded.leaflet.id != file.stem:
        raise _altered(source.locate(("source",)))
    texts = document.units()
    messages = {
        unit: Message(unit, texts.get(unit, ""), target, source.locate(("units", unit)))
        for unit, target in part.units.items()
    }
    return Snapshot(file, loaded, document, Catalog(file, messages), part.figures)


def _load_source(file: Path) -> tuple[LoadedLeaflet, Document]:
    part, source = _read(file, _SourcePart)
    if source_digest(source.data) != file.stem:
        raise _altered(Location(file, 1, 1))
    places = {
        path[1:]: place for path, place in source.positions.items() if path[:1] == ("leaflet",)
    }
    own = Source(file, source.data["leaflet"], places)
    return LoadedLeaflet(part.leaflet, own), part.document()


def _read(file: Path, kind: type[T]) -> tuple[T, Source]:
    text = read_text(file)
    hint = "keep either side whole, or have the translation approved again"
    if markers := conflict_markers(text, file, hint):
        raise InputError(markers)
    source = parse_yaml(text, file)
    written = source.data.get("format") if isinstance(source.data, dict) else None
    if isinstance(written, int) and written != FORMAT:
        message = f"this snapshot has the format {written}; this Polyleaf reads format {FORMAT}"
        hint = "have the translation approved again, which writes it anew"
        place = source.locate(("format",))
        raise InputError([Diagnostic("snapshot-format", place, message, hint)])
    part, problems = validate(kind, source)
    if problems:
        raise InputError(problems)
    return part, source


def _altered(place: Location) -> InputError:
    message = "this snapshot was changed after it was written"
    return InputError([Diagnostic("altered-snapshot", place, message, _AGAIN)])
