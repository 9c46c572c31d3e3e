"""Ratios of rendering times, all measured in one run: `make bench`.

Job: print what a warm render of the specimen costs a page in each language against English, how
large the PDFs are, and how long the fonts of all languages take from an empty cache. Trade-off:
medians of several rounds in one process, because seconds differ from machine to machine and ratios
hardly do. Side effects: prepares fonts in a temporary folder; prints.
"""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from polyleaf.project import Project, load_project
from polyleaf.publishing.jobs import Preparer, families
from polyleaf.publishing.plan import plan
from polyleaf.publishing.sources import Sources
from polyleaf.publishing.specimens import SPECIMEN, load_specimens
from polyleaf.publishing.typefaces import prepare_project_fonts
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job, Rendered
from polyleaf.typesetting.render import render, use_fonts

ROUNDS = 5


def main() -> None:
    """Measure and print one line a language: pages, kilobytes, time a page against English."""
    with tempfile.TemporaryDirectory() as folder:
        project = load_project(Path(__file__).parents[1])
        jobs = _jobs(project, Path(folder))
        rendered = {language: render(job) for language, job in jobs.items()}
        seconds = _measure(jobs)
    a_page = {language: seconds[language] / rendered[language].layout.pages for language in jobs}
    print("language  pages     kB  a page against en")
    for language in sorted(jobs, key=a_page.__getitem__):
        print(_line(language, rendered[language], a_page[language] / a_page["en"]))


def _line(language: str, rendered: Rendered, ratio: float) -> str:
    return f"{language:8} {rendered.layout.pages:6} {len(rendered.pdf) / 1000:6.0f} {ratio:18.2f}"


def _jobs(project: Project, cache: Path) -> dict[str, Job]:
    sources = load_specimens(project)
    planned = list(plan((SPECIMEN,), sources.project.settings.languages, "a4"))
    emptied = replace(sources, project=replace(sources.project, root=cache))
    fonts = _prepare_fonts(emptied, families(sources, planned))
    use_fonts(fonts.config_file)
    preparer = Preparer(sources, fonts)
    prepared = [preparer.prepare(item) for item in planned]
    return {item.planned.language: item.job for item in prepared if item.job}


def _prepare_fonts(sources: Sources, names: set[str]) -> FontSet:
    start = time.perf_counter()
    fonts = prepare_project_fonts(sources, names)
    prepared = time.perf_counter()
    prepare_project_fonts(sources, names)
    first, again = prepared - start, time.perf_counter() - prepared
    print(f"{len(fonts.files)} fonts: {first:.1f} s from an empty cache, {again:.2f} s afterwards")
    return fonts


def _measure(jobs: dict[str, Job]) -> dict[str, float]:
    """Return the median CPU seconds a language; they take turns, so that noise hits all alike."""
    times: dict[str, list[float]] = {language: [] for language in jobs}
    for _ in range(ROUNDS):
        for language, job in jobs.items():
            gc.collect()  # or every other language pays for the garbage of two
            start = time.process_time()
            render(job)
            times[language].append(time.process_time() - start)
    return {language: statistics.median(values) for language, values in times.items()}


if __name__ == "__main__":
    main()
