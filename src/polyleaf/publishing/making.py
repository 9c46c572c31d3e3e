"""Loaded leaflets and what is out of date of them in; PDFs, manifest and index out.

Job: make what is out of date and report every problem. Trade-off: PDFs are made in the store and
put in their places together at the end, with manifest and index, so that the build folder is true
at any moment; a publication with an error is left as it was, a good PDF of an earlier build stays,
and the rest are built; but a release takes what it refuses out of the folder.
Side effects: writes below the build folder and `.polyleaf`; starts processes through `executors`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial

from polyleaf.publishing import software
from polyleaf.publishing.cluster import open_cluster, render_on_cluster
from polyleaf.publishing.executors import Executor, render_all
from polyleaf.publishing.jobs import Preparer, families
from polyleaf.publishing.manifest import in_order
from polyleaf.publishing.memory import Memory, exclusively, open_memory
from polyleaf.publishing.outputs import write_lists
from polyleaf.publishing.plan import PlannedPublication, plan_publications
from polyleaf.publishing.production import Made, Production
from polyleaf.publishing.request import BuildRequest, BuildResult, Progress
from polyleaf.publishing.schedule import Schedule, everything
from polyleaf.publishing.selection import Selection, missing_catalog, select_released
from polyleaf.publishing.shelf import (
    Shelved,
    remembered,
    remove_what_left,
    shelve,
    withdraw_refused,
)
from polyleaf.publishing.sources import Sources
from polyleaf.publishing.typefaces import check_letters, prepare_project_fonts
from polyleaf.typesetting.fonts import FontSet

__all__ = ["build_sources", "carry_out"]


def build_sources(sources: Sources, request: BuildRequest, progress: Progress) -> BuildResult:
    """Build the publications asked for of leaflets that are loaded, whether out of date or not.

    Raises:
        UsageError: the project or the request makes no sense as a whole.
        InputError: the fonts cannot be prepared.
        KeyboardInterrupt: the build was stopped; what was done is in its place.
    """
    plan = plan_publications(
        sources.project,
        sources.languages,
        {*sources.leaflets, *sources.broken},
        (request.languages, request.paper, request.standard),
        partial(missing_catalog, sources),
    )
    with open_memory(sources.project.cache) as memory:
        return carry_out(sources, everything(plan), request, progress, memory)


def carry_out(
    sources: Sources,
    schedule: Schedule,
    request: BuildRequest,
    progress: Progress,
    memory: Memory,
) -> BuildResult:
    """Make what is out of date, and bring the build folder up to date.

    Raises:
        InputError: the fonts cannot be prepared.
        KeyboardInterrupt: the build was stopped; what was done is in its place.
    """
    chosen = _choose(sources, request, schedule.planned)
    production = _production(sources, chosen, request, memory)
    made, stopped = _make(production, chosen.allowed, progress)
    with exclusively(sources.project.cache):
        shelved = shelve(schedule, made, request.out, memory)
        remove_what_left(schedule.strays(request), request.out, memory, shelved)
        if request.release:
            allowed = {*chosen.allowed} - {one.planned for one in made if one.is_draft}
            withdraw_refused(schedule, request, allowed, sources.leaflets.keys(), shelved)
        entries = [*remembered(schedule, request.out), *shelved.publications]
        shelved.diagnostics += open_cluster(request.scheduler)
        shelved.diagnostics += write_lists(sources, request.out, entries, shelved.gone)
    if stopped:
        raise KeyboardInterrupt
    return _result(sources, schedule, chosen, made, shelved)


def _choose(
    sources: Sources, request: BuildRequest, planned: Sequence[PlannedPublication]
) -> Selection:
    """Return what may be handed out, if that is asked for, and why the rest may not."""
    sound = [item for item in planned if item.leaflet in sources.leaflets]
    if not request.release:
        return Selection([item for item in sound if not missing_catalog(sources, item)])
    if request.today is None:
        message = "a release needs a date"
        raise ValueError(message)
    return select_released(sources, sound, request.today, last_approved=request.last_approved)


def _production(
    sources: Sources, chosen: Selection, request: BuildRequest, memory: Memory
) -> Production:
    fonts = prepare_project_fonts(sources, families(sources, chosen.allowed, chosen.snapshots))
    return Production(
        preparer=Preparer(sources, fonts, chosen.snapshots),
        fonts=fonts,
        letters=check_letters(sources, fonts, (item.language for item in chosen.allowed)),
        executor=_executor(fonts, request),
        store=memory.store,
        software=software.drawing(memory.files),
        seconds=request.limits.seconds,
        release=request.release,
        force=request.force,
    )


def _executor(fonts: FontSet, request: BuildRequest) -> Executor:
    """Return what renders jobs: processes of this machine, or those of a cluster."""
    if request.scheduler:
        return partial(
            render_on_cluster, fonts=fonts, scheduler=request.scheduler, limits=request.limits
        )
    return partial(
        render_all,
        font_config=fonts.config_file,
        workers=request.workers,
        limits=request.limits,
    )


def _make(
    production: Production, planned: Sequence[PlannedPublication], progress: Progress
) -> tuple[list[Made], bool]:
    """Return what was made, and whether the build was stopped before the end."""
    made: list[Made] = []
    running: Iterator[Made]
    try:
        with closing(production.run(planned)) as running:
            for one in running:
                made.append(one)
                progress(one.planned, one.publication is not None, len(made), len(planned))
    except KeyboardInterrupt:
        return made, True
    return made, False


def _result(
    sources: Sources,
    schedule: Schedule,
    chosen: Selection,
    made: Sequence[Made],
    shelved: Shelved,
) -> BuildResult:
    found = (
        *sources.diagnostics,
        *schedule.diagnostics,
        *chosen.diagnostics,
        *(problem for one in made for problem in one.diagnostics),
        *shelved.diagnostics,
    )
    placed = {one.path for one in shelved.publications}
    return BuildResult(
        built=tuple(in_order(shelved.built)),
        failed=tuple(sorted(p for p in schedule.planned if p.path not in placed)),
        diagnostics=tuple(dict.fromkeys(found)),
        current=(*schedule.current, *shelved.current),
    )
