"""Jobs to the workers of a Dask cluster, outcomes back.

Job: keep a cluster busy, and see every job to its outcome. Trade-off: Dask says who works on what,
and gives the tasks of a machine that is gone to others; how often a job is tried, and for how long,
is counted here, because a Dask scheduler has one rule for all that it is used for. Only about twice
as many jobs as the cluster has threads are with it at any time, so that ten thousand fill no
memory. Side effects: talks to the scheduler, in threads of Dask's; looks at a clock that only
measures spans.
"""

from __future__ import annotations

import queue
import time
import uuid
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Final

from distributed import Client, Future, KilledWorker

from polyleaf.publishing.cluster_crew import Crew, connected
from polyleaf.publishing.cluster_worker import TOPIC, Answer, Lost, Stranger, Task, perform
from polyleaf.publishing.executors import LostWorkerError, Outcome
from polyleaf.publishing.request import Limits
from polyleaf.publishing.workers import Work
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job, Layout, Rendered

__all__ = ["run"]

_ATTEMPTS: Final = 2
# Seconds between two looks at the clock and at the cluster.
_TICK: Final = 0.5
# Seconds that a worker may take to say that a job took too long, before it counts as hung itself.
_GRACE: Final = 10
# Seconds to wait for a result that is ready; after that others are heard first.
_FETCH: Final = 3
_GONE: Final = "its worker was lost"


def run(
    jobs: Iterable[tuple[str, Job]], fonts: FontSet, scheduler: str, limits: Limits, work: Work
) -> Generator[tuple[str, Outcome], None, None]:
    """Do what `cluster.render_on_cluster` says."""
    following = iter(jobs)
    first = next(following, None)
    if first is None:
        return
    with connected(scheduler) as client:
        crew = Crew(client, scheduler, fonts)
        yield from _Dispatcher(chain([first], following), client, crew, limits, work).run()


@dataclass
class _Sent:
    """A job that is with the cluster.

    Attributes:
        name: its name.
        job: the job.
        strikes: how often it was lost.
        worker: who began it last.
        is_at_work: whether that worker has not said yet that it ended.
        deadline: when it must have said so.
        future: Dask's word on the job.
        wanted: the workers that it was sent to by preference; none for any.

    """

    name: str
    job: Job
    strikes: int = 0
    worker: str = ""
    is_at_work: bool = False
    deadline: float = 0
    future: Future[Any] | None = None
    wanted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Word:
    """A worker has begun a task, or ended it."""

    key: str
    worker: str
    has_ended: bool


