"""How much work a call takes, told without a stop-watch: other programs slow a machine down.

A bomb that goes off runs for hours or takes all memory; what has to be found out is whether it
does, not how fast this machine is. Speed itself is measured by `make bench`.
"""

import sys
import time
from collections.abc import Callable
from typing import Any, Final

# CPU seconds that no harmless call needs on any machine, and that every bomb exceeds.
FAR_TOO_LONG: Final = 20

# Seconds that pass on a busy machine before what was asked to stop has stopped. What it waits for
# where stopping does not work takes minutes. How fast it stops is measured by `make bench`.
NOT_STOPPED: Final = 30

# Seconds after which what was started is not slow, whatever else the machine does, but stuck.
STUCK: Final = 600


def count_calls(action: Callable[[], Any]) -> int:
    """Return how many functions, of Python or C, are called while an action runs."""
    calls = 0

    def count(_frame: object, event: str, _function: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(before)
    return calls


def growth(action: Callable[[int], Any], size: int, factor: int) -> float:
    """Return how many times the CPU time of an action an input `factor` times as long takes."""
    return _cpu_time(action, size * factor) / _cpu_time(action, size)


def _cpu_time(action: Callable[[int], Any], size: int) -> float:
    def once() -> float:
        began = time.process_time()
        action(size)
        return time.process_time() - began

    return max(min(once() for _ in range(3)), 1e-3)
