"""Builds of large catalogues after a small change, or none: no-op, one sentence, one template.

Job: build catalogues of several sizes once, then again and again. Trade-off: leaflets of one line
on one page, because what is looked at is everything but rendering. The overhead of a build is its
time less that of rendering the same pages in as many processes that are warm already.
Side effects: writes projects into a folder, builds and edits them.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmark.catalogue import Catalogue, change_sentence, large_catalogue, write_catalogue
from benchmark.commands import BenchError, Built, build, interrupt
from benchmark.documents import prepare_own
from benchmark.warm import render_warm
from polyleaf.project import defaults_folder

__all__ = ["Growth", "grow"]

_WORKERS = 2
# Files that changed this lately are hashed again by the next build.
_SETTLED = 2.5
_SHEET = "templates/leaflet.css"


@dataclass(frozen=True)
class Growth:
    """What builds of a catalogue cost, in seconds: medians where it was done several times.

    Attributes:
        publications: its size.
        languages: of each leaflet.
        first: the first build, with all fonts to be made.
        no_op: a build with nothing to do.
        sentence: a build after one sentence of a source leaflet changed.
        rendered: the publications that it rendered.
        overhead: its time beyond rendering.
        template: a build after a style sheet changed.
        stop: from Ctrl-C in the middle of a build to its end.

    """

    publications: int
    languages: int
    first: float
    no_op: float
    sentence: float
    rendered: int
    overhead: float
    template: float
    stop: float

    def as_dict(self) -> dict[str, float]:
        """Return it as plain data."""
        return asdict(self)


def grow(publications: int, rounds: int, folder: Path, tell: Callable[[str], None]) -> Growth:
    """Generate a catalogue of about a size in a folder, and measure builds of it.

    Raises:
        BenchError: a build failed, or rendered something else than it should.
    """
    catalogue = large_catalogue(publications)
    size = f"{catalogue.publications:,} publications"
    write_catalogue(catalogue, folder)
    _own_style_sheet(folder, 0)
    tell(f"{size}: first build")
    first = _expect(catalogue.publications, folder)
    time.sleep(_SETTLED)
    _expect(0, folder)
    tell(f"{size}: no-op")
    no_op = statistics.median(_expect(0, folder).seconds for _ in range(rounds))
    tell(f"{size}: one sentence")
    changed = [_one_sentence(catalogue, folder, number) for number in range(rounds)]
    tell(f"{size}: one template")
    _own_style_sheet(folder, 1)
    template = _expect(catalogue.publications, folder)
    tell(f"{size}: Ctrl-C")
    _own_style_sheet(folder, 2)
    stop = interrupt(folder, "-j", str(_WORKERS))
    return Growth(
        publications=catalogue.publications,
        languages=len(catalogue.languages),
        first=first.seconds,
        no_op=no_op,
        sentence=statistics.median(built.seconds for built, _ in changed),
        rendered=changed[0][0].rendered,
        overhead=statistics.median(built.seconds - alone for built, alone in changed),
        template=template.seconds,
        stop=stop,
    )


def _one_sentence(catalogue: Catalogue, folder: Path, number: int) -> tuple[Built, float]:
    """Change a leaflet and build; return that, and the seconds of rendering its pages alone."""
    name = change_sentence(folder, number)
    built = _expect(len(catalogue.languages), folder)
    return built, render_warm(prepare_own(folder, [name]), _WORKERS)


def _own_style_sheet(folder: Path, number: int) -> None:
    """Give the project its own copy of the style sheet, which says something else each time."""
    text = (defaults_folder() / _SHEET).read_text("utf-8")
    sheet = folder / _SHEET
    sheet.parent.mkdir(exist_ok=True)
    sheet.write_text(f"{text}\n.version-{number} {{ color: black }}\n", "utf-8")


def _expect(rendered: int, folder: Path) -> Built:
    """Build; nothing else than this number of publications may be rendered."""
    built = build(folder, "-j", str(_WORKERS))
    if built.rendered != rendered:
        raise BenchError(f"{built.rendered} publications were rendered, not {rendered}")
    return built
