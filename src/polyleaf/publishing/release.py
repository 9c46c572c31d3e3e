"""May it be handed out: what stands between a publication and its release.

Job: weigh a translation's approvals, and its source leaflet's review, by the release rule of
polyleaf.yaml. Trade-off: a build looks at the date only when it is asked to release, so that a
plain build is the same on every day. Side effects: reads catalogs and ledgers.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Final

from polyleaf.content.document import Document
from polyleaf.content.model import Leaflet
from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.project import ReleaseRule, Stage
from polyleaf.publishing.catalogs import Catalogs, read_catalogs
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.sources import Sources
from polyleaf.translation.catalog import Interface
from polyleaf.translation.ledger import TRANSLATED, Ledger
from polyleaf.translation.merge import LocalisedDocument, Status
from polyleaf.translation.progress import Progress, State, Unit, assess, translation_units
from polyleaf.typesetting.labels import LABEL_LANGUAGE

__all__ = [
    "blockers",
    "draft_refusal",
    "not_released",
    "overdue",
    "progress_of",
    "source_blockers",
    "units_of",
    "with_approval",
]

MANUAL: Final = """
not-released (error): a publication may not be handed out by the release rule
Why: nobody has signed that it is right.
Wrong: build --release with an unapproved unit
Right: all units approved at all stages
Mend: `polyleaf status` lists each open unit.
"""

_UNFINISHED: Final = (State.MISSING, State.STALE, State.MACHINE_DRAFTED)

# What a person says with an approval of each stage.
_PASSED: Final[dict[Stage, str]] = {
    "translated": "approved as translated",
    "linguistic": "approved by a linguist",
    "back-translation": "approved by back-translation",
    "clinical": "approved by a clinician",
}


def units_of(
    sources: Sources, document: Document, language: str, catalogs: Catalogs | None
) -> tuple[Unit, ...]:
    """Return the units of a document in a language; without catalogs none is translated."""
    both = (catalogs.leaflet, catalogs.phrases) if catalogs else ()
    interface = catalogs.interface if catalogs else Interface()
    file = sources.interface_file(language)
    labels = None if language == LABEL_LANGUAGE else interface.message(file)
    return translation_units(document.units(), both, labels)


def progress_of(sources: Sources, leaflet: str, language: str) -> tuple[Progress, list[Diagnostic]]:
    """Return how far a leaflet has come in a language, and why its catalogs cannot be read.

    Units of a catalog that is not there or cannot be read count as missing.
    """
    rule, file = sources.project.settings.release, sources.catalog_file(leaflet, language)
    document = sources.document(leaflet)
    if not file.is_file():
        return assess(units_of(sources, document, language, None), Ledger(file), rule), []
    catalogs, problems = read_catalogs(sources, leaflet, language)
    units = units_of(sources, document, language, catalogs)
    return assess(units, catalogs.ledger if catalogs else Ledger(file), rule), problems


def source_blockers(leaflet: Leaflet, rule: ReleaseRule, today: datetime.date | None) -> list[str]:
    """Return what is wanting in the review of a source leaflet.

    Args:
        leaflet: the leaflet in its source language.
        rule: whether an overdue review matters.
        today: the date to judge by, or None to let dates be.

    """
    found = []
    if not leaflet.provenance.reviewers:
        found.append("source not reviewed by a clinician")
    return found + overdue(leaflet, rule, today)


def overdue(leaflet: Leaflet, rule: ReleaseRule, today: datetime.date | None) -> list[str]:
    """Return that the review of a source leaflet is overdue, if it is and the rule minds."""
    due = leaflet.dates.review_due
    if rule.source_review_not_overdue and today is not None and due is not None and due < today:
        return [f"source review was due on {due}"]
    return []


def blockers(progress: Progress) -> list[str]:
    """Return what is wanting in a translation, with the number of units concerned."""
    counts = progress.counts
    found = [f"{counts[state]} {state}" for state in _UNFINISHED if counts[state]]
    return found + [f"{number} not {_PASSED[stage]}" for stage, number in progress.lacking.items()]


def not_released(
    sources: Sources, planned: PlannedPublication, today: datetime.date
) -> tuple[Diagnostic | None, list[Diagnostic]]:
    """Return why a publication must not be released, None if it may be, and what is unreadable."""
    loaded, rule = sources.leaflets[planned.leaflet], sources.project.settings.release
    reasons, location, problems = [], Location(loaded.source.file), list[Diagnostic]()
    if sources.languages[planned.language].pseudo:
        reasons.append("a pseudolocale is no translation")
    elif planned.language != loaded.leaflet.language:
        progress, problems = progress_of(sources, planned.leaflet, planned.language)
        reasons += ["its files cannot be read"] if problems else blockers(progress)
        location = Location(sources.catalog_file(planned.leaflet, planned.language))
    reasons += source_blockers(loaded.leaflet, rule, today)
    return (_refusal(planned, location, reasons) if reasons else None), problems


def draft_refusal(planned: PlannedPublication, location: Location, status: Status) -> Diagnostic:
    """Return the diagnostic of a publication whose pages, once set, are a draft after all."""
    return _refusal(planned, location, [f"its pages are a draft: {status}"])


def _refusal(planned: PlannedPublication, location: Location, reasons: list[str]) -> Diagnostic:
    message = f"{planned.leaflet} in {planned.language} is not released: {'; '.join(reasons)}"
    translated = f"polyleaf status {planned.leaflet} -l {planned.language}"
    return Diagnostic("not-released", location, message, f"`{translated}` lists each open unit")


def with_approval(
    localised: LocalisedDocument, progress: Progress, leaflet: Leaflet
) -> LocalisedDocument:
    """Return a complete translation with the status that its approvals give it."""
    if localised.status is not Status.TRANSLATED:
        return localised
    wanting = {*progress.lacking, *source_blockers(leaflet, progress.rule, None)}
    if not wanting:
        translators = progress.people(TRANSLATED)
        reviewers = progress.people(*progress.rule.stages)
        people = tuple(dict.fromkeys((*translators, *reviewers)))
        return replace(
            localised, status=Status.APPROVED, people=people, approved=progress.completed
        )
    if progress.lacking.keys() - {"clinical"}:
        return localised
    return replace(localised, status=Status.AWAITING_CLINICIAN)
