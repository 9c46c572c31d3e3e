"""What a person signs of a source: that its change was one of wording, so the translation holds.

Job: refuse a change of meaning, and write the rest down: today's source into the catalog, the
acceptance into the ledger of every leaflet that prints the unit. Trade-off: a catalog is written
before the ledger: where the second write fails, an approval is lost and never invented.
Side effects: reads the project; edits catalogs, appends to ledgers and writes snapshots, each write
atomic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.project import Project
from polyleaf.publishing.catalogs import Catalogs
from polyleaf.publishing.signatures import (
    Signature,
    Signed,
    append_event,
    check_given,
    chosen,
    keep_snapshots,
    load_signable,
    write_or_refuse,
)
from polyleaf.translation.catalog import INTERFACE
from polyleaf.translation.digests import unit_digest
from polyleaf.translation.editorial import meaning_changes
from polyleaf.translation.ledger import Acceptance, Change, Ledger, acceptance_event, load_ledger
from polyleaf.translation.merge import SHARED
from polyleaf.translation.progress import Unit
from polyleaf.translation.rewrite import with_sources

__all__ = ["accept_source"]

MANUAL: Final = """
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
    check_given(project, needed | {"unit (--unit)": "".join(signature.units)})
    signable = load_signable(project, signature)
    units, catalogs = chosen(signable, signature), signable.catalogs
    language = signable.sources.leaflets[signature.leaflet].leaflet.language
    if problems := [
        p for unit in units for p in _not_editorial(unit, language, catalogs.leaflet.file)
    ]:
        raise InputError(problems)
    changes = {unit.id: _change(unit) for unit in units}
    acceptance = Acceptance(by=signature.by, reason=reason, date=signature.date)
    # All is read before anything is written, so that a broken file stops it in time.
    new_catalogs = list(_merged_catalogs(units, catalogs))
    ledgers = list(_carried(catalogs.ledger, changes))
    new_ledgers = [(x.file, acceptance_event(acceptance, found)) for x, found in ledgers]
    for file, text in new_catalogs:
        write_or_refuse(file, text.encode())
    for file, event in new_ledgers:
        append_event(file, event)
    kept = keep_snapshots(
        signable.sources, [file.stem for file, _ in new_ledgers], signature.language
    )
    return Signed(tuple(changes), tuple(file for file, _ in (*new_catalogs, *new_ledgers)), kept)


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
