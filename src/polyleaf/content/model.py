"""The leaflet: what an editor may write, as frozen pydantic models.

Job: say which fields a leaflet has and of which type, and walk its translatable texts. Trade-off:
one walk (`map_texts`) names every unit, so that extraction, translation and typesetting can never
disagree about an id. Side effects: none.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from polyleaf.content.blocks import Block, map_block
from polyleaf.content.notes import Notes
from polyleaf.reading.record import FileId, Id, ReadingGrade, Record, Text, TextMap

__all__ = [
    "Change",
    "Dates",
    "Leaflet",
    "Medicine",
    "Provenance",
    "Section",
    "SourceRecord",
    "unit_list",
    "units",
]

_PERIOD: Final = re.compile(r"P(?:([0-9]{1,3})Y)?(?:([0-9]{1,3})M)?\Z")


def _months(period: str) -> int:
    match = _PERIOD.match(period)
    years, months = match.groups() if match else (None, None)
    return int(years or 0) * 12 + int(months or 0)


class Dates(Record):
    """When the leaflet was revised and reviewed, and how often it must be reviewed.

    A partial edit moves `revised` only (NHS and HSE practice); `review_every` is an ISO 8601
    duration of whole years and months, such as P1Y or P3M.
    """

    revised: datetime.date | None = None
    reviewed: datetime.date | None = None
    review_every: Annotated[str, Field(examples=["P1Y", "P3M"])] | None = None

    @model_validator(mode="after")
    def _has_a_date(self) -> Self:
        if self.revised is None and self.reviewed is None:
            message = "give at least one of `revised` and `reviewed`"
            raise ValueError(message)
        return self

    @field_validator("review_every")
    @classmethod
    def _is_period(cls, value: str | None) -> str | None:
        if value is not None and not _months(value):
            message = f"{value!r} is no period of years and months; write P1Y, P6M or P3M"
            raise ValueError(message)
        return value

    @property
    def review_months(self) -> int:
        """Return the review period in months, 0 when there is none."""
        return _months(self.review_every or "")

    @property
    def review_due(self) -> datetime.date | None:
        """Return the day the next review is due."""
        return self.review_due_after(self.reviewed)

    def review_due_after(self, reviewed: datetime.date | None) -> datetime.date | None:
        """Return the day the review after another is due, such as that of a translation.

        It is the same day of the month, or the month's last.
        """
        if reviewed is None or not self.review_months:
            return None
        year, month = divmod(reviewed.month - 1 + self.review_months, 12)
        first = datetime.date(reviewed.year + year, month + 1, 1)
        after = datetime.date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return min(
            first + datetime.timedelta(days=reviewed.day - 1),
            after - datetime.timedelta(days=1),
        )


class SourceRecord(Record):
    """Where the facts come from."""

    name: str
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    citation: str | None = None
    license: Text | None = None


class Provenance(Record):
    """Who wrote and who reviewed the leaflet. Only people and bodies that exist are named."""

    authors: list[str] = Field(default_factory=list)
    reviewers: list[str] = Field(default_factory=list)
    license: str | None = None
    source: SourceRecord | None = None


class Medicine(Record):
    """The panel of a leaflet about one medicine. Names are never translated."""

    name: str
    pronunciation: str | None = None
    brands: list[str] = Field(default_factory=list)
    approved_use: Text | None = None
    approved_by: Text | None = None

    def map_texts(self, change: TextMap) -> Self:
        """Return the panel with each of its units changed."""
        changed = {
            field: change(f"medicine/{field.replace('_', '-')}", text)
            for field in ("approved_use", "approved_by")
            if (text := getattr(self, field)) is not None
        }
        return self.model_copy(update=changed)


class Section(Record):
    """A heading and the blocks under it."""

    heading: Text
    content: dict[Id, Block] = Field(default_factory=dict)


# A section of one of these names would share unit ids with the leaflet's fields or the library.
RESERVED_SECTIONS: Final = frozenset(
    {"title", "summary", "medicine", "provenance", "phrases", "glossary", "helpline"}
)


def _not_reserved(section: str) -> str:
    if section in RESERVED_SECTIONS:
        message = f"a section may not be called {section!r}; that name is a field of the leaflet"
        raise ValueError(message)
    return section


SectionId = Annotated[Id, AfterValidator(_not_reserved)]


Change = Literal["editorial", "safety"]
"""What the newest revision of a leaflet changed: its wording only, or what keeps a reader safe."""


class Leaflet(Record):
    """One document with a stable id, written once in its source language.

    `change` is the editor's word on the newest revision. A leaflet without it counts as changed in
    its meaning: nobody has said that the sheets handed out so far may still be handed out.
    `reading_grade` is the school year after which a reader should understand it, in place of the
    project's.
    """

    id: FileId
    code: Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{0,15}$")] | None = None
    language: str
    title: Text
    summary: Text | None = None
    audience: Literal["patient", "caregiver", "professional"] = "patient"
    topics: list[Id] = Field(default_factory=list)
    version: Annotated[str, Field(min_length=1, max_length=20)]
    change: Change | None = None
    dates: Dates
    provenance: Provenance = Provenance()
    medicine: Medicine | None = None
    reading_grade: ReadingGrade | None = None
    sections: Annotated[dict[SectionId, Section], Field(min_length=1, max_length=60)]
    notes: Notes = Field(default_factory=dict)

    @property
    def medicine_names(self) -> tuple[str, ...]:
        """The names of its medicine, which no language translates."""
        return (self.medicine.name, *self.medicine.brands) if self.medicine else ()

    def map_texts(self, change: TextMap) -> Self:
        """Return the leaflet with each unit's text replaced by `change(unit id, text)`."""
        changed: dict[str, Any] = {"title": change("title", self.title)}
        if self.summary is not None:
            changed["summary"] = change("summary", self.summary)
        if self.medicine is not None:
            changed["medicine"] = self.medicine.map_texts(change)
        changed["sections"] = {
            key: _map_section(section, key, change) for key, section in self.sections.items()
        }
        changed["provenance"] = _map_provenance(self.provenance, change)
        return self.model_copy(update=changed)


def _map_section(section: Section, key: str, change: TextMap) -> Section:
    heading = change(f"{key}/heading", section.heading)
    content = {name: map_block(b, f"{key}/{name}", change) for name, b in section.content.items()}
    return section.model_copy(update={"heading": heading, "content": content})


def _map_provenance(provenance: Provenance, change: TextMap) -> Provenance:
    source = provenance.source
    if source is None or source.license is None:
        return provenance
    text = change("provenance/source/license", source.license)
    return provenance.model_copy(update={"source": source.model_copy(update={"license": text})})


def leaflet_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a leaflet's YAML."""
    schema = Leaflet.model_json_schema()
    for part in (schema, *schema["$defs"].values()):
        _close(part)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _close(schema: Any) -> None:  # noqa: ANN401 - any part of a schema
    """Let no key pass that is no id: pydantic names the pattern and leaves other keys open."""
    if isinstance(schema, list):
        for item in schema:
            _close(item)
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema.setdefault("additionalProperties", False)
        for item in schema.values():
            _close(item)


def units(leaflet: Leaflet) -> dict[str, str]:
    """Return the leaflet's units in reading order: unit id to text."""
    return dict(unit_list(leaflet))


def unit_list(leaflet: Leaflet) -> list[tuple[str, str]]:
    """Return each unit id and text as often as it occurs, so that clashes can be seen."""
    found: list[tuple[str, str]] = []

    def collect(unit: str, text: str) -> str:
        found.append((unit, text))
        return text

    leaflet.map_texts(collect)
    return found
