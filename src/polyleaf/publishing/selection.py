"""Which publications are asked for, and which may be made: as they are, or as approved last.

Job: plan a build and, for a release, hold each publication against the release rule. Trade-off: a
leaflet without a catalog in a language is left out with a word, unless that language was asked for.
Side effects: reads catalogs, ledgers and snapshots.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.release import not_released
from polyleaf.publishing.snapshots import Found, find_snapshot
from polyleaf.publishing.sources import Sources
from polyleaf.translation.snapshots import Snapshot

__all__ = ["Selection", "missing_catalog", "select_released"]

MANUAL: Final = """
last-approved (warning): a translation is set as it was approved last, because today's is not
    approved
Why: the reader gets a sheet that was right, and that is not the newest.
Wrong: an edited source without a new approval
Right: today's translation approved
Mend: have the change translated and approved.
"""


@dataclass
class Selection:
    """What of a plan is made.

    Attributes:
        allowed: what is made.
        snapshots: what is set in place of today's texts, by publication.
        diagnostics: why the rest is not made, and what is set as it was approved last.

    """

    allowed: list[PlannedPublication] = field(default_factory=list)
    snapshots: dict[PlannedPublication, Snapshot] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def missing_catalog(sources: Sources, item: PlannedPublication) -> Path | None:
    """Return the catalog that a publication needs and that is not there, or None."""
    loaded = sources.leaflets.get(item.leaflet)
    if loaded is None or loaded.leaflet.language == item.language:
        return None
    if sources.languages[item.language].pseudo:
        return None
    file = sources.catalog_file(item.leaflet, item.language)
    return None if file.is_file() else file


def select_released(
    sources: Sources,
    planned: Iterable[PlannedPublication],
    today: datetime.date,
    *,
    last_approved: bool = False,
) -> Selection:
    """Return what of a plan may be handed out.

    Args:
        sources: the project's content.
        planned: the plan; what has no sound leaflet or no catalog is left out without a word.
        today: the date to judge by whether a review is overdue.
        last_approved: whether a translation that is not released today may be set as it was
            approved last, where every change of its source since was editorial.

    """
    found = Selection()
    for item in planned:
        if item.leaflet in sources.leaflets and not missing_catalog(sources, item):
            _select(sources, item, today, found, last_approved=last_approved)
    return found


def _select(
    sources: Sources,
    item: PlannedPublication,
    today: datetime.date,
    found: Selection,
    *,
    last_approved: bool,
) -> None:
    refusal, problems = not_released(sources, item, today)
    found.diagnostics += problems
    if refusal is None:
        found.allowed.append(item)
        return
    if not last_approved or not _is_translation(sources, item):
        found.diagnostics.append(refusal)
        return
    kept = find_snapshot(sources, item, today)
    found.diagnostics += kept.diagnostics
    if kept.snapshot is None:
        found.diagnostics.append(_refused_twice(refusal, kept))
        return
    found.allowed.append(item)
    found.snapshots[item] = kept.snapshot
    found.diagnostics.append(_set_as_approved(refusal, item, kept.snapshot))


def _is_translation(sources: Sources, item: PlannedPublication) -> bool:
    own = sources.leaflets[item.leaflet].leaflet.language
    return item.language != own and not sources.languages[item.language].pseudo


def _refused_twice(refusal: Diagnostic, kept: Found) -> Diagnostic:
    reasons = "; ".join(kept.reasons)
    return replace(refusal, message=f"{refusal.message}; nor as approved last: {reasons}")


def _set_as_approved(refusal: Diagnostic, item: PlannedPublication, kept: Snapshot) -> Diagnostic:
    leaflet = kept.loaded.leaflet
    revised = leaflet.dates.revised or leaflet.dates.reviewed
    text = f"{item.leaflet} in {item.language} is set as it was approved last: version "
    text += f"{leaflet.version} of {revised}; {refusal.message}"
    hint = "have the change translated and approved, so that readers get the newest sheet"
    return Diagnostic("last-approved", Location(kept.file), text, hint, Severity.WARNING)
