"""What a person signs of a translation: an approval, checked and then written down.

Job: refuse what nobody should sign, and append the rest to the ledger. Trade-off: an approval is
given whole or not at all, so that nobody believes more was signed than was.
Side effects: reads the project; appends to the ledger and writes a snapshot, each write atomic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, InputError, Location, Severity
from polyleaf.project import Project, Stage
from polyleaf.publishing.signatures import (
    Signable,
    Signature,
    Signed,
    append_event,
    check_given,
    chosen,
    keep_snapshots,
    load_signable,
)
from polyleaf.translation.digests import document_digest
from polyleaf.translation.ledger import TRANSLATED, Approval, approval_event, same_person
from polyleaf.translation.progress import Progress, State, Unit, assess

__all__ = ["approve"]

MANUAL: Final = """
not-accepted (error): a text was translated by machine, and nobody has accepted that
Why: no later stage may be signed for what no person who reads both languages has read.
Wrong: --stage clinical first
Right: --stage translated first, by a translator
Mend: have someone who reads both languages approve it as `translated`.

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
"""


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
    check_given(project, {"name (--by)": signature.by, "role (--role)": role})
    signable = load_signable(project, signature)
    units, ledger = chosen(signable, signature), signable.catalogs.ledger
    _check_proof(signable, signature, digest)
    progress = assess(units, ledger, project.settings.release)
    if problems := list(_refused(progress, stage, signable.catalogs.leaflet.file)):
        raise InputError(problems)
    approval = Approval(stage=stage, by=signature.by, role=role, date=signature.date)
    event = approval_event(approval, {unit.id: unit.digest for unit in units})
    append_event(ledger.file, event)
    kept = keep_snapshots(signable.sources, [signature.leaflet], signature.language)
    own = tuple(_own(progress, approval, ledger.file))
    return Signed(tuple(event.units), (ledger.file,), kept, own)


def _check_proof(signable: Signable, signature: Signature, digest: str) -> None:
    """Refuse to record for today's texts what was signed for others."""
    today = document_digest({unit.id: unit.digest for unit in signable.units})
    if digest and digest != today:
        message = f"the texts have changed since the proof {digest}: they are {today} now"
        command = f"polyleaf translations proof {signature.leaflet} -l {signature.language}"
        location = Location(signable.catalogs.leaflet.file)
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
