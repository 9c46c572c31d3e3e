"""What a check of a source leaflet may look at."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from polyleaf.content.document import assemble
from polyleaf.content.leaflets import LoadedLeaflet
from polyleaf.content.library import Library
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

    def units(self) -> dict[str, str]:
        """Return each text that the leaflet prints, the library's too: unit id to text."""
        notices = {role: key for role, key in self.project.settings.notices if key}
        return assemble(self.loaded.leaflet, self.library, notices).units()

    def texts(self) -> Iterator[tuple[str, Location]]:
        """Yield each text that the leaflet prints, and where it is written."""
        yield from self._texts

    def unknown(
        self, mentioned: Callable[[str], Iterable[str]], known: Container[str]
    ) -> Iterator[tuple[str, Location]]:
        """Yield each key that a text mentions and that is not known, and where the text stands."""
        for text, location in self.texts():
            for key in mentioned(text):
                if key not in known:
                    yield key, location

    @cached_property
    def _texts(self) -> tuple[tuple[str, Location], ...]:
        return tuple((text, self.locate(unit)) for unit, text in self.units().items())

    def locate(self, unit: str) -> Location:
        """Return where the text of a unit is written in the source language."""
        part, *keys = unit.split("/")
        if part in {"phrases", "glossary", "references"}:
            return self.library.sources[part].locate(tuple(keys))
        return self.loaded.locate(unit)
