"""Who signs which units of a leaflet: looked over before, written down after.

Job: what approvals and accepted source changes have in common. Trade-off: what is approved in all
its units afterwards is kept as a snapshot, last: where that fails, the approval holds and no
snapshot is without one.
Side effects: reads the project; appends to ledgers and writes snapshots, each write atomic.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, InputError, Location, UsageError, did_you_mean
from polyleaf.project import Project, leaflet_files
from polyleaf.publishing.catalogs import Catalogs, check_translatable, load_catalogs
from polyleaf.publishing.files import write_file
from polyleaf.publishing.release import units_of
from polyleaf.publishing.snapshots import keep_snapshot
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.translation.ledger import AcceptanceEvent, ApprovalEvent, event_text
from polyleaf.translation.progress import Unit

__all__ = [
    "Signable",
    "Signature",
    "Signed",
    "append_event",
    "check_given",
    "chosen",
    "keep_snapshots",
    "load_signable",
    "write_or_refuse",
]

MANUAL: Final = """
nobody-signs (error): an approval names nobody, or not in one line of print
Why: an approval is a person's word: it must be known whose.
Wrong: --by ""
Right: --by "A. Translator"
Mend: give `--by`, and what else the message names.
"""


@dataclass(frozen=True)
class Signature:
    """Who signs what.

    Attributes:
        leaflet: the leaflet's id.
        language: the tag of the translation.
        units: ids, or none for all that the leaflet prints in that language.
        by: the person's name.
        date: the day.

    """

    leaflet: str
    language: str
    units: tuple[str, ...]
    by: str
    date: datetime.date


@dataclass(frozen=True)
class Signed:
    """What was written down: the units that were signed, and the files that were written.

    Attributes:
        units: the ids of the units.
        files: catalogs and ledgers.
        snapshots: what is kept of translations that are approved in all their units now.
        diagnostics: what the person should know of it.

    """

    units: tuple[str, ...]
    files: tuple[Path, ...]
    snapshots: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Signable:
    """A leaflet in a language as it is now, of which units may be signed.

    Attributes:
        sources: the project with the leaflet.
        catalogs: the translation, and what was signed of it so far.
        units: all that the leaflet prints in that language.

    """

    sources: Sources
    catalogs: Catalogs
    units: tuple[Unit, ...]


def check_given(project: Project, needed: Mapping[str, str]) -> None:
    """Refuse a signature that lacks what it needs, by name.

    Raises:
        UsageError: a text is empty, or not in one line of print.
    """
    here = Location(project.source.file)
    problems = [
        Diagnostic("nobody-signs", here, f"an approval needs a {name}, in one line of print")
        for name, text in needed.items()
        if not text.strip() or not text.isprintable()
    ]
    if problems:
        raise UsageError(problems)


def load_signable(project: Project, signature: Signature) -> Signable:
    """Load the leaflet and the translation that a signature is about.

    Raises:
        UsageError: there is no such leaflet or language.
        InputError: the leaflet or its catalogs have an error.
    """
    sources, language = load_sources(project, [signature.leaflet]), signature.language
    check_translatable(sources, signature.leaflet, language)
    catalogs, problems = load_catalogs(sources, signature.leaflet, language)
    if catalogs is None:
        raise InputError(problems)
    document = sources.document(signature.leaflet)
    return Signable(sources, catalogs, tuple(units_of(sources, document, language, catalogs)))


def chosen(signable: Signable, signature: Signature) -> list[Unit]:
    """Return the units that a signature is about.

    Raises:
        UsageError: the leaflet prints no text with one of the ids.
    """
    found = {unit.id: unit for unit in signable.units}
    here = Location(signable.sources.leaflets[signature.leaflet].source.file)
    if unknown := [
        Diagnostic(
            "unknown-unit",
            here,
            f"{signature.leaflet!r} prints no text with the id {unit!r}",
            did_you_mean(unit, found) or f"`polyleaf status {signature.leaflet} -l …` lists units",
        )
        for unit in signature.units
        if unit not in found
    ]:
        raise UsageError(unknown)
    return [found[unit] for unit in dict.fromkeys(signature.units or found)]


def append_event(file: Path, event: ApprovalEvent | AcceptanceEvent) -> None:
    """Write a ledger with one event more, as it was up to there.

    Raises:
        InputError: it cannot be written.
    """
    before = file.read_bytes() if file.exists() else b""
    gap = b"\n" if before and not before.endswith(b"\n") else b""
    write_or_refuse(file, before + gap + event_text(event).encode())


def write_or_refuse(file: Path, data: bytes) -> None:
    """Write a file whole.

    Raises:
        InputError: it cannot be written.
    """
    try:
        write_file(file, data)
    except OSError as error:
        raise InputError([_cannot_write(file, error)]) from error


def _cannot_write(file: Path, error: OSError) -> Diagnostic:
    message = f"cannot write {file.name}: {error.strerror}"
    return Diagnostic("cannot-write", Location(file), message)


def keep_snapshots(sources: Sources, leaflets: Sequence[str], language: str) -> tuple[Path, ...]:
    """Keep what is approved now in all its units; the sources of other leaflets are loaded too.

    Returns:
        the snapshots of `leaflets` that are kept.

    Raises:
        InputError: a snapshot cannot be written.
    """
    existing = leaflet_files(sources.project.leaflets)
    others = [name for name in leaflets if name not in sources.leaflets and name in existing]
    loaded = [sources.afresh(), *([load_sources(sources.project, others)] if others else [])]
    found = []
    for each in loaded:
        for name in each.leaflets.keys() & set(leaflets):
            try:
                found.append(keep_snapshot(each, name, language))
            except OSError as error:
                file = Path(error.filename or sources.project.root)
                raise InputError([_cannot_write(file, error)]) from error
    return tuple(sorted(file for file in found if file))
