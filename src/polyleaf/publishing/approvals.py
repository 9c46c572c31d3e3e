"""What a person signs: approvals and accepted source changes, checked and then written down.

Job: refuse what nobody should sign, and append the rest to the ledger. Trade-off: an approval is
given whole or not at all, so that nobody believes more was signed than was. A catalog is written
before the ledger: where the second write fails, an approval is lost and never invented.
What is approved in all its units afterwards is kept as a snapshot, last: where that fails, the
approval holds and no snapshot is without one.
Side effects: reads the project; appends to ledgers, edits catalogs and writes snapshots, each write
atomic.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import (
    Diagnostic,
    InputError,
    Location,
    Severity,
    UsageError,
    did_you_mean,
)
from polyleaf.project import Project, Stage, leaflet_files
from polyleaf.publishing.catalogs import Catalogs, check_translatable, load_catalogs
from polyleaf.publishing.files import write_file
from polyleaf.publishing.release import units_of
from polyleaf.publishing.snapshots import keep_snapshot
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.translation.catalog import INTERFACE
from polyleaf.translation.digests import document_digest, unit_digest
from polyleaf.translation.editorial import meaning_changes
from polyleaf.translation.ledger import (
    TRANSLATED,
    Acceptance,
    AcceptanceEvent,
    Approval,
    ApprovalEvent,
    Change,
    Ledger,
    acceptance_event,
    approval_event,
    event_text,
    load_ledger,
    same_person,
)
from polyleaf.translation.merge import SHARED
from polyleaf.translation.progress import Progress, State, Unit, assess
from polyleaf.translation.rewrite import with_sources

__all__ = ["Signature", "Signed", "accept_source", "approve"]

MANUAL: Final = """
not-accepted (error): a text was translated by machine, and nobody has accepted that
Why: no later stage may be signed for what no person who reads both languages has read.
Wrong: --stage clinical first
Right: --stage translated first, by a translator
Mend: have someone who reads both languages approve it as `translated`.

nobody-signs (error): an approval names nobody, or not in one line of print
Why: an approval is a person's word: it must be known whose.
Wrong: --by ""
Right: --by "A. Translator"
Mend: give `--by`, and what else the message names.

own-translation (warning): somebody approves their own translation, which does not count
Why: nobody finds their own mistakes.
Wrong: translated and reviewed by one person
Right: reviewed by another person
Mend: have another person approve it; `release:` in polyleaf.yaml has the rule.

proof-outdated (error): texts have changed since the proof that was signed
Why: an approval of texts that nobody has seen is worth nothing.
Wrong: --digest of last month's proof
Right: --digest of a new proof
Mend: print a new proof, and have the changes looked at.

source-unchanged (error): a change of the source is to be accepted, and there is none
Why: the translation is held back for another reason, which stays.
Wrong: accept-source of a fuzzy unit whose source is the same
Right: the unit without the fuzzy flag
Mend: if it is fuzzy, a translator has doubts: mend it and take the flag off.

no-previous-source (error): a fuzzy translation does not say which source it translates
Why: nobody can tell whether the change was only one of wording.
Wrong: #, fuzzy without a #| msgid
Right: a new translation
Mend: translate it again.

meaning-changed (error): a change of the source that is to be accepted changed its meaning
Why: the translation would go on saying the old figure, or the opposite.
Wrong: 1 hour became 2 hours
Right: `within an hour` became `in one hour`
Mend: have it translated and approved again.
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


def approve(
    project: Project, signature: Signature, stage: Stage, role: str, digest: str = ""
) -> Signed:
    """Approve units of a translation at a stage, as they are.

    Args:
        project: the project.
        signature: who signs what.
        stage: what was looked at.
        role: as what the person signs.
        digest: what a proof says it is of, or "" where none was signed.

    Returns:
        the units approved, and the ledger.

    Raises:
        UsageError: no name or role, or there is no such leaflet, language or unit.
        InputError: the leaflet or its catalogs have an error, or a unit is missing, stale, or a
            machine's draft that nobody has accepted, which only the stage `translated` does; or a
            text changed since the proof.

    """
    _check_given(project, {"name (--by)": signature.by, "role (--role)": role})
    sources, catalogs = _load(project, signature)
    units = _chosen(sources, signature, catalogs)
    _check_proof(sources, signature, catalogs, digest)
    progress = assess(units, catalogs.ledger, project.settings.release)
    file = sources.catalog_file(signature.leaflet, signature.language)
    if problems := list(_refused(progress, stage, file)):
        raise InputError(problems)
    approval = Approval(stage=stage, by=signature.by, role=role, date=signature.date)
    event = approval_event(approval, {unit.id: unit.digest for unit in units})
    _append(catalogs.ledger.file, event)
    kept = _keep(sources, [signature.leaflet], signature.language)
    own = tuple(_own(progress, approval, catalogs.ledger.file))
    return Signed(tuple(event.units), (catalogs.ledger.file,), kept, own)


