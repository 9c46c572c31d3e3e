"""`polyleaf check`: every check of a project's content and catalogs in one run.

Side effects: reads the project's files; prepares the fonts of its languages in its cache.
"""

from __future__ import annotations

from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.project import Project
from polyleaf.publishing.catalogs import load_catalogs
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.publishing.typefaces import check_letters, prepare_project_fonts
from polyleaf.typesetting.page_fonts import font_families

__all__ = ["check_project"]


def check_project(project: Project) -> list[Diagnostic]:
    """Return every problem of the project, sorted by file and line.

    Raises:
        UsageError: the project cannot be read at all.
    """
    sources = load_sources(project)
    found = [*sources.diagnostics, *_font_problems(sources)]
    for name, loaded in sources.leaflets.items():
        for language in project.settings.languages:
            catalog = sources.catalog_file(name, language)
            if language != loaded.leaflet.language and catalog.is_file():
                found += load_catalogs(sources, name, language)[1]
    return sorted(dict.fromkeys(found), key=lambda d: (d.location, d.code))


def _font_problems(sources: Sources) -> list[Diagnostic]:
    tags = sources.project.settings.languages
    names = font_families(sources.languages[tag] for tag in tags)
    try:
        fonts = prepare_project_fonts(sources, names)
    except InputError as error:
        return list(error.diagnostics)
    return [d for problems in check_letters(sources, fonts, tags).values() for d in problems]
