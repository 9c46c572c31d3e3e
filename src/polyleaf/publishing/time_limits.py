"""A limit on the time that a part of the program may take.

Trade-off: an alarm signal, which stops pure Python such as a template that never ends, and which
Unix and the main thread alone have; elsewhere there is no limit. Side effects: sets the alarm of
the process for as long as the part runs.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location

__all__ = ["TimeLimitError", "time_limit", "too_slow"]

MANUAL: Final = """
time-limit (error): a leaflet took too long to be set
Why: one leaflet must not hold up all others.
Wrong: a template with a loop that never ends
Right: a template that ends
Mend: mend the template, or allow more with `--time-limit`.
"""


class TimeLimitError(Exception):
    """A part of the program took longer than it may."""


def too_slow(what: str, file: Path, error: TimeLimitError) -> Diagnostic:
    """Return an error that says that something took too long to be set, and where to look."""
    message = f"{what} could not be set: {error}"
    return Diagnostic("time-limit", Location(file), message, "does a template never end?")


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stop what is inside after some seconds.

    Raises:
        TimeLimitError: it took longer.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        message = f"it took longer than {seconds:g} s"
        raise TimeLimitError(message)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
