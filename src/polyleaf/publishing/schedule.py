"""Which publications are out of date, and why: the plan of a build, before anything is read.

Job: hold what a project is made of today against what each PDF in the build folder was made from.
Trade-off: content, not times: a checkout gives every file a new time. A leaflet's own facts are
loaded anew only where its files changed. Side effects: reads files, and the build state.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic
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
from polyleaf.publishing.tables import load_pseudolocales, load_tables

__all__ = ["Schedule", "Task", "draw_up", "everything", "stamp_of"]

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

    """

    tasks: tuple[Task, ...]
    current: tuple[PlannedPublication, ...]
    left_out: tuple[PlannedPublication, ...]
    known: Mapping[str, KnownPublication]
    diagnostics: tuple[Diagnostic, ...]

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


def draw_up(project: Project, request: BuildRequest, state: BuildState, inputs: Inputs) -> Schedule:
    """Return what a build has to do.

    Raises:
        UsageError: a leaflet or language that is asked for does not exist, or a table is unusable.
    """
    leaflets = tuple(
        wanted_leaflets(leaflet_files(project.leaflets), request.leaflets, project.leaflets)
    )
    facts, found = _facts(project, leaflets, state, inputs)
    plan = _plan(project, request, leaflets, facts, inputs)
    known = state.publications(str(request.out.resolve()))
    tasks, current = [], []
    for planned in plan.publications:
        fact = facts.get(planned.leaflet)
        wording = fact.inputs if fact else ""
        today = inputs.of(planned, fact.content if fact else "", request.rule)
        before = known.get(planned.path)
        reasons = _reasons(before, today, wording, request) if fact else ("leaflet has errors",)
        if reasons or before is None:
            tasks.append(Task(planned, reasons, today, wording))
        else:
            current.append(planned)
            found += from_text(before.diagnostics)
    return Schedule(tuple(tasks), tuple(current), plan.left_out, known, (*found, *plan.diagnostics))


def _plan(
    project: Project,
    request: BuildRequest,
    leaflets: Iterable[str],
    facts: Mapping[str, KnownLeaflet],
    inputs: Inputs,
) -> Plan:
    table = load_tables(project)[0] | load_pseudolocales(project)

    def missing(item: PlannedPublication) -> Path | None:
        fact = facts.get(item.leaflet)
        if fact is None or item.language == fact.language or table[item.language].pseudo:
            return None
        return None if inputs.has_catalog(item) else inputs.catalog_file(item)

    asked = (request.languages, request.paper, request.standard)
    return plan_publications(project, table, leaflets, asked, missing)


def _facts(
    project: Project, leaflets: tuple[str, ...], state: BuildState, inputs: Inputs
) -> tuple[dict[str, KnownLeaflet], list[Diagnostic]]:
    """Return the facts of the sound leaflets, and what was found in leaflets and library."""
    known = state.leaflets()
    facts = {
        name: known[name]
        for name in leaflets
        if name in known and known[name].inputs == inputs.of_leaflet(name)
    }
    library = known.get(_LIBRARY)
    found: list[Diagnostic] = []
    stale = [name for name in leaflets if name not in facts]
    if stale or library is None or library.inputs != inputs.library:
        # Only now: the models of leaflets take longer to import than a build where nothing changed.
        from polyleaf.publishing.facts import facts_of  # noqa: PLC0415
        from polyleaf.publishing.sources import load_sources  # noqa: PLC0415

        sources = load_sources(project, stale or leaflets[:1])
        new = {fact.id: fact for fact in facts_of(sources, inputs)}
        state.learn_leaflets(new.values())
        library = new.pop(_LIBRARY)
        facts |= new
        found += sources.diagnostics
    found += from_text(library.diagnostics)
    found += (d for fact in facts.values() for d in from_text(fact.diagnostics))
    return facts, list(dict.fromkeys(found))


def _reasons(
    before: KnownPublication | None, today: str, wording: str, request: BuildRequest
) -> tuple[str, ...]:
    """Return why a publication is out of date; nothing if it is not."""
    if request.force or before is None:
        return ("asked for",) if request.force else ("new",)
    found = changes(before.inputs, today)
    if not found and before.diagnostics and before.wording != wording:
        found += ("leaflet changed",)
    if before.stamp != stamp_of(request.out / before.path):
        found += ("PDF missing or changed",)
    if request.release and request.today and _is_overdue(before, request.today):
        found += ("review overdue",)
    return found


def _is_overdue(before: KnownPublication, today: datetime.date) -> bool:
    due = json.loads(before.entry).get("review_due", "")
    return bool(due) and datetime.date.fromisoformat(due) < today


def stamp_of(file: Path) -> str:
    """Return size, time and inode of a file, or "" if it is not there."""
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"
