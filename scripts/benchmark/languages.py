"""What a page of each language costs against an English one: the specimen, rendered warm.

Job: render the specimen of every language in turn. Trade-off: CPU time of one process, because a
page of one language against that of another is what is asked.
Side effects: prepares the fonts of all languages in a folder; renders in this process.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from polyleaf.project import defaults_folder, load_project
from polyleaf.publishing.jobs import Preparer, families
from polyleaf.publishing.plan import plan
from polyleaf.publishing.specimens import SPECIMEN, load_specimens
from polyleaf.publishing.typefaces import prepare_project_fonts
from polyleaf.typesetting.layout import Job
from polyleaf.typesetting.render import render, use_fonts

__all__ = ["LanguageCost", "language_costs", "languages_table"]


@dataclass(frozen=True)
class LanguageCost:
    """A language's specimen: its pages, bytes, and the time of a page against an English one."""

    language: str
    pages: int
    size: int
    ratio: float

    def as_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return asdict(self)


def language_costs(cache: Path, rounds: int) -> list[LanguageCost]:
    """Return what each language costs, the cheapest first.

    Args:
        cache: a folder for the fonts of all languages.
        rounds: how often each is rendered.

    """
    jobs = _jobs(cache)
    rendered = {language: render(job) for language, job in jobs.items()}
    seconds = _measure(jobs, rounds)
    a_page = {language: seconds[language] / rendered[language].layout.pages for language in jobs}
    return [
        LanguageCost(
            language,
            rendered[language].layout.pages,
            len(rendered[language].pdf),
            a_page[language] / a_page["en"],
        )
        for language in sorted(jobs, key=a_page.__getitem__)
    ]


def languages_table(costs: list[LanguageCost]) -> str:
    """Return a table of what each language costs."""
    lines = ["language  pages     kB  a page against en"]
    lines += [
        f"{cost.language:8} {cost.pages:6} {cost.size / 1000:6.0f} {cost.ratio:18.2f}"
        for cost in costs
    ]
    return "\n".join(lines)


def _jobs(cache: Path) -> dict[str, Job]:
    """Return the specimen of each language, ready to be rendered in this process."""
    sources = load_specimens(load_project(defaults_folder()))
    planned = list(plan((SPECIMEN,), sources.project.settings.languages, "a4"))
    elsewhere = replace(sources, project=replace(sources.project, root=cache))
    fonts = prepare_project_fonts(elsewhere, families(sources, planned))
    use_fonts(fonts.config_file)
    preparer = Preparer(sources, fonts)
    prepared = [preparer.prepare(item) for item in planned]
    return {item.planned.language: item.job for item in prepared if item.job}


def _measure(jobs: Mapping[str, Job], rounds: int) -> dict[str, float]:
    """Return the median CPU seconds a language; they take turns, so that noise hits all alike."""
    times: dict[str, list[float]] = {language: [] for language in jobs}
    for _ in range(rounds):
        for language, job in jobs.items():
            gc.collect()  # or every other language pays for the garbage of two
            start = time.process_time()
            render(job)
            times[language].append(time.process_time() - start)
    return {language: statistics.median(values) for language, values in times.items()}
