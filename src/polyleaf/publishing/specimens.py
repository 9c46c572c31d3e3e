"""Specimens: one PDF a language, on which a native reader can judge how it is set.

Job: give the shipped specimen leaflet and its catalogs the place that a project's leaflets have, so
that specimens go through the very pipeline that leaflets do. Trade-off: the texts are ours, marked
as drafts; table, fonts, templates and colours are the project's. Side effects: reads files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from polyleaf.content.document import Document, assemble
from polyleaf.content.leaflets import load_leaflet
from polyleaf.content.library import Library
from polyleaf.project import Project, defaults_folder
from polyleaf.publishing.sources import Sources
from polyleaf.publishing.tables import load_tables

__all__ = ["SPECIMEN", "Specimens", "load_specimens"]

SPECIMEN: Final = "specimen"

# Settings that no specimen prints.
UNPRINTED: Final = {"online": None, "helpline": None}


@dataclass(frozen=True)
class Specimens(Sources):
    """The specimen leaflet in the place of a project's leaflets."""

    @property
    def template(self) -> str:
        """The template that adds samples of the language."""
        return "specimen.html"

    def document(self, leaflet: str) -> Document:
        """Return the specimen, which draws nothing from a library."""
        return assemble(self.leaflets[leaflet].leaflet, self.library, {})

    def catalog_file(self, leaflet: str, language: str) -> Path:
        """Return the shipped catalog, or a project's own for a language that it adds."""
        files = self.project.locale_files(f"{language}/{leaflet}.po")
        return files[-1] if files else self.project.locales / language / f"{leaflet}.po"

    def ledger_file(self, leaflet: str, language: str) -> Path:
        """Return where no ledger is: a specimen is never approved, whatever a leaflet is called."""
        return self.project.locales / language / f"{leaflet}-approvals.yaml"

    def shared_catalog_file(self, language: str) -> None:
        """Return nothing: a specimen has no shared wording."""


def load_specimens(project: Project, languages: Iterable[str] = ()) -> Specimens:
    """Return the specimen for a project's table of languages.

    Args:
        project: whose table, fonts, templates and colours are used.
        languages: tags; none for all of the table that have a specimen catalog.

    Raises:
        UsageError: the table of languages or of fonts is unusable.

    """
    table, families = load_tables(project)
    loaded, problems = load_leaflet(defaults_folder() / "locales" / f"{SPECIMEN}.yaml")
    if loaded is None:
        message = f"the shipped specimen is broken: {problems}"
        raise ValueError(message)
    wanted = list(languages or table)
    settings = project.settings.model_copy(update=UNPRINTED | {"languages": wanted})
    return Specimens(
        project=replace(project, settings=settings),
        languages=table,
        families=families,
        library=Library(),
        leaflets={SPECIMEN: loaded},
        broken=frozenset(),
    )
