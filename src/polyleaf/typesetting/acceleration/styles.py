"""Computed values of properties that no rule sets: the initial one, or that of the parent.

Of the hundred properties that WeasyPrint looks at in each box, rules set a handful. For the others
it goes through all steps of the cascade (CSS Cascading 4, section 4), custom properties and math
functions among them. Side effects: `install` replaces how two classes of WeasyPrint find values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

__all__ = ["install"]

Missing = Callable[[Any, str], Any]


def _is_plain(name: str) -> bool:
    """Tell whether a property's value never hangs on other properties of the same box."""
    return name not in {"display", "float", "page", "position"} and not name.startswith(
        "text_decoration_"
    )


_INITIAL: Final = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if _is_plain(name)
    and name not in INHERITED
    and name not in INITIAL_NOT_COMPUTED
    and not check_math(value)
}
_INHERITED: Final = frozenset(
    name for name in INHERITED if _is_plain(name) and name not in PHYSICAL_FUNCTIONS
)
# What rules may say instead of a physical property, in either direction.
_LOGICAL: Final = frozenset(
    function(block="ttb", inline=inline)
    for function in PHYSICAL_FUNCTIONS.values()
    for inline in ("ltr", "rtl")
)
_PHYSICAL: Final = frozenset(PHYSICAL_FUNCTIONS)
# Without a style a border has no width (CSS Backgrounds 3, 3.3), whatever its initial width.
_WIDTHS: Final = {
    f"{line}_width": f"{line}_style"
    for line in ("border_top", "border_right", "border_bottom", "border_left", "outline")
    if INITIAL_VALUES[f"{line}_style"] == "none"
}


def install() -> None:
    """Replace how a style finds a value that it has not computed yet."""
    ComputedStyle.__missing__ = _of_element(ComputedStyle.__missing__)
    AnonymousStyle.__missing__ = _of_anonymous_box(AnonymousStyle.__missing__)


def _of_element(slow: Missing) -> Missing:
    def missing(style: Any, name: str) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        cascaded = style.cascaded
        if name in cascaded:
            return slow(style, name)
        if name in _INITIAL:
            if name not in _PHYSICAL or _LOGICAL.isdisjoint(cascaded):
                value = style[name] = _INITIAL[name]
                return value
        elif name in _INHERITED:
            if style.parent_style is not None:
                value = style[name] = style.parent_style[name]
                return value
        elif name in _WIDTHS and _WIDTHS[name] not in cascaded and _LOGICAL.isdisjoint(cascaded):
            style[name] = 0
            return 0
        return slow(style, name)

    return missing


def _of_anonymous_box(slow: Missing) -> Missing:
    def missing(style: Any, name: str) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        if name in _INHERITED:
            value = style[name] = style.parent_style[name]
        elif name in _INITIAL:
            value = style[name] = _INITIAL[name]
        else:
            value = slow(style, name)
        return value

    return missing
