"""build/manifest.json: every publication that the build folder holds.

Job: read and write the manifest. Trade-off: a build of a few leaflets keeps the entries of the
others, as long as their files are there. Side effects: reads and writes the manifest's file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from polyleaf import __version__
from polyleaf.publishing.files import write_file

__all__ = [
    "INDEX",
    "Publication",
    "as_json",
    "has_lists",
    "in_order",
    "read_manifest",
    "write_manifest",
]

FILE: Final = "manifest.json"
INDEX: Final = "index.html"
_PLACE: Final = attrgetter("leaflet", "language", "edition", "paper", "path")


@dataclass(frozen=True)
class Publication:
    """One PDF: leaflet, language, edition and paper, and what is known of it.

    Attributes:
        leaflet: the leaflet's id.
        language: BCP 47 tag.
        edition: `standard`, or another edition's name.
        paper: `a4` or `letter`.
        path: the PDF, relative to the build folder, with slashes.
        title: the title in the publication's language.
        source_title: the title in the leaflet's source language.
        sha256: of the PDF, in hex.
        size: of the PDF, in bytes.
        pages: number of pages.
        status: how far the text has come (`translation.merge.Status`).
        revised, reviewed, review_due: ISO dates, or "".
        source_revision: the first 16 hex digits of the SHA-256 of the source document.
        warnings: codes of the warnings, in order.

    """

    leaflet: str
    language: str
    edition: str
    paper: str
    path: str
    title: str
    source_title: str
    sha256: str
    size: int
    pages: int
    status: str
    revised: str
    reviewed: str
    review_due: str
    source_revision: str
    warnings: tuple[str, ...]


def read_manifest(folder: Path) -> list[Publication]:
    """Return the publications of a build folder whose files are still there.

    A manifest that is missing, or that another version wrote, counts as empty.
    """
    try:
        data = _MANIFEST.validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return []
    return [p for p in data.publications if os.path.isfile(f"{folder}/{p.path}")]  # noqa: PTH113 - fast


@dataclass(frozen=True)
class _Manifest:
    publications: list[Publication]


_MANIFEST: Final = TypeAdapter(_Manifest)


def write_manifest(folder: Path, publications: Iterable[Publication]) -> None:
    """Write the manifest, sorted, so that the same publications give the same bytes.

    Each entry has a line of its own, so that a comparison of two manifests tells what changed.
    """
    entries = ",\n  ".join(map(as_json, in_order(publications)))
    generator = json.dumps(f"Polyleaf {__version__}")
    text = f'{{\n "generator": {generator},\n "publications": [\n  {entries}\n ]\n}}\n'
    write_file(folder / FILE, text.encode())


def in_order(publications: Iterable[Publication]) -> list[Publication]:
    """Return publications in the order of the manifest."""
    return sorted(publications, key=_PLACE)


def as_json(publication: Publication) -> str:
    """Return the entry of a publication on one line."""
    return json.dumps(vars(publication), ensure_ascii=False)


def has_lists(out: Path) -> bool:
    """Tell whether a build folder has its manifest and its index."""
    return (out / FILE).is_file() and (out / INDEX).is_file()
