"""Which files hold what: SHA-256 of files that are read again only when they changed.

Job: tell in a moment whether any of some ten thousand files changed. Trade-off: a file counts as
unchanged while size, times and inode are those it was hashed with. One that changed so lately that
a second change could bear the same time is not remembered, as git does with its index; "lately" is
told by the time of the file system itself, so that no clock matters. Side effects: reads files;
touches one file to learn the time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from polyleaf.translation.digests import digest_of

__all__ = ["FileDigests"]

# Nanoseconds within which two writes may bear the same time: two seconds, as on FAT.
_TICK: Final = 2_000_000_000
ABSENT: Final = ""


class FileDigests:
    """Digests of files, and of folders of files."""

    def __init__(self, known: Mapping[str, tuple[str, str]], clock: Path) -> None:
        """Begin with what is known.

        Args:
            known: stamp and digest of files by path, as `learnt` was.
            clock: a file that may be touched, in a folder that exists.

        """
        self.known = known
        self.learnt: dict[str, tuple[str, str]] = {}
        clock.touch()
        self._now = clock.stat().st_mtime_ns
        self._names: dict[str, frozenset[str]] = {}
        self._digests: dict[str, str] = {}

    def of(self, path: str) -> str:
        """Return the digest of a file: 16 hex digits of SHA-256, or "" if there is no such file."""
        if path not in self._digests:
            self._digests[path] = self._look(path)
        return self._digests[path]

    def of_all(self, paths: Iterable[str]) -> str:
        """Return the digest of some files, in their order."""
        return digest_of([self.of(path) for path in paths])

    def of_folder(self, folder: str) -> str:
        """Return the digest of the files in a folder and below it, with their names."""
        found: list[str] = []
        for where, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache")))
            for name in sorted(names):
                path = os.path.join(where, name)  # noqa: PTH118 - a tenth of the time of pathlib
                found += (os.path.relpath(path, folder), self.of(path))
        return digest_of(found)

    def _look(self, path: str) -> str:
        folder, _, name = path.rpartition(os.sep)
        # One look into the folder costs less than asking for each file that may not be there.
        if folder not in self._names:
            self._names[folder] = _names(folder)
        if name not in self._names[folder]:
            return ABSENT
        try:
            found = os.stat(path)  # noqa: PTH116 - a tenth of the time of pathlib
            stamp = f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
            known, digest = self.known.get(path, ("", ""))
            if known == stamp:
                return digest
            digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]
        except OSError:
            return ABSENT
        if max(found.st_mtime_ns, found.st_ctime_ns) < self._now - _TICK:
            self.learnt[path] = (stamp, digest)
        return digest


def _names(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - as above
    except OSError:
        return frozenset()
