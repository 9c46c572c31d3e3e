"""The tables that a project is set by: its languages, and their fonts.

Side effects: reads the tables.
"""

from __future__ import annotations

from polyleaf.diagnostics import InputError, UsageError
from polyleaf.languages.table import Language, load_languages
from polyleaf.project import Project
from polyleaf.typesetting.font_choice import choose_fonts, font_problems
from polyleaf.typesetting.font_table import FontFamily, load_font_tables

__all__ = ["load_pseudolocales", "load_tables"]


def load_tables(project: Project) -> tuple[dict[str, Language], dict[str, FontFamily]]:
    """Load the tables of languages and of fonts, each language with the fonts it is set in.

    Raises:
        UsageError: a table is unusable, or names a family, script or language that there is not.
    """
    files = project.locale_files("languages.yaml")
    languages = load_languages(files)
    try:
        families = load_font_tables(project.locale_files("fonts.yaml"))
    except InputError as error:
        raise UsageError(error.diagnostics) from error
    if problems := list(font_problems(languages, families, project.source, files)):
        raise UsageError(problems)
    return choose_fonts(languages, project.settings.fonts, families), families


def load_pseudolocales(project: Project) -> dict[str, Language]:
    """Load the pseudolocales, which may be asked for and which no project may list.

    Raises:
        UsageError: their table is unusable.
    """
    return load_languages(project.locale_files("pseudolocales.yaml"))
