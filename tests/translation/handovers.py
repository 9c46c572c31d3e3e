"""Catalogs on their way to translators."""

from __future__ import annotations

from pathlib import Path

from polyleaf.diagnostics import Location
from polyleaf.languages.table import Language
from polyleaf.translation.catalog import Catalog, Message
from polyleaf.translation.handover import Handover

__all__ = ["ARABIC", "ENGLISH", "SPANISH", "catalog_of", "handover", "message"]

ENGLISH = Language(
    tag="en", name="English", english="English", script="Latn", fonts=["x"], quotes=["“", "”"]
)
SPANISH = Language(
    tag="es", name="Español", english="Spanish", script="Latn", fonts=["x"], quotes=["“", "”"]
)
ARABIC = Language(
    tag="ar",
    name="العربية",
    english="Arabic",
    script="Arab",
    direction="rtl",
    fonts=["x"],
    quotes=["«", "»"],
)
PO = Path("locales/es/leaflets/a.po")


def message(unit: str, source: str, target: str = "", **more: str | bool) -> Message:
    """Return a message of a catalog."""
    return Message(unit, source, target, Location(PO, 5, 1), **more)  # type: ignore[arg-type]


def handover(*messages: Message, name: str = "a", target: Language = SPANISH) -> Handover:
    """Return a catalog on its way out."""
    return Handover(name, ENGLISH, target, messages)


def catalog_of(*messages: Message) -> Catalog:
    """Return the catalog of the messages."""
    return Catalog(PO, {one.id: one for one in messages})
