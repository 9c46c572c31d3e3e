"""What software makes the pages: its own code, the packages and the libraries that draw.

Job: say in two short digests whether another version could make another page. Trade-off: for what
is asked of a text, whatever is installed counts; for the drawn page, only what draws it.
Side effects: reads the names of the installed packages; loads the libraries that WeasyPrint loads;
`versions` makes and removes a temporary folder.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from polyleaf.publishing.file_digests import FileDigests
from polyleaf.translation.digests import digest_of

__all__ = ["drawing", "installed", "versions"]

_PACKAGE: Final = str(Path(__file__).parents[1])
_DRAWING_PACKAGES: Final = (
    "cssselect2",
    "fonttools",
    "pillow",
    "pydyf",
    "pyphen",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "weasyprint",
)
# Library, the function that tells its version as text, and the names it has on Linux and macOS.
_LIBRARIES: Final = (
    ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.dylib")),
    ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz.dylib")),
)


def installed(files: FileDigests) -> str:
    """Return the digest of Polyleaf's code, of every installed package and of the libraries."""
    code = files.of_folder(_PACKAGE)
    return digest_of([code, sys.version, *_distributions(), *_libraries()])


def drawing(files: FileDigests) -> str:
    """Return the digest of what turns HTML into a PDF, and of nothing else."""
    code = files.of_folder(os.path.join(_PACKAGE, "typesetting"))  # noqa: PTH118 - digests know texts
    packages = [d for d in _distributions() if d.lower().partition("-")[0] in _DRAWING_PACKAGES]
    return digest_of([code, *packages, *_libraries()])


def versions() -> dict[str, str]:
    """Return what must be the same on two machines that draw the same page, by name.

    The last entry, the digest of the code, tells a copy that was edited from the release it was.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = FileDigests({}, Path(folder, "clock"))
        code = digest_of([drawing(files), files.of_folder(_PACKAGE), zlib.ZLIB_RUNTIME_VERSION])
    packages = {name: version(name) for name in ("polyleaf", "weasyprint")}
    libraries = dict(zip(("pango", "harfbuzz"), _libraries(), strict=True))
    return packages | {n: text.rpartition(" ")[2] for n, text in libraries.items()} | {"code": code}


@cache
def _distributions() -> tuple[str, ...]:
    """Return the names with versions of the installed packages, as their metadata is called."""
    folders = [Path(folder) for folder in sys.path if folder and Path(folder).is_dir()]
    found = {info.name for folder in folders for info in folder.glob("*.dist-info")}
    return tuple(sorted(name.removesuffix(".dist-info") for name in found))


@cache
def _libraries() -> tuple[str, ...]:
    return tuple(_version(function, names) for function, names in _LIBRARIES)


def _version(function: str, names: tuple[str, ...]) -> str:
    for name in names:
        try:
            tell = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        tell.restype = ctypes.c_char_p
        return f"{function} {tell().decode()}"
    return function
