"""A project in; PDFs, manifest and index out.

Job: build what is out of date of what is asked for, and report every problem. Trade-off: PDFs are
made in the store and put in their places together at the end, with manifest and index, so that the
build folder is true at any moment; a publication with an error is left as it was, a good PDF of an
earlier build stays, and the rest are built; but a release takes what it refuses out of the folder.
Side effects: writes below the build folder and `.polyleaf`; starts processes through `executors`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from polyleaf.diagnostics import Diagnostic, has_errors
from polyleaf.project import Project
from polyleaf.publishing import software
from polyleaf.publishing.build_state import KnownPublication
from polyleaf.publishing.executors import Executor, Limits, render_all
from polyleaf.publishing.inputs import Inputs
from polyleaf.publishing.jobs import Preparer, families
from polyleaf.publishing.manifest import Publication
from polyleaf.publishing.memory import Memory, exclusively, open_memory
from polyleaf.publishing.outputs import (
    cannot_write,
    has_lists,
    remove_strays,
    withdraw,
    write_lists,
)
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.production import Made, Production
from polyleaf.publishing.schedule import (
    Request,
    Schedule,
    Task,
    as_text,
    draw_up,
    everything,
    stamp_of,
)
from polyleaf.publishing.selection import Selection, missing_catalog, select_released
from polyleaf.publishing.sources import Sources, load_sources, load_tables
from polyleaf.publishing.typefaces import check_letters, prepare_project_fonts
from polyleaf.translation.merge import Status
from polyleaf.typesetting.fonts import FontSet

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
        today: the date to judge by whether a review is overdue; a release needs it.
        last_approved: whether a release sets, where today's translation may not be handed out, the
            one that was approved last.
        force: whether to render what is up to date, too.
        limits: what one publication may cost.

    """

    leaflets: tuple[str, ...]
    languages: tuple[str, ...]
    paper: str
    out: Path
    workers: int
    release: bool = False
    today: datetime.date | None = None
    last_approved: bool = False
    force: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def _wish(self) -> Request:
        rule = "last-approved" if self.last_approved else "release" if self.release else ""
        today = self.today if self.release else None
        out = self.out.resolve()
        return Request(self.leaflets, self.languages, self.paper, out, rule, today, self.force)


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
    """
    project = replace(project, root=project.root.resolve())
    with open_memory(project.cache) as memory:
        schedule = _draw_up(project, request, memory)
        if not schedule.tasks and not _strays(schedule, request) and has_lists(request.out):
            return BuildResult((), (), schedule.diagnostics, schedule.current)
        leaflets = {task.planned.leaflet: None for task in schedule.tasks}
        sources = load_sources(project, leaflets or list(leaflets_of(schedule))[:1])
        return _carry_out(sources, schedule, request, progress, memory)


def plan_build(project: Project, request: BuildRequest) -> Schedule:
    """Return what `build` would do.

    Raises:
        UsageError: the project or the request makes no sense as a whole.
    """
    project = replace(project, root=project.root.resolve())
    with open_memory(project.cache) as memory:
        return _draw_up(project, request, memory)
