"""What memory programs need, and whether that of a worker grows with what it has rendered.

Side effects: starts processes; runs contenders once more, untimed.
"""

from __future__ import annotations

import itertools
import os
import statistics
from collections.abc import Callable, Iterable

from benchmark.commands import BenchError
from benchmark.documents import Documents
from benchmark.measures import Contender, MemoryWatch
from polyleaf.publishing.workers import Worker

__all__ = ["peaks", "worker_growth"]

# Documents differ, so each of the two figures is the median of some answers in a row.
_ANSWERS = 12


def peaks(contenders: Iterable[Contender], close: Callable[[], None]) -> dict[str, int]:
    """Return the most memory, in bytes, that each contender needs; the bench's own is taken off.

    Args:
        contenders: who is measured.
        close: ends what a contender keeps running.

    """
    found = {}
    for contender in contenders:
        close()
        own = MemoryWatch(os.getpid())
        idle = own.look()
        with own:
            contender.run()
        found[contender.name] = max(0, own.peak - idle)
    close()
    return found


def worker_growth(documents: Documents, early: int, late: int) -> tuple[int, int]:
    """Return the memory of one worker, in bytes, after few publications and after many.

    Raises:
        BenchError: a document could not be rendered.
        EOFError, OSError: the worker died.
    """
    worker = Worker(documents.fonts)
    memory = []
    try:
        for one in itertools.islice(itertools.cycle(documents.typeset), late):
            worker.send(one.job)
            outcome, now = worker.receive()
            if isinstance(outcome, Exception):
                raise BenchError(f"{one.name}: {outcome}")
            memory.append(now)
    finally:
        worker.kill()
    few, many = memory[max(0, early - _ANSWERS) : early], memory[-min(_ANSWERS, early) :]
    return round(statistics.median(few)), round(statistics.median(many))
