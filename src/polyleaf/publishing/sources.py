"""Everything a project says, loaded and checked once.

Job: load languages, library, leaflets and catalogs, and collect what is wrong with each. Trade-off:
a leaflet with an error is set aside and the rest go on. Side effects: reads the project's files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from polyleaf.checks import letters, translations
from polyleaf.checks.context import LeafletContext
from polyleaf.checks.source import check_leaflet
from polyleaf.content.document import Document, assemble
from polyleaf.content.leaflets import LoadedLeaflet, load_leaflet, salvage_leaflet
from polyleaf.content.library import Library, load_library
from polyleaf.content.model import Leaflet, units
from polyleaf.content.notes import unknown_notes
from polyleaf.diagnostics import (
    Diagnostic,
    InputError,
    Location,
    UsageError,
    has_errors,
)
from polyleaf.languages.table import Language, load_languages, unknown_language
from polyleaf.project import Project, leaflet_files
from polyleaf.publishing.plan import wanted_leaflets
from polyleaf.publishing.review import load_reviewer
from polyleaf.publishing.tables import load_tables
from polyleaf.translation.catalog import Catalog, Interface, load_catalog, load_interface
from polyleaf.translation.ledger import Ledger, load_ledger
from polyleaf.translation.merge import catalog_problems
from polyleaf.translation.progress import accepted, is_accepted
from polyleaf.translation.pseudo import PseudoInterface, pseudo_catalog
from polyleaf.typesetting.font_table import FontFamily

__all__ = [
    "Catalogs",
    "Sources",
    "check_catalogs",
    "check_translatable",
    "load_catalogs",
    "load_sources",
    "read_catalogs",
]

T = TypeVar("T")


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
        diagnostics: everything found on the way.

    """

    project: Project
    languages: Mapping[str, Language]
    families: Mapping[str, FontFamily]
    library: Library
    leaflets: Mapping[str, LoadedLeaflet]
    broken: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]

    def document(self, leaflet: str) -> Document:
        """Return a leaflet with all that it draws from the library."""
        settings = self.project.settings
        notices = {role: key for role, key in settings.notices if key}
        zone = settings.helpline.time_zone if settings.helpline else None
        return assemble(self.leaflets[leaflet].leaflet, self.library, notices, zone or "")

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

    def shared_units(self) -> dict[str, str]:
        """Return the units of the phrases' catalog: unit id to source text."""
        return _shared_units(self.project, self.library)


def load_sources(project: Project, wanted: Iterable[str] = ()) -> Sources:
    """Load a project's content, all of it or the leaflets whose ids are wanted.

    Raises:
        UsageError: the table of languages is unusable, or a wanted leaflet does not exist.
    """
    languages, families = load_tables(project)
    _check_settings(project, languages)
    files = wanted_leaflets(leaflet_files(project.leaflets), tuple(wanted), project.leaflets)
    library, diagnostics = load_library(project.leaflets / "library")
    if "notes" in library.sources and not has_errors(diagnostics):
        shared = _shared_units(project, library)
        diagnostics += unknown_notes(library.notes, shared, library.sources["notes"])
    leaflets: dict[str, LoadedLeaflet] = {}
    for name, file in files.items():
        loaded, problems = load_leaflet(file)
        readable = loaded or salvage_leaflet(file)
        if readable is not None:
            problems += check_leaflet(LeafletContext(project, readable, library, languages))
        diagnostics += problems
        if loaded is not None and not has_errors(problems):
            leaflets[name] = loaded
    broken = frozenset(files) - frozenset(leaflets)
    # Only now: nothing may be written in a pseudolocale, and no project may list one.
    languages |= load_languages(project.locale_files("pseudolocales.yaml"))
    found = tuple(dict.fromkeys(diagnostics))
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


@dataclass(frozen=True)
class Catalogs:
    """The catalogs of one leaflet in one language, and who approved what in them.

    What a person approved as translated counts as machine-drafted no longer.
    """

    leaflet: Catalog
    phrases: Catalog
    interface: Interface
    ledger: Ledger


