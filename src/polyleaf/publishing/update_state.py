"""Which catalogs are known to be up to date: .polyleaf/translations.json, safe to delete.

Job: remember a digest of each catalog's bytes and of the messages it was merged with, so that the
next run need not parse it. Trade-off: bytes, not times: a checkout gives every file a new time.
Side effects: reads and writes that file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from polyleaf.publishing.files import write_file
from polyleaf.translation.messages import Unit

__all__ = ["digest", "read_state", "units_digest", "write_state"]

# Part of every digest: raise it when merging gives other results.
VERSION: Final = b"1"


def units_digest(units: Sequence[Unit], elsewhere: frozenset[str] = frozenset()) -> bytes:
    """Return what stands for the messages that a catalog is merged with."""
    text = repr((units, sorted(elsewhere)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def digest(units: bytes, catalog: bytes) -> str:
    """Return what stands for a catalog that was merged with messages."""
    return hashlib.sha256(VERSION + units + catalog).hexdigest()


def read_state(file: Path) -> dict[str, str]:
    """Return the digests by catalog; none where the file is missing or not ours."""
    try:
        state = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in state.items()} if isinstance(state, dict) else {}


def write_state(file: Path, state: Mapping[str, str]) -> None:
    """Write the digests, if they are not what the file holds."""
    data = json.dumps(state, sort_keys=True, indent=0).encode()
    if not file.is_file() or file.read_bytes() != data:
        write_file(file, data)