def accept_source(project: Project, signature: Signature, reason: str) -> Signed:
    """Keep the translation of units whose source was changed in its wording only.

    The catalog's sources become today's, and what was approved before is approved after, in the
    ledger of every leaflet that prints the unit.

    Returns:
        the units accepted, and the files written: the catalogs, then the ledgers.

    Raises:
        UsageError: no name or reason, no unit, or there is no such leaflet, language or unit.
        InputError: the leaflet or its catalogs have an error; or a unit's source did not change, is
            not known as it was, or changed in a figure, a negation, a placeholder, a citation or a
            link; nothing is then written.

    """
    needed = {"name (--by)": signature.by, "reason (--reason)": reason}
    _check_given(project, needed | {"unit (--unit)": "".join(signature.units)})
    sources, catalogs = _load(project, signature)
    units = _chosen(sources, signature, catalogs)
    source_language = sources.leaflets[signature.leaflet].leaflet.language
    if problems := [
        p for unit in units for p in _not_editorial(unit, source_language, catalogs.leaflet.file)
    ]:
        raise InputError(problems)
    changes = {unit.id: _change(unit) for unit in units}
    acceptance = Acceptance(by=signature.by, reason=reason, date=signature.date)
    # All is read before anything is written, so that a broken file stops it in time.
    new_catalogs = list(_merged_catalogs(units, catalogs))
    ledgers = list(_carried(catalogs.ledger, changes))
    new_ledgers = [(x.file, acceptance_event(acceptance, found)) for x, found in ledgers]
    for file, text in new_catalogs:
        _write(file, text.encode())
    for file, event in new_ledgers:
        _append(file, event)
    kept = _keep(sources, [file.stem for file, _ in new_ledgers], signature.language)
    return Signed(tuple(changes), tuple(file for file, _ in (*new_catalogs, *new_ledgers)), kept)


def _keep(sources: Sources, leaflets: Sequence[str], language: str) -> tuple[Path, ...]:
    """Keep what is approved now in all its units; the sources of other leaflets are loaded too."""
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


def _check_given(project: Project, needed: Mapping[str, str]) -> None:
    here = Location(project.source.file)
    problems = [
        Diagnostic("nobody-signs", here, f"an approval needs a {name}, in one line of print")
        for name, text in needed.items()
        if not text.strip() or not text.isprintable()
    ]
    if problems:
        raise UsageError(problems)


def _load(project: Project, signature: Signature) -> tuple[Sources, Catalogs]:
    sources, language = load_sources(project, [signature.leaflet]), signature.language
    check_translatable(sources, signature.leaflet, language)
    catalogs, problems = load_catalogs(sources, signature.leaflet, language)
    if catalogs is None:
        raise InputError(problems)
    return sources, catalogs


def _chosen(sources: Sources, signature: Signature, catalogs: Catalogs) -> list[Unit]:
    document = sources.document(signature.leaflet)
    found = {u.id: u for u in units_of(sources, document, signature.language, catalogs)}
    here = Location(sources.leaflets[signature.leaflet].source.file)
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


def _check_proof(sources: Sources, signature: Signature, catalogs: Catalogs, digest: str) -> None:
    """Refuse to record for today's texts what was signed for others."""
    document = sources.document(signature.leaflet)
    units = units_of(sources, document, signature.language, catalogs)
    today = document_digest({unit.id: unit.digest for unit in units})
    if digest and digest != today:
        message = f"the texts have changed since the proof {digest}: they are {today} now"
        command = f"polyleaf translations proof {signature.leaflet} -l {signature.language}"
        location = Location(catalogs.leaflet.file)
        hint = f"have the changes looked at on a new proof: `{command}`"
        raise InputError([Diagnostic("proof-outdated", location, message, hint)])


def _refused(progress: Progress, stage: Stage, file: Path) -> Iterator[Diagnostic]:
    """Yield an error for each text that is not fit, and one for all drafts of a machine."""
    for item in progress.units:
        if item.state in {State.MISSING, State.STALE}:
            yield _not_approvable(item.unit, item.state, file)
    drafts = [item.unit for item in progress.units if item.state is State.MACHINE_DRAFTED]
    if drafts and stage != TRANSLATED:
        first, more = _not_approvable(drafts[0], State.MACHINE_DRAFTED, file), len(drafts) - 1
        several = first.message.replace(" was ", f" and {more} more were ", 1)
        yield replace(first, message=several) if more else first


