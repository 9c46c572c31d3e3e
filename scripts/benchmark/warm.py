"""What rendering alone takes: Polyleaf's processes, warm, with documents that are ready.

Side effects: starts processes, and ends them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmark.commands import BenchError
from benchmark.documents import Documents
from polyleaf.publishing.executors import render_all
from polyleaf.typesetting.layout import Job

__all__ = ["render_warm"]


def render_warm(documents: Documents, workers: int) -> float:
    """Return the seconds that documents take in processes that are warm: their second time.

    Raises:
        BenchError: a document could not be rendered.
    """
    number, finished = len(documents.typeset), 0.0
    jobs = _twice([(one.name, one.job) for one in documents.typeset])
    for done, (name, outcome) in enumerate(render_all(jobs, documents.fonts, workers), 1):
        if isinstance(outcome, Exception):
            raise BenchError(f"{name}: {outcome}")
        now = time.perf_counter()
        if done == number:
            finished = now
    return now - finished


def _twice(jobs: list[tuple[str, Job]]) -> Iterator[tuple[str, Job]]:
    yield from jobs
    yield from jobs
