"""PDFs in, what each is and whether it is the one to hand out today out.

Job: read what a PDF says of its origin and hold it against what the project would make of the same
publication now. Trade-off: the publication is set, but not rendered: equal HTML, styles and
pictures make an equal page, and setting takes a tenth of the time. Nothing here proves that a PDF
was not forged: whoever can make a page can also copy what it says of itself.
Side effects: reads PDFs and the project.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location, has_errors
from polyleaf.project import Project, leaflet_files
from polyleaf.publishing.jobs import NO_SNAPSHOTS, Prepared, Preparer, Snapshots
from polyleaf.publishing.manifest import read_manifest
from polyleaf.publishing.origin import PROOF
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.selection import missing_catalog
from polyleaf.publishing.snapshots import find_snapshot
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.translation.merge import Status
from polyleaf.typesetting.conformance.identifier import is_unchanged
from polyleaf.typesetting.layout import Provenance
from polyleaf.typesetting.xmp_reading import BrokenMetadataError, read_provenance

__all__ = ["Verdict", "Verification", "verify"]

MANUAL: Final = """
unreadable-pdf (error): a file that is to be verified cannot be read, or is too large
Why: nothing can be said about it, so it must not be handed out as a leaflet.
Wrong: polyleaf verify notes.txt
Right: polyleaf verify leaflet.es.pdf
Mend: look at where it comes from; take the PDF from the build folder.

