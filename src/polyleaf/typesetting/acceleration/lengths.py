"""Used lengths of boxes: those of a style that are lengths already are found once.

WeasyPrint resolves some twenty lengths a box and layout of it, although nearly all of them are
pixels or `auto` already and the same in all boxes of a style. Trade-off: some hundred bytes a
style. Side effects: those of `install`; keeps with a style its fixed lengths.
"""

from __future__ import annotations

from typing import Any, Final

from weasyprint.css.properties import INITIAL_VALUES, Dimension
from weasyprint.layout import percent

from polyleaf.typesetting.acceleration.substitution import substitute

__all__ = ["install"]

_SIDES: Final = ("top", "right", "bottom", "left")
_LENGTHS: Final = (
    *(f"{area}_{side}" for area in ("margin", "padding") for side in _SIDES),
    *(f"{limit}{axis}" for limit in ("", "min_", "max_") for axis in ("width", "height")),
)
_BORDERS: Final = tuple(f"border_{side}_width" for side in _SIDES)
_CORNERS: Final = ("top_left", "top_right", "bottom_right", "bottom_left")
_RADII: Final = tuple(f"border_{corner}_radius" for corner in _CORNERS)
_NO_RADIUS: Final = INITIAL_VALUES[_RADII[0]]
_NO_RADII: Final = dict.fromkeys(_RADII, (0, 0))


def install() -> None:
    """Replace the functions that resolve percentages."""
    _install_percentage()
    _install_all_lengths()
    _install_radii()


def _install_percentage() -> None:
    slow = percent.percentage

    def percentage(value: Any, computed: Any, refer_to: Any) -> Any:  # noqa: ANN401 - untyped
        if type(value) is Dimension:
            number, unit = value
            if unit == "px":
                return number
            if unit == "%":
                return refer_to * number / 100
        return slow(value, computed, refer_to)

    substitute(slow, percentage)


def _install_all_lengths() -> None:
    slow = percent.resolve_percentages

    def resolve_percentages(box: Any, containing_block: Any) -> None:  # noqa: ANN401 - untyped
        style = box.style
        try:
            fixed = style.fixed_lengths
        except AttributeError:
            fixed = style.fixed_lengths = _fixed_lengths(style)
        if fixed is None:
            slow(box, containing_block)
            return
        box.__dict__.update(fixed)
        if _BORDERS[0] not in fixed:
            for name in _BORDERS:
                if not hasattr(box, name):
                    setattr(box, name, style[name])

    substitute(slow, resolve_percentages)


def _fixed_lengths(style: Any) -> dict[str, Any] | None:  # noqa: ANN401 - untyped
    """Return the lengths of a style's boxes; `None` if they hang on anything else."""
    if style["box_sizing"] != "content-box":
        return None
    # Borders that collapse in a table hang on the neighbours of a box.
    has_own = style["border_collapse"] != "collapse"
    fixed: dict[str, Any] = {name: style[name] for name in _BORDERS} if has_own else {}
    for name in _LENGTHS:
        value = style[name]
        if type(value) is Dimension and value.unit == "px":
            fixed[name] = value.value
        elif value == "auto":
            fixed[name] = 0 if name.startswith("min_") else value
        else:
            return None
    return fixed


def _install_radii() -> None:
    slow = percent.resolve_radii_percentages

    def resolve_radii_percentages(box: Any) -> None:  # noqa: ANN401 - untyped
        style = box.style
        if all(style[name] is _NO_RADIUS for name in _RADII):
            box.__dict__.update(_NO_RADII)
        else:
            slow(box)

    substitute(slow, resolve_radii_percentages)
