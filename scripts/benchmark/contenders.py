"""Who is timed: Polyleaf, and what else could print the same pages.

Job: make a contender of each way that works here, and say why another does not. Trade-off: of
Polyleaf and the plain loop the whole command counts, with its start; a slow contender sets a sample
of the leaflets, and of it only the documents count, without its start: to its advantage.
Side effects: running one starts processes and writes below the scratch folder.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from benchmark.catalogue import GROUPS
from benchmark.chromium import Chromium, find_chromium
from benchmark.commands import BenchError, build, can_build_with, forget, run
from benchmark.documents import Documents, Prepared, write_jobs, write_pages, write_single_pages
from benchmark.measures import Contender
from benchmark.typst_pages import typst_jobs
from benchmark.warm import render_warm

__all__ = ["CLEAN", "DASK", "ONE_WORKER", "Field"]

CLEAN = "Polyleaf, 2 workers"
ONE_WORKER = "Polyleaf, 1 worker"
DASK = "Polyleaf, Dask, 2 processes"
_LOOP = "plain loop"
_WORKERS = 2


@dataclass
class Field:
    """All contenders on one catalogue.

    Attributes:
        root: the project.
        prepared: its documents.
        scratch: a folder to write to.
        sample: leaflets a language that slow contenders set.
        absent: what cannot be measured here, with the reason and the target.

    """

    root: Path
    prepared: Prepared
    scratch: Path
    sample: int
    absent: list[tuple[str, str, float]] = field(default_factory=list)

    def contenders(self) -> list[Contender]:
        """Return the contenders that work here."""
        return [
            *self._polyleaf(),
            self._loop_on_same_fonts(),
            *self._loops_on_other_fonts(),
            self._command(),
            *self._chromium(),
            *self._typst(),
            *self._dask(),
        ]

    def close(self) -> None:
        """End what is kept running; who needs it again starts it again."""
        for name in ("_browser", "_cluster"):
            if kept := self.__dict__.pop(name, None):
                kept.close()

    def _polyleaf(self) -> Iterator[Contender]:
        yield Contender(
            CLEAN, partial(self._build, _WORKERS), pdfs=self.root / "build" / "pdf", watched=True
        )
        yield Contender(ONE_WORKER, partial(self._build, 1), CLEAN, 1.9, watched=True)
        for workers in _more_workers():
            yield Contender(f"Polyleaf, {workers} workers", partial(self._build, workers), CLEAN)
        yield Contender("Polyleaf, cold: fonts made first", self._build_cold, CLEAN)
        yield Contender("Polyleaf, rendering alone, 2 warm workers", self._render_warm, CLEAN)
        for group in ("Latin", "CJK"):
            yield Contender(f"{CLEAN}: {group}", partial(self._build, _WORKERS, group))

    def _build(self, workers: int, group: str = "", *more: str) -> float:
        forget(self.root)
        return self._count(self.root, group, "-j", str(workers), *more)

    def _build_cold(self) -> float:
        cold = self.scratch / "cold"
        if not cold.exists():
            shutil.copytree(self.root, cold, ignore=shutil.ignore_patterns("build", ".polyleaf"))
        forget(cold, fonts=True)
        return self._count(cold, "", "-j", str(_WORKERS))

    def _render_warm(self) -> float:
        own = self.prepared.own
        return render_warm(own, _WORKERS) / len(own.typeset)

    def _count(self, root: Path, group: str, *arguments: str) -> float:
        """Build a group of languages from nothing; return the seconds a publication."""
        asked = [part for tag in GROUPS.get(group, ()) for part in ("-l", tag)]
        built = build(root, *arguments, *asked)
        expected = len(self.prepared.own.of(group).typeset)
        if built.rendered != expected:
            raise BenchError(f"{built.rendered} of {expected} publications were built")
        return built.seconds / built.rendered

    def _loop_on_same_fonts(self) -> Contender:
        own = self.prepared.own
        name, pdfs = f"{_LOOP}, same fonts", self.scratch / "loop"

        def whole() -> float:
            return _loop(own, pdfs)[0] / len(own.typeset)

        return Contender(name, whole, CLEAN, 2.3, pdfs, watched=True)

    def _loops_on_other_fonts(self) -> Iterator[Contender]:
        targets = {"static Noto": (2.4, 3.5), "variable fonts": (3.0, 20.0)}
        fonts = {"static Noto": self.prepared.static, "variable fonts": self.prepared.variable}
        for kind, documents in fonts.items():
            for group, target in zip(("Latin", "CJK"), targets[kind], strict=True):
                name = f"{_LOOP}, {kind}: {group}"
                if documents is None:
                    self.absent.append((name, "no static Noto below /usr/share/fonts", target))
                else:
                    yield self._sampled_loop(name, documents.of(group, self.sample), group, target)

    def _sampled_loop(
        self, name: str, documents: Documents, group: str, target: float
    ) -> Contender:
        pdfs = self.scratch / name.replace(" ", "-")
        return Contender(
            name,
            lambda: statistics.fmean(_loop(documents, pdfs)[1].values()),
            f"{CLEAN}: {group}",
            target,
            pdfs,
        )

    def _command(self) -> Contender:
        sample = self.prepared.own.of("", self.sample)
        pages = write_pages(sample, self.scratch / "pages")
        fonts = {"FONTCONFIG_FILE": str(sample.fonts)}
        flags = ["--pdf-variant", "pdf/ua-1", "--pdf-tags"]

        def each() -> float:
            times = []
            for page, sheets in pages:
                styles = [part for sheet in sheets for part in ("-s", str(sheet))]
                program = [sys.executable, "-m", "weasyprint", *flags, *styles]
                times.append(run([*program, str(page), str(page.with_suffix(".pdf"))], fonts)[0])
            return statistics.fmean(times)

        name = "weasyprint command per leaflet"
        return Contender(name, each, CLEAN, 15, self.scratch / "pages")

    def _chromium(self) -> Iterator[Contender]:
        name, target = "Chromium, warm, 2 pages at once", 1.0
        if not find_chromium():
            self.absent.append((name, "no Chromium on PATH", target))
            return
        pages = write_single_pages(self.prepared.own, self.scratch / "single")
        pdfs = self.scratch / "chromium"

        def each() -> float:
            return self._browser.print_all(pages, pdfs) / len(pages)

        yield Contender(name, each, CLEAN, target, pdfs, watched=True)

    @cached_property
    def _browser(self) -> Chromium:
        profile = self.scratch / "profile"
        browser = Chromium(find_chromium(), self.prepared.own.fonts, profile, _WORKERS)
        few = self.prepared.own.of("", 1)
        browser.print_all(write_single_pages(few, self.scratch / "warm"), self.scratch / "warm")
        return browser

    def _typst(self) -> Iterator[Contender]:
        name = "Typst, equal document"
        if not importlib.util.find_spec("typst"):
            self.absent.append((name, "typst is not installed: pip install '.[bench]'", 0))
            return
        own, pdfs = self.prepared.own, self.scratch / "typst"
        jobs = self.scratch / "typst.json"
        jobs.write_text(json.dumps(typst_jobs(own)), "utf-8")
        pdfs.mkdir(exist_ok=True)
        folders = map(str, own.folders)
        program = [sys.executable, "-m", "benchmark.typst_loop", str(jobs), str(pdfs), *folders]
        yield Contender(name, lambda: _mean_of(run(program)[1]), CLEAN, pdfs=pdfs, watched=True)

    def _dask(self) -> Iterator[Contender]:
        name, target = DASK, 0.9
        if not importlib.util.find_spec("distributed"):
            self.absent.append((name, "distributed is not installed", target))
        elif not can_build_with("--scheduler"):
            self.absent.append((name, "polyleaf build has no --scheduler", target))
        else:
            yield Contender(
                name,
                lambda: self._build(_WORKERS, "", "--scheduler", self._cluster.address),
                CLEAN,
            )

    @cached_property
    def _cluster(self) -> _Cluster:
        return _Cluster()


class _Cluster:
    """A Dask scheduler with two processes on this machine, as a program of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmark.dask_cluster", str(_WORKERS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.address = self.process.stdout.readline().strip() if self.process.stdout else ""

    def close(self) -> None:
        self.process.communicate()  # the end of its input ends it


def _loop(documents: Documents, pdfs: Path) -> tuple[float, dict[str, float]]:
    """Run the plain loop; return its seconds with its start, and those of each document."""
    jobs = pdfs.with_suffix(".json")
    write_jobs(documents, jobs)
    pdfs.mkdir(parents=True, exist_ok=True)
    program = [sys.executable, "-m", "benchmark.loop", str(jobs), str(pdfs)]
    seconds, printed = run(program, {"FONTCONFIG_FILE": str(documents.fonts)})
    return seconds, json.loads(printed)


def _mean_of(printed: str) -> float:
    times: dict[str, float] = json.loads(printed)
    return statistics.fmean(times.values())


def _more_workers() -> Sequence[int]:
    """Return more numbers of workers to try, up to the number of cores."""
    cores = os.cpu_count() or 1
    return [n for n in (4, 8, 16, 32, 64) if n <= cores]
