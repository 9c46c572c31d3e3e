"""The progress bar of a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

if TYPE_CHECKING:
    from polyleaf.publishing.plan import PlannedPublication
    from polyleaf.publishing.request import Progress as Report

__all__ = ["progress_bar"]


class _Rate(ProgressColumn):
    """How many PDFs a second were done of late."""

    def render(self, task: Task) -> Text:
        rate = task.finished_speed or task.speed
        return Text(f"{rate:.1f} PDFs/s" if rate else "", style="progress.data.speed")


@contextmanager
def progress_bar() -> Iterator[Report]:
    """Show a bar on standard error while a build reports its progress."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("preparing", total=None)

        def report(planned: PlannedPublication, built: bool, done: int, total: int) -> None:
            word = "" if built else " failed"
            text = f"{planned.leaflet} {planned.language}{word}"
            bar.update(task, completed=done, total=total, description=text)

        yield report
