"""A set of fonts made ready to travel, and set up again where it arrives.

Job: name the files of a set so that another machine can say which it lacks, keep those that it is
sent, and use the set from there. Trade-off: files lie in folders that sort as those they come from
do, because fontconfig looks at fonts in that order; the folders' names hold the digests of their
files, so that sets of two versions never share one. Side effects: reads and writes below the
folder of a `FontCache`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from polyleaf.typesetting.font_cache import FontCache, Stamp, digest, stamp
from polyleaf.typesetting.fonts import FontFile, FontSet, write_config

__all__ = ["FontPart", "keep", "lacking", "pack", "parcel_digest", "stamps", "unpack"]


@dataclass(frozen=True)
class FontPart:
    """One file of a parcel: its folder and name there, and its SHA-256 in hex."""

    folder: str
    name: str
    sha256: str

    def __post_init__(self) -> None:
        """Refuse what would lead out of the cache."""
        for name in (self.folder, self.name):
            if not name or name != Path(name).name or name.startswith("."):
                raise ValueError(f"not the name of a file: {name!r}")


def pack(fonts: FontSet) -> dict[FontPart, Path]:
    """Return the parts of a set, each with the file that holds it here."""
    files = sorted(fonts.files, key=lambda file: file.path)
    parts: dict[FontPart, Path] = {}
    for folder, members in groupby(files, key=lambda file: file.path.parent):
        parts |= _pack_folder(folder, list(members))
    return parts


def _pack_folder(folder: Path, files: list[FontFile]) -> dict[FontPart, Path]:
    # The name of the folder here comes first, for the order; it stands for sources and settings.
    name = f"{folder.name}-{digest(*(file.sha256 for file in files))[:16]}"
    return {FontPart(name, file.path.name, file.sha256): file.path for file in files}


def parcel_digest(parts: Iterable[FontPart]) -> str:
    """Return what stands for a parcel, in hex."""
    return digest(*((part.folder, part.name, part.sha256) for part in parts))


def lacking(parts: Iterable[FontPart], cache: FontCache) -> tuple[FontPart, ...]:
    """Return the parts that the cache does not have, or not as they were packed."""
    return tuple(part for part in parts if cache.sha256(_place(part, cache)) != part.sha256)


def stamps(parts: Iterable[FontPart], cache: FontCache) -> tuple[Stamp, ...]:
    """Return what changes when somebody touches a part: size, times and inode of its file."""
    return tuple(stamp(_place(part, cache)) for part in parts)


def keep(part: FontPart, data: bytes, cache: FontCache) -> None:
    """Put a part into the cache.

    Raises:
        ValueError: it is not what its digest says.
        OSError: the cache cannot be written.
    """
    if hashlib.sha256(data).hexdigest() != part.sha256:
        raise ValueError(f"{part.name} arrived damaged")
    cache.write_hashed(_place(part, cache), data)


def unpack(parts: Iterable[FontPart], cache: FontCache) -> Path:
    """Return the fontconfig file that shows the parts of a parcel and nothing else.

    Raises:
        OSError: the cache cannot be written.
    """
    parts = tuple(parts)
    folders = {_place(part, cache).parent for part in parts}
    return write_config(cache, parcel_digest(parts), folders)


def _place(part: FontPart, cache: FontCache) -> Path:
    return cache.directory / part.folder / part.name
