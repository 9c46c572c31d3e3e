"""Computed values of properties that no rule sets: the initial one, or that of the parent.

Of the hundred properties that WeasyPrint looks at in each box, rules set a handful. For the others
it goes through all steps of the cascade (CSS Cascading 4, section 4), custom properties and math
functions among them. Here initial values are there from the start, all at once. Side effects:
`install` replaces how two classes of WeasyPrint begin, and how they find values.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.css.computed_values import COMPUTER_FUNCTIONS, PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    Dimension,
)

__all__ = ["install"]

Missing = Callable[[Any, str], Any]


def _is_plain(name: str) -> bool:
    """Tell whether a property's value never hangs on other properties of the same box."""
    return name not in {"display", "float", "page", "position"} and not name.startswith(
        "text_decoration_"
    )


# What rules may say instead of a physical property, in either direction.
_LOGICAL: Final = {
    name: frozenset([function(block="ttb", inline=inline) for inline in ("ltr", "rtl")])
    for name, function in PHYSICAL_FUNCTIONS.items()
}
_PHYSICAL: Final = {
    logical: [name for name, names in _LOGICAL.items() if logical in names]
    for logical in frozenset().union(*_LOGICAL.values())
}
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
_INITIAL_PLACE: Final = {name: INITIAL_VALUES[name] for name in ("position", "float")}
_NOTHING: Final = frozenset[str]()
_SIMPLE: Final = frozenset((str, int, float, Dimension))
_FROM_ELSEWHERE: Final = frozenset(("inherit", "initial"))
_PLAIN: Final = frozenset(filter(_is_plain, INITIAL_VALUES))
# The last are not inherited, but handed on (CSS Text Decoration 3, 2; CSS Page 3, 8.1).
_INHERITED: Final = frozenset(
    name for name in INHERITED if _is_plain(name) and name not in PHYSICAL_FUNCTIONS
) | {"page", *(f"text_decoration_{part}" for part in ("color", "line", "style", "thickness"))}
# WeasyPrint asks for these when it sets a line, and for the first of them at no other time.
_FIRST_OF_TEXT: Final = "font_language_override"
_OF_TEXT: Final = (
    _FIRST_OF_TEXT,
    *(name for name in INHERITED if name.startswith("font_") and name != _FIRST_OF_TEXT),
    *("text_decoration_line", "text_decoration_color", "hyphens", "hyphenate_character"),
    *("word_spacing", "letter_spacing", "overflow_wrap", "line_height", "color"),
)


def install() -> None:
    """Replace how a style begins, and how it finds a value that it has not computed yet."""
    ComputedStyle.__missing__ = _of_element(ComputedStyle.__missing__)
    AnonymousStyle.__missing__ = _of_anonymous_box(AnonymousStyle.__missing__)
    _install_initial_values()


def _install_initial_values() -> None:
    slow_computed, slow_anonymous = ComputedStyle.__init__, AnonymousStyle.__init__

    def init(style: Any, parent: Any, cascaded: Any, *rest: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        slow_computed(style, parent, cascaded, *rest)
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
    changed = [*cascaded]
    for name in cascaded:
        changed += _PHYSICAL.get(name, ())
    return changed + [_WIDTHS[name] for name in changed if name in _WIDTHS]


def _of_element(slow: Missing) -> Missing:
    def missing(style: Any, name: str) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        if name in style.cascaded:
            return _of_rule(style, name) if _is_simple(style.cascaded, name) else slow(style, name)
        if style.parent_style is None:
            return slow(style, name)
        if name == _FIRST_OF_TEXT:
            _inherit_for_text(style, style.cascaded)
            return style[name]
        if name in _INHERITED or name[:2] == "__":
            value = style[name] = style.parent_style[name]
            return value
        return slow(style, name)

    return missing


def _is_simple(cascaded: Any, name: str) -> bool:  # noqa: ANN401 - the same
    """Tell whether a rule sets a property to a keyword of its own, a number or a length."""
    if name not in _PLAIN or not _LOGICAL.get(name, _NOTHING).isdisjoint(cascaded):
        return False
    value = cascaded[name][0]
    return type(value) in _SIMPLE and value not in _FROM_ELSEWHERE


def _of_rule(style: Any, name: str) -> Any:  # noqa: ANN401 - the same
    value = style.cascaded[name][0]
    if name in COMPUTER_FUNCTIONS:
        value = COMPUTER_FUNCTIONS[name](style, name, value)
    style[name] = value
    return value


def _of_anonymous_box(slow: Missing) -> Missing:
    def missing(style: Any, name: str) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        if name == _FIRST_OF_TEXT:
            _inherit_for_text(style, ())
            return style[name]
        if name in _INHERITED:
            value = style[name] = style.parent_style[name]
            return value
        return slow(style, name)

    return missing


def _inherit_for_text(style: Any, cascaded: Collection[str]) -> None:  # noqa: ANN401 - the same
    """Take over from the parent all that a line of text is set with, if no rule says it.

    Lengths in parts of the page are not known before there is one.
    """
    parent, sizes = style.parent_style, getattr(style.root_style, "initial_page_sizes", None)
    names = _OF_TEXT if sizes and sizes["box"] else (_FIRST_OF_TEXT,)
    style.update(
        {name: parent[name] for name in names if name not in style and name not in cascaded}
    )
