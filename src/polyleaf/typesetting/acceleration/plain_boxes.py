"""Boxes in the flow and boxes without a background, told at a glance.

WeasyPrint asks thousands of times a document whether a box is in normal flow, through five calls
each, and looks for images and colours of each box where most have none. Side effects: those of
`install`; keeps with a style whether it paints nothing.
"""

from __future__ import annotations

from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background

from polyleaf.typesetting.acceleration.substitution import substitute

__all__ = ["install"]


def install() -> None:
    """Replace the functions that ask."""
    _install_flow()
    _install_backgrounds()


def _install_flow() -> None:
    slow = Box.is_in_normal_flow

    def is_in_normal_flow(box: Any) -> bool:  # noqa: ANN401 - WeasyPrint is untyped
        style = box.style
        if style["float"] == "none" and style["position"] in {"static", "relative"}:
            return True
        found: bool = slow(box)
        return found

    Box.is_in_normal_flow = is_in_normal_flow


def _install_backgrounds() -> None:
    slow = background.layout_box_backgrounds

    def layout_box_backgrounds(
        page: Any,  # noqa: ANN401 - the same
        box: Any,  # noqa: ANN401 - the same
        get_image_from_uri: Any,  # noqa: ANN401 - the same
        layout_children: bool = True,  # noqa: FBT001, FBT002 - WeasyPrint's
        style: Any = None,  # noqa: ANN401 - the same
    ) -> None:
        if (
            style is not None
            or not layout_children
            or box is page
            or not _paints_nothing(box.style)
        ):
            slow(page, box, get_image_from_uri, layout_children, style)
            return
        background.resolve_radii_percentages(box)
        for child in box.all_children():
            background.layout_box_backgrounds(page, child, get_image_from_uri)
        box.background = None

    substitute(slow, layout_box_backgrounds)


def _paints_nothing(style: Any) -> bool:  # noqa: ANN401 - the same
    try:
        known: bool = style.paints_nothing
    except AttributeError:
        known = style.paints_nothing = (
            style["border_image_source"][0] == "none"
            and style["mask_border_source"][0] == "none"
            and not style["box_shadow"]
            and all(kind == "none" for kind, _ in style["background_image"])
            and get_color(style, "background_color").alpha == 0
        )
    return known
