"""A project in; PDFs, manifest and index out.

Job: build what is out of date of what is asked for, and report every problem. Trade-off: PDFs are
made in the store and put in their places together at the end, with manifest and index, so that the
build folder is true at any moment; a publication with an error is left as it was, a good PDF of an
earlier build stays, and the rest are built; but a release takes what it refuses out of the folder.
Side effects: writes below the build folder and `.polyleaf`; starts processes through `executors`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from polyleaf.diagnostics import Diagnostic
from polyleaf.project import Project
from polyleaf.publishing import software
from polyleaf.publishing.build_state import KnownPublication
from polyleaf.publishing.executors import render_all
from polyleaf.publishing.inputs import Inputs
from polyleaf.publishing.jobs import Preparer, families
from polyleaf.publishing.manifest import Publication
from polyleaf.publishing.memory import Memory, exclusively, open_memory
from polyleaf.publishing.outputs import has_lists, write_lists
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.production import Made, Production
from polyleaf.publishing.request import BuildRequest
from polyleaf.publishing.schedule import Schedule, draw_up, everything
from polyleaf.publishing.selection import (
    Selection,
    missing_catalog,
    plan_publications,
    select_released,
)
from polyleaf.publishing.shelf import (
    Shelved,
    remembered,
    remove_what_left,
    shelve,
    withdraw_refused,
)
from polyleaf.publishing.sources import Sources, load_sources, load_tables
from polyleaf.publishing.typefaces import check_letters, prepare_project_fonts

__all__ = ["BuildRequest", "BuildResult", "Progress", "build", "build_sources", "plan_build"]

Progress = Callable[[PlannedPublication, bool, int, int], None]
"""Called after each publication: what it is, whether it was built, how many are done and to do."""


@dataclass(frozen=True)
class BuildResult:
    """What was built, what was not, and why; and what was up to date."""

    built: tuple[Publication, ...]
    failed: tuple[PlannedPublication, ...]
    diagnostics: tuple[Diagnostic, ...]
    current: tuple[PlannedPublication, ...] = ()


def build(project: Project, request: BuildRequest, progress: Progress) -> BuildResult:
    """Build the publications of a project that are asked for and out of date.

    Raises:
        UsageError: the project or the request makes no sense as a whole.
        InputError: the fonts cannot be prepared.
        KeyboardInterrupt: the build was stopped; what was done is in its place.
    """
    project = replace(project, root=project.root.resolve())
    with open_memory(project.cache) as memory:
        schedule = _draw_up(project, request, memory)
        if not schedule.tasks and not _strays(schedule, request) and has_lists(request.out):
            return BuildResult((), (), schedule.diagnostics, schedule.current)
        # A build that only takes PDFs away needs no leaflet.
        leaflets = dict.fromkeys(task.planned.leaflet for task in schedule.tasks)
        sources = load_sources(project, leaflets or schedule.leaflets[:1])
        return _carry_out(sources, schedule, request, progress, memory)


def plan_build(project: Project, request: BuildRequest) -> Schedule:
    """Return what `build` would do.

    Raises:
        UsageError: the project or the request makes no sense as a whole.
    """
    project = replace(project, root=project.root.resolve())
    with open_memory(project.cache) as memory:
        return _draw_up(project, request, memory)


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
        (request.languages, request.paper),
        partial(missing_catalog, sources),
    )
    with open_memory(sources.project.cache) as memory:
        return _carry_out(sources, everything(plan), request, progress, memory)


def _draw_up(project: Project, request: BuildRequest, memory: Memory) -> Schedule:
    _, fonts = load_tables(project)
    return draw_up(project, request, memory.state, Inputs(project, fonts.values(), memory.files))


def _strays(schedule: Schedule, request: BuildRequest) -> list[KnownPublication]:
    """Return what earlier builds made and the project makes no more."""
    if not request.is_of_all:
        return []
    planned = {one.path for one in (*schedule.current, *schedule.planned)}
    return [known for path, known in schedule.known.items() if path not in planned]


def _carry_out(
    sources: Sources,
    schedule: Schedule,
    request: BuildRequest,
    progress: Progress,
    memory: Memory,
) -> BuildResult:
    chosen = _choose(sources, request, schedule.planned)
    production = _production(sources, chosen, request, memory)
    made, stopped = _make(production, chosen.allowed, progress)
    with exclusively(sources.project.cache):
        shelved = shelve(schedule, made, request.out, memory)
        remove_what_left(_strays(schedule, request), request.out, memory, shelved)
        if request.release:
            allowed = {*chosen.allowed} - {one.planned for one in made if one.is_draft}
            withdraw_refused(schedule, request, allowed, sources.leaflets.keys(), shelved)
        entries = [*remembered(schedule, request.out), *shelved.publications]
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
        executor=partial(
            render_all,
            font_config=fonts.config_file,
            workers=request.workers,
            limits=request.limits,
        ),
        store=memory.store,
        software=software.drawing(memory.files),
        seconds=request.limits.seconds,
        release=request.release,
        force=request.force,
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
        built=tuple(sorted(shelved.built)),
        failed=tuple(sorted(p for p in schedule.planned if p.path not in placed)),
        diagnostics=tuple(dict.fromkeys(found)),
        current=(*schedule.current, *shelved.current),
    )
