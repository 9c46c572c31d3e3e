"""The catalogs of one leaflet in one language, read, and checked against its sources.

Job: give what is printed and who approved it, and tell what is wrong with either. Trade-off: what
all leaflets of a language share is read and checked once a run, by `publishing.wording`.
Side effects: reads catalogs, ledgers, terms and waivers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from polyleaf.content.model import Leaflet, units
from polyleaf.diagnostics import Diagnostic, InputError, Location, UsageError, has_errors
from polyleaf.languages.table import Language, unknown_language
from polyleaf.publishing.review import check_messages
from polyleaf.publishing.sources import Sources
from polyleaf.publishing.wording import review_shared
from polyleaf.translation.catalog import Catalog, Interface, load_catalog
from polyleaf.translation.ledger import Ledger, load_ledger
from polyleaf.translation.progress import accepted, is_accepted
from polyleaf.translation.pseudo import PseudoInterface, pseudo_catalog

__all__ = ["Catalogs", "check_catalogs", "check_translatable", "load_catalogs", "read_catalogs"]

MANUAL: Final = """
no-translation (error): there is no translation of this leaflet into this language to sign
Why: what is in its own language, or a pseudolocale, is no translation.
Wrong: -l en for a leaflet in English
Right: -l es
Mend: name a language that the leaflet is translated into.
"""

T = TypeVar("T")


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
    diagnostics += check_catalogs(sources, catalogs, loaded, language)
    return None if has_errors(diagnostics) else catalogs, diagnostics


def check_catalogs(
    sources: Sources,
    catalogs: Catalogs,
    leaflet: Leaflet,
    language: str,
    shared: Mapping[str, str] | None = None,
) -> list[Diagnostic]:
    """Return what is wrong with the catalogs of a leaflet in a language.

    Args:
        sources: the project's content.
        catalogs: the catalogs.
        leaflet: the leaflet.
        language: the language.
        shared: the units of the phrases' catalog by id, where both are not today's.

    """
    target, known = sources.languages[language], units(leaflet)
    review = sources.review(language, leaflet.language)
    reviewer = review.reviewer
    phrases = review.phrases
    if shared is not None:
        there = sources.shared_catalog_file(language) is not None
        phrases = review_shared(reviewer, catalogs.phrases, shared, whole=there)
    return [
        *review.problems,
        *check_messages(catalogs.leaflet, target, known),
        *reviewer.of_leaflet(catalogs.leaflet, known, leaflet),
        *phrases,
        *review.labels,
        *reviewer.strays({*sources.every_leaflet, leaflet.id}),
    ]


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

    file, wording = sources.catalog_file(leaflet, language), sources.wording(language)
    ledger_file = sources.ledger_file(leaflet, language)
    own = read(lambda: load_catalog(file), Catalog(file))
    phrases = read(lambda: wording.phrases, Catalog(file))
    interface = read(lambda: wording.interface, Interface())
    ledger = read(lambda: load_ledger(ledger_file), Ledger(ledger_file))
    if diagnostics:
        return None, diagnostics
    if is_accepted(interface.message(file), ledger):
        interface = interface.accepted()
    return Catalogs(accepted(own, ledger), accepted(phrases, ledger), interface, ledger), []


def _pseudo_catalogs(sources: Sources, leaflet: str, language: Language) -> Catalogs:
    loaded = sources.leaflets[leaflet]
    library = sources.project.library
    return Catalogs(
        pseudo_catalog(loaded.source.file, units(loaded.leaflet), language),
        pseudo_catalog(library, sources.shared_units(), language),
        PseudoInterface(language),
        Ledger(sources.ledger_file(leaflet, language.tag)),
    )
