"""What a check of a source leaflet may look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from polyleaf.content.leaflets import LoadedLeaflet
from polyleaf.content.library import Library
from polyleaf.content.model import units
from polyleaf.diagnostics import Location
from polyleaf.languages.table import Language
from polyleaf.project import Project

__all__ = ["LeafletContext"]


@dataclass(frozen=True)
class LeafletContext:
    """A leaflet and what it may refer to."""

    project: Project
    loaded: LoadedLeaflet
    library: Library
    languages: Mapping[str, Language]

    def texts(self) -> Iterator[tuple[str, Location]]:
        """Yield each text of the leaflet, and where it is written."""
        for unit, text in units(self.loaded.leaflet).items():
            yield text, self.loaded.locate(unit)
