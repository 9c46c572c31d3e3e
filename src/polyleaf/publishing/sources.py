"""Everything a project says, loaded and checked once.

Job: load languages, library, leaflets and catalogs, and collect what is wrong with each. Trade-off:
a leaflet with an error is set aside and the rest go on. Side effects: reads the project's files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Self

from polyleaf.checks.context import LeafletContext
from polyleaf.checks.source import check_leaflet
from polyleaf.content.document import Document, assemble
from polyleaf.content.leaflets import LoadedLeaflet, load_leaflet, salvage_leaflet
from polyleaf.content.library import Library, load_library
from polyleaf.content.notes import unknown_notes
from polyleaf.diagnostics import (
    Diagnostic,
    UsageError,
    has_errors,
)
from polyleaf.languages.table import Language, unknown_language
from polyleaf.project import Project, leaflet_files
from polyleaf.publishing.plan import wanted_leaflets
from polyleaf.publishing.tables import load_pseudolocales, load_tables
from polyleaf.publishing.wording import Wording, WordingReview, review_wording
from polyleaf.typesetting.font_table import FontFamily

__all__ = [
    "Sources",
    "load_sources",
]


@dataclass(frozen=True)
class Sources:
    """A project's content in its source language.

    Attributes:
        project: where it is and how it is set up.
        languages: the table of languages by tag, with the fonts that the project chose, and the
            pseudolocales.
        families: the table of font families by name.
        library: phrases, glossary and references.
        leaflets: the leaflets without an error, by id.
        broken: ids of the leaflets that were set aside.
        problems: what was found in each leaflet by its id, and under "" in what they share.

    """

    project: Project
    languages: Mapping[str, Language]
    families: Mapping[str, FontFamily]
    library: Library
    leaflets: Mapping[str, LoadedLeaflet]
    broken: frozenset[str]
    problems: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything that was found while the content was loaded."""
        return tuple(dict.fromkeys(one for found in self.problems.values() for one in found))

    @cached_property
    def every_leaflet(self) -> frozenset[str]:
        """The ids of all leaflets of the project, whether they were loaded or not."""
        return frozenset({*self.leaflets, *self.broken, *leaflet_files(self.project.leaflets)})

    def document(self, leaflet: str) -> Document:
        """Return a leaflet with all that it draws from the library."""
        if leaflet not in self._documents:
            settings = self.project.settings
            notices = {role: key for role, key in settings.notices if key}
            zone = settings.helpline.time_zone if settings.helpline else None
            loaded = self.leaflets[leaflet].leaflet
            self._documents[leaflet] = assemble(loaded, self.library, notices, zone or "")
        return self._documents[leaflet]

    def context(self, loaded: LoadedLeaflet) -> LeafletContext:
        """Return what the checks of a leaflet may look at."""
        return LeafletContext(self.project, loaded, self.library, self.languages)

    @property
    def template(self) -> str:
        """The template that sets these leaflets."""
        return "leaflet.html"

    def catalog_file(self, leaflet: str, language: str) -> Path:
        """Return where the catalog of a leaflet in a language is, or would be."""
        return self.project.locales / language / "leaflets" / f"{leaflet}.po"

    def ledger_file(self, leaflet: str, language: str) -> Path:
        """Return where the approvals of a leaflet in a language are, or would be."""
        return self.project.locales / language / "approvals" / f"{leaflet}.yaml"

    def shared_catalog_file(self, language: str) -> Path | None:
        """Return where the catalog of shared wording is; None where these leaflets share none."""
        file = self.project.locales / language / "phrases.po"
        return file if file.exists() else None

    def interface_file(self, language: str) -> Path:
        """Return where the project's own interface strings of a language are, or would be."""
        return self.project.locales / language / "ui.po"

    def shared_units(self) -> dict[str, str]:
        """Return the units of the phrases' catalog: unit id to source text."""
        return dict(self._shared_units)

    def wording(self, language: str) -> Wording:
        """Return what the leaflets share in a language; its files are read once."""
        if language not in self._wordings:
            labels = tuple(self.project.locale_files(f"{language}/ui.po"))
            folder, file = self.project.locales / language, self.shared_catalog_file(language)
            self._wordings[language] = Wording(folder, file, labels)
        return self._wordings[language]

    def review(self, language: str, source: str) -> WordingReview:
        """Return what is wrong with what leaflets of a source language share in another one.

        Raises:
            InputError: the phrases or labels of the language cannot be read.
        """
        key, target = (language, source), self.languages[language]
        if key not in self._reviews:
            wording = self.wording(language)
            self._reviews[key] = review_wording(wording, source, target, self._shared_units)
        return self._reviews[key]

    def afresh(self) -> Self:
        """Return the same content, for which shared catalogs are read anew: they were written."""
        return replace(self)

    # What is made of the content when it is first asked for; a copy makes its own.

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {}

    @cached_property
    def _shared_units(self) -> dict[str, str]:
        return _shared_units(self.project, self.library)

    @cached_property
    def _wordings(self) -> dict[str, Wording]:
        return {}

    @cached_property
    def _reviews(self) -> dict[tuple[str, str], WordingReview]:
        return {}


def load_sources(project: Project, wanted: Iterable[str] = ()) -> Sources:
    """Load a project's content, all of it or the leaflets whose ids are wanted.

    Raises:
        UsageError: the table of languages is unusable, or a wanted leaflet does not exist.
    """
    languages, families = load_tables(project)
    _check_settings(project, languages)
    files = wanted_leaflets(leaflet_files(project.leaflets), tuple(wanted), project.leaflets)
    library, common = load_library(project.library)
    if "notes" in library.sources and not has_errors(common):
        shared = _shared_units(project, library)
        common += unknown_notes(library.notes, shared, library.sources["notes"])
    found = {"": tuple(common)}
    leaflets: dict[str, LoadedLeaflet] = {}
    for name, file in files.items():
        loaded, problems = load_leaflet(file)
        readable = loaded or salvage_leaflet(file)
        if readable is not None:
            problems += check_leaflet(LeafletContext(project, readable, library, languages))
        found[name] = tuple(problems)
        if loaded is not None and not has_errors(problems):
            leaflets[name] = loaded
    broken = frozenset(files) - frozenset(leaflets)
    # Only now: nothing may be written in a pseudolocale, and no project may list one.
    languages |= load_pseudolocales(project)
    return Sources(project, languages, families, library, leaflets, broken, found)


def _shared_units(project: Project, library: Library) -> dict[str, str]:
    found: dict[str, str] = {}

    def collect(unit: str, text: str) -> str:
        found[unit] = text
        return text

    library.map_texts(collect)
    helpline = project.settings.helpline
    if helpline and helpline.time_zone:
        found["helpline/time-zone"] = helpline.time_zone
    return found


def _check_settings(project: Project, languages: Mapping[str, Language]) -> None:
    settings, source = project.settings, project.source
    problems = [
        unknown_language(languages, tag, source.locate(("languages", index)))
        for index, tag in enumerate(settings.languages)
        if tag not in languages
    ]
    if settings.language not in languages:
        problems.append(
            unknown_language(languages, settings.language, source.locate(("language",)))
        )
    if problems:
        raise UsageError(problems)