def load_catalogs(
    sources: Sources, leaflet: str, language: str
) -> tuple[Catalogs | None, list[Diagnostic]]:
    """Load the catalogs of a leaflet; return None where one of them has an error, and why.

    Those of a pseudolocale are made on the spot.
    """
    catalogs, diagnostics = read_catalogs(sources, leaflet, language)
    if catalogs is None or sources.languages[language].pseudo:
        return catalogs, diagnostics
    loaded = sources.leaflets[leaflet].leaflet
    diagnostics += check_catalogs(sources, catalogs, loaded, language, sources.shared_units())
    return None if has_errors(diagnostics) else catalogs, diagnostics


def check_catalogs(
    sources: Sources, catalogs: Catalogs, leaflet: Leaflet, language: str, shared: Mapping[str, str]
) -> list[Diagnostic]:
    """Return what is wrong with the catalogs of a leaflet in a language.

    Args: `shared` are the units of the phrases' catalog, by id.
    """
    target, known = sources.languages[language], units(leaflet)
    folder = sources.project.locales / language
    reviewer, diagnostics = load_reviewer(folder, leaflet.language, target)
    diagnostics += _check(catalogs.leaflet, target, known)
    diagnostics += reviewer.of_leaflet(catalogs.leaflet, known, leaflet)
    if sources.shared_catalog_file(language):
        diagnostics += _check(catalogs.phrases, target, shared)
    diagnostics += reviewer.of_phrases(catalogs.phrases, shared)
    diagnostics += reviewer.of_labels()
    diagnostics += reviewer.strays({*sources.leaflets, *sources.broken, leaflet.id})
    return diagnostics


def check_translatable(sources: Sources, leaflet: str, language: str) -> None:
    """Refuse to look for the translation of a leaflet into a language where there can be none.

    Raises:
        UsageError: there is no such language, or it is the leaflet's own or a pseudolocale.
        InputError: the leaflet has an error.

    """
    table = sources.languages
    if language not in table:
        here = Location(sources.project.source.file)
        raise UsageError([unknown_language(table, language, here)])
    if leaflet not in sources.leaflets:
        raise InputError(sources.diagnostics)
    loaded = sources.leaflets[leaflet]
    if table[language].pseudo or language == loaded.leaflet.language:
        message = f"there is no translation of {leaflet!r} into {language} to sign"
        raise UsageError([Diagnostic("no-translation", Location(loaded.source.file), message)])


def read_catalogs(
    sources: Sources, leaflet: str, language: str
) -> tuple[Catalogs | None, list[Diagnostic]]:
    """Read the catalogs of a leaflet unchecked; return None where one cannot be read, and why."""
    if sources.languages[language].pseudo:
        return _pseudo_catalogs(sources, leaflet, sources.languages[language]), []
    diagnostics: list[Diagnostic] = []

    def read(load: Callable[[], T], otherwise: T) -> T:
        try:
            return load()
        except InputError as error:
            diagnostics.extend(error.diagnostics)
            return otherwise

    file, shared = sources.catalog_file(leaflet, language), sources.shared_catalog_file(language)
    ledger_file = sources.ledger_file(leaflet, language)
    phrases = Catalog(sources.project.locales / language / "phrases.po")
    ui = sources.project.locale_files(f"{language}/ui.po")
    own = read(lambda: load_catalog(file), Catalog(file))
    if shared is not None:
        phrases = read(lambda: load_catalog(shared), phrases)
    interface = read(lambda: load_interface(ui), Interface())
    ledger = read(lambda: load_ledger(ledger_file), Ledger(ledger_file))
    if diagnostics:
        return None, diagnostics
    if is_accepted(interface.message(file), ledger):
        interface = interface.accepted()
    return Catalogs(accepted(own, ledger), accepted(phrases, ledger), interface, ledger), []


def _pseudo_catalogs(sources: Sources, leaflet: str, language: Language) -> Catalogs:
    loaded = sources.leaflets[leaflet]
    library = sources.project.leaflets / "library"
    return Catalogs(
        pseudo_catalog(loaded.source.file, units(loaded.leaflet), language),
        pseudo_catalog(library, sources.shared_units(), language),
        PseudoInterface(language),
        Ledger(sources.ledger_file(leaflet, language.tag)),
    )


def _check(catalog: Catalog, language: Language, known: Mapping[str, str]) -> Iterator[Diagnostic]:
    yield from catalog_problems(catalog, known)
    yield from translations.check(catalog, known)
    targets = {key: message.target for key, message in catalog.messages.items()}
    places = {key: message.location for key, message in catalog.messages.items()}
    yield from letters.check_texts(targets, language, places.__getitem__)
