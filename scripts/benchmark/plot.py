"""Points in, a plot as SVG out: axes from zero, a dashed line for growth in proportion.

Trade-off: some lines of SVG rather than a package that draws plots: there are two of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

__all__ = ["Plot", "draw"]

_WIDTH, _HEIGHT, _MARGIN = 480, 300, 48
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
font-family="sans-serif" font-size="12">
<title>{title}</title>
<rect width="{width}" height="{height}" fill="#fff"/>
<text x="{margin}" y="24" font-size="14" font-weight="bold">{title}</text>
<path d="M{margin} {top}V{bottom}H{right}" fill="none" stroke="#37474f"/>
<path d="M{margin} {bottom}L{proportional}" stroke="#90a4ae" stroke-dasharray="4 4"/>
<polyline points="{line}" fill="none" stroke="#0b4f6c" stroke-width="2"/>
{marks}
<text x="{right}" y="{below}" text-anchor="end">{axis}</text>
</svg>
"""
_MARK = """\
<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#0b4f6c"/>
<text x="{x:.1f}" y="{above:.1f}" text-anchor="middle">{value:.3g}</text>
<text x="{x:.1f}" y="{tick}" text-anchor="middle">{at:,}</text>"""


@dataclass(frozen=True)
class Plot:
    """What is plotted: a title, what the axis from left to right counts, and the points."""

    title: str
    axis: str
    points: Mapping[int, float]


def draw(plot: Plot) -> str:
    """Return a plot as SVG. The dashed line is what the first point would grow to in proportion."""
    top, bottom, right = _MARGIN, _HEIGHT - _MARGIN, _WIDTH - _MARGIN
    points = sorted(plot.points.items())
    (first, value), most = points[0], points[-1][0]
    proportional = value * most / first
    highest = max(proportional, *plot.points.values()) * 1.1

    def place(at: float, value: float) -> tuple[float, float]:
        x = _MARGIN + (right - _MARGIN) * at / (most * 1.1)
        return x, bottom - (bottom - top) * value / highest

    placed = [(at, value, *place(at, value)) for at, value in points]
    marks = [
        _MARK.format(x=x, y=y, above=y - 9, tick=bottom + 16, value=value, at=at)
        for at, value, x, y in placed
    ]
    return _SVG.format(
        width=_WIDTH,
        height=_HEIGHT,
        margin=_MARGIN,
        top=top,
        bottom=bottom,
        right=right,
        below=bottom + 34,
        title=escape(plot.title),
        axis=escape(plot.axis),
        proportional="{:.1f} {:.1f}".format(*place(most, proportional)),
        line=" ".join(f"{x:.1f},{y:.1f}" for _, _, x, y in placed),
        marks="\n".join(marks),
    )