broken-metadata (error): what a PDF says of its origin is damaged
Why: which leaflet it is, and whether it is today's, cannot be told.
Wrong: a PDF whose metadata was cut or edited
Right: the file as Polyleaf made it
Mend: take the PDF from the build folder.
"""

_MOST_BYTES: Final = 200_000_000
_PAPERS: Final = ("a4", "letter")

# What a page is made of, each with what is said where the project has another one today.
_CHANGES: Final = {
    "version": "it is version {old}, today's is {new}",
    "source_revision": "the source text changed",
    "text_revision": "the text as printed changed",
    "status": "it was made as {old}, and would be as {new} today",
    "page_revision": "what its pages are set from changed: labels, notices, figures or templates",
}

_LAST_APPROVED: Final = (
    "it is as it was approved last: only the wording of its source changed since"
)


class Verdict(StrEnum):
    """What becomes of a PDF; from the one to keep to the one that nothing can be said about."""

    CURRENT = "current"
    OVERDUE = "overdue"
    OUTDATED = "outdated"
    WITHDRAWN = "withdrawn"
    ALTERED = "altered"
    NOT_OURS = "not-ours"
    UNDECIDED = "undecided"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Verification:
    """What a PDF is.

    Attributes:
        file: the PDF.
        verdict: what becomes of it.
        reasons: why, for people.
        sha256: of its bytes, in hex; "" where they cannot be read.
        published: the PDF of the build folder that has the same bytes, or "".
        review_due: the ISO date by which its leaflet or its translation must be reviewed, or "".
        provenance: what it says of its origin, or None.

    """

    file: Path
    verdict: Verdict
    reasons: tuple[str, ...] = ()
    sha256: str = ""
    published: str = ""
    review_due: str = ""
    provenance: Provenance | None = None


def verify(
    project: Project, files: Iterable[Path], today: datetime.date
) -> tuple[list[Verification], list[Diagnostic]]:
    """Return what each PDF is, and what is wrong with those that cannot be judged.

    Args:
        project: the project that the PDFs may be of.
        files: the PDFs, wherever they are.
        today: the date to judge by whether a review is overdue.

    Raises:
        UsageError: the project is unusable as a whole.

    """
    diagnostics: list[Diagnostic] = []
    read = [_read(file, diagnostics) for file in files]
    said = [one.provenance for one in read if one.provenance]
    judge = _Judge(project, {provenance.leaflet for provenance in said}, today)
    found = [judge.judged(one) for one in read]
    return found, [*diagnostics, *judge.diagnostics]


def _read(file: Path, diagnostics: list[Diagnostic]) -> Verification:
    """Return what a file says of itself; without a verdict where the project has to be asked."""
    try:
        pdf = _content(file)
        provenance = read_provenance(pdf)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        code = "broken-metadata" if isinstance(error, BrokenMetadataError) else "unreadable-pdf"
        hint = "look at where it comes from, and do not hand it out"
        diagnostics.append(Diagnostic(code, Location(file), f"cannot be judged: {reason}", hint))
        return Verification(file, Verdict.UNREADABLE, (reason,))
    found = Verification(
        file,
        Verdict.UNDECIDED,
        sha256=hashlib.sha256(pdf).hexdigest(),
        provenance=provenance,
    )
    if provenance is None:
        return replace(found, verdict=Verdict.NOT_OURS, reasons=("Polyleaf did not make it",))
    if not is_unchanged(pdf):
        reasons = ("it was changed or damaged after it was made",)
        return replace(found, verdict=Verdict.ALTERED, reasons=reasons)
    return found


def _content(file: Path) -> bytes:
    """Return the bytes of a PDF.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no whole PDF, or too large to be a leaflet.

    """
    with file.open("rb") as stream:
        pdf = stream.read(_MOST_BYTES + 1)
    if len(pdf) > _MOST_BYTES:
        raise ValueError(f"it is larger than {_MOST_BYTES // 1_000_000} MB")
    if not pdf.startswith(b"%PDF-"):
        raise ValueError("it is no PDF")
    if b"%%EOF" not in pdf[-1024:]:
        raise ValueError("it is cut short")
    return pdf


class _Judge:
    """Holds PDFs against a project, which is read when the first one asks for it."""

    def __init__(self, project: Project, leaflets: Iterable[str], today: datetime.date) -> None:
        self.project = project
        self.today = today
        self.diagnostics: list[Diagnostic] = []
        self._wanted = sorted(leaflet_files(project.leaflets).keys() & set(leaflets))

    def judged(self, found: Verification) -> Verification:
        """Return a verification with its verdict."""
        found = replace(found, published=self._published.get(found.sha256, ""))
        if found.verdict is not Verdict.UNDECIDED or found.provenance is None:
            return found
        if reason := self._withdrawn(found.provenance):
            return replace(found, verdict=Verdict.WITHDRAWN, reasons=(reason,))
        return self._compared(found, found.provenance)

    def _withdrawn(self, said: Provenance) -> str:
        """Return why the project does not make such a publication, or ""."""
        if said.edition == PROOF:
            return "it is a proof for a reviewer"
        if said.leaflet not in self._wanted:
            return f"there is no leaflet {said.leaflet!r}"
        if said.language not in self.project.settings.languages:
            return f"{said.language!r} is none of the project's languages"
        if said.edition != "standard" or said.paper not in _PAPERS:
            return f"there is no edition {said.edition!r} on {said.paper!r}"
        loaded = said.leaflet in self._sources.leaflets
        if loaded and missing_catalog(self._sources, _planned(said)):
            return f"it is not translated into {said.language!r}"
        return ""

    def _compared(self, found: Verification, said: Provenance) -> Verification:
        prepared = self._prepared(_planned(said)) if self._is_sound(said.leaflet) else None
        if prepared is None or prepared.job is None or prepared.job.provenance is None:
            reason = f"{said.leaflet} in {said.language} has errors: `polyleaf check`"
            return replace(found, reasons=(reason,))
        reasons = _differences(said, prepared.job.provenance)
        kept = self._as_last_approved(said) if reasons else None
        verdict = Verdict.OUTDATED if reasons and not kept else Verdict.CURRENT
        if kept:
            prepared, reasons = kept, (_LAST_APPROVED,)
        due = _review_due(prepared)
        if due is not None and due < self.today:
            verdict = Verdict.OVERDUE if verdict is Verdict.CURRENT else verdict
            reasons = (*reasons, f"its review was due on {due}")
        return replace(found, verdict=verdict, reasons=reasons, review_due=str(due or ""))

    def _is_sound(self, leaflet: str) -> bool:
        return leaflet in self._sources.leaflets

    def _prepared(
        self, planned: PlannedPublication, snapshots: Snapshots = NO_SNAPSHOTS
    ) -> Prepared:
        preparer = Preparer(self._sources, None, snapshots) if snapshots else self._preparer
        prepared = preparer.prepare(planned)
        self.diagnostics += (d for d in prepared.diagnostics if has_errors([d]))
        return prepared

    def _as_last_approved(self, said: Provenance) -> Prepared | None:
        """Return the publication as it was approved last, if a PDF is that and may still be."""
        planned = _planned(said)
        if said.status != Status.APPROVED:
            return None
        snapshot = find_snapshot(self._sources, planned, self.today).snapshot
        kept = self._prepared(planned, {planned: snapshot}) if snapshot else None
        if kept is None or kept.job is None or kept.job.provenance is None:
            return None
        return None if _differences(said, kept.job.provenance) else kept

    @cached_property
    def _sources(self) -> Sources:
        sources = load_sources(self.project, self._wanted)
        self.diagnostics += (d for d in sources.diagnostics if has_errors([d]))
        return sources

    @cached_property
    def _preparer(self) -> Preparer:
        return Preparer(self._sources, None)

    @cached_property
    def _published(self) -> Mapping[str, str]:
        return {entry.sha256: entry.path for entry in read_manifest(self.project.root / "build")}


def _planned(said: Provenance) -> PlannedPublication:
    return PlannedPublication(said.leaflet, said.language, said.paper, said.edition)


def _differences(said: Provenance, today: Provenance) -> tuple[str, ...]:
    """Return what is another in a PDF than the project would make it.

    Approvals that were added without a change of the page, and another version of Polyleaf that
    would set the same page, do not make a PDF outdated.
    """
    pairs = {name: (getattr(said, name), getattr(today, name)) for name in _CHANGES}
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if len(changed) > 1:  # a page that says something else is always set from something else
        changed.pop("page_revision", None)
    return tuple(_CHANGES[name].format(old=old, new=new) for name, (old, new) in changed.items())


def _review_due(prepared: Prepared) -> datetime.date | None:
    """Return when leaflet or translation must be reviewed, whichever is sooner."""
    if prepared.localised is None:
        return None
    dates, approved = prepared.localised.document.leaflet.dates, prepared.localised.approved
    again = dates.review_due_after(approved)
    return min((date for date in (dates.review_due, again) if date), default=None)
