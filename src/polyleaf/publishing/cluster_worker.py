"""What a Dask worker does for Polyleaf: keep fonts, and have jobs rendered by its children.

Job: the far side of `publishing.cluster`. Trade-off: a Dask worker runs tasks in threads, where
WeasyPrint must not run, so that each task only sits by a process of `workers`, one for each thread
and set of fonts; what a job does to its process then never reaches Dask. Children that are idle are
kept for the next job, no more than the worker has threads. Side effects: starts and kills
processes; writes fonts to the user's cache folder; makes this process one that may have children.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from distributed import Worker as DaskWorker
from distributed import get_worker

from polyleaf.publishing import software
from polyleaf.publishing.workers import Outcome, Work, Worker, get_ready
from polyleaf.typesetting import font_parcel
from polyleaf.typesetting.font_cache import FontCache, Stamp
from polyleaf.typesetting.font_parcel import FontPart
from polyleaf.typesetting.layout import Job

__all__ = ["TOPIC", "Answer", "Lost", "Stranger", "Task", "greet", "keep_font", "perform"]

TOPIC: Final = "polyleaf"
"""The Dask topic on which workers say which task they have begun or ended."""
# Seconds between two looks whether a job is still wanted.
_TICK: Final = 0.2


@dataclass(frozen=True)
class Task:
    """A job as it is sent.

    Attributes:
        job: what to render.
        fonts: the digest of the parcel of fonts to use.
        seconds: how long it may take.
        memory: bytes after which its process is replaced.
        work: what the process does with the job.

    """

    job: Job
    fonts: str
    seconds: float
    memory: int
    work: Work


@dataclass(frozen=True)
class Lost:
    """The job made its process die, or run past the time limit."""

    reason: str


@dataclass(frozen=True)
class Stranger:
    """Nobody has greeted this worker yet: it must not render."""


@dataclass(frozen=True)
class Answer:
    """What came of a task, and the address of the worker that it was sent to."""

    worker: str
    outcome: Outcome | Lost | Stranger


@dataclass(frozen=True)
class Greeting:
    """What a worker is: the versions of what draws there, and the fonts that it lacks."""

    versions: dict[str, str]
    lacking: tuple[FontPart, ...]


@dataclass(frozen=True)
class _Parcel:
    """Fonts as they were unpacked: their fontconfig file, and the stamps of their files then."""

    parts: tuple[FontPart, ...]
    config: Path
    stamps: tuple[Stamp, ...]

    def is_whole(self) -> bool:
        """Tell whether nobody has touched the files since, without reading them again."""
        return self.config.is_file() and font_parcel.stamps(self.parts, _cache()) == self.stamps


_parcels: dict[str, _Parcel] = {}


def greet(parts: tuple[FontPart, ...], versions: dict[str, str]) -> Greeting:
    """Accept jobs with a parcel of fonts, if all of them are here and the versions are the same.

    Raises:
        OSError: the cache cannot be written.
    """
    ours, cache = software.versions(), _cache()
    lacking = font_parcel.lacking(parts, cache)
    if ours == versions and not lacking:
        config, stamps = font_parcel.unpack(parts, cache), font_parcel.stamps(parts, cache)
        _parcels[font_parcel.parcel_digest(parts)] = _Parcel(parts, config, stamps)
        get_ready()
    return Greeting(ours, lacking)


def keep_font(part: FontPart, data: bytes) -> None:
    """Keep a font file.

    Raises:
        ValueError: it arrived damaged.
        OSError: the cache cannot be written.
    """
    font_parcel.keep(part, data, _cache())


def perform(task: Task) -> Answer:
    """Have a job rendered; sit by until it is done, lost, late, or nobody wants it any more."""
    dask = get_worker()
    parcel = _parcels.get(task.fonts)
    # The cache may have been emptied since: a page is never set with half a set of fonts.
    if parcel is None or not parcel.is_whole():
        return Answer(dask.address, Stranger())
    word = {"key": str(dask.get_current_task()), "worker": dask.address}
    dask.log_event(TOPIC, {**word, "has_ended": False})
    start = partial(Worker, parcel.config, task.work)
    child = _children.take((task.fonts, task.work), start)
    outcome = _outcome(child, task, lambda: _is_wanted(dask, word["key"]))
    if child.process.is_alive():
        _children.put_back((task.fonts, task.work), child, dask.state.nthreads)
    dask.log_event(TOPIC, {**word, "has_ended": True})
    return Answer(dask.address, outcome)


def _outcome(child: Worker, task: Task, is_wanted: Callable[[], bool]) -> Outcome | Lost:
    """Give a child the job; it is killed unless it may have another one."""
    deadline = time.monotonic() + task.seconds
    child.send(task.job)
    while not child.connection.poll(min(_TICK, max(0, deadline - time.monotonic()))):
        if time.monotonic() >= deadline:
            child.kill()
            return Lost(f"it took longer than {task.seconds:g} s")
        if not is_wanted():
            child.kill()
            return Lost("nobody waits for it")
    try:
        outcome, memory = child.receive()
    except (EOFError, OSError):
        reason = child.death
        child.kill()
        return Lost(reason)
    if memory > task.memory:
        child.kill()
    return outcome


def _is_wanted(dask: DaskWorker, key: str) -> bool:
    """Tell whether the scheduler still waits for a task; Dask itself never stops one that runs."""
    state = dask.state.tasks.get(key)
    return state is not None and state.state != "cancelled"


_Kind = tuple[str, Work]


class _Children:
    """The processes that are idle, the one that was used last at the end."""

    def __init__(self) -> None:
        self.idle: list[tuple[_Kind, Worker]] = []
        self.lock = threading.Lock()

    def take(self, kind: _Kind, start: Callable[[], Worker]) -> Worker:
        """Return an idle process of a kind, or a new one in the place of one of another kind."""
        with self.lock:
            for number, (its_kind, child) in enumerate(self.idle):
                if its_kind == kind:
                    del self.idle[number]
                    return child
            if self.idle:
                self.idle.pop(0)[1].kill()
            _allow_children()
            return start()

    def put_back(self, kind: _Kind, child: Worker, most: int) -> None:
        """Keep a process for later, and end those that are too many."""
        with self.lock:
            self.idle.append((kind, child))
            while len(self.idle) > most:
                self.idle.pop(0)[1].kill()


_children: Final = _Children()


def _allow_children() -> None:
    """Let this process have children, though Dask's nanny has started it as a daemonic one.

    Python forbids it because a daemonic process is ended without a word to its children. Ours end
    by themselves when it is gone, whatever the way; and the nanny goes by its own record.
    """
    multiprocessing.current_process().daemon = False


def _cache() -> FontCache:
    """Return where this user's fonts are kept, for all projects and all workers of a machine."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return FontCache(Path(home, "polyleaf", "fonts").absolute())
