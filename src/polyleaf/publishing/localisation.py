"""A planned publication in, its document in its language out, and where each text is written.

Job: take a leaflet and its catalogs, as they are today or as they were approved last, and merge
them. Trade-off: a snapshot is checked like any catalog, so a check that is newer than it holds for
it too. Side effects: reads catalogs and ledgers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from polyleaf.content.document import Document, revision
from polyleaf.content.leaflets import LoadedLeaflet
from polyleaf.diagnostics import Diagnostic, InputError, Location, Severity, has_errors
from polyleaf.publishing.catalogs import Catalogs, check_catalogs, load_catalogs
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.release import units_of, with_approval
from polyleaf.publishing.snapshots import shared_units, snapshot_catalogs
from polyleaf.publishing.sources import Sources
from polyleaf.translation.merge import LocalisedDocument, Status, localise, source_document
from polyleaf.translation.progress import assess
from polyleaf.translation.snapshots import Snapshot

__all__ = ["Localisation", "localise_publication"]


@dataclass(frozen=True)
class Localisation:
    """A document in its language, or why there is none, and where each text is written.

    Attributes:
        file: the file its text comes from.
        locate: tells where the printed text of a unit is written.
        loaded: the leaflet in its source language.
        document: the same with all that it draws from the library.
        localised: the document in its language, or None.
        approvals: digest of the approvals that hold for the translation, or "".
        diagnostics: what was found.

    """

    file: Path
    locate: Callable[[str], Location]
    loaded: LoadedLeaflet
    document: Document
    localised: LocalisedDocument | None
    approvals: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def source_revision(self) -> str:
        """What stands for the content of the source document."""
        return revision(self.loaded.leaflet, self.document)


def localise_publication(
    sources: Sources, planned: PlannedPublication, snapshot: Snapshot | None = None
) -> Localisation:
    """Return the document of a publication in its language.

    Args:
        sources: the project's content.
        planned: the publication.
        snapshot: what to set in place of today's texts, or None.

    """
    loaded = snapshot.loaded if snapshot else sources.leaflets[planned.leaflet]
    document = snapshot.document if snapshot else sources.document(planned.leaflet)
    in_source = loaded.locate if snapshot else sources.context(loaded).locate
    found = Localisation(loaded.source.file, in_source, loaded, document, None)
    if loaded.leaflet.language == planned.language:
        return _in_source_language(sources, found)
    catalogs, diagnostics = _catalogs(sources, planned, snapshot)
    found = replace(found, diagnostics=tuple(diagnostics))
    if catalogs is None:
        return found
    merged = _merged(sources, planned.language, found, catalogs)
    return _as_last_approved(merged) if snapshot else merged


def _in_source_language(sources: Sources, found: Localisation) -> Localisation:
    language = sources.languages[found.loaded.leaflet.language]
    try:
        interface = sources.wording(language.tag).interface
    except InputError as error:
        return replace(found, diagnostics=error.diagnostics)
    return replace(found, localised=source_document(found.document, language, interface))


def _catalogs(
    sources: Sources, planned: PlannedPublication, snapshot: Snapshot | None
) -> tuple[Catalogs | None, list[Diagnostic]]:
    if snapshot is None:
        return load_catalogs(sources, planned.leaflet, planned.language)
    catalogs, problems = snapshot_catalogs(sources, snapshot, planned.language)
    if catalogs is None:
        return None, problems
    leaflet, shared = snapshot.loaded.leaflet, shared_units(snapshot)
    problems += (
        problem
        for problem in check_catalogs(sources, catalogs, leaflet, planned.language, shared)
        # The waivers are of today's texts: that they do not fit older ones is no fault of theirs.
        if problem.location.file == snapshot.file or has_errors([problem])
    )
    return None if has_errors(problems) else catalogs, problems


def _merged(sources: Sources, tag: str, found: Localisation, catalogs: Catalogs) -> Localisation:
    languages = sources.languages[found.loaded.leaflet.language], sources.languages[tag]
    localised, warnings = localise(
        found.document, (catalogs.leaflet, catalogs.phrases), languages, catalogs.interface
    )
    units = units_of(sources, found.document, tag, catalogs)
    progress = assess(units, catalogs.ledger, sources.project.settings.release)
    localised = with_approval(localised, progress, found.loaded.leaflet)
    return replace(
        found,
        file=catalogs.leaflet.file,
        locate=_locator(catalogs, localised, found.locate),
        localised=localised,
        approvals=progress.approvals_digest,
        diagnostics=(*found.diagnostics, *_sum_up(warnings, catalogs)),
    )


def _as_last_approved(found: Localisation) -> Localisation:
    localised = found.localised
    if localised is None or localised.status is not Status.APPROVED:
        return found
    return replace(found, localised=replace(localised, status=Status.LAST_APPROVED))


def _locator(
    catalogs: Catalogs, localised: LocalisedDocument, in_source: Callable[[str], Location]
) -> Callable[[str], Location]:
    """Return what tells where a unit's printed text is written: in a catalog or in the source."""
    messages = {**catalogs.leaflet.messages, **catalogs.phrases.messages}

    def locate(unit: str) -> Location:
        translated = unit in messages and unit not in localised.untranslated
        return messages[unit].location if translated else in_source(unit)

    return locate


def _sum_up(warnings: list[Diagnostic], catalogs: Catalogs) -> list[Diagnostic]:
    """Return the warnings, or one for all where nothing of a leaflet is translated."""
    if len(warnings) > 1 and not any(m.target for m in catalogs.leaflet.messages.values()):
        message = f"nothing is translated: all {len(warnings)} texts print in the source language"
        location = Location(catalogs.leaflet.file)
        return [Diagnostic("missing-translation", location, message, "", Severity.WARNING)]
    return warnings
