"""Whole files or none: every write is atomic, so a good file is never replaced by half a one.

Side effects: writes the file it is asked to, through a temporary one beside it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

__all__ = ["write_file"]


def write_file(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file so that readers see the old one or the new one, never a part.

    Args:
        path: the file.
        data: what it shall hold.
        durable: whether to wait until the disk has it; not for what can be made again.

    Raises:
        OSError: the folder cannot be written; an old file is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        # mkstemp makes files that only their owner may read; a published file is for everyone.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
