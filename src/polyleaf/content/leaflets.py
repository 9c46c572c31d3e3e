"""Leaflet files in, checked leaflets out.

Job: find and load leaflets/*.yaml, one diagnostic for each thing wrong with a file. Trade-off: a
leaflet with any error is not returned; the others still are. Side effects: reads the files.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from polyleaf.content.model import RESERVED_SECTIONS, Leaflet, unit_list, units
from polyleaf.content.notes import unknown_notes
from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.record import ID_PATTERN
from polyleaf.reading.source import KeyPath, Source, load_yaml
from polyleaf.reading.validation import salvage, validate

__all__ = ["LoadedLeaflet", "load_leaflet", "salvage_leaflet"]

MANUAL: Final = """
id-mismatch (error): the id of a leaflet is not the name of its file
Why: catalogs and approvals are found by the id: a translation would go to the wrong leaflet.
Wrong: id: t-vec in leaflets/talimogene.yaml
Right: id: talimogene in leaflets/talimogene.yaml
Mend: write the file's name as `id`, or rename the file.

unit-clash (error): two texts of a leaflet have the same unit id
Why: a translation of one would be printed for the other.
Wrong: an item with the id `heading` beside the block's own heading
Right: an item with the id `first`
Mend: rename your own id; `heading`, `alt`, `caption` and the like belong to the block.
"""

# What a leaflet cannot do without, and what no check looks at.
_STAND_INS: Final = MappingProxyType(
    {
        "id": "x",
        "language": "en",
        "title": "x",
        "version": "x",
        "dates": {"revised": datetime.date(2000, 1, 1)},
    }
)


@dataclass(frozen=True)
class LoadedLeaflet:
    """A leaflet and the file it came from."""

    leaflet: Leaflet
    source: Source

    def locate(self, unit: str) -> Location:
        """Return the place of a unit's text, such as `side-effects/list/fever`, in the file."""
        return self.source.locate(_unit_path(unit, self.source))


def load_leaflet(file: Path) -> tuple[LoadedLeaflet | None, list[Diagnostic]]:
    """Load one leaflet; return it, or None, and every problem found in its file."""
    try:
        source = load_yaml(file)
    except InputError as error:
        return None, list(error.diagnostics)
    leaflet, diagnostics = validate(Leaflet, source)
    diagnostics += _id_problems(source)
    if leaflet is not None:
        diagnostics += _clashes(leaflet, source)
        diagnostics += unknown_notes(leaflet.notes, units(leaflet), source, ("notes",))
    diagnostics.sort(key=lambda d: (d.location, d.code))
    if leaflet is None or diagnostics:
        return None, diagnostics
    return LoadedLeaflet(leaflet, source), []


def salvage_leaflet(file: Path) -> LoadedLeaflet | None:
    """Load as much of a leaflet with errors as can be understood.

    What it refers to can then be checked in the same run; it must not be printed.
    """
    try:
        source = load_yaml(file)
    except InputError:
        return None
    leaflet = salvage(Leaflet, source, _STAND_INS)
    return None if leaflet is None else LoadedLeaflet(leaflet, source)


def _id_problems(source: Source) -> list[Diagnostic]:
    name = source.data.get("id") if isinstance(source.data, dict) else None
    stem = source.file.stem
    if not isinstance(name, str) or name == stem or not re.fullmatch(ID_PATTERN, name):
        return []
    message = f"the id {name!r} is not the file's name {stem!r}"
    hint = f"write `id: {stem}`, or rename the file to {name}.yaml"
    return [Diagnostic("id-mismatch", source.locate(("id",)), message, hint)]


def _clashes(leaflet: Leaflet, source: Source) -> list[Diagnostic]:
    problems = []
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
    path: KeyPath = () if unit.partition("/")[0] in RESERVED_SECTIONS else ("sections",)
    for part in unit.split("/"):
        path = _step(path, part, source)
    label = (*path, "write-in")
    return label if label in source.positions else path


def _step(path: KeyPath, part: str, source: Source) -> KeyPath:
    """Return the path one part further; an editor's id comes before a key of the same name."""
    names = (part, part.replace("-", "_"))
    inner = ("content", "bullets", "steps", "questions", "definitions", "contacts", "table")
    steps = [(*path, key, name) for key in inner for name in names]
    steps += [(*path, name) for name in names]
    return next((step for step in steps if step in source.positions), path)
