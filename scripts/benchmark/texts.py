"""The specimen's texts in every language: what a synthetic catalogue is made of.

Job: give the text of each unit of the shipped specimen, translated. Trade-off: sentences that are
there already, so that nobody has to invent any and each has a true translation.
Side effects: reads the specimen and its catalogs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib

from polyleaf.content.leaflets import load_leaflet
from polyleaf.content.model import units
from polyleaf.project import defaults_folder
from polyleaf.translation.catalog import load_catalog

__all__ = ["SOURCE", "Text", "in_language", "specimen", "translated_languages"]

SOURCE = "en"
# Scripts that put no space between two sentences.
_WITHOUT_SPACES = ("zh", "yue", "ja")


@dataclass(frozen=True)
class Text:
    """Units of the specimen whose texts stand one after the other; a number may follow."""

    units: tuple[str, ...]
    number: int | None = None


def in_language(text: Text, language: str) -> str:
    """Return a text in a language."""
    texts = specimen(language)
    space = "" if language.startswith(_WITHOUT_SPACES) else " "
    said = space.join(texts[unit] for unit in text.units)
    return said if text.number is None else f"{said} {text.number}"


@cache
def specimen(language: str) -> Mapping[str, str]:
    """Return the specimen's texts by unit, in English or a language that it is translated to."""
    locales = defaults_folder() / "locales"
    if language == SOURCE:
        loaded, problems = load_leaflet(locales / "specimen.yaml")
        if loaded is None:
            raise ValueError(f"the specimen is broken: {problems}")
        return units(loaded.leaflet)
    catalog = load_catalog(locales / language / "specimen.po")
    return {unit: message.target for unit, message in catalog.messages.items()}


@cache
def translated_languages() -> tuple[str, ...]:
    """Return the tags of the languages that have all labels and the whole specimen, sorted."""
    folders = sorted((defaults_folder() / "locales").glob("*/specimen.po"))
    labels = {file.parent.name: _labels(file.with_name("ui.po")) for file in folders}
    whole = specimen(SOURCE).keys()
    return tuple(
        tag
        for tag, number in labels.items()
        if number == max(labels.values()) and all(map(specimen(tag).get, whole))
    )


def _labels(file: Path) -> int:
    """Return how many labels a catalog of them translates."""
    return len(polib.pofile(str(file)).translated_entries()) if file.exists() else 0
