"""What a translator should know about a text: a note, and how long the translation may be.

Job: the model of `notes:` in a leaflet, of leaflets/library/notes.yaml and of locales/labels.yaml.
Trade-off: notes stand apart from the texts, by unit id, so that a text stays a plain string.
Side effects: none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Final, Self

from pydantic import Discriminator, Field, Tag, model_validator

from polyleaf.diagnostics import Diagnostic, did_you_mean
from polyleaf.reading.record import Record, Text
from polyleaf.reading.source import KeyPath, Source

__all__ = ["Note", "Notes", "note_of", "unknown_notes"]

MANUAL: Final = """
unknown-unit (error): an id that no text has: in a note, a catalog, an import or an approval
Why: a translation or a word to the translator would get lost without anybody noticing.
Wrong: msgctxt "titel"
Right: msgctxt "title"
Mend: correct the id, or remove the entry; ids come from the leaflet.
"""


class Note(Record):
    """A note for translators, and the most characters that a translation may have."""

    note: Text | None = None
    max_length: Annotated[int, Field(ge=1, le=10_000)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.note is None and self.max_length is None:
            message = "give a `note`, a `max_length`, or both"
            raise ValueError(message)
        return self


def _kind(value: object) -> str:
    return "[limit]" if isinstance(value, dict | Note) else "[note]"


# Told apart beforehand, so that only what is wrong with the form that was meant is reported.
Notes = dict[
    str,
    Annotated[
        Annotated[Text, Tag("[note]")] | Annotated[Note, Tag("[limit]")], Discriminator(_kind)
    ],
]
"""Notes by the id of the unit, or by the label, that they are about."""


def note_of(notes: Mapping[str, str | Note], unit: str) -> Note:
    """Return what is noted of a unit; a note without fields if that is nothing."""
    noted = notes.get(unit)
    if noted is None:
        return Note.model_construct()
    return noted if isinstance(noted, Note) else Note(note=noted)


def unknown_notes(
    notes: Mapping[str, str | Note], known: Collection[str], source: Source, path: KeyPath = ()
) -> list[Diagnostic]:
    """Return an error for each note on a text that there is not.

    Args:
        notes: the notes.
        known: unit ids, or labels.
        source: the file they are written in.
        path: the key they are under.

    """
    return [
        Diagnostic(
            "unknown-unit",
            source.locate((*path, unit)),
            f"there is a note on {unit!r}, and no text has that id",
            did_you_mean(unit, known) or "remove the note, or correct the id",
        )
        for unit in notes
        if unit not in known
    ]
