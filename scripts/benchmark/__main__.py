"""`make bench`: measure everything in one run, print one table, write build/bench/.

Job: read what is asked for, and run the measurements one after the other. Trade-off: a usual run
keeps to catalogues of 1,000 publications and says so; `--full` builds 10,000.
Side effects: writes below build/bench and a temporary folder; prints.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmark.catalogue import Catalogue, write_catalogue
from benchmark.commands import BenchError
from benchmark.contenders import CLEAN, ONE_WORKER, Field
from benchmark.documents import prepare, prepare_own
from benchmark.endurance import peaks, worker_growth
from benchmark.figures import (
    Figure,
    absent_figures,
    contender_figures,
    growth_figures,
    worker_figure,
)
from benchmark.growth import Growth, grow
from benchmark.languages import language_costs, languages_table
from benchmark.measures import Results, interleave
from benchmark.report import load, table, write_json, write_plots

# Processes to a core that want to run, above which figures are not to be trusted.
_BUSY = 0.5
PARTS = ("contenders", "growth", "memory")


@dataclass(frozen=True)
class Extent:
    """How much is measured.

    Attributes:
        leaflets: of the catalogue that contenders set, in twelve languages.
        sample: leaflets of it that slow contenders set; a multiple of two, so that long and short
            ones stand in it as in the whole.
        rounds: how often each is timed.
        sizes: publications of the catalogues for builds after a small change.
        early: publications after which a worker's memory is looked at first.
        late: and after which last.
        one_page: whether these are publications of one page.

    """

    leaflets: int
    sample: int
    rounds: int
    sizes: tuple[int, ...]
    early: int
    late: int
    one_page: bool = True


EXTENTS = {
    "quick": Extent(2, 1, 1, (40, 80), 12, 36),
    "usual": Extent(8, 2, 3, (200, 1000), 100, 2000),
    "full": Extent(16, 4, 5, (1000, 10_000), 100, 2000, one_page=False),
}


@dataclass
class Measured:
    """What came of the parts that were run."""

    figures: list[Figure]
    growths: list[Growth]
    results: Results


def main() -> int:
    """Run the bench and return the exit status: 1 where something did not work."""
    # A shell that starts the bench in the background has it and its builds ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    options = _options()
    extent = _extent(options)
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    before = load()
    scratch = Path(tempfile.mkdtemp(prefix="polyleaf-bench-"))
    try:
        if options.languages:
            print(languages_table(language_costs(scratch, extent.rounds)))
            return 0
        measured = _measure(extent, options.only or PARTS, scratch)
    except BenchError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"A {options.extent} run: {_described(extent)}\n\n{table(measured.figures)}\n")
    print(*_doubts(options.extent, before), *_explained(measured.figures), sep="\n")
    run = {"extent": options.extent, "load before": before, **asdict(extent)}
    for file in _write(folder, run, measured):
        print(file)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="Ratios of one run.")
    extents = parser.add_mutually_exclusive_group()
    for name in ("quick", "full"):
        extents.add_argument(f"--{name}", dest="extent", action="store_const", const=name)
    parser.add_argument("--only", choices=PARTS, action="append", help="only this part")
    for name in ("leaflets", "rounds"):
        parser.add_argument(f"--{name}", type=int, help="another number of them")
    parser.add_argument("--sizes", type=int, nargs="+", help="of catalogues, in publications")
    parser.add_argument("--languages", action="store_true", help="a page of each against English")
    parser.add_argument("--out", type=Path, default=Path("build/bench"), help="where files go")
    parser.set_defaults(extent="usual")
    return parser.parse_args()


def _extent(options: argparse.Namespace) -> Extent:
    usual = EXTENTS[options.extent]
    return replace(
        usual,
        leaflets=options.leaflets or usual.leaflets,
        rounds=options.rounds or usual.rounds,
        sizes=tuple(options.sizes or usual.sizes),
    )


def _measure(extent: Extent, parts: tuple[str, ...], scratch: Path) -> Measured:
    measured = Measured([], [], Results())
    if "contenders" in parts:
        _contenders(extent, scratch / "contenders", measured)
    if "growth" in parts:
        for size in extent.sizes:
            folder = scratch / f"growth-{size}"
            measured.growths.append(grow(size, extent.rounds, folder, _tell))
            shutil.rmtree(folder)
        measured.figures += growth_figures(measured.growths)
    if "memory" in parts:
        measured.figures.append(_worker(extent, scratch / "worker"))
    return measured


def _contenders(extent: Extent, scratch: Path, measured: Measured) -> None:
    root = scratch / "project"
    write_catalogue(Catalogue(extent.leaflets), root)
    field = Field(root, prepare(root, scratch), scratch, extent.sample)
    try:
        contenders = field.contenders()
        measured.results = interleave(contenders, extent.rounds, _tell)
        _tell("peak memory, untimed")
        most = peaks([one for one in contenders if one.watched], field.close)
    finally:
        field.close()
    measured.figures += contender_figures(contenders, measured.results, most)
    measured.figures += absent_figures(field.absent)


def _worker(extent: Extent, scratch: Path) -> Figure:
    _tell(f"a worker's memory after {extent.late:,} publications")
    leaflets = max(1, extent.early // 12)
    write_catalogue(Catalogue(leaflets, one_page=extent.one_page), scratch)
    names = [file.stem for file in sorted((scratch / "leaflets").glob("*.yaml"))]
    few, many = worker_growth(prepare_own(scratch, names), extent.early, extent.late)
    pages = "one page each" if extent.one_page else "2 to 5 pages each"
    note = f"{pages}; {few / 1e6:.0f} MB at first"
    return worker_figure(few, many, extent.early, extent.late, note)


def _write(folder: Path, run: dict[str, object], measured: Measured) -> list[Path]:
    throughput = _throughput(measured.results)
    more: dict[str, object] = {
        "seconds": measured.results.seconds,
        "growth": [growth.as_dict() for growth in measured.growths],
        "throughput": throughput,
    }
    return [
        write_json(folder, run, measured.figures, more),
        *write_plots(folder, throughput, measured.growths),
    ]


def _throughput(results: Results) -> dict[int, float]:
    """Return publications a second by number of workers."""
    names = {CLEAN: 2, ONE_WORKER: 1} | {f"Polyleaf, {n} workers": n for n in (4, 8, 16, 32, 64)}
    return {
        workers: 1 / results.median(name)
        for name, workers in names.items()
        if name in results.seconds
    }


def _doubts(extent: str, before: float) -> Iterator[str]:
    """Yield why the figures may say little."""
    if extent == "quick":
        yield "A quick run shows that the bench works; starts outweigh what is measured."
    if before > _BUSY:
        yield f"The machine was busy: {before:.1f} processes to a core before the bench began."


def _explained(figures: Iterable[Figure]) -> Iterator[str]:
    """Yield where it is told why targets are not met."""
    if any(figure.met is False for figure in figures):
        yield 'Why a figure is not met: ARCHITECTURE.md, "Figures, and what is not reached yet".'


def _described(extent: Extent) -> str:
    sizes = " and ".join(f"{size:,}" for size in extent.sizes)
    return (
        f"{extent.leaflets * 12} publications of 2 to 5 pages in 12 languages, "
        f"{extent.rounds} rounds; catalogues of {sizes} publications of one page."
    )


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
