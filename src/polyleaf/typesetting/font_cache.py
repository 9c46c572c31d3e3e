"""A folder of files that are written whole, and hashed only when they changed.

Job: the storage under `polyleaf.typesetting.fonts`. Trade-off: a file counts as unchanged while its
size, times and inode are those it was hashed with; neither pip nor `touch` can set the change time
back, so that only a rewrite in place within one tick of the clock (some 4 ms) would pass unseen.
Side effects: writes below its folder, each file by `os.replace`, so that processes may write the
same file at once; a damaged record counts as absent.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["FontCache", "Stamp", "digest", "stamp"]


def digest(*parts: object) -> str:
    """Return the SHA-256, in hex, of the parts written as JSON."""
    return hashlib.sha256(_json(parts)).hexdigest()


@dataclass(frozen=True)
class FontCache:
    """The folder `cache/fonts`, whose files all lie one folder down."""

    directory: Path

    def write(self, path: Path, data: bytes) -> None:
        """Put the file there whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # Not beside the file: fontconfig opens whatever lies in a <dir> as a font.
        draft = self.directory / f"{path.name}.{os.getpid()}.{threading.get_ident()}"
        try:
            draft.write_bytes(data)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def write_record(self, kind: str, key: str, record: dict[str, Any]) -> None:
        """Keep an object of plain values under `key`."""
        self.write(self.directory / kind / f"{key}.json", _json(record))

    def read_record(self, kind: str, key: str) -> dict[str, Any]:
        """Return the object kept under `key`, empty if there is none."""
        with suppress(FileNotFoundError, ValueError):
            record = json.loads((self.directory / kind / f"{key}.json").read_bytes())
            return record if isinstance(record, dict) else {}
        return {}

    def sha256(self, path: Path) -> str:
        """Return the SHA-256 of any file in hex, "" if it is absent; read it only if it changed."""
        now = stamp(path)
        if not now:
            return ""
        known = self.read_record("stamps", digest(str(path)))
        if known.get("stamp") == now:
            return str(known.get("sha256", ""))
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self._remember(path, now, sha256)
        return sha256

    def write_hashed(self, path: Path, data: bytes) -> str:
        """Put the file there whole and return its SHA-256 in hex."""
        self.write(path, data)
        sha256 = hashlib.sha256(data).hexdigest()
        self._remember(path, stamp(path), sha256)
        return sha256

    def _remember(self, path: Path, now: Stamp, sha256: str) -> None:
        record = {"file": str(path), "stamp": now, "sha256": sha256}
        self.write_record("stamps", digest(str(path)), record)


Stamp = list[int]
"""Size in bytes, times in nanoseconds and inode of a file; empty if there is none."""


def stamp(path: Path) -> Stamp:
    """Return the stamp of a file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return []
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True).encode()
