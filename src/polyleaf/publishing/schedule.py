"""Which publications are out of date, and why: the plan of a build, before anything is read.

Job: hold what a project is made of today against what each PDF in the build folder was made from.
Trade-off: content, not times: a checkout gives every file a new time. A leaflet's own facts are
loaded anew only where its files changed. Side effects: reads files, and the build state.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from polyleaf.diagnostics import Diagnostic
from polyleaf.languages.table import Language
from polyleaf.project import Project, leaflet_files
from polyleaf.publishing.build_state import BuildState, KnownLeaflet, KnownPublication, from_text
from polyleaf.publishing.inputs import Inputs, changes
from polyleaf.publishing.plan import (
    Plan,
    PlannedPublication,
    plan_publications,
    wanted_leaflets,
)
from polyleaf.publishing.request import BuildRequest

if TYPE_CHECKING:  # it takes longer to import than a build where nothing changed
    from polyleaf.publishing.sources import Sources

__all__ = ["Schedule", "Task", "draw_up", "everything", "has_stale_leaflets", "stamp_of"]

# What is known of a project's library, beside its leaflets.
_LIBRARY: Final = ""


@dataclass(frozen=True)
class Task:
    """A publication that is out of date.

    Attributes:
        planned: what it is.
        reasons: what changed, for people.
        inputs: what it is made from today.
        wording: digest of the source files whose lines its diagnostics name.

    """

    planned: PlannedPublication
    reasons: tuple[str, ...]
    inputs: str
    wording: str


@dataclass(frozen=True)
class Schedule:
    """What a build has to do.

    Attributes:
        tasks: the publications that are out of date.
        current: those that are not.
        left_out: those for which there is no catalog.
        known: what the build folder holds by path, as far as Polyleaf made it.
        diagnostics: what was found in the files of what is current, and on the plan.
        sources: the leaflets that were loaded because their files changed, if any were.

    """

    tasks: tuple[Task, ...]
    current: tuple[PlannedPublication, ...]
    left_out: tuple[PlannedPublication, ...]
    known: Mapping[str, KnownPublication]
    diagnostics: tuple[Diagnostic, ...]
    sources: Sources | None = None

    @property
    def planned(self) -> tuple[PlannedPublication, ...]:
        """The publications that are out of date."""
        return tuple(task.planned for task in self.tasks)

    @property
    def leaflets(self) -> tuple[str, ...]:
        """The ids of the leaflets that the plan is about."""
        every = (*self.planned, *self.current, *self.left_out)
        return tuple(dict.fromkeys(item.leaflet for item in every))

    def strays(self, request: BuildRequest) -> list[KnownPublication]:
        """Return what earlier builds made and the project makes no more."""
        if not request.is_of_all:
            return []
        planned = {one.path for one in (*self.current, *self.planned)}
        return [known for path, known in self.known.items() if path not in planned]


def everything(plan: Plan) -> Schedule:
    """Return the schedule of a plan all of which is to be made, and nothing remembered."""
    tasks = tuple(Task(planned, ("asked for",), "", "") for planned in plan.publications)
    return Schedule(tasks, (), plan.left_out, {}, plan.diagnostics)


def draw_up(
    project: Project,
    request: BuildRequest,
    languages: Mapping[str, Language],
    state: BuildState,
    inputs: Inputs,
) -> Schedule:
    """Return what a build has to do.

    Args:
        project: the project.
        request: what is asked for.
        languages: the table of languages, with pseudolocales.
        state: what is known of earlier builds.
        inputs: what publications are made from today.

    Raises:
        UsageError: a leaflet or language that is asked for does not exist, or a table is unusable.
    """
    leaflets = _wanted(project, request)
    facts, found, sources = _facts(project, leaflets, state, inputs)
    plan = plan_publications(
        project,
        languages,
        leaflets,
        (request.languages, request.paper, request.standard),
        partial(_missing_catalog, languages, facts, inputs),
    )
    known = state.publications(str(request.out.resolve()))
    tasks, current = [], []
    for planned in plan.publications:
        before = known.get(planned.path)
        task = _task(planned, facts.get(planned.leaflet), before, request, inputs)
        if task.reasons or before is None:
            tasks.append(task)
        else:
            current.append(planned)
            found += from_text(before.diagnostics)
    found += plan.diagnostics
    return Schedule(tuple(tasks), tuple(current), plan.left_out, known, tuple(found), sources)


def has_stale_leaflets(
    project: Project, request: BuildRequest, state: BuildState, inputs: Inputs
) -> bool:
    """Tell at once whether leaflets changed, so that there will be something to make.

    Raises:
        UsageError: a leaflet that is asked for does not exist.
    """
    return bool(_stale(_wanted(project, request), state.leaflets(), inputs))


def _wanted(project: Project, request: BuildRequest) -> tuple[str, ...]:
    files = leaflet_files(project.leaflets)
    return tuple(wanted_leaflets(files, request.leaflets, project.leaflets))


def _stale(
    leaflets: Iterable[str], known: Mapping[str, KnownLeaflet], inputs: Inputs
) -> dict[str, None]:
    """Return the leaflets that are not as they are known, in order."""
    return {
        name: None
        for name in leaflets
        if name not in known or known[name].inputs != inputs.of_leaflet(name)
    }


def _task(
    planned: PlannedPublication,
    fact: KnownLeaflet | None,
    before: KnownPublication | None,
    request: BuildRequest,
    inputs: Inputs,
) -> Task:
    """Return what there is to do for a publication; it has no reason if it is up to date."""
    if fact is None:
        return Task(planned, ("leaflet has errors",), inputs.of(planned, "", request.rule), "")
    today = inputs.of(planned, fact.content, request.rule)
    return Task(planned, _reasons(before, today, fact.inputs, request), today, fact.inputs)


def _missing_catalog(
    languages: Mapping[str, Language],
    facts: Mapping[str, KnownLeaflet],
    inputs: Inputs,
    item: PlannedPublication,
) -> Path | None:
    fact = facts.get(item.leaflet)
    if fact is None or item.language == fact.language or languages[item.language].pseudo:
        return None
    return None if inputs.has_catalog(item) else inputs.catalog_file(item)


def _facts(
    project: Project, leaflets: tuple[str, ...], state: BuildState, inputs: Inputs
) -> tuple[dict[str, KnownLeaflet], list[Diagnostic], Sources | None]:
    """Return the facts of the sound leaflets, what was found, and what had to be loaded for it."""
    known = state.leaflets()
    stale = _stale(leaflets, known, inputs)
    facts = {name: known[name] for name in leaflets if name not in stale}
    library = known.get(_LIBRARY)
    found: list[Diagnostic] = []
    sources = None
    if stale or library is None or library.inputs != inputs.library:
        # Only now: the models of leaflets take longer to import than a build where nothing changed.
        from polyleaf.publishing.facts import facts_of  # noqa: PLC0415
        from polyleaf.publishing.sources import load_sources  # noqa: PLC0415

        sources = load_sources(project, [*stale] or leaflets[:1])
        new = {fact.id: fact for fact in facts_of(sources, inputs)}
        state.learn_leaflets(new.values())
        library = new.pop(_LIBRARY)
        facts |= new
        found += sources.diagnostics
    found += from_text(library.diagnostics)
    found += (d for fact in facts.values() for d in from_text(fact.diagnostics))
    return facts, list(dict.fromkeys(found)), sources


def _reasons(
    before: KnownPublication | None, today: str, wording: str, request: BuildRequest
) -> tuple[str, ...]:
    """Return why a publication is out of date; nothing if it is not."""
    if request.force or before is None:
        return ("asked for",) if request.force else ("new",)
    found = changes(before.inputs, today)
    if not found and before.diagnostics and before.wording != wording:
        found += ("leaflet changed",)
    if before.stamp != stamp_of(f"{request.out}/{before.path}"):
        found += ("PDF missing or changed",)
    if request.release and request.today and _is_overdue(before, request.today):
        found += ("review overdue",)
    return found


def _is_overdue(before: KnownPublication, today: datetime.date) -> bool:
    due = json.loads(before.entry).get("review_due", "")
    return bool(due) and datetime.date.fromisoformat(due) < today


def stamp_of(file: Path | str) -> str:
    """Return size, time and inode of a file, or "" if it is not there."""
    try:
        found = os.stat(file)  # noqa: PTH116 - a tenth of the time of pathlib
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"
