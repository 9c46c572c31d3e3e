"""Jobs to processes: every job has an outcome, whatever becomes of the others."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.effort import NOT_STOPPED
from tests.publishing.pool_work import FONTS, work

from polyleaf.publishing.executors import LostWorkerError, Outcome, render_all
from polyleaf.publishing.request import Limits, default_workers
from polyleaf.typesetting.layout import Job, Rendered


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    # The processes import this module; they look for it where this one does.
    monkeypatch.setattr(sys, "path", [*sys.path, str(Path(__file__).parents[2])])


def jobs(*orders: str) -> Iterator[tuple[str, Job]]:
    for number, order in enumerate(orders):
        yield f"{number} {order}", Job(order, (), ())


def outcomes(*orders: str, workers: int = 2, limits: Limits = Limits()) -> dict[str, Outcome]:  # noqa: B008 - frozen
    return dict(render_all(jobs(*orders), FONTS, workers, limits, work))


def process(outcome: Outcome) -> int:
    assert isinstance(outcome, Rendered), outcome
    return int(outcome.pdf.split()[1])


def is_alive(number: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{number}/stat").read_text("ascii").rpartition(")")[2][:3]
    except FileNotFoundError:
        return False


def test_a_job_that_raises_is_reported_and_the_others_finish() -> None:
    found = outcomes("work", "raise", "recurse", "work", "work")
    errors = {
        name: str(o).partition(":")[0] for name, o in found.items() if type(o) is not Rendered
    }
    assert errors == {"1 raise": "ValueError", "2 recurse": "RecursionError"}
    assert set(found) == {"0 work", "1 raise", "2 recurse", "3 work", "4 work"}


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_are_few_and_kept(workers: int) -> None:
    found = outcomes(*["sleep"] * 6, workers=workers)
    processes = {process(outcome) for outcome in found.values()}
    assert len(processes) == workers
    assert os.getpid() not in processes
    assert not any(map(is_alive, processes))


def test_there_are_no_more_processes_than_jobs() -> None:
    assert len({process(outcome) for outcome in outcomes("sleep", workers=64).values()}) == 1


def test_every_process_sees_the_fonts_of_the_build() -> None:
    (outcome,) = outcomes("work").values()
    assert isinstance(outcome, Rendered)
    assert outcome.pdf.split()[2] == b"fonts.conf"
    assert os.environ.get("FONTCONFIG_FILE") != "fonts.conf"


@pytest.mark.parametrize(
    ("order", "reason"),
    [("die", "its process was ended by SIGKILL"), ("exit", "its process ended with status 3")],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_job_that_ends_its_process_twice_is_given_up_and_the_rest_goes_on(
    workers: int, order: str, reason: str
) -> None:
    found = outcomes("work", order, "work", "work", workers=workers)
    lost = found.pop(f"1 {order}")
    assert isinstance(lost, LostWorkerError)
    assert str(lost) == f"{reason}, 2 times"
    assert len({process(outcome) for outcome in found.values()}) >= 1


def test_a_process_that_dies_costs_one_retry_elsewhere(tmp_path: Path) -> None:
    found = outcomes(f"die-once {tmp_path / 'died'}", "work", "work")
    assert all(isinstance(outcome, Rendered) for outcome in found.values())


def test_a_job_that_hangs_is_stopped_at_its_time_limit() -> None:
    began = time.monotonic()
    found = outcomes("hang", "work", limits=Limits(seconds=3))
    assert str(found["0 hang"]) == "it took longer than 3 s, 2 times"
    assert isinstance(found["1 work"], Rendered)
    assert time.monotonic() - began < NOT_STOPPED


def test_a_process_that_has_grown_is_replaced() -> None:
    found = outcomes(*["work"] * 3, workers=1, limits=Limits(memory=1))
    assert len({process(outcome) for outcome in found.values()}) == 3


def test_a_build_that_is_stopped_leaves_no_process_behind() -> None:
    with closing(render_all(jobs("work", "hang", "hang"), FONTS, 2, work=work)) as running:
        _, outcome = next(running)
        began = time.monotonic()
    assert time.monotonic() - began < NOT_STOPPED
    assert not is_alive(process(outcome))


KILLED = """
from polyleaf.publishing.executors import render_all
from tests.publishing.pool_work import FONTS, work
from tests.publishing.test_executors import jobs, process
for _, outcome in render_all(jobs("work", "hang"), FONTS, 1, work=work):
    print(process(outcome), flush=True)
"""


def test_a_process_ends_by_itself_when_its_parent_is_killed() -> None:
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", KILLED], stdout=subprocess.PIPE, cwd=root, text=True
    )
    with parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        assert is_alive(worker)
        parent.kill()
    until = time.monotonic() + NOT_STOPPED
    while is_alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(worker)


def test_jobs_are_taken_a_few_ahead() -> None:
    taken: list[str] = []

    def told() -> Iterator[tuple[str, Job]]:
        for name, job in jobs(*["work"] * 50):
            taken.append(name)
            yield name, job

    for done, _ in enumerate(render_all(told(), FONTS, 2, work=work), start=1):
        assert len(taken) <= done + 2 * 2 + 1


def test_no_jobs_are_no_processes() -> None:
    assert outcomes() == {}


def test_by_default_every_core_of_this_process_works() -> None:
    assert 1 <= default_workers() <= (os.cpu_count() or 1)


def test_what_a_job_leaves_behind_is_gone_before_the_next() -> None:
    found = outcomes("tangle", "tangle", "count", workers=1)["2 count"]
    assert isinstance(found, Rendered)
    assert found.pdf == b"%PDF- 0 of 2"
