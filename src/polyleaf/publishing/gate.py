"""`polyleaf check`: everything that can be found in a project before a page is rendered.

Job: look at what changed since the last check, and tell what is wrong with all. Trade-off: what was
found is remembered by the content of what was looked at, for each leaflet in each language, so that
a check where nothing changed reads no leaflet; with a damaged memory, or none, all is looked at
anew. Only what depends on the day is told from the remembered date. Side effects: reads the
project's files; prepares fonts, and writes what was found below `.polyleaf`.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from polyleaf.diagnostics import Diagnostic
from polyleaf.project import Project, defaults_folder, leaflet_files
from polyleaf.publishing.build_state import KnownFindings, from_text
from polyleaf.publishing.file_digests import FileDigests
from polyleaf.publishing.inputs import Inputs
from polyleaf.publishing.memory import Memory, open_memory
from polyleaf.publishing.orphans import orphans
from polyleaf.publishing.plan import plan
from polyleaf.publishing.tables import load_tables
from polyleaf.translation.digests import digest_of

__all__ = ["CheckRequest", "Subject", "check_project"]

Subject = tuple[str, str]
"""What is looked at: a leaflet in a language. Without a language, its source; without a leaflet,
the wording that leaflets share in the language; without either, what the whole project shares."""


@dataclass(frozen=True)
class CheckRequest:
    """How a project is to be checked.

    Attributes:
        today: the day to judge by whether a review is overdue, or None to let dates be.
        force: whether what is remembered counts for nothing.
        workers: how many processes may be used.

    """

    today: datetime.date | None = None
    force: bool = False
    workers: int = 1


def check_project(project: Project, request: CheckRequest) -> list[Diagnostic]:
    """Return every problem of the project, sorted by file and line.

    Raises:
        UsageError: the project cannot be read at all.
    """
    project = replace(project, root=project.root.resolve())
    with _memory(project.cache) as memory:
        found = _findings(project, request, memory)
    problems = list(orphans(project, leaflet_files(project.leaflets)))
    for known in found.values():
        problems += from_text(known.diagnostics)
        if request.today and known.due and known.due < request.today.isoformat():
            problems += from_text(known.overdue)
    return sorted(dict.fromkeys(problems), key=lambda d: (d.location, d.code))


@contextmanager
def _memory(cache: Path) -> Iterator[Memory]:
    """Open the memory of a project; where none can be written, one that is lost at the end."""
    with ExitStack() as stack:
        try:
            memory = stack.enter_context(open_memory(cache))
        except OSError:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            memory = stack.enter_context(open_memory(Path(folder)))
        yield memory


def _findings(
    project: Project, request: CheckRequest, memory: Memory
) -> Mapping[Subject, KnownFindings]:
    """Return what was found in each subject: remembered, or looked for now."""
    agenda = _agenda(project, memory.files)
    known = memory.state.findings()
    found = {
        subject: known[subject]
        for subject, inputs in agenda.items()
        if not request.force and subject in known and known[subject].inputs == inputs
    }
    if stale := [subject for subject in agenda if subject not in found]:
        # Only now: the models of leaflets take longer to import than a check of nothing new.
        from polyleaf.publishing.examination import examine  # noqa: PLC0415

        # A language at a time, so that a check that is stopped goes on from there.
        for group in examine(project, stale, request.workers):
            new = [one._replace(inputs=agenda[one.leaflet, one.language]) for one in group]
            memory.state.learn_findings(new)
            found |= {(one.leaflet, one.language): one for one in new}
    memory.state.forget_findings(known.keys() - agenda.keys())
    return found


def _agenda(project: Project, files: FileDigests) -> dict[Subject, str]:
    """Return all there is to look at, each with the digest of what is looked at.

    Raises:
        UsageError: a table is unusable.
    """
    inputs = Inputs(project, load_tables(project)[1].values(), files)
    leaflets, tags = leaflet_files(project.leaflets), project.settings.languages
    # The folders too: diagnostics name files by their whole path.
    common = digest_of([str(project.root), str(defaults_folder()), inputs.library])
    shared = digest_of([common, *leaflets])
    agenda = {("", ""): common}
    for tag in dict.fromkeys(tags):
        agenda["", tag] = digest_of([shared, *inputs.of_language(tag).values()])
    own = {name: digest_of([common, inputs.of_leaflet(name)]) for name in leaflets}
    for name in leaflets:
        agenda[name, ""] = own[name]
    for item in plan(leaflets, dict.fromkeys(tags), project.settings.paper):
        parts = [own[item.leaflet], inputs.of_publication(item)]
        agenda[item.leaflet, item.language] = " ".join([*parts, agenda["", item.language]])
    return agenda
