"""What translators are given: the messages of one catalog, and how far each of them has come.

Side effects: none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.languages.table import Language
from polyleaf.translation.catalog import Catalog, Message

__all__ = ["Handover", "UnitStatus", "catalog_behind", "unit_status"]

MANUAL: Final = """
catalog-behind (error): a catalog does not have today's source text of a unit
Why: a translation would be taken for one of another text.
Wrong: an export after an edit of the leaflet
Right: `polyleaf translations update` in between
Mend: run `polyleaf translations update`.
"""


class UnitStatus(StrEnum):
    """How far one unit has come, as translators are told."""

    MISSING = "missing"
    STALE = "stale"
    MACHINE_DRAFTED = "machine-drafted"
    TRANSLATED = "translated"


@dataclass(frozen=True)
class Handover:
    """One catalog on its way to translators.

    Attributes:
        name: the leaflet's id, or another name of the catalog.
        source: the language of its source texts.
        target: the language of its translations.
        messages: its messages, in the order of the leaflet's units.

    """

    name: str
    source: Language
    target: Language
    messages: tuple[Message, ...]


def unit_status(message: Message) -> UnitStatus:
    """Return how far a message has come whose source text is today's."""
    if not message.target.strip():
        return UnitStatus.MISSING
    if message.fuzzy:
        return UnitStatus.STALE
    return UnitStatus.MACHINE_DRAFTED if message.machine_drafted else UnitStatus.TRANSLATED


def catalog_behind(catalog: Catalog, unit: str, source: str) -> Diagnostic | None:
    """Return an error unless a catalog has today's source text of a unit."""
    message = catalog.messages.get(unit)
    if message and message.source == source:
        return None
    place = message.location if message else Location(catalog.file)
    text = f"the catalog does not have today's source text of {unit!r}"
    return Diagnostic("catalog-behind", place, text, "run `polyleaf translations update`")
