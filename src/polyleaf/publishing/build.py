"""A project in; PDFs, manifest and index out.

Job: build what is asked for and report every problem. Trade-off: a publication with an error is
left as it was, a good PDF of an earlier build stays, and the rest are built.
Side effects: writes below the build folder and `.polyleaf`; starts processes through `executors`.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from polyleaf.checks import layout, overflow, page_breaks
from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import (
    Diagnostic,
    InputError,
    Location,
    Severity,
    UsageError,
    has_errors,
)
from polyleaf.languages.table import unknown_language
from polyleaf.project import Project
from polyleaf.publishing.catalogue import render_catalogue
from polyleaf.publishing.executors import Outcome, render_all
from polyleaf.publishing.files import write_file
from polyleaf.publishing.jobs import Prepared, Preparer, families, title_of
from polyleaf.publishing.manifest import Publication, read_manifest, write_manifest
from polyleaf.publishing.plan import PlannedPublication, plan
from polyleaf.publishing.release import draft_refusal, not_released
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.publishing.typefaces import check_letters, prepare_project_fonts
from polyleaf.translation.catalog import Interface, load_interface
from polyleaf.translation.merge import Status
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Rendered
from polyleaf.typesetting.template import template_environment

__all__ = ["BuildRequest", "BuildResult", "Progress", "build", "build_sources"]

# What pages without a draft notice are.
_RELEASED: Final = frozenset({Status.SOURCE, Status.APPROVED})

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
        today: the date to judge by whether a review is overdue; a release needs it.

    """

    leaflets: tuple[str, ...]
    languages: tuple[str, ...]
    paper: str
    out: Path
    workers: int
    release: bool = False
    today: datetime.date | None = None


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
    planned, skipped = _plan(sources, request)
    diagnostics += skipped
    allowed = _released(sources, request, planned, diagnostics)
    fonts = prepare_project_fonts(sources, families(sources, allowed))
    fit = _fit(sources, fonts, allowed, diagnostics)
    prepared = _prepare(sources, fonts, fit, diagnostics)
    if request.release:
        prepared = _no_drafts(prepared, diagnostics)
    built = _render(prepared, fonts, request, progress, diagnostics)
    failed = set(planned) - {_planned(publication) for publication in built}
    _write_lists(sources, request.out, built)
    return BuildResult(
        tuple(sorted(built)), tuple(sorted(failed)), tuple(dict.fromkeys(diagnostics))
    )


def _plan(
    sources: Sources, request: BuildRequest
) -> tuple[list[PlannedPublication], list[Diagnostic]]:
    """Return what is to be built; a leaflet without a catalog is left out unless asked for."""
    settings = sources.project.settings
    languages = dict.fromkeys(request.languages or settings.languages)
    _check_languages(sources, languages)
    leaflets = sorted({*sources.leaflets, *sources.broken})
    planned, skipped = [], []
    for item in plan(leaflets, languages, request.paper or settings.paper):
        missing = _missing_catalog(sources, item)
        if missing is None:
            planned.append(item)
        elif request.languages:
            planned.append(item)
            skipped.append(_no_catalog(item, missing, Severity.ERROR))
        else:
            skipped.append(_no_catalog(item, missing, Severity.WARNING))
    return planned, skipped


def _check_languages(sources: Sources, languages: Iterable[str]) -> None:
    problems = [
        unknown_language(sources.languages, tag, Location(sources.project.source.file))
        for tag in languages
        if tag not in sources.languages
    ]
    if problems:
        raise UsageError(problems)


def _missing_catalog(sources: Sources, item: PlannedPublication) -> Path | None:
    loaded = sources.leaflets.get(item.leaflet)
    if loaded is None or loaded.leaflet.language == item.language:
        return None
    if sources.languages[item.language].pseudo:
        return None
    file = sources.catalog_file(item.leaflet, item.language)
    return None if file.is_file() else file


def _no_catalog(item: PlannedPublication, file: Path, severity: Severity) -> Diagnostic:
    message = f"{item.leaflet!r} is not translated into {item.language}: there is no such catalog"
    return Diagnostic("no-catalog", Location(file), message, "", severity)


def _released(
    sources: Sources,
    request: BuildRequest,
    planned: Sequence[PlannedPublication],
    diagnostics: list[Diagnostic],
) -> list[PlannedPublication]:
    """Return what may be handed out, if that is asked for, and say why the rest may not."""
    if not request.release:
        return list(planned)
    if request.today is None:
        message = "a release needs a date"
        raise ValueError(message)
    allowed = []
    for item in planned:
        if item.leaflet in sources.leaflets and not _missing_catalog(sources, item):
            refusal = not_released(sources, item, request.today)
            diagnostics += [refusal] if refusal else []
            allowed += [] if refusal else [item]
    return allowed


def _no_drafts(prepared: Iterable[Prepared], diagnostics: list[Diagnostic]) -> list[Prepared]:
    """Return what no page calls a draft: the pages may lack labels, which no ledger tells."""
    kept = []
    for item in prepared:
        if item.localised is None or item.localised.status in _RELEASED:
            kept.append(item)
        else:
            status = item.localised.status
            diagnostics.append(draft_refusal(item.planned, item.location, status))
    return kept


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
    sources: Sources,
    fonts: FontSet,
    planned: Iterable[PlannedPublication],
    diagnostics: list[Diagnostic],
) -> list[Prepared]:
    preparer = Preparer(sources, fonts)
    prepared = []
    for item in planned:
        if _missing_catalog(sources, item):
            continue
        ready = preparer.prepare(item)
        diagnostics += ready.diagnostics
        prepared.append(ready)
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
        render_all(jobs.items(), fonts.config_file, request.workers), start=1
    ):
        item = ready[path]
        problems = _problems(outcome, item)
        if not isinstance(outcome, Exception) and not has_errors(problems):
            problems += _write(request.out / path, outcome.pdf)
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


def _write(path: Path, data: bytes) -> list[Diagnostic]:
    """Write a file; return why it could not be written, if it could not."""
    try:
        write_file(path, data)
    except OSError as error:
        where = error.filename or path
        message = f"cannot write {path.name}: {error.strerror}"
        hint = "is there a file where a folder should be, a full disk, or no permission?"
        return [Diagnostic("cannot-write", Location(Path(where)), message, hint)]
    return []


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


def _write_lists(sources: Sources, out: Path, built: Iterable[Publication]) -> None:
    """Write the manifest and the index of everything the build folder now holds."""
    project = sources.project
    new = {publication.path: publication for publication in built}
    kept = {p.path: p for p in read_manifest(out)}
    publications = sorted({**kept, **new}.values())
    write_manifest(out, publications)
    try:
        interface = load_interface(project.locale_files(f"{project.settings.language}/ui.po"))
    except InputError:
        # Reported with the publications of that language; the index is then in English.
        interface = Interface()
    page = render_catalogue(
        publications,
        sources.languages,
        project.settings,
        interface,
        template_environment(project.templates),
    )
    write_file(out / "index.html", page.encode())
