"""What was made of a project's tables is remembered while their files hold the same.

Job: have the tables, which a build asks for at every turn, parsed once a process. Trade-off: the
files are still read each time, which takes a thousandth of parsing them and misses no change,
whatever the clock says. Side effects: reads the files it is given; keeps the last few results.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Final, TypeVar

from polyleaf.diagnostics import InputError
from polyleaf.reading.source import MAX_BYTES, read_bytes

__all__ = ["remembered"]

T = TypeVar("T")
Load = Callable[[Iterable[Path]], dict[str, T]]

_Contents = tuple[tuple[Path, bytes], ...]

# Results of each function: a process works on one project, or on two at most.
_KEPT: Final = 4


def remembered(load: Load[T]) -> Load[T]:
    """Return a function that loads a table from files, and knows the last tables that it loaded.

    A table must depend on nothing but its files' paths and bytes, and nobody may change its values.
    Each call returns a dict of its own. What is raised is not remembered.
    """
    known: OrderedDict[_Contents, dict[str, T]] = OrderedDict()

    @wraps(load)
    def loaded(files: Iterable[Path]) -> dict[str, T]:
        paths = tuple(files)
        contents = _contents(paths)
        table = known.pop(contents, None)
        if table is None:
            table = load(paths)
        if contents and contents == _contents(paths):  # nobody wrote a file in the meantime
            known[contents] = table
        while len(known) > _KEPT:
            known.popitem(last=False)
        return dict(table)

    return loaded


def _contents(paths: tuple[Path, ...]) -> _Contents:
    """Return what the files hold; nothing if one of them cannot be read."""
    try:
        return tuple((path, read_bytes(path, MAX_BYTES)) for path in paths)
    except (InputError, ValueError):  # ValueError: a NUL in a name
        return ()
