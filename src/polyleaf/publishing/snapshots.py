"""What was approved is kept as it stood; and what of it may be set again after an edit.

Job: write the snapshot of a translation when the last approval is given, keep the record of the
revisions that follow, and weigh a snapshot against today's source, ledger and release rule.
Trade-off: whatever cannot be shown to be editorial counts as a change of the meaning, so a sheet
that could have stayed is withheld rather than one handed out that should not be.
Side effects: reads the project; writes below leaflets/approved and locales/<lang>/approved, each
file whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from polyleaf.checks.figures import figure_file, figures
from polyleaf.content.leaflets import LoadedLeaflet
from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.importers.dump import to_yaml
from polyleaf.project import Project
from polyleaf.publishing.catalogs import Catalogs, read_catalogs
from polyleaf.publishing.files import write_file
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.release import blockers, overdue, progress_of, source_blockers, units_of
from polyleaf.publishing.sources import Sources
from polyleaf.translation.catalog import INTERFACE
from polyleaf.translation.digests import digest_of
from polyleaf.translation.progress import assess
from polyleaf.translation.revisions import (
    Revision,
    load_revisions,
    revision_of,
    revisions_text,
    unmarked,
    with_revision,
)
from polyleaf.translation.snapshots import (
    Snapshot,
    load_snapshot,
    source_data,
    source_digest,
    translation_data,
)
from polyleaf.translation.source_changes import more_than_wording

__all__ = [
    "Found",
    "find_snapshot",
    "keep_snapshot",
    "note_revisions",
    "shared_units",
    "snapshot_catalogs",
]

_REVISIONS: Final = "revisions"


@dataclass(frozen=True)
class Found:
    """The snapshot that may be set, or None and the reasons; and files that cannot be used."""

    snapshot: Snapshot | None
    reasons: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def snapshot_file(project: Project, leaflet: str, language: str) -> Path:
    """Return where the translation part of a snapshot is, or would be."""
    return project.locales / language / "approved" / f"{leaflet}.yaml"


def source_folder(project: Project, leaflet: str) -> Path:
    """Return the folder of the source parts of a leaflet's snapshots, and of its revisions."""
    return project.leaflets / "approved" / leaflet


def keep_snapshot(sources: Sources, leaflet: str, language: str) -> Path | None:
    """Keep a leaflet in a language as it stands, if it is approved by the release rule.

    One whose source no clinician has reviewed is not set, but kept all the same where there is no
    other: it is kept anew once its reviewer is named.

    Returns:
        the translation part of the snapshot, or None where something is not approved.

    Raises:
        OSError: a file cannot be written.
        InputError: the record of revisions cannot be read.

    """
    progress, problems = progress_of(sources, leaflet, language)
    loaded, project = sources.leaflets[leaflet], sources.project
    file = snapshot_file(project, leaflet, language)
    unreviewed = bool(source_blockers(loaded.leaflet, progress.rule, None))
    if problems or not progress.approved or (unreviewed and file.exists()):
        return None
    data, digest = _source_part(sources, leaflet)
    _write(source_folder(project, leaflet) / f"{digest}.yaml", to_yaml(data))
    _note_revision(sources, leaflet)
    units = [item.unit for item in progress.units if item.unit.id != INTERFACE]
    targets = {unit.id: unit.message.target for unit in units if unit.message}
    pictures = _figure_digests(sources, loaded, language)
    _write(file, to_yaml(translation_data(digest, targets, pictures)))
    return file


def note_revisions(sources: Sources) -> list[Diagnostic]:
    """Record today's revision of each leaflet that has snapshots; return what forbids it.

    Snapshots that are still approved as a whole are kept anew: a review date that was renewed
    without another word is then in them too.

    Raises:
        OSError: a file cannot be written.

    """
    problems: list[Diagnostic] = []
    for leaflet in sources.leaflets:
        try:
            if _note_revision(sources, leaflet):
                _refresh(sources, leaflet)
        except InputError as error:
            problems += error.diagnostics
    return problems


def _note_revision(sources: Sources, leaflet: str) -> bool:
    """Record today's revision of a leaflet that has snapshots; tell whether it is a new one."""
    folder = source_folder(sources.project, leaflet)
    if not folder.is_dir():
        return False
    before = load_revisions(folder / f"{_REVISIONS}.yaml")
    after = _revisions(sources, leaflet)
    _write(folder / f"{_REVISIONS}.yaml", revisions_text(after))
    return after != before


