"""A proof in, what its reviewers are asked to sign out: a box for each stage of the release rule.

Job: say what each stage means, how far it is, and the command that records it. Trade-off: the
wording is ours and in English; a project that has its own overrides the template.
Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from polyleaf.project import Stage
from polyleaf.translation.ledger import TRANSLATED
from polyleaf.translation.progress import Progress, State
from polyleaf.translation.proofs import Proof

__all__ = ["SignOff", "StageRow", "sign_offs", "stage_rows"]

# What a person says with a signature.
_WORDS: Final[dict[Stage, str]] = {
    "translated": (
        "I read both languages. Each translation says what its source says: nothing is lost, "
        "added or changed."
    ),
    "linguistic": "The language is correct and natural, and its readers will understand it.",
    "back-translation": (
        "I have compared the back-translation of each text with its source. They mean the same."
    ),
    "clinical": "In this language the leaflet is clinically correct and safe to hand to patients.",
}


@dataclass(frozen=True)
class StageRow:
    """How far a stage of the release rule is: for all texts, for some, or for none."""

    stage: Stage
    done: bool
    status: str


@dataclass(frozen=True)
class SignOff:
    """One box to sign.

    Attributes:
        stage: the stage of the review.
        words: what the signature says.
        obstacle: why the command would be refused today, or "".
        apart_from: the translators, where the signer must be somebody else.
        command: what records the signature, as the lines of one command.

    """

    stage: Stage
    words: str
    obstacle: str
    apart_from: tuple[str, ...]
    command: tuple[str, str]


def stage_rows(progress: Progress) -> Iterator[StageRow]:
    """Yield how far each stage of the release rule is."""
    total = len(progress.units)
    for stage in progress.rule.stages:
        lacking = progress.lacking.get(stage, 0)
        people = ", ".join(progress.people(stage))
        by = f", signed by {people}" if people else ""
        if lacking:
            yield StageRow(stage, done=False, status=f"{lacking} of {_texts(total)} to sign{by}")
        else:
            yield StageRow(stage, done=True, status=f"all {_texts(total)}{by}")


def sign_offs(proof: Proof, leaflet: str, language: str) -> Iterator[SignOff]:
    """Yield a box for each stage of the release rule.

    Args:
        proof: what is signed.
        leaflet: the leaflet's id, for the command.
        language: the tag of the translation, for the command.

    """
    rule, translators = proof.progress.rule, proof.progress.people(TRANSLATED)
    for stage in rule.stages:
        apart = rule.approver_is_not_translator and stage != TRANSLATED
        yield SignOff(
            stage=stage,
            words=_WORDS[stage],
            obstacle=_obstacle(proof.progress, stage),
            apart_from=translators if apart else (),
            command=(
                f"polyleaf translations approve {leaflet} -l {language} --stage {stage}",
                f'--by "NAME" --role "ROLE" --date YYYY-MM-DD --digest {proof.digest}',
            ),
        )


def _obstacle(progress: Progress, stage: Stage) -> str:
    """Say why a stage cannot be recorded of all texts as they are."""
    refused = [State.MISSING, State.STALE]
    refused += [] if stage == TRANSLATED else [State.MACHINE_DRAFTED]
    counts = progress.counts
    found = [f"{counts[state]} {state}" for state in refused if counts[state]]
    first = f"; record {TRANSLATED} first" if counts[refused[-1]] and stage != TRANSLATED else ""
    return f"{', '.join(found)} of {_texts(len(progress.units))}{first}" if found else ""


def _texts(number: int) -> str:
    return f"{number} text" if number == 1 else f"{number} texts"
