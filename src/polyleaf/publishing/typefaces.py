"""The fonts of a project's languages: made ready, and fit for their letters.

Side effects: prepares fonts in the project's cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from polyleaf.checks import alphabet
from polyleaf.diagnostics import Diagnostic
from polyleaf.publishing.sources import Sources
from polyleaf.typesetting.font_choice import locate_fonts
from polyleaf.typesetting.font_search import families_with
from polyleaf.typesetting.fonts import FontSet, prepare_fonts

__all__ = ["check_letters", "prepare_project_fonts"]


def prepare_project_fonts(sources: Sources, names: Iterable[str]) -> FontSet:
    """Make ready the fonts of the named families, from the project's cache where they are there.

    Raises:
        InputError: a font cannot be prepared.
    """
    return prepare_fonts([sources.families[name] for name in names], sources.project.cache)


def check_letters(
    sources: Sources, fonts: FontSet, tags: Iterable[str]
) -> dict[str, list[Diagnostic]]:
    """Return what keeps the fonts of each language from setting its texts.

    Args:
        sources: the project.
        fonts: the prepared fonts of the languages.
        tags: the languages.

    """
    tables = sources.project.locale_files("languages.yaml")
    found = {}
    for tag in dict.fromkeys(tags):
        language = sources.languages[tag]
        found[tag] = list(
            alphabet.check(
                language,
                sources.families[language.fonts[0]],
                fonts.covers,
                partial(locate_fonts, language, sources.project.source, tables),
                lambda text: families_with(text, sources.families.values()),
            )
        )
    return found
