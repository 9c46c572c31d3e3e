"""Jobs to processes: every job has an outcome, whatever becomes of the others."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from polyleaf.publishing import executors
from polyleaf.publishing.executors import Outcome, default_workers, render_all
from polyleaf.typesetting.layout import Job, Layout, Rendered

NOTHING = Layout(pages=1, families=frozenset(), messages=(), refused=())


def fake_render(job: Job) -> Rendered:
    """Do what a job's HTML says; the PDF is the number of the process and FONTCONFIG_FILE."""
    match job.html:
        case "raise":
            raise ValueError(job.html)
        case "recurse":
            return fake_render(job)
        case "die":
            os._exit(3)
        case "sleep":
            time.sleep(0.2)
    return Rendered(f"{os.getpid()} {os.environ['FONTCONFIG_FILE']}".encode(), NOTHING)


@pytest.fixture(autouse=True)
def _fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "render", fake_render)
    # The processes import this module; they look for it where this one does.
    monkeypatch.setattr(sys, "path", [*sys.path, str(Path(__file__).parents[2])])


def outcomes(*orders: str, workers: int = 2) -> dict[str, Outcome]:
    jobs = {f"{n} {order}": Job(order, (), ()) for n, order in enumerate(orders)}
    return dict(render_all(jobs, Path("fonts.conf"), workers))


def process(outcome: Outcome) -> int:
    assert isinstance(outcome, Rendered)
    return int(outcome.pdf.split()[0])


def test_a_job_that_raises_is_reported_and_the_others_finish() -> None:
    found = outcomes("work", "raise", "recurse", "work", "work")
    assert {name: type(outcome) for name, outcome in found.items()} == {
        "0 work": Rendered,
        "1 raise": ValueError,
        "2 recurse": RecursionError,
        "3 work": Rendered,
        "4 work": Rendered,
    }
    assert str(found["1 raise"]) == "raise"


@pytest.mark.parametrize("workers", [1, 2])
def test_there_are_no_more_processes_than_asked_for(workers: int) -> None:
    found = outcomes(*["sleep"] * 4, workers=workers)
    processes = {process(outcome) for outcome in found.values()}
    assert 1 <= len(processes) <= workers
    assert os.getpid() not in processes


@pytest.mark.parametrize(("jobs", "workers", "expected"), [(1, 64, 1), (3, 2, 2)])
def test_the_pool_is_no_larger_than_the_work(
    jobs: int, workers: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def pool(workers: int, *arguments: Any) -> ProcessPoolExecutor:  # noqa: ANN401 - passed on
        asked.append(workers)
        return ProcessPoolExecutor(workers, *arguments)

    monkeypatch.setattr(executors, "ProcessPoolExecutor", pool)
    assert len(outcomes(*["work"] * jobs, workers=workers)) == jobs
    assert asked == [expected]


def test_every_process_sees_the_fonts_of_the_build() -> None:
    (outcome,) = outcomes("work").values()
    assert isinstance(outcome, Rendered)
    assert outcome.pdf.split()[1] == b"fonts.conf"
    assert os.environ.get("FONTCONFIG_FILE") != "fonts.conf"


def test_a_process_that_dies_leaves_no_job_without_an_outcome() -> None:
    found = outcomes("die", "work", "work", workers=1)
    assert set(found) == {"0 die", "1 work", "2 work"}
    assert isinstance(found["0 die"], Exception)


def test_no_jobs_are_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(executors, "ProcessPoolExecutor")
    assert outcomes() == {}


def test_by_default_every_core_of_this_process_works() -> None:
    assert 1 <= default_workers() <= (os.cpu_count() or 1)
