"""What a build is asked for, and what it answers."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic
from polyleaf.project import Standard
from polyleaf.publishing.manifest import Publication
from polyleaf.publishing.plan import PlannedPublication

__all__ = ["USUAL", "BuildRequest", "BuildResult", "Limits", "Progress", "default_workers"]


@dataclass(frozen=True)
class Limits:
    """What one job may cost.

    Attributes:
        seconds: after which its process is stopped.
        memory: bytes after which a process is replaced by a new one, once its job is done.

    """

    seconds: float = 120
    memory: int = 800_000_000


USUAL: Final = Limits()


def default_workers() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
        scheduler: address of the scheduler of a Dask cluster, or "" to render on this machine.
        standard: what the PDFs conform to, or None for the project's.

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
    limits: Limits = USUAL
    scheduler: str = ""
    standard: Standard | None = None

    @property
    def rule(self) -> str:
        """By what it is told whether a publication may be made; "" where all may."""
        return "last-approved" if self.last_approved else "release" if self.release else ""

    @property
    def is_of_all(self) -> bool:
        """Whether it is of the whole project."""
        return not self.leaflets and not self.languages


Progress = Callable[[PlannedPublication, bool, int, int], None]
"""Called after each publication: what it is, whether it was built, how many are done and to do."""


@dataclass(frozen=True)
class BuildResult:
    """What was built, what was not, and why; and what was up to date."""

    built: tuple[Publication, ...]
    failed: tuple[PlannedPublication, ...]
    diagnostics: tuple[Diagnostic, ...]
    current: tuple[PlannedPublication, ...] = ()
