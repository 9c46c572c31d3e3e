"""The progress bar tells how fast a build goes."""

from __future__ import annotations

from itertools import count

from rich.progress import Progress

from polyleaf.cli.progress import _Rate


def test_the_rate_is_that_of_what_was_done() -> None:
    seconds = count()
    progress = Progress(get_time=lambda: float(next(seconds)))
    number = progress.add_task("build", total=10)
    (task,) = progress.tasks
    assert str(_Rate().render(task)) == ""
    for _ in range(3):
        progress.update(number, advance=4)
    assert str(_Rate().render(task)).endswith(" PDFs/s")
    assert float(str(_Rate().render(task)).split()[0]) > 1
