"""Jobs to processes, outcomes back as they are ready.

Job: render many jobs on the cores of this machine, whatever single jobs do to their processes.
Trade-off: a pool of our own, because those of the standard library give up all jobs when one
process dies, and cannot stop one that hangs. Side effects: starts and kills processes through
`workers`; looks at a clock that only measures spans.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Final

from polyleaf.publishing.request import USUAL, Limits
from polyleaf.publishing.workers import Outcome, Work, Worker
from polyleaf.typesetting.layout import Job
from polyleaf.typesetting.render import render

__all__ = ["Executor", "LostWorkerError", "Outcome", "render_all"]

_ATTEMPTS: Final = 2


class LostWorkerError(Exception):
    """A job made its process die, or run past the time limit, as often as it was tried."""


Executor = Callable[[Iterable[tuple[str, Job]]], Generator[tuple[str, Outcome], None, None]]
"""Renders jobs, each with its name, and yields their outcomes; closed, it stops at once."""


def render_all(
    jobs: Iterable[tuple[str, Job]],
    font_config: Path,
    workers: int,
    limits: Limits = USUAL,
    work: Work = render,
) -> Generator[tuple[str, Outcome], None, None]:
    """Render the jobs, and yield each one's name and outcome as soon as it is known.

    Jobs are taken from the iterable one by one, a few ahead of the processes. A job that loses its
    process is tried once more in another one.

    Args:
        jobs: the jobs, each with its name.
        font_config: the fontconfig file with the fonts.
        workers: number of processes, at least 1.
        limits: what one job may cost.
        work: what a process does with a job.

    """
    pool = _Pool(iter(jobs), partial(Worker, font_config, work), workers, limits)
    try:
        yield from pool.run()
    finally:
        pool.close()


@dataclass
class _Task:
    name: str
    job: Job
    attempts: int = 0


@dataclass(frozen=True)
class _Running:
    worker: Worker
    task: _Task
    deadline: float


class _Pool:
    """The processes and what each of them is at."""

    def __init__(
        self,
        jobs: Iterator[tuple[str, Job]],
        start: Callable[[], Worker],
        size: int,
        limits: Limits,
    ) -> None:
        self.waiting: deque[_Task] = deque()
        self.jobs = jobs
        self.start = start
        self.size = size
        self.limits = limits
        self.idle: list[Worker] = []
        self.running: dict[Connection, _Running] = {}

    def run(self) -> Iterator[tuple[str, Outcome]]:
        self.look_ahead(1)
        while self.waiting or self.running:
            self.assign()
            # While the processes are busy, the next jobs are made ready for them.
            self.look_ahead(self.size)
            for running in self.finished():
                yield from self.outcome(running)

    def look_ahead(self, number: int) -> None:
        """Have a number of jobs waiting, if there are as many left."""
        while len(self.waiting) < number and (following := next(self.jobs, None)):
            self.waiting.append(_Task(*following))
            self.assign()

    def assign(self) -> None:
        """Give each process a job; start as many processes as there are jobs, up to the size."""
        while self.waiting and len(self.running) < self.size:
            worker = self.idle.pop() if self.idle else self.start()
            task = self.waiting.popleft()
            worker.send(task.job)
            deadline = time.monotonic() + self.limits.seconds
            self.running[worker.connection] = _Running(worker, task, deadline)

    def finished(self) -> list[_Running]:
        """Wait for outcomes, deaths and deadlines; return what is at an end."""
        if not self.running:
            return []
        nearest = min(running.deadline for running in self.running.values())
        ready = wait(list(self.running), max(0, nearest - time.monotonic()))
        now = time.monotonic()
        late = (c for c, running in self.running.items() if running.deadline <= now)
        ended = dict.fromkeys([*(c for c in self.running if c in ready), *late])
        return [self.running[connection] for connection in ended]

    def outcome(self, running: _Running) -> Iterator[tuple[str, Outcome]]:
        """Yield what came of a job, unless it is to be tried again; see to its process."""
        worker, task = running.worker, running.task
        # Not before: its place is free only when the process can take another job, or is gone.
        del self.running[worker.connection]
        if not worker.connection.poll():
            limit = f"it took longer than {self.limits.seconds:g} s"
            yield from self.lost(worker, task, limit)
            return
        try:
            outcome, memory = worker.receive()
        except (EOFError, OSError):
            yield from self.lost(worker, task, worker.death)
            return
        if memory > self.limits.memory:
            worker.kill()
        else:
            self.idle.append(worker)
        self.assign()
        yield task.name, outcome

    def lost(self, worker: Worker, task: _Task, reason: str) -> Iterator[tuple[str, Outcome]]:
        """Give up a process, and its job where that was tried before."""
        worker.kill()
        task.attempts += 1
        if task.attempts < _ATTEMPTS:
            self.waiting.append(task)
        else:
            yield task.name, LostWorkerError(f"{reason}, {_ATTEMPTS} times")

    def close(self) -> None:
        """End all processes at once."""
        for worker in [*self.idle, *(running.worker for running in self.running.values())]:
            worker.kill()
        self.idle, self.running = [], {}
