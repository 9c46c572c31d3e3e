"""Styles of footnotes for documents that have footnotes only.

WeasyPrint's own style sheet gives every element five pseudo-elements that are drawn for a footnote
or a side note alone, and their styles are found for all elements of a document: most of what
matching the style sheets costs. Without a rule that makes a note nobody asks for them. Side
effects: those of `install`; keeps with each style sheet whether it makes notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from functools import lru_cache
from typing import Any, Final

from weasyprint.css import StyleFor
from weasyprint.css.tokens import Pending

__all__ = ["install"]

_OF_NOTES: Final = frozenset(
    ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
)


def install() -> None:
    """Replace how the styles of a document are found."""
    slow = StyleFor.__init__

    def init(styles: Any, html: Any, sheets: Any, *rest: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        usual = [sheet for sheet, origin, _ in sheets if origin != "user agent"]
        if not any(map(_makes_notes, usual)) and not _has_styles(html.etree_element):
            sheets = [
                (_without_notes(sheet), origin, specificity)
                if origin == "user agent"
                else (sheet, origin, specificity)
                for sheet, origin, specificity in sheets
            ]
        slow(styles, html, sheets, *rest)

    StyleFor.__init__ = init


@lru_cache(maxsize=4)
def _without_notes(sheet: Any) -> Any:  # noqa: ANN401 - the same
    """Return WeasyPrint's own style sheet without the pseudo-elements of notes."""
    kept, matcher = copy(sheet), copy(sheet.matcher)
    matcher.other_selectors = [
        entry for entry in matcher.other_selectors if entry[3] not in _OF_NOTES
    ]
    kept.matcher = matcher
    return kept


def _has_styles(root: Any) -> bool:  # noqa: ANN401 - the same
    """Tell whether an element has a style of its own, which may make it a note."""
    return any("style" in element.attrib for element in root.iter())


def _makes_notes(sheet: Any) -> bool:  # noqa: ANN401 - the same
    """Tell whether a style sheet may make notes of elements."""
    if not hasattr(sheet, "makes_notes"):
        sheet.makes_notes = any(map(_is_of_notes, _declarations(sheet.matcher)))
    found: bool = sheet.makes_notes
    return found


def _declarations(matcher: Any) -> Iterator[tuple[str, Any, bool]]:  # noqa: ANN401 - the same
    """Yield the declarations of all rules."""
    groups: Iterable[Any] = (
        *matcher.id_selectors.values(),
        *matcher.class_selectors.values(),
        *matcher.lower_local_name_selectors.values(),
        *matcher.namespace_selectors.values(),
        matcher.lang_attr_selectors,
        matcher.other_selectors,
    )
    for group in groups:
        for *_, (declarations, _) in group:
            yield from declarations


def _is_of_notes(declaration: tuple[str, Any, bool]) -> bool:
    name, value, _ = declaration
    if name == "float":
        return isinstance(value, Pending) or value == "footnote"
    return name == "position" and (isinstance(value, Pending) or not isinstance(value, str))
