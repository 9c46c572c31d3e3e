"""`unknown-language`: a leaflet, or polyleaf.yaml, names a language that the table does not have.

Mend it by correcting the tag, or by adding the language to locales/languages.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyleaf.checks.context import LeafletContext
from polyleaf.diagnostics import Diagnostic
from polyleaf.languages.table import unknown_language

__all__ = ["check"]


def check(context: LeafletContext) -> Iterator[Diagnostic]:
    """Yield an error if the leaflet's own language is unknown."""
    tag = context.loaded.leaflet.language
    if tag not in context.languages:
        location = context.loaded.source.locate(("language",))
        yield unknown_language(context.languages, tag, location)
