"""What a build is asked for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from polyleaf.publishing.executors import Limits

__all__ = ["BuildRequest"]


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
    def rule(self) -> str:
        """By what it is told whether a publication may be made; "" where all may."""
        return "last-approved" if self.last_approved else "release" if self.release else ""

    @property
    def is_of_all(self) -> bool:
        """Whether it is of the whole project."""
        return not self.leaflets and not self.languages
