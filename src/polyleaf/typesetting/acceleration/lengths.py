"""Used lengths of boxes: short ways for lengths in pixels, for `auto` and for no radius.

WeasyPrint resolves some twenty lengths a box and layout of it, through four calls each, although
nearly all of them are pixels or `auto` already. Side effects: those of `install`.
"""

from __future__ import annotations

from typing import Any, Final

from weasyprint.css.properties import INITIAL_VALUES, Dimension
from weasyprint.layout import percent

from polyleaf.typesetting.acceleration.substitution import substitute

__all__ = ["install"]

_CORNERS: Final = ("top_left", "top_right", "bottom_right", "bottom_left")
_RADII: Final = tuple(f"border_{corner}_radius" for corner in _CORNERS)
_NO_RADIUS: Final = INITIAL_VALUES[_RADII[0]]


def install() -> None:
    """Replace the functions that resolve percentages."""
    slow_percentage = percent.percentage
    slow_sizing = percent.adjust_box_sizing

    def percentage(value: Any, computed: Any, refer_to: Any) -> Any:  # noqa: ANN401 - untyped
        if type(value) is Dimension:
            number, unit = value
            if unit == "px":
                return number
            if unit == "%":
                return refer_to * number / 100
        return slow_percentage(value, computed, refer_to)

    def adjust_box_sizing(box: Any, axis: str) -> None:  # noqa: ANN401 - untyped
        if box.style["box_sizing"] != "content-box":
            slow_sizing(box, axis)

    substitute(slow_percentage, percentage)
    substitute(slow_sizing, adjust_box_sizing)
    _install_lengths()
    _install_radii()


def _install_lengths() -> None:
    slow = percent.resolve_one_percentage

    def resolve_one_percentage(box: Any, name: str, refer_to: Any) -> None:  # noqa: ANN401 - untyped
        value = box.style[name]
        if type(value) is Dimension and value.unit == "px":
            setattr(box, name, value.value)
        elif value == "auto" and not name.startswith("min_"):
            setattr(box, name, value)
        else:
            slow(box, name, refer_to)

    substitute(slow, resolve_one_percentage)


def _install_radii() -> None:
    slow = percent.resolve_radii_percentages

    def resolve_radii_percentages(box: Any) -> None:  # noqa: ANN401 - untyped
        style = box.style
        if all(style[name] is _NO_RADIUS for name in _RADII):
            for name in _RADII:
                setattr(box, name, (0, 0))
        else:
            slow(box)

    substitute(slow, resolve_radii_percentages)
