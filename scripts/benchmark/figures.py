"""What was measured in, figures with their targets out: the rows of the report.

Job: turn times into the ratios that were promised, and say of each whether it is met.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmark.contenders import CLEAN, DASK
from benchmark.growth import Growth
from benchmark.measures import Contender, Results

__all__ = [
    "Figure",
    "absent_figures",
    "contender_figures",
    "growth_figures",
    "worker_figure",
]

_LARGE = 10_000
_NO_OP, _OVERHEAD, _WORKER, _STOP = 1.5, 1.0, 1.3, 2.0


@dataclass(frozen=True)
class Figure:
    """A row of the report.

    Attributes:
        name: what a person reads.
        value: the figure that the target is about; None where it was not measured.
        unit: `×`, `s` or "".
        target: what the value should be, at least or at most; 0 for no target.
        at_most: whether a smaller value is better.
        seconds: a publication, or a build; 0 where that says nothing.
        spread: the largest of the rounds' seconds by the smallest; 0 of one round.
        kilobytes: of a PDF, on average.
        megabytes: of memory, at its peak.
        note: what else is to be known.

    """

    name: str
    value: float | None
    unit: str = "×"
    target: float = 0
    at_most: bool = False
    seconds: float = 0
    spread: float = 0
    kilobytes: float = 0
    megabytes: float = 0
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none, or nothing was measured."""
        if not self.target or self.value is None:
            return None
        return self.value <= self.target if self.at_most else self.value >= self.target

    def as_dict(self) -> dict[str, object]:
        """Return it as plain data."""
        return {**asdict(self), "met": self.met}


def contender_figures(
    contenders: Sequence[Contender], results: Results, peaks: Mapping[str, int]
) -> Iterator[Figure]:
    """Yield a figure for each contender: how many times as long as Polyleaf it took."""
    for one in contenders:
        seconds = results.seconds[one.name]
        value = results.ratio(one.name, one.against) if one.against else None
        target, note = one.target, ""
        if one.name == DASK:
            value, target, note = results.ratio(CLEAN, DASK), 0.9, "local by Dask"
        yield Figure(
            one.name,
            value,
            target=target,
            seconds=results.median(one.name),
            spread=max(seconds) / min(seconds) if len(seconds) > 1 else 0,
            kilobytes=_kilobytes(one.pdfs),
            megabytes=peaks.get(one.name, 0) / 1e6,
            note=note,
        )


def absent_figures(absent: Iterable[tuple[str, str, float]]) -> Iterator[Figure]:
    """Yield what could not be measured here, and why."""
    for name, reason, target in absent:
        yield Figure(name, None, target=target, note=f"not here: {reason}")


def growth_figures(growths: Sequence[Growth]) -> Iterator[Figure]:
    """Yield the figures of incremental builds, one catalogue after the other."""
    for growth in growths:
        yield from _growth_figures(growth)
    if max(growth.publications for growth in growths) < _LARGE:
        note = "not run: say --full"
        yield Figure("no-op, 10,000 publications", None, "s", _NO_OP, at_most=True, note=note)
    if len(growths) > 1:
        first, last = growths[0], growths[-1]
        value = (last.no_op / first.no_op) / (last.publications / first.publications)
        note = f"growth of its time by growth from {first.publications:,} to {last.publications:,}"
        yield Figure("no-op grows no faster than linearly", value, "×", 1, at_most=True, note=note)


def _growth_figures(growth: Growth) -> Iterator[Figure]:
    size = f"{growth.publications:,} publications"
    # One-page leaflets make up the number of large catalogues; of smaller ones nothing is promised.
    is_large = growth.publications >= _LARGE
    yield Figure(f"first build, {size}", growth.first, "s", note="one page each, fonts made")
    yield Figure(f"no-op, {size}", growth.no_op, "s", _NO_OP if is_large else 0, at_most=True)
    rendered = f"{growth.rendered} rendered, of a leaflet in {growth.languages} languages"
    yield Figure(f"one sentence, {size}", growth.sentence, "s", note=rendered)
    yield Figure("  of it, beyond rendering", growth.overhead, "s", _OVERHEAD, at_most=True)
    yield Figure(f"one template, {size}", growth.template, "s", note="all rendered")
    yield Figure(f"Ctrl-C to the end, {size}", growth.stop, "s", _STOP, at_most=True)


def worker_figure(few: int, many: int, early: int, late: int, note: str) -> Figure:
    """Return how the memory of a worker grows."""
    name = f"a worker's memory after {late:,} by that after {early:,}"
    return Figure(name, many / few, "×", _WORKER, at_most=True, megabytes=many / 1e6, note=note)


def _kilobytes(folder: Path | None) -> float:
    sizes = [file.stat().st_size for file in folder.rglob("*.pdf")] if folder else []
    return statistics.fmean(sizes) / 1000 if sizes else 0
