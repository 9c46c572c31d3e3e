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
from types import FrameType

__all__ = ["TimeLimitError", "time_limit"]


class TimeLimitError(Exception):
    """A part of the program took longer than it may."""


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