class _Dispatcher:
    """The jobs of a build and where each of them is."""

    def __init__(
        self,
        jobs: Iterator[tuple[str, Job]],
        client: Client,
        crew: Crew,
        limits: Limits,
        work: Work,
    ) -> None:
        self.jobs = jobs
        self.client = client
        self.crew = crew
        self.limits = limits
        self.work = work
        self.sent: dict[str, _Sent] = {}
        self.news: queue.SimpleQueue[_Word | Future[Any]] = queue.SimpleQueue()
        build = uuid.uuid4().hex
        self.keys = (f"polyleaf-{build}-{number}" for number in count())
        self.looked = time.monotonic()

    def run(self) -> Iterator[tuple[str, Outcome]]:
        self.client.subscribe_topic(TOPIC, self.hear)
        while True:
            self.look_ahead()
            if not self.sent:
                return
            yield from self.next_news()
            # What is not heard yet may be that a worker began: it must count first.
            if self.news.empty() and time.monotonic() - self.looked > _TICK:
                yield from self.look_around()

    def hear(self, event: tuple[float, dict[str, Any]]) -> None:
        """Note a worker's word on a task, maybe of another build; in a thread of Dask's."""
        with suppress(TypeError):  # somebody else uses the topic
            self.news.put(_Word(**event[1]))

    def look_ahead(self) -> None:
        """Have the cluster busy, and a job for each thread ready, unless there is news."""
        room = 2 * sum(self.crew.threads.values()) or 1
        while len(self.sent) < room and (self.news.empty() or not self.sent):
            following = next(self.jobs, None)
            if following is None:
                return
            self.send(_Sent(*following))

    def send(self, sent: _Sent) -> None:
        """Give a job to the cluster; if it was tried before, to another worker than then."""
        limits, key = self.limits, next(self.keys)
        task = Task(sent.job, self.crew.fonts, limits.seconds, limits.memory, self.work)
        others = frozenset(self.crew.threads) - {sent.worker}
        sent.wanted = others if sent.strikes else frozenset()
        where = {"workers": list(sent.wanted), "allow_other_workers": True} if sent.wanted else {}
        sent.future = self.client.submit(perform, task, key=key, pure=False, **where)
        self.sent[key] = sent
        sent.future.add_done_callback(self.news.put)

    def next_news(self) -> Iterator[tuple[str, Outcome]]:
        """Wait for news, not for long, and yield the outcome that it leads to."""
        try:
            news = self.news.get(timeout=_TICK)
        except queue.Empty:
            return
        if isinstance(news, _Word):
            yield from self.heard(news)
        elif sent := self.sent.pop(str(news.key), None):
            yield from self.done(news, sent)

    def heard(self, news: _Word) -> Iterator[tuple[str, Outcome]]:
        """Note who is at a job: Dask gives it to another, without a word, if a worker is gone."""
        sent = self.sent.get(news.key)
        if sent is None:
            return
        if not news.has_ended and sent.is_at_work:
            sent.strikes += 1
            if sent.strikes == _ATTEMPTS:
                del self.sent[news.key]
                yield from self.lost(sent, _GONE, strikes=0)
                return
        sent.worker, sent.is_at_work = news.worker, not news.has_ended
        sent.deadline = time.monotonic() + self.limits.seconds + _GRACE

    def done(self, future: Future[Any], sent: _Sent) -> Iterator[tuple[str, Outcome]]:
        """Yield what came of a job, unless it is to be tried again."""
        try:
            answer = future.result(timeout=_FETCH)
        except Exception as error:  # noqa: BLE001 - whatever stands in the way on a machine
            yield from self.failed(future, sent, error)
        else:
            yield from self.answered(answer, sent)

    def failed(
        self, future: Future[Any], sent: _Sent, error: Exception
    ) -> Iterator[tuple[str, Outcome]]:
        """Find out why there is no answer."""
        if isinstance(error, TimeoutError) and future.status != "error":
            # The worker is gone and took the result with it, so that Dask has it made again.
            self.sent[str(future.key)] = sent
            future.add_done_callback(self.news.put)
        elif isinstance(error, KilledWorker):  # Dask counted four workers
            yield from self.lost(sent, _GONE)
        elif future.cancelled():
            raise self.crew.lost() from error
        else:
            self.crew.welcome(self.crew.threads)  # tells it if a whole machine is unfit
            yield sent.name, RuntimeError(f"{type(error).__name__}: {error}")

    def answered(self, answer: Answer, sent: _Sent) -> Iterator[tuple[str, Outcome]]:
        match answer.outcome:
            case Stranger():
                self.crew.welcome([answer.worker])
                self.crew.look()
                yield from self.lost(sent, _GONE, strikes=int(sent.is_at_work))
            case Lost(reason):
                yield from self.lost(sent, reason)
            case Rendered(pdf=bytes(pdf), layout=Layout()) as outcome if pdf.startswith(b"%PDF-"):
                yield sent.name, outcome
            case Exception() as outcome:
                yield sent.name, outcome
            case other:
                what = type(other).__name__
                yield sent.name, RuntimeError(f"its worker sent {what}, which is no PDF")

    def lost(self, sent: _Sent, reason: str, strikes: int = 1) -> Iterator[tuple[str, Outcome]]:
        """Try a job again, or give it up."""
        sent.strikes += strikes
        sent.is_at_work = False
        if sent.strikes < _ATTEMPTS:
            self.send(sent)
            return
        if sent.future:
            sent.future.release()  # the scheduler stops what nobody waits for
        yield sent.name, LostWorkerError(f"{reason}, {_ATTEMPTS} times")

    def look_around(self) -> Iterator[tuple[str, Outcome]]:
        """See who is there, and give up on workers that have not answered in time."""
        self.looked = time.monotonic()
        if self.client.status != "running":
            raise self.crew.lost()
        self.crew.look_again()
        at_work = [key for key, sent in self.sent.items() if sent.is_at_work]
        for key in (key for key in at_work if self.sent[key].deadline < self.looked):
            sent = self.sent.pop(key)
            yield from self.lost(sent, f"it took longer than {self.limits.seconds:g} s")
        yield from self.send_strayed()

    def send_strayed(self) -> Iterator[tuple[str, Outcome]]:
        """Send anew what waits for workers that are gone: Dask takes a preference for an order."""
        here = self.crew.threads
        for key, sent in list(self.sent.items()):
            goes_on = sent.is_at_work and sent.worker in here
            if sent.wanted and sent.wanted.isdisjoint(here) and not goes_on:
                del self.sent[key]
                yield from self.lost(sent, _GONE, strikes=int(sent.is_at_work))
