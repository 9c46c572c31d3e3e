"""What a process of a pool does in tests, in a module that is imported in no time."""

from __future__ import annotations

import os
import signal
import time
import weakref
from pathlib import Path

from tests.effort import STUCK

from polyleaf.typesetting.layout import Job, Layout, Rendered

__all__ = ["FONTS", "work"]

NOTHING = Layout(pages=1, families=frozenset(), messages=(), refused=())
FONTS = Path("fonts.conf")


class Knot:
    """Garbage that only the collector finds."""

    itself: Knot | None = None


KNOTS: list[weakref.ref[Knot]] = []


def work(job: Job) -> Rendered:
    """Do what a job's HTML says; the PDF holds the number of the process and FONTCONFIG_FILE."""
    order, *rest = job.html.split()
    match order:
        case "raise":
            raise ValueError(job.html)
        case "recurse":
            return work(job)
        case "exit":
            os._exit(3)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die-once" if not Path(rest[0]).exists():
            Path(rest[0]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(STUCK)
        case "sleep":
            time.sleep(0.2)
        case "tangle":
            knot = Knot()
            knot.itself = knot
            KNOTS.append(weakref.ref(knot))
        case "count":
            number = sum(knot() is not None for knot in KNOTS)
            return Rendered(f"%PDF- {number} of {len(KNOTS)}".encode(), NOTHING)
    return Rendered(f"%PDF- {os.getpid()} {os.environ['FONTCONFIG_FILE']}".encode(), NOTHING)
