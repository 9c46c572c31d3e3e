"""Finished PDFs to their places in the build folder, and what no longer belongs there away.

Job: bring the build folder, its lists and the build state from one true state to the next.
Trade-off: all PDFs of a build appear together at its end, which takes a moment even for thousands,
because they are links. Side effects: writes and removes files below the build folder; writes the
build state.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from polyleaf.diagnostics import Diagnostic
from polyleaf.publishing.build_state import KnownPublication, as_text
from polyleaf.publishing.manifest import Publication, as_json, has_lists
from polyleaf.publishing.memory import Memory
from polyleaf.publishing.outputs import cannot_write, remove_strays, withdraw
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.production import Made
from polyleaf.publishing.request import BuildRequest
from polyleaf.publishing.schedule import Schedule, stamp_of
from polyleaf.translation.merge import Status

__all__ = ["Shelved", "remembered", "remove_what_left", "shelve", "withdraw_refused"]


@dataclass
class Shelved:
    """What a build changed in the build folder.

    Attributes:
        publications: entries of what was made, for the manifest.
        built: those of them whose PDF is another one than before.
        current: those whose PDF was there already.
        failed: what was made and could not be put in its place.
        gone: paths that the manifest must not list any more.
        diagnostics: why something could not be written or was taken away.

    """

    publications: list[Publication] = field(default_factory=list)
    built: list[Publication] = field(default_factory=list)
    current: list[PlannedPublication] = field(default_factory=list)
    failed: list[PlannedPublication] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def shelve(schedule: Schedule, made: Iterable[Made], out: Path, memory: Memory) -> Shelved:
    """Put what was made in its place, and remember what it was made from."""
    shelved, learnt = Shelved(), []
    tasks = {task.planned: task for task in schedule.tasks}
    for one in made:
        if one.publication is None:
            continue
        before = schedule.known.get(one.planned.path)
        file = out / one.planned.path
        is_there = before and before.key == one.key and before.stamp == stamp_of(file)
        if is_there and not one.rendered:
            shelved.current.append(one.planned)
        elif problem := _publish(memory, one.key, file):
            shelved.diagnostics.append(problem)
            shelved.failed.append(one.planned)
            continue
        else:
            shelved.built.append(one.publication)
        shelved.publications.append(one.publication)
        task = tasks[one.planned]
        # Whether a snapshot may be set is asked anew each time.
        if task.inputs and one.publication.status != Status.LAST_APPROVED:
            learnt.append(_known(one, out, task.inputs, task.wording))
    memory.state.learn_publications(learnt)
    return shelved


def _publish(memory: Memory, key: str, file: Path) -> Diagnostic | None:
    try:
        memory.store.publish(key, file)
    except OSError as error:
        return cannot_write(file, error)
    return None


def _known(one: Made, out: Path, inputs: str, wording: str) -> KnownPublication:
    entry = as_json(one.publication) if one.publication else ""
    return KnownPublication(
        out=str(out.resolve()),
        path=one.planned.path,
        inputs=inputs,
        wording=wording,
        key=one.key,
        stamp=stamp_of(out / one.planned.path),
        entry=entry,
        diagnostics=as_text(one.diagnostics),
    )


def remembered(schedule: Schedule, out: Path) -> list[Publication]:
    """Return the entries of what is up to date, where the lists that had them are lost."""
    if has_lists(out):
        return []
    entries = (json.loads(schedule.known[one.path].entry) for one in schedule.current)
    return [Publication(**{**e, "warnings": tuple(e["warnings"])}) for e in entries]


def withdraw_refused(
    schedule: Schedule,
    request: BuildRequest,
    allowed: Collection[PlannedPublication],
    sound: Collection[str],
    shelved: Shelved,
) -> None:
    """Take out of the folder what a release refused, and drafts of what failed.

    What is released and could not be made, or whose leaflet has an error, stays as it was made.

    Args:
        schedule: what was to be made.
        request: the release.
        allowed: what may be handed out.
        sound: ids of the leaflets without an error.
        shelved: what was made, and what is told about it.

    """
    placed = {one.path for one in shelved.publications}
    failed = [p for p in (*schedule.planned, *schedule.left_out) if p.path not in placed]
    refused = {one.path for one in failed if one.leaflet in sound and one not in allowed}
    found = withdraw(request.out, refused, {one.path for one in failed})
    shelved.diagnostics += found
    shelved.gone |= refused
    shelved.gone |= {d.location.file.relative_to(request.out).as_posix() for d in found}


def remove_what_left(
    strays: Sequence[KnownPublication], out: Path, memory: Memory, shelved: Shelved
) -> None:
    """Take out of the folder what the project makes no more, if Polyleaf made it."""
    made = {one.path: json.loads(one.entry)["sha256"] for one in strays}
    shelved.diagnostics += remove_strays(out, made)
    shelved.gone |= made.keys()
    memory.state.forget_publications(str(out.resolve()), made)
