"""What takes long to make is made once, for all the processes that run the tests."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

__all__ = ["link_fonts", "made_once", "shared_fonts_cache"]

T = TypeVar("T")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> T:
    """Return what `make` returns for a new folder; other processes of this run get a copy of it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make(factory.mktemp(name))
    folder = factory.getbasetemp().parent / name
    kept = folder.with_suffix(".pickle")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            folder.mkdir()
            kept.write_bytes(pickle.dumps(make(folder)))
        made: T = pickle.loads(kept.read_bytes())  # noqa: S301 - written a moment ago
        return made


def shared_fonts_cache(factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which all processes of this run prepare fonts; its name wants quoting.

    What is in it is told by what it was made of, and written whole: nobody waits for another.
    """
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "fonts & co"
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    return folder


def link_fonts(project: Path, factory: pytest.TempPathFactory) -> None:
    """Have a project take its fonts from the folder of all."""
    (project / ".polyleaf").mkdir()
    (project / ".polyleaf" / "fonts").symlink_to(shared_fonts_cache(factory) / "fonts")
