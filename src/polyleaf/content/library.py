"""What leaflets share: phrases, glossary terms and references.

Job: load leaflets/library/*.yaml. Trade-off: a missing file is an empty one, so that a project may
start without a library. Side effects: reads those three files.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.reading.record import Id, Record, Text, TextMap, Texts, map_each
from polyleaf.reading.source import Source, load_yaml
from polyleaf.reading.validation import validate

__all__ = ["Library", "Reference", "Term", "load_library"]

ReferenceId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][\w-]*$")]


class Availability(Record):
    """What we know of a source beyond CSL: whether it can still be read."""

    available: bool = True


class Reference(Record):
    """A CSL item (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables).

    Any CSL variable may be given; the fields below are the ones Polyleaf itself reads.
    """

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, Field(min_length=1)]
    title: Text
    language: str = "en"
    accessed: datetime.date | None = None
    custom: Availability = Availability()

    def csl(self) -> dict[str, Any]:
        """Return the item's CSL variables, as the editor wrote them."""
        return self.model_dump(exclude={"custom", "accessed"}, exclude_none=True)


class Term(Record):
    """A word to know: what it means, or at least where that can be read."""

    term: Text
    meaning: Text | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None

    @model_validator(mode="after")
    def _explains_something(self) -> Self:
        if self.meaning is None and self.url is None:
            message = f"the term {self.term!r} needs a `meaning`, or the `url` of one"
            raise ValueError(message)
        return self

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the term with each of its units changed."""
        changed = {"term": change(f"{path}/term", self.term)}
        if self.meaning is not None:
            changed["meaning"] = change(f"{path}/meaning", self.meaning)
        return self.model_copy(update=changed)


@dataclass(frozen=True)
class Library:
    """The shared wording and references of a project, in its source language."""

    phrases: Mapping[str, str] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    def map_texts(self, change: TextMap) -> Library:
        """Return the library with each unit's text replaced by `change(unit id, text)`."""
        glossary = {
            key: term.map_texts(f"glossary/{key}", change) for key, term in self.glossary.items()
        }
        phrases = map_each(self.phrases, "phrases", change)
        return Library(phrases, glossary, self.references, self.sources)


def load_library(folder: Path) -> tuple[Library, list[Diagnostic]]:
    """Load the library in `folder`; return what could be read, and every problem found."""
    diagnostics: list[Diagnostic] = []
    parts: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    for name, kind in _PARTS.items():
        file = folder / f"{name}.yaml"
        if not file.exists():
            continue
        try:
            sources[name] = load_yaml(file)
        except InputError as error:
            diagnostics += error.diagnostics
            continue
        value, problems = validate(kind, sources[name])
        diagnostics += problems
        parts[name] = value or {}
    return Library(**parts, sources=sources), diagnostics


_PARTS: dict[str, Any] = {
    "phrases": Texts,
    "glossary": dict[Id, Term],
    "references": dict[ReferenceId, Reference],
}
