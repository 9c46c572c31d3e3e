"""Ratios of rendering times, all measured in one run: `make bench`.

Job: print what a warm render of the sample leaflet costs in each language against English, and how
large the PDFs are. Trade-off: medians of several rounds in one process, because seconds differ from
machine to machine and ratios hardly do. Side effects: prepares fonts in `.polyleaf`; prints.
"""

from __future__ import annotations

import gc
import statistics
import time
from pathlib import Path

from polyleaf.project import load_project
from polyleaf.publishing.jobs import Preparer, families
from polyleaf.publishing.plan import plan
from polyleaf.publishing.sources import load_sources
from polyleaf.publishing.typefaces import prepare_project_fonts
from polyleaf.typesetting.layout import Job
from polyleaf.typesetting.render import render, use_fonts

ROUNDS = 5
LEAFLET = "oncolytic-virus-therapy"


def main() -> None:
    """Measure and print one line a language: pages, kilobytes, time a page against English."""
    jobs = _jobs()
    for job in jobs.values():
        render(job)
    seconds = _measure(jobs)
    print("language  pages     kB  time against en  a page against en")
    for language, job in jobs.items():
        rendered = render(job)
        pages, size = rendered.layout.pages, len(rendered.pdf) / 1000
        ratio = seconds[language] / seconds["en"]
        a_page = ratio * render(jobs["en"]).layout.pages / pages
        print(f"{language:8} {pages:6} {size:6.0f} {ratio:16.2f} {a_page:18.2f}")


def _jobs() -> dict[str, Job]:
    project = load_project(Path(__file__).parents[1])
    sources = load_sources(project, (LEAFLET,))
    planned = list(plan((LEAFLET,), project.settings.languages, "a4"))
    fonts = prepare_project_fonts(sources, families(sources, planned))
    use_fonts(fonts.config_file)
    preparer = Preparer(sources, fonts)
    prepared = [preparer.prepare(item) for item in planned]
    return {item.planned.language: item.job for item in prepared if item.job}


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
