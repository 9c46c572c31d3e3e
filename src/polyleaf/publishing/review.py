"""What is wrong with a catalog's translations: against their source, with terms and waivers.

Side effects: reads the terms and waivers of a language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from polyleaf.checks import letters, translations
from polyleaf.checks.pairs import catalogs
from polyleaf.content.model import Leaflet
from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.languages.table import Language
from polyleaf.translation.catalog import Catalog, load_labels
from polyleaf.translation.merge import catalog_problems
from polyleaf.translation.termbase import Term, load_terms
from polyleaf.translation.waivers import Waivers, load_waivers

__all__ = ["Reviewer", "check_messages", "load_reviewer"]


@dataclass(frozen=True)
class Reviewer:
    """What the translations of one language are held against.

    Attributes:
        folder: the language's folder in locales/.
        source: tag of the source language.
        language: the language.
        terms: its terms.
        waivers: the findings that may stand.

    """

    folder: Path
    source: str
    language: Language
    terms: tuple[Term, ...] = ()
    waivers: Waivers = field(default_factory=Waivers)

    def of_leaflet(
        self, catalog: Catalog, units: Mapping[str, str], leaflet: Leaflet
    ) -> list[Diagnostic]:
        """Return what is wrong with the catalog of a leaflet, whose medicine keeps its name."""
        names = catalogs.names_of(leaflet.medicine_names)
        return self._findings(f"leaflets/{leaflet.id}", catalog, units, names)

    def of_phrases(self, catalog: Catalog, units: Mapping[str, str]) -> list[Diagnostic]:
        """Return what is wrong with the catalog of shared wording."""
        return self._findings("phrases", catalog, units)

    def of_labels(self) -> list[Diagnostic]:
        """Return what is wrong with the project's own interface strings, if it has any."""
        file = self.folder / "ui.po"
        if not file.is_file():
            return self.waivers.of("ui").apply(Catalog(file), [])
        catalog = load_labels(file)
        units = {key: message.source for key, message in catalog.messages.items()}
        return self._findings("ui", catalog, units)

    def strays(self, leaflets: Iterable[str]) -> list[Diagnostic]:
        """Return a warning for each waiver of a catalog that there is not."""
        return self.waivers.strays([*(f"leaflets/{name}" for name in leaflets), "phrases", "ui"])

    def _findings(
        self, name: str, catalog: Catalog, units: Mapping[str, str], names: tuple[Term, ...] = ()
    ) -> list[Diagnostic]:
        terms = (*self.terms, *names)
        found = catalogs.check(catalog, units, (self.source, self.language), terms)
        return self.waivers.of(name).apply(catalog, found)


def load_reviewer(
    folder: Path, source: str, language: Language
) -> tuple[Reviewer, list[Diagnostic]]:
    """Load the terms and waivers of a language; without those of a broken file, and why.

    Terms of all languages, such as names that none translates, are in the folder above.
    """
    problems: list[Diagnostic] = []
    terms: tuple[Term, ...] = ()
    waivers = Waivers()
    for file in (folder.parent / "terms.csv", folder / "terms.csv"):
        try:
            terms += load_terms(file) if file.exists() else ()
        except InputError as error:
            problems += error.diagnostics
    try:
        waivers = load_waivers(folder / "waivers.yaml")
    except InputError as error:
        problems += error.diagnostics
    return Reviewer(folder, source, language, terms, waivers), problems


def check_messages(
    catalog: Catalog, language: Language, known: Mapping[str, str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the ids, the markup and the letters of a catalog's messages.

    Args: `known` are the units that it translates, by id.
    """
    yield from catalog_problems(catalog, known)
    yield from translations.check(catalog, known)
    targets = {key: message.target for key, message in catalog.messages.items()}
    places = {key: message.location for key, message in catalog.messages.items()}
    yield from letters.check_texts(targets, language, places.__getitem__)
