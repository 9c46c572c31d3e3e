"""A project in; PDFs, manifest and index out, of what is out of date.

Job: find out what is out of date of what is asked for, and have it made. Trade-off: what makes PDFs
is imported only where there is something to make. Side effects: writes below the build folder and
`.polyleaf`, through `making`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from polyleaf.project import Project
from polyleaf.publishing.inputs import Inputs
from polyleaf.publishing.manifest import has_lists
from polyleaf.publishing.memory import Memory, open_memory
from polyleaf.publishing.request import BuildRequest, BuildResult, Progress
from polyleaf.publishing.schedule import Schedule, draw_up, has_stale_leaflets
from polyleaf.publishing.tables import load_pseudolocales, load_tables
from polyleaf.publishing.workers import get_ready

if TYPE_CHECKING:
    from polyleaf.publishing.sources import Sources

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
        schedule = _draw_up(project, request, memory, get_ready)
        if not schedule.tasks and not schedule.strays(request) and has_lists(request.out):
            return BuildResult((), (), schedule.diagnostics, schedule.current)
        if schedule.tasks and not request.scheduler:
            get_ready()
        # Only now: what makes PDFs takes longer to import than a build where nothing changed.
        from polyleaf.publishing.making import carry_out  # noqa: PLC0415

        return carry_out(_sources(project, schedule), schedule, request, progress, memory)


def _sources(project: Project, schedule: Schedule) -> Sources:
    """Return the leaflets to be made, which may be loaded already."""
    from polyleaf.publishing.sources import load_sources  # noqa: PLC0415 - as above

    leaflets = {task.planned.leaflet for task in schedule.tasks}
    loaded = schedule.sources
    if loaded and leaflets <= {*loaded.leaflets, *loaded.broken}:
        return loaded
    # A build that only takes PDFs away needs no leaflet.
    return load_sources(project, sorted(leaflets) or schedule.leaflets[:1])


def plan_build(project: Project, request: BuildRequest) -> Schedule:
    """Return what `build` would do.

    Raises:
        UsageError: the project or the request makes no sense as a whole.
    """
    project = replace(project, root=project.root.resolve())
    with open_memory(project.cache) as memory:
        return _draw_up(project, request, memory, lambda: None)


def _draw_up(
    project: Project, request: BuildRequest, memory: Memory, get_ready: Callable[[], None]
) -> Schedule:
    """Return the plan; processes get ready to render while it is made, if there is much to do."""
    languages, families = load_tables(project)
    languages |= load_pseudolocales(project)
    inputs = Inputs(project, families.values(), memory.files)
    if not request.scheduler and has_stale_leaflets(project, request, memory.state, inputs):
        get_ready()
    return draw_up(project, request, languages, memory.state, inputs)
