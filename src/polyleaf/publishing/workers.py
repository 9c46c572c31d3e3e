"""One process that renders: it is started, given a job, asked for its outcome, and killed.

Job: keep what a job may do to its process (die, hang, grow) away from all other jobs. Trade-off:
processes, because WeasyPrint's font configuration is not safe to share between threads; they come
from a server that has imported WeasyPrint once, so that a new one costs milliseconds. A worker ends
by itself when the process that started it is gone. Side effects: starts and kills processes.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from polyleaf.typesetting.layout import Job, Rendered
from polyleaf.typesetting.render import render, use_fonts

__all__ = ["Outcome", "Work", "Worker", "get_ready"]

Outcome = Rendered | Exception
"""What came of a job: the finished PDF, or why there is none."""
Work = Callable[[Job], Rendered]
"""What a process does with a job: a function of a module, which the process imports."""

# What a worker needs first, imported once and then shared. Nothing that reads fonts.
_PRELOADED: Final = ("polyleaf.publishing.workers", "polyleaf.typesetting.preloaded")
# Objects made between two looks of the collector: WeasyPrint makes a million boxes and styles a
# document, nearly all of which live as long as the document. Then they are garbage all at once.
_COLLECT_AFTER: Final = 200_000


def _context() -> Any:  # noqa: ANN401 - the contexts of multiprocessing share no type
    """Return how processes are started: from a server that has imported all, where there is one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def get_ready() -> None:
    """Have WeasyPrint imported for the workers to come, while the caller goes on."""
    if _context().get_start_method() == "forkserver":
        forkserver.ensure_running()


class Worker:
    """A process that renders one job at a time with one set of fonts."""

    def __init__(self, font_config: Path, work: Work = render) -> None:
        """Start the process; it makes itself ready while the caller goes on."""
        context = _context()
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, font_config, work), daemon=True)
        self.process.start()
        theirs.close()

    def send(self, job: Job) -> None:
        """Give it a job; of one that is dead, `receive` will tell."""
        with suppress(OSError):
            self.connection.send(job)

    def receive(self) -> tuple[Outcome, int]:
        """Return the outcome of the job and the memory of the process in bytes.

        Raises:
            EOFError, OSError: the process died.
        """
        outcome, memory = self.connection.recv()
        return outcome, memory

    @property
    def death(self) -> str:
        """How the process ended, for a message; it has ended, or is about to."""
        self.process.join(1)
        code = self.process.exitcode
        if code is None or code >= 0:
            return f"its process ended with status {code}"
        return f"its process was ended by {signal.Signals(-code).name}"

    def kill(self) -> None:
        """End the process at once, and wait until it is gone."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def _serve(connection: Connection, font_config: Path, work: Work) -> None:
    """Render until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started us decides when to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    use_fonts(font_config)
    gc.set_threshold(_COLLECT_AFTER, 10, 10)
    with suppress(EOFError, OSError):  # the other end is gone
        while True:
            outcome = _outcome(connection.recv(), work)
            gc.collect()
            if not gc.get_freeze_count():  # what is there now stays: no need to look at it again
                gc.freeze()
            connection.send((outcome, memory()))


def _end_with_parent() -> None:
    """End this process, whatever it is at, when the one that started it is gone."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def _outcome(job: Job, work: Work) -> Outcome:
    try:
        return work(job)
    except Exception as error:  # noqa: BLE001 - whatever a document does to the renderer
        # Only what can certainly be pickled: some exceptions cannot be made again from their text.
        return RuntimeError(f"{type(error).__name__}: {error}")


def memory() -> int:
    """Return the memory that this process occupies, in bytes."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:  # not Linux: the most it ever occupied
        import resource  # noqa: PLC0415 - Unix only

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * 4096
