"""A project's folder in, what in it leads out of it out.

Job: look through the folders that Polyleaf reads for links to elsewhere, and for what is no file.
Whoever made a project could otherwise have it print, or name in a message, what only its user may
read. Trade-off: every entry is looked at before anything is read, which takes the file system's
listing and no more; figures have a check of their own, which names the leaflet.
Side effects: lists folders.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location

__all__ = ["strangers"]

_READ: Final = ("polyleaf.yaml", "leaflets", "locales", "templates")
_CHECKED_APART: Final = Path("leaflets", "figures")

MANUAL: Final = """
no-file (error): an entry of a folder that is read is neither a file nor a folder
Why: reading a pipe or a device can wait for ever, or change a machine.
Wrong: a named pipe in leaflets/
Right: only files and folders
Mend: remove it.
"""


def strangers(root: Path) -> Iterator[Diagnostic]:
    """Yield an error for each entry that leads out of a project, or is no file and no folder."""
    inside = Path(os.path.realpath(root))
    if not inside.is_dir():
        return
    with os.scandir(root) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.name in _READ:
                yield from _look_at(entry, root, inside)


def _look_at(entry: os.DirEntry[str], root: Path, inside: Path) -> Iterator[Diagnostic]:
    if entry.is_file(follow_symlinks=False):
        return
    file = Path(entry.path)
    if entry.is_symlink():
        if not Path(os.path.realpath(file)).is_relative_to(inside):
            message = f"{file.name!r} is a link that leads out of the project"
            hint = "copy what it leads to into the project"
            yield Diagnostic("outside-project", Location(file), message, hint)
    elif entry.is_dir(follow_symlinks=False):
        if file != root / _CHECKED_APART:
            yield from _look_into(file, root, inside)
    else:
        message = f"{file.name!r} is neither a file nor a folder"
        yield Diagnostic("no-file", Location(file), message, "remove it")


def _look_into(folder: Path, root: Path, inside: Path) -> Iterator[Diagnostic]:
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError as error:
        message = f"cannot look into it: {error.strerror}"
        yield Diagnostic("unreadable-file", Location(folder), message)
        return
    for entry in entries:
        yield from _look_at(entry, root, inside)
