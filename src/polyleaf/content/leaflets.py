"""Leaflet files in, checked leaflets out.

Job: find and load leaflets/*.yaml, one diagnostic for each thing wrong with a file. Trade-off: a
leaflet with any error is not returned; the others still are. Side effects: reads the files.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from polyleaf.content.model import Leaflet, unit_list
from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.source import KeyPath, Source, load_yaml
from polyleaf.reading.validation import validate

__all__ = ["LoadedLeaflet", "leaflet_files", "load_leaflet"]


@dataclass(frozen=True)
class LoadedLeaflet:
    """A leaflet and the file it came from."""

    leaflet: Leaflet
    source: Source

    def locate(self, unit: str) -> Location:
        """Return the place of a unit's text, such as `side-effects/list/fever`, in the file."""
        return self.source.locate(_unit_path(unit, self.source))


def leaflet_files(folder: Path) -> dict[str, Path]:
    """Return the leaflet files of a folder by leaflet id, sorted by id."""
    return {file.stem: file for file in sorted(folder.glob("*.yaml"))}


def load_leaflet(file: Path) -> tuple[LoadedLeaflet | None, list[Diagnostic]]:
    """Load one leaflet; return it, or None, and every problem found in its file."""
    try:
        source = load_yaml(file)
    except InputError as error:
        return None, list(error.diagnostics)
    leaflet, diagnostics = validate(Leaflet, source)
    if leaflet is None or diagnostics:
        return None, diagnostics
    diagnostics += _id_problems(leaflet, source)
    return (None if diagnostics else LoadedLeaflet(leaflet, source)), diagnostics


def _id_problems(leaflet: Leaflet, source: Source) -> list[Diagnostic]:
    problems = []
    if leaflet.id != source.file.stem:
        message = f"the id {leaflet.id!r} is not the file's name {source.file.stem!r}"
        hint = f"write `id: {source.file.stem}`, or rename the file to {leaflet.id}.yaml"
        problems.append(Diagnostic("id-mismatch", source.locate(("id",)), message, hint))
    counts = Counter(unit for unit, _ in unit_list(leaflet))
    for unit in (unit for unit, count in counts.items() if count > 1):
        message = f"two texts have the unit id {unit!r}"
        hint = "`heading`, `alt`, `caption`, … belong to the block; rename your own id"
        location = source.locate(_unit_path(unit, source))
        problems.append(Diagnostic("unit-clash", location, message, hint))
    return problems


def _unit_path(unit: str, source: Source) -> KeyPath:
    """Return the path of keys that a unit id stands for.

    A unit id names only what an editor named, so keys such as `content` are put back here.
    """
    path: KeyPath = () if unit.split("/", maxsplit=1)[0] in source.data else ("sections",)
    for part in unit.split("/"):
        path = _step(path, part, source)
    return path


def _step(path: KeyPath, part: str, source: Source) -> KeyPath:
    names = (part, part.replace("-", "_"))
    steps = [(*path, name) for name in names]
    inner = ("content", "bullets", "steps", "questions", "definitions", "contacts", "table")
    steps += [(*path, key, name) for key in inner for name in names]
    return next((step for step in steps if step in source.positions), path)
