"""One style for all pseudo-elements, pages and margin boxes that the same rules apply to.

WeasyPrint gives elements with the same rules and the same parent's style one style, whose values
are then found once; but each bullet of a list, and each page with its margin boxes, has its own.
Nothing in a style hangs on its element itself, and what layout writes into a style of these hangs
on the style alone. Side effects: those of `install`; keeps with the styles of a document those
that may be shared.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import StyleFor
from weasyprint.layout.page import PageType

from polyleaf.typesetting.acceleration.styles import READ_AS_A_WHOLE

__all__ = ["install"]


def install() -> None:
    """Replace how the style of an element is made."""
    slow = StyleFor.set_computed_styles

    def set_computed_styles(
        styles: Any,  # noqa: ANN401 - WeasyPrint is untyped
        element: Any,  # noqa: ANN401 - the same
        parent: Any,  # noqa: ANN401 - the same
        root: Any = None,  # noqa: ANN401 - the same
        pseudo_type: str | None = None,
        **options: Any,  # noqa: ANN401 - the same
    ) -> None:
        if not _may_share(element, pseudo_type):
            slow(styles, element, parent, root, pseudo_type, **options)
            return
        cascaded = styles.get_cascaded_styles().get((element, pseudo_type), {})
        computed = styles.get_computed_styles()
        # Lengths in parts of the page are not known before the first page is made.
        has_pages = styles.initial_page_sizes["box"] is not None
        key = (id(computed[parent, None]), pseudo_type, has_pages, _rules(cascaded))
        shared = styles.__dict__.setdefault("shared", {})
        if key in shared:
            computed[element, pseudo_type] = shared[key]
        else:
            slow(styles, element, parent, root, pseudo_type, **options)
            shared[key] = computed[element, pseudo_type]

    StyleFor.set_computed_styles = set_computed_styles


def _may_share(element: Any, pseudo_type: str | None) -> bool:  # noqa: ANN401 - the same
    if pseudo_type is None:
        return isinstance(element, PageType)
    return pseudo_type not in READ_AS_A_WHOLE


def _rules(cascaded: dict[str, tuple[Any, tuple[Any, Any, Any]]]) -> tuple[object, ...]:
    """Return what tells apart the declarations that hold: they are kept as long as the styles."""
    return tuple(
        [
            (name, id(value), origin, layer, *specificity)
            for name, (value, (origin, layer, specificity)) in cascaded.items()
        ]
    )
