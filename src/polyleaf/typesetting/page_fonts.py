"""Which languages a page holds text in, and the families that it is set in.

Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from polyleaf.content.document import Document
from polyleaf.languages.table import Language
from polyleaf.project import Settings
from polyleaf.typesetting.labels import LABEL_LANGUAGE

__all__ = ["font_families", "font_stack", "page_languages"]

# Arrows, mathematical signs and ticks, which the families of text lack (locales/fonts.yaml).
SYMBOLS: Final = "Leaf Symbols"


def page_languages(
    document: Document, own: str, settings: Settings, table: Mapping[str, Language]
) -> tuple[Language, ...]:
    """Return the languages a page may hold text in, each of which is set in its own fonts.

    Args:
        document: for the language of its source and those of its references.
        own: tag of the publication's language, which comes first.
        settings: for the language of the publisher's name.
        table: the languages by tag; a reference in any other is set in the publication's fonts.

    """
    cited = (reference.language for reference in document.references.values())
    tags = (own, document.leaflet.language, settings.language, LABEL_LANGUAGE, *cited)
    return tuple(table[tag] for tag in dict.fromkeys(tags) if tag in table)


def font_families(languages: Iterable[Language]) -> tuple[str, ...]:
    """Return the families of the languages, in the order they are asked for a character."""
    families = (family for language in languages for family in language.fonts)
    return tuple(dict.fromkeys((*families, SYMBOLS)))


def font_stack(families: Sequence[str]) -> Markup:
    """Return the value of `font-family`."""
    return Markup(", ".join(f'"{family}"' for family in families))  # noqa: S704 - table values
