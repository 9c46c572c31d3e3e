"""A project in; PDFs, manifest and index out, of what is out of date.

Job: find out what is out of date of what is asked for, and have it made. Trade-off: what makes PDFs
is imported only where there is something to make. Side effects: writes below the build folder and
`.polyleaf`, through `making`.
"""

from __future__ import annotations

from dataclasses import replace

from polyleaf.project import Project
from polyleaf.publishing.inputs import Inputs
from polyleaf.publishing.manifest import has_lists
from polyleaf.publishing.memory import Memory, open_memory
from polyleaf.publishing.request import BuildRequest, BuildResult, Progress
from polyleaf.publishing.schedule import Schedule, draw_up
from polyleaf.publishing.tables import load_tables
from polyleaf.publishing.workers import get_ready

__all__ = ["build", "plan_build"]


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
        if not schedule.tasks and not schedule.strays(request) and has_lists(request.out):
            return BuildResult((), (), schedule.diagnostics, schedule.current)
        if schedule.tasks and not request.scheduler:
            get_ready()
        # Only now: what makes PDFs takes longer to import than a build where nothing changed.
        from polyleaf.publishing.making import carry_out  # noqa: PLC0415
        from polyleaf.publishing.sources import load_sources  # noqa: PLC0415

        # A build that only takes PDFs away needs no leaflet.
        leaflets = dict.fromkeys(task.planned.leaflet for task in schedule.tasks)
        sources = load_sources(project, leaflets or schedule.leaflets[:1])
        return carry_out(sources, schedule, request, progress, memory)


def plan_build(project: Project, request: BuildRequest) -> Schedule:
    """Return what `build` would do.

    Raises:
        UsageError: the project or the request makes no sense as a whole.
    """
    project = replace(project, root=project.root.resolve())
    with open_memory(project.cache) as memory:
        return _draw_up(project, request, memory)


def _draw_up(project: Project, request: BuildRequest, memory: Memory) -> Schedule:
    _, fonts = load_tables(project)
    return draw_up(project, request, memory.state, Inputs(project, fonts.values(), memory.files))
