"""Jobs to machines: every job has an outcome, whatever becomes of machines, workers and jobs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import psutil
import pytest
from tests.effort import NOT_STOPPED
from tests.printing import ROOT, some_fonts
from tests.publishing.cluster_work import work
from tests.publishing.dask_cluster import Cluster, free_port, until
from tests.publishing.test_executors import is_alive, jobs, process
from tests.shared import shared_fonts_cache

from polyleaf.diagnostics import UsageError
from polyleaf.publishing import cluster_crew
from polyleaf.publishing.cluster import open_cluster, render_on_cluster
from polyleaf.publishing.cluster_jobs import _Dispatcher, _Sent
from polyleaf.publishing.cluster_worker import Answer
from polyleaf.publishing.executors import LostWorkerError, Outcome, render_all
from polyleaf.publishing.request import USUAL, Limits
from polyleaf.typesetting.font_cache import FontCache
from polyleaf.typesetting.font_parcel import FontPart, keep, lacking, pack
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job, Layout, Rendered

PAGE_FACTS: Final = Layout(1, frozenset(), (), ())
PAGE: Final = Job(
    '<html lang="en"><title>Test</title><body style="font: 12pt Leaf Sans"><p>Take <b>two</b> now.',
    ("@page { size: 100mm 50mm }",),
    (),
)


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> FontSet:
    return some_fonts(["Leaf Sans"], shared_fonts_cache(tmp_path_factory))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers, each as on a machine of its own but for their fonts."""
    with Cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        cluster.start_worker()
        cluster.start_worker()
        yield cluster


