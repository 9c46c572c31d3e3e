"""What leaflets share: phrases, glossary terms and references, and notes for their translators.

Job: load leaflets/library/*.yaml. Trade-off: a missing file is an empty one, so that a project may
start without a library. Side effects: reads those three files.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, ConfigDict, Discriminator, Field, Tag, model_validator

from polyleaf.content.notes import Note, Notes
from polyleaf.diagnostics import Diagnostic, InputError, did_you_mean
from polyleaf.reading.record import Id, Record, Text, TextMap, Texts, map_each
from polyleaf.reading.source import Source, load_yaml
from polyleaf.reading.validation import validate

__all__ = ["Library", "Reference", "Term", "load_library"]

ReferenceId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][\w-]*$")]


class Name(Record):
    """A person's or a body's name, as CSL writes it."""

    model_config = ConfigDict(extra="allow")

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.family is None and self.literal is None:
            message = "a name needs a `family`, or a `literal` for a body"
            raise ValueError(message)
        return self


class CslDate(Record):
    """A date as CSL's own data model writes it."""

    date_parts: Annotated[
        list[Annotated[list[int], Field(min_length=1, max_length=3)]],
        Field(alias="date-parts", min_length=1, max_length=2),
    ]


Year = Annotated[int, Field(ge=1000, le=2999)]
YearMonth = Annotated[str, Field(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-[0-3][0-9])?)?$")]


def _date_kind(value: object) -> str:
    """Tell the form of a date, so that only what is wrong with that form is reported."""
    if isinstance(value, datetime.date):
        return "[date]"
    if isinstance(value, int):
        return "[year]"
    return "[csl]" if isinstance(value, dict | CslDate) else "[text]"


Issued = Annotated[
    Annotated[datetime.date, Tag("[date]")]
    | Annotated[Year, Tag("[year]")]
    | Annotated[CslDate, Tag("[csl]")]
    | Annotated[YearMonth, Tag("[text]")],
    Discriminator(_date_kind),
]

# The types of CSL 1.0.2, appendix III
# (https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types).
_TYPES: Final = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic
    hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet
    paper-conference patent performance periodical personal_communication post post-weblog
    regulation report review review-book software song speech standard thesis treaty webpage
"""
CSL_TYPES: Final = tuple(_TYPES.split())


def _is_csl_type(value: str) -> str:
    if value not in CSL_TYPES:
        near = did_you_mean(value, CSL_TYPES) or f"it is one of {', '.join(CSL_TYPES)}"
        message = f"{value!r} is no type of reference; {near}"
        raise ValueError(message)
    return value


class Availability(Record):
    """What we know of a source beyond CSL: whether it can still be read."""

    available: bool = True


class Reference(Record):
    """A CSL item (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables).

    Any CSL variable may be given; the fields below are the ones Polyleaf itself reads.
    """

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, AfterValidator(_is_csl_type)]
    title: Text
    language: str = "en"
    author: list[Name] | None = None
    editor: list[Name] | None = None
    issued: Issued | None = None
    accessed: datetime.date | None = None
    custom: Availability = Availability()

    def csl(self) -> dict[str, Any]:
        """Return the item's CSL variables, as the editor wrote them."""
        return self.model_dump(exclude={"custom", "accessed"}, exclude_none=True, by_alias=True)


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
        texts = {"term": self.term, "meaning": self.meaning}
        return self.model_copy(update=map_each(texts, path, change))


@dataclass(frozen=True)
class Library:
    """The shared wording and references of a project, in its source language."""

    phrases: Mapping[str, str] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    notes: Mapping[str, str | Note] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    def map_texts(self, change: TextMap) -> Library:
        """Return the library with each unit's text replaced by `change(unit id, text)`."""
        glossary = {
            key: term.map_texts(f"glossary/{key}", change) for key, term in self.glossary.items()
        }
        phrases = map_each(self.phrases, "phrases", change)
        return replace(self, phrases=phrases, glossary=glossary)


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
        parts[name] = value or _sound_entries(kind, sources[name])
    return Library(**parts, sources=sources), diagnostics


def _sound_entries(kind: Any, source: Source) -> dict[str, Any]:  # noqa: ANN401 - a type
    """Return the entries without an error; what refers to another one is not to be printed."""
    entries = source.data if isinstance(source.data, dict) else {}
    alone = (validate(kind, replace(source, data={key: e}))[0] for key, e in entries.items())
    return {key: value for entry in alone if entry for key, value in entry.items()}


_PARTS: dict[str, Any] = {
    "phrases": Texts,
    "glossary": dict[Id, Term],
    "references": dict[ReferenceId, Reference],
    "notes": Notes,
}
