"""Catalogs without a leaflet: what a renamed or removed leaflet leaves behind.

Side effects: looks into the folders of catalogs.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.project import Project

__all__ = ["orphans"]

MANUAL: Final = """
catalog-without-leaflet (warning): there is a catalog, and no leaflet of its name
Why: a translation may be lost because a leaflet was renamed.
Wrong: locales/es/leaflets/old-name.po
Right: locales/es/leaflets/new-name.po
Mend: rename the catalog as the leaflet was renamed, or remove it.
"""


def orphans(project: Project, leaflets: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each catalog of a leaflet that is not among all leaflets' ids."""
    if not project.locales.is_dir():
        return
    for folder in sorted(project.locales.iterdir()):
        catalogs = folder / "leaflets"
        names = os.listdir(catalogs) if catalogs.is_dir() else ()  # noqa: PTH208 - many files
        for name in sorted(names):
            leaflet, suffix = os.path.splitext(name)  # noqa: PTH122 - the same
            if suffix == ".po" and leaflet not in leaflets:
                yield _orphan(catalogs / name)


def _orphan(file: Path) -> Diagnostic:
    message = f"there is no leaflet {file.stem!r} for this catalog; it was left as it is"
    hint = "remove it, or rename it as the leaflet was renamed"
    return Diagnostic(
        "catalog-without-leaflet", Location(file, 1, 1), message, hint, Severity.WARNING
    )
