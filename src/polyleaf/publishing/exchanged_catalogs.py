"""The catalogs that go to translators and come back: those of leaflets, and that of shared wording.

Job: find the file, the texts and the language of each by its name. Side effects: reads catalogs.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from polyleaf.content.model import units
from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.publishing.sources import Sources
from polyleaf.translation.catalog import Catalog, load_catalog

__all__ = [
    "PHRASES",
    "exchanged_file",
    "load_exchanged",
    "source_language",
    "source_texts",
    "target_languages",
]

PHRASES: Final = "library/phrases"
"""How the catalog of shared wording is called; no leaflet can be."""


def target_languages(sources: Sources) -> list[str]:
    """Return the tags of the languages that people translate into."""
    return [tag for tag, language in sources.languages.items() if not language.pseudo]


def source_language(sources: Sources, name: str) -> str:
    """Return the tag of the language that a catalog is translated from."""
    if name == PHRASES:
        return sources.project.settings.language
    return sources.leaflets[name].leaflet.language


def source_texts(sources: Sources, name: str) -> Mapping[str, str]:
    """Return today's source texts of a catalog by unit id."""
    return sources.shared_units() if name == PHRASES else units(sources.leaflets[name].leaflet)


def exchanged_file(sources: Sources, name: str, tag: str) -> Path:
    """Return where a catalog is kept, whether or not it is there."""
    if name == PHRASES:
        return sources.project.locales / tag / "phrases.po"
    return sources.catalog_file(name, tag)


def load_exchanged(
    sources: Sources, name: str, tag: str, problems: list[Diagnostic]
) -> Catalog | None:
    """Load a catalog; return None where it is not there or has an error, and say so."""
    file = exchanged_file(sources, name, tag)
    if not file.is_file():
        text = f"{name!r} has no catalog in {tag!r}"
        hint = f"`polyleaf translations update -l {tag}` makes it"
        problems.append(Diagnostic("no-catalog", Location(file), text, hint))
        return None
    try:
        return load_catalog(file)
    except InputError as error:
        problems += error.diagnostics
        return None
