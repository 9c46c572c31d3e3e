"""Which publications are asked for, and where each one's PDF goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["PlannedPublication", "plan"]


@dataclass(frozen=True, order=True)
class PlannedPublication:
    """A publication to be made."""

    leaflet: str
    language: str
    paper: str
    edition: str = "standard"

    @property
    def path(self) -> str:
        """The PDF's place in the build folder, as the contract fixes it."""
        suffix = "" if self.edition == "standard" else f".{self.edition}"
        return f"pdf/{self.language}/{self.leaflet}.{self.language}{suffix}.pdf"


def plan(
    leaflets: Iterable[str], languages: Iterable[str], paper: str
) -> Iterator[PlannedPublication]:
    """Yield every leaflet in every language, a leaflet at a time."""
    tags = tuple(languages)
    for leaflet in leaflets:
        for language in tags:
            yield PlannedPublication(leaflet, language, paper)
