"""How times and memory are measured, so that a shared machine does not decide the result.

Job: run contenders in turn, round after round, and compare only what ran in the same round; watch
the memory of a program and all its processes. Trade-off: the median of the rounds' ratios, because
what else the machine does slows neighbours in time alike. Side effects: a thread that reads /proc.
"""

from __future__ import annotations

import statistics
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["Contender", "MemoryWatch", "Results", "interleave"]

_PROC = Path("/proc")
_PAUSE = 0.1


@dataclass(frozen=True)
class Contender:
    """What is timed.

    Attributes:
        name: what a person reads.
        run: does it once and returns the seconds a publication.
        against: name of the contender that it is compared with; "" of none.
        target: how many times as long as that it should take, at least; 0 for no target.
        pdfs: the folder that holds its PDFs afterwards; None if their sizes are told elsewhere.
        watched: whether its memory is measured, in one more run.

    """

    name: str
    run: Callable[[], float]
    against: str = ""
    target: float = 0
    pdfs: Path | None = None
    watched: bool = False


@dataclass
class Results:
    """Seconds a publication by contender, a number for each round."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def median(self, name: str) -> float:
        """Return the median of a contender's rounds."""
        return statistics.median(self.seconds[name])

    def ratio(self, name: str, against: str) -> float:
        """Return the median, over the rounds, of how many times as long it took as another."""
        pairs = zip(self.seconds[name], self.seconds[against], strict=True)
        return statistics.median(one / other for one, other in pairs)


def interleave(
    contenders: Sequence[Contender], rounds: int, tell: Callable[[str], None]
) -> Results:
    """Run all contenders once a round; every other round in the opposite order."""
    results = Results({contender.name: [] for contender in contenders})
    for number in range(rounds):
        for contender in contenders if number % 2 == 0 else reversed(contenders):
            tell(f"round {number + 1} of {rounds}: {contender.name}")
            results.seconds[contender.name].append(contender.run())
    return results


class MemoryWatch:
    """The most memory that a process and those it started ever shared out, where /proc tells.

    What processes share is counted once: the sum is of proportional set sizes.
    """

    def __init__(self, process: int) -> None:
        """Watch a process by its number."""
        self.process = process
        self.peak = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def look(self) -> int:
        """Return what they occupy now, in bytes."""
        return sum(map(_memory, _family(self.process)))

    def _watch(self) -> None:
        while not self._stopped.wait(_PAUSE):
            self.peak = max(self.peak, self.look())


def _family(process: int) -> list[int]:
    """Return a process and all that it started, directly or not."""
    found = [process]
    for parent in found:  # which grows meanwhile
        for task in (_PROC / str(parent) / "task").glob("*/children"):
            found += map(int, _read(task).split())
    return found


def _memory(process: int) -> int:
    for line in _read(_PROC / str(process) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(file: Path) -> str:
    """Return what a file of /proc says; "" of a process that is gone."""
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""
