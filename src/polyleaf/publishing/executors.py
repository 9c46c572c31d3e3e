"""Jobs to processes, results back as they are ready.

Job: render many jobs on the cores of this machine. Trade-off: processes, because WeasyPrint's font
configuration is not safe to share between threads; they start once, import once and then only
render. Side effects: starts and stops processes.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from polyleaf.typesetting.layout import Job, Rendered
from polyleaf.typesetting.render import render, use_fonts

__all__ = ["Outcome", "default_workers", "render_all"]

Outcome = Rendered | Exception


def default_workers() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def render_all(
    jobs: Mapping[str, Job], font_config: Path, workers: int
) -> Iterator[tuple[str, Outcome]]:
    """Render the jobs, and yield each one's name and outcome as soon as it is known.

    Args:
        jobs: the jobs by name.
        font_config: the fontconfig file with the fonts.
        workers: number of processes, at least 1.

    """
    workers = min(workers, len(jobs))
    if not jobs:
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, use_fonts, (font_config,)) as pool:
        futures = {pool.submit(render, job): name for name, job in jobs.items()}
        for future in as_completed(futures):
            error = future.exception()
            yield futures[future], error if isinstance(error, Exception) else future.result()
