"""The kinds of block a section is made of.

Job: one model per kind, each able to walk its own units. Trade-off: a block is told by the key that
only its kind has (`bullets:`, `steps:`, …), which is quicker to write than a `type:` and leaves one
way to say each thing. Side effects: none.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Discriminator, Field, Tag, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from polyleaf.reading.record import Id, Record, Text, TextMap, Texts, map_each

__all__ = [
    "BLOCK_KINDS",
    "Block",
    "Bullets",
    "Callout",
    "Contact",
    "Contacts",
    "Definition",
    "Definitions",
    "Figure",
    "Phrase",
    "Questions",
    "ResolvedPhrase",
    "Steps",
    "Table",
    "WriteIn",
    "kind_of",
    "map_block",
]

LIST_LIMIT: Final = 200


class _TextList(Record):
    """Texts one below the other, under the key that tells the kind."""

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the block with each of its units changed."""
        return self.model_copy(update={key: map_each(texts, path, change) for key, texts in self})


class Bullets(_TextList):
    """A list whose order does not matter."""

    bullets: Annotated[Texts, Field(min_length=1, max_length=LIST_LIMIT)]


class Steps(_TextList):
    """A numbered list of things that happen, or are to be done, one after another."""

    steps: Annotated[Texts, Field(min_length=1, max_length=LIST_LIMIT)]


class Questions(_TextList):
    """Questions to take to an appointment, each with a box to tick."""

    questions: Annotated[Texts, Field(min_length=1, max_length=LIST_LIMIT)]


class WriteIn(Record):
    """Empty lines to write on, under a label."""

    write_in: Annotated[Text, Field(alias="write-in")]
    lines: Annotated[int, Field(ge=1, le=30)] = 3

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the block with its label changed."""
        return self.model_copy(update={"write_in": change(path, self.write_in)})


class Phrase(Record):
    """A paragraph of shared wording, by its id in leaflets/library/phrases.yaml."""

    phrase: Id

    def map_texts(self, _path: str, _change: TextMap) -> Self:
        """Return the block as it is: a phrase's text is a unit of the library."""
        return self


class ResolvedPhrase(Record):
    """A phrase with its text, as a document carries it; its unit belongs to the library."""

    phrase: Id
    text: Text

    def map_texts(self, _path: str, change: TextMap) -> Self:
        """Return the block with its text changed."""
        return self.model_copy(update={"text": change(f"phrases/{self.phrase}", self.text)})


class Definition(Record):
    """A word and what it means."""

    term: Text
    meaning: Text

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the definition with each of its units changed."""
        texts = {"term": self.term, "meaning": self.meaning}
        return self.model_copy(update=map_each(texts, path, change))


class Definitions(Record):
    """Words explained where they stand (the glossary at the end makes itself)."""

    definitions: Annotated[dict[Id, Definition], Field(min_length=1, max_length=LIST_LIMIT)]

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the block with each of its units changed."""
        changed = {
            key: item.map_texts(f"{path}/{key}", change) for key, item in self.definitions.items()
        }
        return self.model_copy(update={"definitions": changed})


class Contact(Record):
    """A person or service to turn to. Phone and web address are never translated."""

    name: Text
    phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 -]*[0-9]$")] | None = None
    web: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    note: Text | None = None

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the contact with each of its units changed."""
        texts = {"name": self.name, "note": self.note}
        return self.model_copy(update=map_each(texts, path, change))


class Contacts(Record):
    """A list of contacts."""

    contacts: Annotated[dict[Id, Contact], Field(min_length=1, max_length=LIST_LIMIT)]

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the block with each of its units changed."""
        changed = {
            key: contact.map_texts(f"{path}/{key}", change)
            for key, contact in self.contacts.items()
        }
        return self.model_copy(update={"contacts": changed})