@pytest.fixture(scope="module")
def lonely(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler; what else there is, each test starts and ends."""
    with Cluster(tmp_path_factory.mktemp("lonely")) as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_crew, "PATIENCE", 30)  # all start at once, on a busy machine


def outcomes(
    cluster: Cluster,
    fonts: FontSet,
    *orders: str,
    limits: Limits = USUAL,
) -> dict[str, Outcome]:
    return dict(render_on_cluster(jobs(*orders), fonts, cluster.address, limits, work))


def refused(
    address: str, fonts: FontSet, orders: Iterator[tuple[str, Job]] | None = None
) -> tuple[str, str]:
    with pytest.raises(UsageError) as refusal:
        list(render_on_cluster(orders or jobs("work"), fonts, address, work=work))
    (found,) = refusal.value.diagnostics
    return found.message, found.hint


def dask_workers(cluster: Cluster) -> list[psutil.Process]:
    """Return the processes of workers under their nannies."""
    below = [child for nanny in cluster.processes[1:] for child in nanny.children()]
    return [process for process in below if "spawn_main" in " ".join(process.cmdline())]


def test_pages_are_those_of_this_machine_byte_for_byte(cluster: Cluster, fonts: FontSet) -> None:
    ((_, here),) = render_all([("page", PAGE)], fonts.config_file, 1)
    ((_, there),) = render_on_cluster([("page", PAGE)], fonts, cluster.address)
    assert isinstance(here, Rendered)
    assert here.layout.families == {"Leaf Sans"}
    assert there == here


def test_fonts_arrive_in_the_cache_of_the_machine(cluster: Cluster, fonts: FontSet) -> None:
    found = outcomes(cluster, fonts, *["sleep"] * 4)
    cache = FontCache(cluster.folder / "cache" / "polyleaf" / "fonts")
    assert lacking(pack(fonts), cache) == ()
    places = {o.pdf.split()[2].decode() for o in found.values() if isinstance(o, Rendered)}
    assert {Path(place).parents[1] for place in places} == {cache.directory}
    assert str(fonts.directory) not in Path(*places).read_text("utf-8")


def test_a_font_that_was_damaged_is_sent_again(cluster: Cluster, fonts: FontSet) -> None:
    cache = FontCache(cluster.folder / "cache" / "polyleaf" / "fonts")
    outcomes(cluster, fonts, "work")
    part = next(iter(pack(fonts)))

    def told() -> Iterator[tuple[str, Job]]:
        yield from jobs(*["sleep"] * 4)
        # From here on a job is sent when the file is bad already: any worker must see it.
        (cache.directory / part.folder / part.name).write_bytes(b"")
        yield from jobs("work", "work")

    found = list(render_on_cluster(told(), fonts, cluster.address, work=work))
    assert {type(outcome) for _, outcome in found} == {Rendered}
    assert lacking(pack(fonts), cache) == ()


def test_each_thread_has_one_process_that_is_kept(cluster: Cluster, fonts: FontSet) -> None:
    found = outcomes(cluster, fonts, *["sleep"] * 6)
    again = outcomes(cluster, fonts, *["sleep"] * 6)
    processes = {process(outcome) for outcome in found.values()}
    assert {process(outcome) for outcome in again.values()} == processes
    assert len(processes) == 2


def test_a_job_that_raises_or_ends_its_process_is_reported_and_the_rest_goes_on(
    cluster: Cluster, fonts: FontSet, tmp_path: Path
) -> None:
    once = f"die-once {tmp_path / 'died'}"
    found = outcomes(cluster, fonts, "work", "raise", "die", "work", "exit", once)
    errors = {
        name: f"{type(o).__name__}: {o}" for name, o in found.items() if type(o) is not Rendered
    }
    assert errors == {
        "1 raise": "RuntimeError: ValueError: raise",
        "2 die": "LostWorkerError: its process was ended by SIGKILL, 2 times",
        "4 exit": "LostWorkerError: its process ended with status 3, 2 times",
    }
    assert len(found) == 6


def test_a_job_that_hangs_is_stopped_at_its_time_limit(cluster: Cluster, fonts: FontSet) -> None:
    found = outcomes(cluster, fonts, "hang", "work", limits=Limits(seconds=3))
    assert str(found["0 hang"]) == "it took longer than 3 s, 2 times"
    assert isinstance(found["1 work"], Rendered)


def test_a_process_that_has_grown_is_replaced(cluster: Cluster, fonts: FontSet) -> None:
    found = outcomes(cluster, fonts, *["work"] * 3, limits=Limits(memory=1))
    assert len({process(outcome) for outcome in found.values()}) == 3


def test_a_build_that_is_stopped_leaves_nothing_running(cluster: Cluster, fonts: FontSet) -> None:
    orders = jobs("work", "sleep", "hang", "hang", "hang")
    with closing(render_on_cluster(orders, fonts, cluster.address, work=work)) as running:
        next(running)
        next(running)
        hanging = {p.pid for w in dask_workers(cluster) for p in w.children(recursive=True)}
        began = time.monotonic()
    assert time.monotonic() - began < NOT_STOPPED
    assert hanging
    found = outcomes(cluster, fonts, *["sleep"] * 4)
    assert time.monotonic() - began < NOT_STOPPED
    assert {type(outcome) for outcome in found.values()} == {Rendered}


def test_jobs_are_taken_a_few_ahead(cluster: Cluster, fonts: FontSet) -> None:
    taken: list[str] = []

    def told() -> Iterator[tuple[str, Job]]:
        for name, job in jobs(*["work"] * 30):
            taken.append(name)
            yield name, job

    running = render_on_cluster(told(), fonts, cluster.address, work=work)
    for done, _ in enumerate(running, start=1):
        assert len(taken) <= done + 2 * 2 + 1
    assert len(taken) == 30


def test_a_worker_that_is_killed_costs_a_retry_and_its_processes_end(
    cluster: Cluster, fonts: FontSet
) -> None:
    with closing(
        render_on_cluster(jobs(*["sleep"] * 16), fonts, cluster.address, work=work)
    ) as running:
        found = dict([next(running)])
        (victim, _) = dask_workers(cluster)
        below = [child.pid for child in victim.children(recursive=True)]
        victim.kill()
        found |= dict(running)
    assert len(found) == 16
    assert {type(outcome) for outcome in found.values()} == {Rendered}
    assert below
    until(lambda: not any(map(is_alive, below)), 5)


def test_a_job_that_kills_the_worker_itself_is_given_up_and_the_rest_goes_on(
    cluster: Cluster, fonts: FontSet
) -> None:
    found = outcomes(cluster, fonts, "work", "kill-machine", "work", "work")
    lost = found.pop("1 kill-machine")
    assert isinstance(lost, LostWorkerError)
    assert str(lost) == "its worker was lost, 2 times"
    assert {type(outcome) for outcome in found.values()} == {Rendered}


@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.invalid"])
def test_nobody_at_the_address(host: str, fonts: FontSet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_crew, "_ANSWER", 1)
    address = f"tcp://{host}:{free_port()}"
    message, hint = refused(address, fonts)
    assert message == f"no Dask scheduler answers at {address}"
    assert "dask scheduler" in hint


@pytest.mark.parametrize("address", ["", "host", "host:8786", "ftp://host:1", "tcp://host:x"])
def test_what_is_no_address(address: str, fonts: FontSet) -> None:
    message, hint = refused(address, fonts)
    assert message == f"not the address of a Dask scheduler: {address!r}"
    assert "tcp://HOST:8786" in hint


def test_tls_needs_certificates(fonts: FontSet) -> None:
    message, _ = refused("tls://host:8786", fonts)
    assert message == "there are no certificates for tls://host:8786"


def test_a_scheduler_without_workers(
    lonely: Cluster, fonts: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_crew, "_ANSWER", 30)  # it may still be starting
    monkeypatch.setattr(cluster_crew, "PATIENCE", 0.5)
    message, hint = refused(lonely.address, fonts)
    assert message == f"the scheduler at {lonely.address} has no worker"
    assert f"dask worker {lonely.address}" in hint


def test_a_worker_with_other_software_is_refused(
    lonely: Cluster, fonts: FontSet, tmp_path: Path
) -> None:
    copy = tmp_path / "polyleaf"
    shutil.copytree(ROOT / "src" / "polyleaf", copy, ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / "typesetting" / "render.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    path = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    worker = lonely.start_worker("--no-nanny", "--host", "127.0.0.1", env=path)
    message, _ = refused(lonely.address, fonts)
    lonely.kill(worker)
    assert message.startswith("the worker at tcp://127.0.0.1:")
    assert "might draw other pages: it has code that was edited" in message


CLIENT: Final = """
import sys
from pathlib import Path
from polyleaf.diagnostics import UsageError
from tests.printing import some_fonts
from polyleaf.publishing.cluster import render_on_cluster
from tests.publishing.cluster_work import work
from tests.publishing.test_executors import jobs, process
fonts = some_fonts(["Leaf Sans"], Path(sys.argv[2]))
try:
    for _, outcome in render_on_cluster(jobs("work", "hang"), fonts, sys.argv[1], work=work):
        print(process(outcome), flush=True)
except UsageError as error:
    print(error)
"""


def client(cluster: Cluster, fonts: FontSet) -> subprocess.Popen[str]:
    """Start a build as a program of its own."""
    command = [sys.executable, "-c", CLIENT, cluster.address, str(fonts.directory.parent)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)


def test_what_a_build_that_was_killed_asked_for_is_stopped(
    cluster: Cluster, fonts: FontSet
) -> None:
    with client(cluster, fonts) as build:
        assert build.stdout
        child = int(build.stdout.readline())
        build.kill()
    began = time.monotonic()
    found = outcomes(cluster, fonts, *["sleep"] * 4)
    assert {type(outcome) for outcome in found.values()} == {Rendered}
    assert child
    assert time.monotonic() - began < NOT_STOPPED


def test_a_scheduler_that_is_lost_is_told_without_a_word_of_dask(
    lonely: Cluster, fonts: FontSet
) -> None:
    lonely.start_worker("--no-nanny")
    with client(lonely, fonts) as build:
        assert build.stdout
        assert build.stderr
        build.stdout.readline()
        lonely.kill(lonely.processes[0])
        told = build.stdout.read()
        assert "does not answer any more" in told
        assert build.stderr.read() == ""


def test_a_part_that_arrives_damaged_or_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="arrived damaged"):
        keep(FontPart("folder", "font.ttf", "00"), b"font", FontCache(tmp_path))
    assert list(tmp_path.iterdir()) == []
    for folder, name in (("..", "font.ttf"), ("folder", "../font.ttf"), ("", "font.ttf")):
        with pytest.raises(ValueError, match="not the name"):
            FontPart(folder, name, "00")


@pytest.mark.parametrize(
    ("scheduler", "open_to_all"),
    [
        ("tcp://10.0.0.7:8786", True),
        ("tcp://one:8786", True),
        ("tcp://localhost.example:8786", True),
        ("tcp://[2001:db8::1]:8786", True),
        ("tcp://127.0.0.1:8786", False),
        ("tcp://[::1]:8786", False),
        ("tcp://localhost:8786", False),
        ("tls://one:8786", False),
        ("", False),
    ],
)
def test_a_cluster_that_anybody_can_speak_to_is_named(
    scheduler: str,
    open_to_all: bool,  # noqa: FBT001 - what is expected
) -> None:
    found = [(d.code, d.severity) for d in open_cluster(scheduler)]
    assert found == [("open-cluster", "warning")] * open_to_all


@pytest.mark.parametrize(
    "sent",
    [None, "%PDF-", Rendered(b"<html>", PAGE_FACTS), Rendered(b"%PDF-1.7", "x"), 1],  # type: ignore[arg-type] # what is no page
)
def test_what_comes_back_and_is_no_page_is_not_kept(sent: object) -> None:
    dispatcher = object.__new__(_Dispatcher)
    answer = Answer("tcp://one:1", sent)  # type: ignore[arg-type] # as above
    ((name, outcome),) = dispatcher.answered(answer, _Sent("a", PAGE))
    assert name == "a"
    assert isinstance(outcome, RuntimeError)


def test_without_jobs_nobody_is_asked(fonts: FontSet) -> None:
    assert list(render_on_cluster([], fonts, "tcp://nowhere.invalid:8786")) == []
