"""What every model of the content is made of: strict frozen records, ids and texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

__all__ = [
    "ID_PATTERN",
    "FileId",
    "Id",
    "ReadingGrade",
    "Record",
    "Text",
    "TextMap",
    "Texts",
    "map_each",
]

ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
# Names that Windows gives to devices, whatever follows a dot
# (https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions).
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


def _no_device(name: str) -> str:
    if name in _DEVICES:
        message = f"{name!r} is the name of a device on Windows, where no file can be called so"
        raise ValueError(message)
    return name


FileId = Annotated[Id, AfterValidator(_no_device)]
"""An id that files are called by, as that of a leaflet."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = dict[Id, Text]
ReadingGrade = Annotated[int, Field(ge=1, le=18)]
"""The school year after which a reader should understand a text."""

TextMap = Callable[[str, str], str]
"""Takes a unit id and its text; returns the text to put in its place."""


class Record(BaseModel):
    """A model that takes no unknown field, converts no type and never changes."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
    )


def map_each(texts: Mapping[str, str | None], path: str, change: TextMap) -> dict[str, str]:
    """Return `texts` with each one changed, its unit id being `path/key`; None is left out."""
    return {key: change(f"{path}/{key}", text) for key, text in texts.items() if text is not None}