class Figure(Record):
    """A picture from leaflets/figures with a text alternative and a numbered legend.

    Words stay out of the picture, so that one picture serves every language.
    """

    figure: Annotated[str, Field(min_length=1)]
    alt: Text
    caption: Text | None = None
    legend: Texts = Field(default_factory=dict)

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the block with each of its units changed."""
        changed = map_each({"alt": self.alt, "caption": self.caption}, path, change)
        legend = map_each(self.legend, f"{path}/legend", change)
        return self.model_copy(update={**changed, "legend": legend})


class Grid(Record):
    """Rows and columns of a table; every row has a cell for every column."""

    columns: Annotated[Texts, Field(min_length=1, max_length=12)]
    rows: Annotated[dict[Id, Texts], Field(min_length=1, max_length=LIST_LIMIT)]
    caption: Text | None = None
    header: Literal["row", "column", "both"] = "row"

    @model_validator(mode="after")
    def _rows_fit_columns(self) -> Self:
        problem = PydanticCustomError(
            "value_error",
            "the row must have just these cells, in this order: {wanted}",
            {"wanted": ", ".join(self.columns)},
        )
        misfits = [
            InitErrorDetails(type=problem, loc=("rows", key), input=cells)
            for key, cells in self.rows.items()
            if list(cells) != list(self.columns)
        ]
        if misfits:
            raise ValidationError.from_exception_data("Grid", misfits)
        return self

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the grid with each of its units changed."""
        caption = map_each({"caption": self.caption}, path, change)
        columns = map_each(self.columns, f"{path}/columns", change)
        rows = {
            key: map_each(cells, f"{path}/rows/{key}", change) for key, cells in self.rows.items()
        }
        return self.model_copy(update={**caption, "columns": columns, "rows": rows})


class Table(Record):
    """A table whose first row, first column or both name what the cells are."""

    table: Grid

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the block with each of its units changed."""
        return self.model_copy(update={"table": self.table.map_texts(path, change)})


class Callout(Record):
    """A box that stands out: `info`, `caution` or `urgent`, with a list or blocks inside."""

    callout: Literal["info", "caution", "urgent"]
    heading: Text
    bullets: Texts = Field(default_factory=dict)
    content: dict[Id, Block] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_something_inside(self) -> Self:
        if not self.bullets and not self.content:
            message = "the callout is empty: give it bullets or content"
            raise ValueError(message)
        return self

    def map_texts(self, path: str, change: TextMap) -> Self:
        """Return the block with each of its units changed."""
        heading = change(f"{path}/heading", self.heading)
        bullets = map_each(self.bullets, path, change)
        content = {k: map_block(b, f"{path}/{k}", change) for k, b in self.content.items()}
        return self.model_copy(update={"heading": heading, "bullets": bullets, "content": content})


_MODELS: Final = {
    "bullets": Bullets,
    "steps": Steps,
    "questions": Questions,
    "write-in": WriteIn,
    "phrase": Phrase,
    "definitions": Definitions,
    "contacts": Contacts,
    "figure": Figure,
    "table": Table,
    "callout": Callout,
}
BLOCK_KINDS: Final = tuple(_MODELS)


def kind_of(block: object) -> str | None:
    """Return a block's kind, told by its own key; None when it has none.

    A callout may hold bullets of its own, so its key is asked for first.
    """
    if isinstance(block, str):
        return "paragraph"
    if isinstance(block, ResolvedPhrase):
        return "phrase"
    if isinstance(block, Record):
        return next(kind for kind, model in _MODELS.items() if isinstance(block, model))
    if isinstance(block, dict):
        return next((kind for kind in ("callout", *BLOCK_KINDS) if kind in block), None)
    return None


def _tag(block: object) -> str | None:
    """Return a block's kind in brackets: pydantic puts it among the keys that lead to an error.

    No key may look the same, or the error could not be found in the file.
    """
    kind = kind_of(block)
    return f"[{kind}]" if kind else None


Block = Annotated[
    Annotated[Text, Tag("[paragraph]")]
    | Annotated[Bullets, Tag("[bullets]")]
    | Annotated[Steps, Tag("[steps]")]
    | Annotated[Questions, Tag("[questions]")]
    | Annotated[WriteIn, Tag("[write-in]")]
    | Annotated[Phrase, Tag("[phrase]")]
    | Annotated[Definitions, Tag("[definitions]")]
    | Annotated[Contacts, Tag("[contacts]")]
    | Annotated[Figure, Tag("[figure]")]
    | Annotated[Table, Tag("[table]")]
    | Annotated[Callout, Tag("[callout]")],
    Discriminator(
        _tag,
        custom_error_type="unknown_block",
        custom_error_message="this is no kind of block",
        custom_error_context={"kinds": " ".join(BLOCK_KINDS)},
    ),
]
Callout.model_rebuild()


def map_block(block: Block, path: str, change: TextMap) -> Block:
    """Return the block with each of its units changed; a plain string is a paragraph."""
    return change(path, block) if isinstance(block, str) else block.map_texts(path, change)