def _own(progress: Progress, approval: Approval, ledger: Path) -> Iterator[Diagnostic]:
    """Yield a warning where somebody reviews what they translated, and that does not count."""
    translators = [{a.by for a in x.approvals if a.stage == TRANSLATED} for x in progress.units]
    own = sum(any(same_person(approval.by, name) for name in names) for names in translators)
    if own and approval.stage != TRANSLATED and progress.rule.approver_is_not_translator:
        text = f"{approval.by} translated {own} of these texts, so the approval of them as "
        text += f"{approval.stage} does not count"
        hint = "have another person approve them; `release:` in polyleaf.yaml has the rule"
        yield Diagnostic("own-translation", Location(ledger), text, hint, Severity.WARNING)


def _not_approvable(unit: Unit, state: State, catalog: Path) -> Diagnostic:
    location = unit.message.location if unit.message else Location(catalog)
    message, hint = {
        State.MISSING: ("is not translated", "translate it, or name other units with --unit"),
        State.STALE: (
            "is the translation of another source text",
            "translate it again, or accept the change: polyleaf translations accept-source",
        ),
        State.MACHINE_DRAFTED: (
            "was translated by machine, and nobody has accepted that",
            "someone who reads both languages approves it with --stage translated first",
        ),
    }[state]
    accepted = "stale-translation" if state is State.STALE else "missing-translation"
    code = "not-accepted" if state is State.MACHINE_DRAFTED else accepted
    return Diagnostic(code, location, f"{unit.id!r} {message}", hint)


def _not_editorial(unit: Unit, language: str, file: Path) -> Iterator[Diagnostic]:
    location = unit.message.location if unit.message else Location(file)
    old = unit.translated_source
    if not old:
        text = f"{unit.id!r} is not translated, so there is nothing to keep"
        yield Diagnostic("missing-translation", location, text, "translate it")
    elif old == unit.source:
        text = f"the source of {unit.id!r} is the one that was translated"
        hint = "if it is fuzzy, a translator has doubts: mend it and take the flag off"
        yield Diagnostic("source-unchanged", location, text, hint)
    elif unit.message and unit.message.fuzzy and not unit.message.previous:
        text = f"{unit.id!r} is fuzzy, and nothing tells which source it translates"
        yield Diagnostic("no-previous-source", location, text, "translate it again")
    else:
        for change in meaning_changes(old, unit.source, language):
            text = f"the source of {unit.id!r} changed in its meaning: {change}"
            hint = "this is no editorial change; have it translated and approved again"
            yield Diagnostic("meaning-changed", location, text, hint)


def _change(unit: Unit) -> Change:
    target = unit.message.target if unit.message else ""
    return Change(was=unit_digest(unit.translated_source, target), now=unit.digest)


def _merged_catalogs(units: Sequence[Unit], catalogs: Catalogs) -> Iterator[tuple[Path, str]]:
    """Yield each catalog that one of the units is in, with today's sources."""
    for catalog in (catalogs.leaflet, catalogs.phrases):
        own = {u.id: u.source for u in units if u.id in catalog.messages and u.id != INTERFACE}
        if own:
            text = catalog.file.read_bytes().decode("utf-8")
            yield catalog.file, with_sources(text, own, catalog.file)


def _carried(
    own: Ledger, changes: Mapping[str, Change]
) -> Iterator[tuple[Ledger, dict[str, Change]]]:
    """Yield the ledgers to append to: the leaflet's, and others with approvals of shared units."""
    yield own, dict(changes)
    shared = {u: change for u, change in changes.items() if u.split("/")[0] in SHARED}
    for file in sorted(own.file.parent.glob("*.yaml")) if shared else ():
        if file != own.file:
            ledger = load_ledger(file)
            if found := {u: c for u, c in shared.items() if ledger.approvals(u, c.was)}:
                yield ledger, found


def _append(file: Path, event: ApprovalEvent | AcceptanceEvent) -> None:
    """Write a ledger with one event more, as it was up to there."""
    before = file.read_bytes() if file.exists() else b""
    gap = b"\n" if before and not before.endswith(b"\n") else b""
    _write(file, before + gap + event_text(event).encode())


def _write(file: Path, data: bytes) -> None:
    try:
        write_file(file, data)
    except OSError as error:
        raise InputError([_cannot_write(file, error)]) from error


def _cannot_write(file: Path, error: OSError) -> Diagnostic:
    message = f"cannot write {file.name}: {error.strerror}"
    return Diagnostic("cannot-write", Location(file), message)
