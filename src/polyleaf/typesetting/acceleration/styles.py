"""Computed values of properties that no rule sets: the initial one, or that of the parent.

Of the hundred properties that WeasyPrint looks at in each box, rules set a handful. For the others
it goes through all steps of the cascade (CSS Cascading 4, section 4), custom properties and math
functions among them. Here initial values are there from the start, all at once. Side effects:
`install` replaces how two classes of WeasyPrint begin, and how they find values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

__all__ = ["READ_AS_A_WHOLE", "install"]

Missing = Callable[[Any, str], Any]


def _is_plain(name: str) -> bool:
    """Tell whether a property's value never hangs on other properties of the same box."""
    return name not in {"display", "float", "page", "position"} and not name.startswith(
        "text_decoration_"
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
    f"{line}_style": f"{line}_width"
    for line in ("border_top", "border_right", "border_bottom", "border_left", "outline")
    if INITIAL_VALUES[f"{line}_style"] == "none"
}
_INITIAL: Final = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if _is_plain(name)
    and name not in INHERITED
    and name not in INITIAL_NOT_COMPUTED
    and not check_math(value)
} | dict.fromkeys(_WIDTHS.values(), 0)
_INITIAL_PHYSICAL: Final = tuple(name for name in _INITIAL if name in _PHYSICAL)
_INITIAL_PLACE: Final = {name: INITIAL_VALUES[name] for name in ("position", "float")}
# The last are not inherited, but handed on (CSS Text Decoration 3, 2; CSS Page 3, 8.1).
_INHERITED: Final = frozenset(
    name for name in INHERITED if _is_plain(name) and name not in PHYSICAL_FUNCTIONS
) | {"page", *(f"text_decoration_{part}" for part in ("color", "line", "style", "thickness"))}
READ_AS_A_WHOLE: Final = frozenset(("first-line", "first-letter"))
"""Pseudo-elements whose style lays itself over others with all that it was asked for so far."""


def install() -> None:
    """Replace how a style begins, and how it finds a value that it has not computed yet."""
    ComputedStyle.__missing__ = _of_element(ComputedStyle.__missing__)
    AnonymousStyle.__missing__ = _of_anonymous_box(AnonymousStyle.__missing__)
    _install_initial_values()


def _install_initial_values() -> None:
    slow_computed, slow_anonymous = ComputedStyle.__init__, AnonymousStyle.__init__

    def init(style: Any, parent: Any, cascaded: Any, pseudo_type: str | None, *rest: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        slow_computed(style, parent, cascaded, pseudo_type, *rest)
        if pseudo_type in READ_AS_A_WHOLE:
            return
        style.update(_INITIAL)
        for name in _changed(cascaded):
            style.pop(name, None)
        if _INITIAL_PLACE.keys().isdisjoint(cascaded):
            style.update(_INITIAL_PLACE)
            style.specified.update(_INITIAL_PLACE)

    def init_anonymous(style: Any, parent: Any) -> None:  # noqa: ANN401 - the same
        style.update(_INITIAL)
        style.update(_INITIAL_PLACE)
        slow_anonymous(style, parent)

    ComputedStyle.__init__ = init
    AnonymousStyle.__init__ = init_anonymous


def _changed(cascaded: Any) -> list[str]:  # noqa: ANN401 - the same
    """Return the properties that may have other values than the initial ones."""
    changed = [*cascaded, *(_WIDTHS[name] for name in cascaded if name in _WIDTHS)]
    if not _LOGICAL.isdisjoint(cascaded):
        changed += _INITIAL_PHYSICAL
        changed += _WIDTHS.values()
    return changed


def _of_element(slow: Missing) -> Missing:
    def missing(style: Any, name: str) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        if name in style.cascaded or style.parent_style is None:
            return slow(style, name)
        if name in _INHERITED or name[:2] == "__":
            value = style[name] = style.parent_style[name]
            return value
        return slow(style, name)

    return missing


def _of_anonymous_box(slow: Missing) -> Missing:
    def missing(style: Any, name: str) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        if name in _INHERITED:
            value = style[name] = style.parent_style[name]
            return value
        return slow(style, name)

    return missing
