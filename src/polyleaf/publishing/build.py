"""A project in; PDFs, manifest and index out.

Job: build what is asked for and report every problem. Trade-off: a publication with an error is
left as it was, a good PDF of an earlier build stays, and the rest are built; but a release takes
what it refuses out of the build folder.
Side effects: writes below the build folder and `.polyleaf`; starts processes through `executors`.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from polyleaf.checks import layout, overflow, page_breaks
from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import Diagnostic, has_errors
from polyleaf.project import Project
from polyleaf.publishing.executors import Outcome, render_all
from polyleaf.publishing.jobs import Prepared, Preparer, families, title_of
from polyleaf.publishing.manifest import Publication
from polyleaf.publishing.outputs import RELEASED, withdraw, write_lists, write_pdf
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.release import draft_refusal
from polyleaf.publishing.selection import (
    Selection,
    missing_catalog,
    plan_publications,
    select_released,
)
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.publishing.typefaces import check_letters, prepare_project_fonts
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Rendered

__all__ = ["BuildRequest", "BuildResult", "Progress", "build", "build_sources"]

Progress = Callable[[PlannedPublication, bool, int, int], None]
"""Called after each publication: what it is, whether it was built, how many are done and to do."""


@dataclass(frozen=True)
class BuildRequest:
    """What to build.

    Attributes:
        leaflets: ids, or none for all.
        languages: tags, or none for the project's.
        paper: `a4`, `letter`, or "" for the project's.
        out: the build folder.
        workers: number of processes.
        release: whether to build nothing but what may be handed out.
        last_approved: whether a release sets, where today's translation may not be handed out, the
            one that was approved last.
        today: the date to judge by whether a review is overdue; a release needs it.

    """

    leaflets: tuple[str, ...]
    languages: tuple[str, ...]
    paper: str
    out: Path
    workers: int
    release: bool = False
    today: datetime.date | None = None
    last_approved: bool = False


@dataclass(frozen=True)
class BuildResult:
    """What was built, what was not, and why."""

    built: tuple[Publication, ...]
    failed: tuple[PlannedPublication, ...]
    diagnostics: tuple[Diagnostic, ...]


def build(project: Project, request: BuildRequest, progress: Progress) -> BuildResult:
    """Build the publications of a project that are asked for.

    Raises:
        UsageError: the project or the request makes no sense as a whole.
        InputError: the fonts cannot be prepared.
    """
    return build_sources(load_sources(project, request.leaflets), request, progress)


def build_sources(sources: Sources, request: BuildRequest, progress: Progress) -> BuildResult:
    """Build the publications asked for of leaflets that are loaded.

    Raises:
        UsageError: the project or the request makes no sense as a whole.
        InputError: the fonts cannot be prepared.
    """
    diagnostics = list(sources.diagnostics)
    planned, left_out, words = plan_publications(sources, request.languages, request.paper)
    diagnostics += words
    chosen = _choose(sources, request, planned)
    diagnostics += chosen.diagnostics
    fonts = prepare_project_fonts(sources, families(sources, chosen.allowed, chosen.snapshots))
    fit = _fit(sources, fonts, chosen.allowed, diagnostics)
    prepared = _prepare(Preparer(sources, fonts, chosen.snapshots), fit, diagnostics)
    drafts: set[PlannedPublication] = set()
    if request.release:
        prepared, drafts = _no_drafts(prepared, diagnostics)
    built = _render(prepared, fonts, request, progress, diagnostics)
    failed = set(planned) - {_planned(publication) for publication in built}
    gone: set[str] = set()
    if request.release:
        allowed = {*chosen.allowed} - drafts
        gone = _withdraw(sources, request.out, {*failed, *left_out}, allowed, diagnostics)
    write_lists(sources, request.out, built, gone)
    return BuildResult(
        tuple(sorted(built)), tuple(sorted(failed)), tuple(dict.fromkeys(diagnostics))
    )


def _choose(
    sources: Sources, request: BuildRequest, planned: Sequence[PlannedPublication]
) -> Selection:
    """Return what may be handed out, if that is asked for, and why the rest may not."""
    if not request.release:
        made = [item for item in planned if not missing_catalog(sources, item)]
        return Selection(made)
    if request.today is None:
        message = "a release needs a date"
        raise ValueError(message)
    return select_released(sources, planned, request.today, last_approved=request.last_approved)


def _no_drafts(
    prepared: Iterable[Prepared], diagnostics: list[Diagnostic]
) -> tuple[list[Prepared], set[PlannedPublication]]:
    """Return what no page calls a draft: the pages may lack labels, which no ledger tells."""
    kept, drafts = [], set()
    for item in prepared:
        if item.localised is None or item.localised.status in RELEASED:
            kept.append(item)
        else:
            status = item.localised.status
            drafts.add(item.planned)
            diagnostics.append(draft_refusal(item.planned, item.location, status))
    return kept, drafts


def _withdraw(
    sources: Sources,
    out: Path,
    failed: Collection[PlannedPublication],
    allowed: Collection[PlannedPublication],
    diagnostics: list[Diagnostic],
) -> set[str]:
    """Take out of the folder what was refused, and drafts of what failed; return their paths.

    What is released and could not be made, or whose leaflet has an error, stays as it was made.
    """
    sound = {item for item in failed if item.leaflet in sources.leaflets}
    refused = {item.path for item in sound if item not in allowed}
    found = withdraw(out, refused, {item.path for item in failed})
    diagnostics += found
    return {*refused, *(d.location.file.relative_to(out).as_posix() for d in found)}


def _fit(
    sources: Sources,
    fonts: FontSet,
    planned: Iterable[PlannedPublication],
    diagnostics: list[Diagnostic],
) -> list[PlannedPublication]:
    """Return the publications whose language has fonts with its letters."""
    sound = [item for item in planned if item.leaflet in sources.leaflets]
    found = check_letters(sources, fonts, (item.language for item in sound))
    for problems in found.values():
        diagnostics += problems
    return [item for item in sound if not has_errors(found[item.language])]


def _prepare(
    preparer: Preparer, planned: Iterable[PlannedPublication], diagnostics: list[Diagnostic]
) -> list[Prepared]:
    prepared = [preparer.prepare(item) for item in planned]
    for item in prepared:
        diagnostics += item.diagnostics
    return prepared


def _render(
    prepared: Iterable[Prepared],
    fonts: FontSet,
    request: BuildRequest,
    progress: Progress,
    diagnostics: list[Diagnostic],
) -> list[Publication]:
    ready = {item.planned.path: item for item in prepared if item.job is not None}
    jobs = {path: item.job for path, item in ready.items() if item.job is not None}
    built: list[Publication] = []
    for done, (path, outcome) in enumerate(
        render_all(jobs, fonts.config_file, request.workers), start=1
    ):
        item = ready[path]
        problems = _problems(outcome, item)
        if not isinstance(outcome, Exception) and not has_errors(problems):
            problems += write_pdf(request.out / path, outcome.pdf)
        if not isinstance(outcome, Exception) and not has_errors(problems):
            warnings = tuple(d.code for d in (*item.diagnostics, *problems))
            built.append(_publication(item, outcome, warnings))
        diagnostics += problems
        progress(item.planned, not has_errors(problems), done, len(jobs))
    return built


def _problems(outcome: Outcome, item: Prepared) -> list[Diagnostic]:
    if isinstance(outcome, Exception):
        planned = item.planned
        message = f"{planned.leaflet} in {planned.language} could not be rendered: {outcome!r}"
        return [Diagnostic("render-failed", item.location, message)]
    facts, publication = outcome.layout, f"{item.planned.leaflet} in {item.planned.language}"
    return [
        *layout.check(facts, item.families, item.location),
        *overflow.check(facts, publication, item.locate),
        *page_breaks.check(facts, publication, item.locate),
    ]


def _publication(item: Prepared, rendered: Rendered, warnings: tuple[str, ...]) -> Publication:
    localised, planned = item.localised, item.planned
    if localised is None:
        message = "only a localised document is rendered"
        raise ValueError(message)
    dates = localised.document.leaflet.dates
    return Publication(
        leaflet=planned.leaflet,
        language=planned.language,
        edition=planned.edition,
        paper=planned.paper,
        path=planned.path,
        title=title_of(localised),
        source_title=plain_text(localised.source_title),
        sha256=hashlib.sha256(rendered.pdf).hexdigest(),
        size=len(rendered.pdf),
        pages=rendered.layout.pages,
        status=localised.status.value,
        revised=str(dates.revised or ""),
        reviewed=str(dates.reviewed or ""),
        review_due=str(dates.review_due or ""),
        source_revision=item.source_revision,
        warnings=warnings,
    )


def _planned(publication: Publication) -> PlannedPublication:
    return PlannedPublication(
        publication.leaflet, publication.language, publication.paper, publication.edition
    )
