"""Figures in; one table, a JSON file and two plots out.

Side effects: writes bench.json, throughput.svg and no-op.svg into a folder.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmark.figures import Figure
from benchmark.growth import Growth
from benchmark.plot import Plot, draw

__all__ = ["load", "surroundings", "table", "write_json", "write_plots"]

_HEADER = ("WHAT", "SECONDS", "SPREAD", "HERE", "TARGET", "MET", "KB", "MB", "NOTE")
_RIGHT = range(1, 5), range(6, 8)
_SOFTWARE = ("polyleaf", "weasyprint", "fonttools", "uharfbuzz", "pillow")


def table(figures: Sequence[Figure]) -> str:
    """Return figures as a table: SECONDS are a publication's, HERE is what TARGET is about."""
    rows = [_HEADER, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    right = {column for columns in _RIGHT for column in columns}
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(figure: Figure) -> tuple[str, ...]:
    at = "≤" if figure.at_most else "≥"
    met = {None: "", True: "met", False: "NOT MET"}[figure.met]
    return (
        figure.name,
        f"{figure.seconds:.3f}" if figure.seconds else "",
        f"{figure.spread:.2f}" if figure.spread else "",
        "" if figure.value is None else f"{figure.value:.2f} {figure.unit}",
        f"{at} {figure.target:g} {figure.unit}" if figure.target else "",
        met,
        f"{figure.kilobytes:.0f}" if figure.kilobytes else "",
        f"{figure.megabytes:.0f}" if figure.megabytes else "",
        figure.note,
    )


def load() -> float:
    """Return how many processes to a core wanted to run in the last minute; 0 if nobody knows."""
    return os.getloadavg()[0] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else 0


def surroundings() -> dict[str, object]:
    """Return what the figures depend on besides the code: system, cores, versions."""
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "software": {name: version(name) for name in _SOFTWARE},
    }


def write_json(
    folder: Path, run: Mapping[str, object], figures: Sequence[Figure], more: Mapping[str, object]
) -> Path:
    """Write all that was measured; return the file.

    Args:
        folder: where.
        run: what was asked for.
        figures: the rows of the table.
        more: what belongs to no row.

    """
    file = folder / "bench.json"
    data = {
        "run": {**run, **surroundings()},
        "figures": [figure.as_dict() for figure in figures],
        **more,
    }
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return file


def write_plots(
    folder: Path, throughput: Mapping[int, float], growths: Sequence[Growth]
) -> list[Path]:
    """Write a plot of each kind that there are points for; return the files.

    Args:
        folder: where.
        throughput: publications a second by number of workers.
        growths: what builds of catalogues cost.

    """
    no_op = {growth.publications: growth.no_op for growth in growths}
    plots = {
        "throughput.svg": Plot("Publications a second by workers", "workers", throughput),
        "no-op.svg": Plot("Seconds of a no-op build by publications", "publications", no_op),
    }
    files = []
    for name, plot in plots.items():
        if plot.points:
            (folder / name).write_text(draw(plot), "utf-8")
            files.append(folder / name)
    return files