def _refresh(sources: Sources, leaflet: str) -> None:
    for file in sorted(sources.project.locales.glob(f"*/approved/{leaflet}.yaml")):
        if (language := file.parent.parent.name) in sources.languages:
            keep_snapshot(sources, leaflet, language)


def _source_part(sources: Sources, leaflet: str) -> tuple[dict[str, Any], str]:
    data = source_data(sources.leaflets[leaflet], sources.document(leaflet))
    return data, source_digest(data)


def _revisions(sources: Sources, leaflet: str) -> tuple[Revision, ...]:
    """Return the revisions of a leaflet, today's as the last one."""
    folder = source_folder(sources.project, leaflet)
    _, digest = _source_part(sources, leaflet)
    approved = {file.stem for file in folder.glob("*.yaml")} - {_REVISIONS}
    now = revision_of(digest, sources.document(leaflet))
    return with_revision(load_revisions(folder / f"{_REVISIONS}.yaml"), now, approved)


def _figure_digests(sources: Sources, loaded: LoadedLeaflet, language: str) -> dict[str, str]:
    folder = sources.project.leaflets / "figures"
    direction = sources.languages[language].direction
    return {
        figure.figure: _file_digest(figure_file(folder, figure.figure, direction))
        for section in loaded.leaflet.sections.values()
        for _, figure in figures(section.content)
    }


def _file_digest(file: Path) -> str:
    return digest_of(file.read_bytes().hex()) if file.is_file() else ""


def _write(file: Path, text: str) -> None:
    data = text.encode()
    if not (file.is_file() and file.read_bytes() == data):
        write_file(file, data)


def find_snapshot(sources: Sources, planned: PlannedPublication, today: datetime.date) -> Found:
    """Return the snapshot that may be set in place of a publication that is not released.

    Args:
        sources: the project's content.
        planned: the publication.
        today: the date to judge by whether a review is overdue.

    """
    file = snapshot_file(sources.project, planned.leaflet, planned.language)
    if not file.is_file():
        return Found(None, ("no approved translation was kept",))
    try:
        snapshot = load_snapshot(file, source_folder(sources.project, planned.leaflet))
        reasons = _changed_since(sources, snapshot)
    except InputError as error:
        return Found(None, ("its snapshot cannot be used",), error.diagnostics)
    reasons += _not_approved(sources, snapshot, planned.language)
    rule = sources.project.settings.release
    now = sources.leaflets[planned.leaflet].leaflet
    reasons += source_blockers(snapshot.loaded.leaflet, rule, today) + overdue(now, rule, today)
    reasons += _other_figures(sources, snapshot, planned.language)
    unique = tuple(dict.fromkeys(reasons))
    return Found(None, unique) if unique else Found(snapshot)


def _changed_since(sources: Sources, snapshot: Snapshot) -> list[str]:
    leaflet = snapshot.loaded.leaflet.id
    unnamed = unmarked(_revisions(sources, leaflet), snapshot.source)
    return unnamed or more_than_wording(snapshot.document, sources.document(leaflet))


def _not_approved(sources: Sources, snapshot: Snapshot, language: str) -> list[str]:
    catalogs, _ = snapshot_catalogs(sources, snapshot, language)
    if catalogs is None:
        return ["its files cannot be read"]
    units = units_of(sources, snapshot.document, language, catalogs)
    progress = assess(units, catalogs.ledger, sources.project.settings.release)
    return [f"of what was kept, {wanting}" for wanting in blockers(progress)]


def _other_figures(sources: Sources, snapshot: Snapshot, language: str) -> list[str]:
    now = _figure_digests(sources, snapshot.loaded, language)
    changed = sorted(name for name in now if now[name] != snapshot.figures.get(name))
    return [f"the figure {name!r} changed since" for name in changed]


def snapshot_catalogs(
    sources: Sources, snapshot: Snapshot, language: str
) -> tuple[Catalogs | None, list[Diagnostic]]:
    """Return the catalogs of a snapshot, with the labels and the ledger of today.

    None where a file of today cannot be read, and why.
    """
    catalogs, problems = read_catalogs(sources, snapshot.loaded.leaflet.id, language)
    if catalogs is None:
        return None, problems
    own, shared = snapshot.catalogs()
    return replace(catalogs, leaflet=own, phrases=shared), problems


def shared_units(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the units of shared wording that a snapshot prints: unit id to source text."""
    _, shared = snapshot.catalogs()
    return {unit: message.source for unit, message in shared.messages.items()}
