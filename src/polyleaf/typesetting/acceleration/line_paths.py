"""Paths of SVG that are nothing but moves and horizontal lines, as those of QR codes are.

A QR code has hundreds of them. WeasyPrint takes each through the steps that curves and units need,
and keeps the angle of each end for markers. Side effects: those of `install`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from weasyprint import svg as weasyprint_svg

__all__ = ["install"]

_NUMBER: Final = r"(-?\d+(?:\.\d+)?)"
_STEP: Final = re.compile(rf"([Mm]){_NUMBER} {_NUMBER}|h{_NUMBER}")
_LINES: Final = re.compile(rf"(?=M)(?:{_STEP.pattern})+")


def install() -> None:
    """Replace how paths are drawn."""
    slow = weasyprint_svg.TAGS["path"]

    def path(svg: Any, node: Any, font_size: float) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        steps = node.get("d", "")
        if _LINES.fullmatch(steps) is None or any("marker" in name for name in node.attrib):
            slow(svg, node, font_size)
        else:
            _draw(svg.stream, steps)

    weasyprint_svg.TAGS["path"] = path


def _draw(stream: Any, steps: str) -> None:  # noqa: ANN401 - the same
    x = y = 0.0
    stream.move_to(0, 0)
    for move, right, down, length in _STEP.findall(steps):
        if length:
            x += float(length)
            stream.line_to(x, y)
            continue
        origin = (x, y) if move == "m" else (0.0, 0.0)
        x, y = origin[0] + float(right), origin[1] + float(down)
        stream.move_to(x, y)
