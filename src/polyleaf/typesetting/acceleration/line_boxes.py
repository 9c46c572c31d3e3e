"""Lines and shrinking boxes without measuring what cannot matter.

While any float stands higher in the same formatting context, WeasyPrint measures the first word of
every line, to see whether it fits beside it; and it sets every line of right-to-left text twice,
because it compares the place of the first attempt with a width that it has not measured. A box that
shrinks to fit is measured at its narrowest even if its widest fits. Side effects: those of
`install`.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline, preferred

from polyleaf.typesetting.acceleration.substitution import substitute

__all__ = ["install"]


class _Passed(list[Any]):
    """Floats that all end above a line.

    It counts as true when it is asked first, before the line is tried, even if it is empty:
    WeasyPrint then tries the line at the height of its style, which is that of nearly all lines,
    and need not try again.
    """

    is_asked = False

    def __bool__(self) -> bool:
        was_asked, self.is_asked = self.is_asked, True
        return not was_asked or len(self) > 0


def install() -> None:
    """Replace the functions that set lines and measure boxes."""
    _install_lines()
    _install_shrinking()


def _install_lines() -> None:
    slow_line = inline.get_next_linebox
    slow_width = inline.inline_min_content_width

    def get_next_linebox(context: Any, line: Any, position_y: float, *rest: Any) -> Any:  # noqa: ANN401 - untyped
        floats = context.excluded_shapes
        if any(one.position_y + one.margin_height() > position_y for one in floats):
            return slow_line(context, line, position_y, *rest)
        context.excluded_shapes = _Passed(floats)
        found = slow_line(context, line, position_y, *rest)
        context.excluded_shapes = [*context.excluded_shapes]
        return found

    def inline_min_content_width(context: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - untyped
        if isinstance(context.excluded_shapes, _Passed):
            return 0
        return slow_width(context, *arguments, **options)

    substitute(slow_line, get_next_linebox)
    # Only here: others measure with it what they go on to use.
    inline.inline_min_content_width = inline_min_content_width


def _install_shrinking() -> None:
    slow = preferred.shrink_to_fit

    def shrink_to_fit(context: Any, box: Any, available: float) -> float:  # noqa: ANN401 - untyped
        widest: float = preferred.max_content_width(context, box, outer=False)
        if widest <= available:
            return widest
        narrowest: float = preferred.min_content_width(context, box, outer=False)
        return min(max(narrowest, available), widest)

    substitute(slow, shrink_to_fit)
