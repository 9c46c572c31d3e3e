"""What Polyleaf keeps of a project between builds: .polyleaf, safe to delete.

Side effects: opens the build state; a lock makes builds wait that would write the same lists.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from polyleaf.publishing.build_state import BuildState
from polyleaf.publishing.file_digests import FileDigests
from polyleaf.publishing.store import Store

__all__ = ["Memory", "exclusively", "open_memory"]

# Seconds to wait for another build that is putting its PDFs in place.
_PATIENCE: Final = 600


@dataclass(frozen=True)
class Memory:
    """The build state, the digests of files, and the finished PDFs of a project."""

    state: BuildState
    files: FileDigests
    store: Store


@contextmanager
def open_memory(cache: Path) -> Iterator[Memory]:
    """Open what a project's cache folder holds; what is learnt of files is kept at the end.

    Raises:
        OSError: the folder cannot be written.
    """
    cache.mkdir(parents=True, exist_ok=True)
    state = BuildState(cache / "state.sqlite3")
    files = FileDigests(state.files(), cache / "clock")
    try:
        yield Memory(state, files, Store(cache / "store"))
    finally:
        state.learn_files(files.learnt)
        state.close()


@contextmanager
def exclusively(cache: Path) -> Iterator[None]:
    """Hold the lock of a project, which ends with this process whatever becomes of it."""
    lock = sqlite3.connect(cache / "lock.sqlite3", timeout=_PATIENCE, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()
