"""`polyleaf check`: every check of a project's content and catalogs in one run.

Side effects: reads the project's files.
"""

from __future__ import annotations

from polyleaf.diagnostics import Diagnostic
from polyleaf.project import Project
from polyleaf.publishing.sources import load_catalogs, load_sources

__all__ = ["check_project"]


def check_project(project: Project) -> list[Diagnostic]:
    """Return every problem of the project, sorted by file and line.

    Raises:
        UsageError: the project cannot be read at all.
    """
    sources = load_sources(project)
    found = list(sources.diagnostics)
    for name, loaded in sources.leaflets.items():
        for language in project.settings.languages:
            catalog = sources.catalog_file(name, language)
            if language != loaded.leaflet.language and catalog.is_file():
                found += load_catalogs(sources, name, language)[1]
    return sorted(dict.fromkeys(found), key=lambda d: (d.location, d.code))
