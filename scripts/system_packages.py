"""Say what the system must provide besides Python, and how its package manager provides it.

Job: the native libraries that WeasyPrint loads, Python's own venv support, whether each is there,
and the commands that install what is missing. Trade-off: a library is tried under the very names
that WeasyPrint tries, rather than asked of the package manager, so that one built by hand counts.
Side effects: looking opens shared libraries; installing is left to the caller.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib
import importlib.util
import shlex
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True)
class Need:
    """Something the system must provide: its package for each manager, and whether it is met."""

    name: str
    packages: Mapping[str, str]
    is_met: Callable[[], bool]


@dataclass(frozen=True)
class Manager:
    """A package manager: how it installs and, if it has to be told, how it refreshes its lists."""

    program: str
    install: tuple[str, ...]
    refresh: tuple[str, ...] = ()
    needs_root: bool = True


MANAGERS = (
    Manager("apt-get", ("install", "-y", "--no-install-recommends"), refresh=("update",)),
    Manager("dnf", ("install", "-y")),
    Manager("apk", ("add", "--no-cache")),
    Manager("brew", ("install",), needs_root=False),
)

# Name, Debian's package, and the names that weasyprint/text/ffi.py tries. WeasyPrint only warns
# when HarfBuzz-Subset is missing, but a test run treats warnings as errors.
LIBRARIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "GObject",
        "libglib2.0-0",
        (
            "libgobject-2.0-0",
            "gobject-2.0-0",
            "gobject-2.0",
            "libgobject-2.0.so.0",
            "libgobject-2.0.0.dylib",
        ),
    ),
    (
        "Pango",
        "libpango-1.0-0",
        (
            "libpango-1.0-0",
            "pango-1.0-0",
            "pango-1.0",
            "libpango-1.0.so.0",
            "libpango-1.0.dylib",
        ),
    ),
    (
        "HarfBuzz",
        "libharfbuzz0b",
        (
            "libharfbuzz-0",
            "harfbuzz",
            "harfbuzz-0.0",
            "libharfbuzz.so.0",
            "libharfbuzz.0.dylib",
        ),
    ),
    (
        "HarfBuzz-Subset",
        "libharfbuzz-subset0",
        (
            "libharfbuzz-subset-0",
            "harfbuzz-subset",
            "harfbuzz-subset-0.0",
            "libharfbuzz-subset.so.0",
            "libharfbuzz-subset.0.dylib",
        ),
    ),
    (
        "Fontconfig",
        "libfontconfig1",
        (
            "libfontconfig-1",
            "fontconfig-1",
            "fontconfig",
            "libfontconfig.so.1",
            "libfontconfig.1.dylib",
        ),
    ),
    (
        "PangoFT2",
        "libpangoft2-1.0-0",
        (
            "libpangoft2-1.0-0",
            "pangoft2-1.0-0",
            "pangoft2-1.0",
            "libpangoft2-1.0.so.0",
            "libpangoft2-1.0.dylib",
        ),
    ),
)


def library_needs() -> list[Need]:
    """List the native libraries that rendering a PDF takes."""
    return [
        Need(name, library_packages(debian, files), partial(is_loadable, files))
        for name, debian, files in LIBRARIES
    ]


def library_packages(debian: str, files: Sequence[str]) -> Mapping[str, str]:
    """Name the package of a library: by file name in Alpine, by what draws it in elsewhere."""
    soname = next(file for file in files if ".so." in file)
    return {"apt-get": debian, "apk": f"so:{soname}", "dnf": "pango", "brew": "pango"}


def venv_need() -> Need:
    """Name what Debian's Python leaves out of the standard library: the means to make a venv."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    return Need("Python's venv support", {"apt-get": package}, partial(has_module, "ensurepip"))


def has_module(name: str) -> bool:
    """Tell whether a module can be imported, also right after it was installed."""
    importlib.invalidate_caches()
    return importlib.util.find_spec(name) is not None


def opens(file: str | None) -> bool:
    """Tell whether the dynamic linker opens a library."""
    try:
        return file is not None and ctypes.CDLL(file) is not None
    except OSError:
        return False


def is_loadable(
    files: Iterable[str],
    opener: Callable[[str | None], bool] = opens,
    finder: Callable[[str], str | None] = ctypes.util.find_library,
) -> bool:
    """Tell whether a library loads under one of its names; the slow search comes last."""
    names = tuple(files)
    return any(map(opener, names)) or any(opener(finder(name)) for name in names)


def missing(needs: Iterable[Need]) -> list[Need]:
    """Pick the needs that are not met."""
    return [need for need in needs if not need.is_met()]


def find_manager(which: Callable[[str], str | None]) -> Manager | None:
    """Find the system's package manager."""
    return next((manager for manager in MANAGERS if which(manager.program)), None)


def root_prefix(manager: Manager, *, is_root: bool, has_sudo: bool) -> list[str] | None:
    """Say what goes before the manager's commands; None if this user may not run them."""
    if is_root or not manager.needs_root:
        return []
    return ["sudo", "-n"] if has_sudo else None


def attempts(
    manager: Manager, needs: Iterable[Need], *, has_lists: bool
) -> list[list[tuple[str, ...]]]:
    """List the ways to install what is needed, each some commands, the next one if one fails.

    A manager with package lists is tried as it is, then with fresh ones. There is no way at all if
    it has no package for any of the needs.
    """
    packages = dict.fromkeys(
        need.packages[manager.program] for need in needs if manager.program in need.packages
    )
    if not packages:
        return []
    install = (manager.program, *manager.install, *packages)
    if not manager.refresh:
        return [[install]]
    renewed = [(manager.program, *manager.refresh), install]
    return [[install], renewed] if has_lists else [renewed]


def advice(manager: Manager | None, needs: Sequence[Need], *, is_root: bool) -> str:
    """Tell a person what is missing and the one command that installs it."""
    names = ", ".join(need.name for need in needs)
    ways = attempts(manager, needs, has_lists=False) if manager else []
    if manager is None or not ways:
        return f"missing: {names}. Install with your system's package manager and try again."
    sudo = ("sudo",) if manager.needs_root and not is_root else ()
    command = " && ".join(shlex.join((*sudo, *words)) for words in ways[0])
    return f"missing: {names}. Install with this command and try again:\n    {command}"
