"""What looks different, as one HTML file that needs no other: reference, now, and the difference.

No side effects.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from PIL import Image, ImageChops
from tests.page_pictures import PageDifference, Picture

__all__ = ["report", "told"]

# A cell that differs by this much is as red as can be.
FULL: Final = 64

STYLE: Final = """body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; background: #eee }
div { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0 }
img { width: 420px; image-rendering: pixelated; background: #fff; border: 1px solid #767676 }"""

HEAD: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Visual differences: {count}</title>
<style>{style}</style>
<h1>Visual differences</h1>
<p>If all of this is meant: <code>pytest tests/publishing/test_page_pictures.py
--update-references</code></p>
"""


def told(sheet: str, difference: PageDifference) -> str:
    """Return a difference in a line."""
    return f"{sheet}, page {difference.number}: {difference.reason}"


def report(found: Mapping[str, Sequence[PageDifference]]) -> str:
    """Return the page about all differences, by the names of the contact sheets."""
    count = sum(map(len, found.values()))
    sections = (_section(sheet, one) for sheet, pages in found.items() for one in pages)
    return HEAD.format(count=count, style=STYLE) + "".join(sections)


def _section(sheet: str, one: PageDifference) -> str:
    pictures = {"Reference": one.before, "Now": one.now, "Difference, in red": _highlighted(one)}
    figures = "".join(
        f'<figure><figcaption>{name}</figcaption><img src="{_uri(picture)}" alt=""></figure>\n'
        for name, picture in pictures.items()
        if picture is not None
    )
    return f"<h2>{escape(told(sheet, one))}</h2>\n<div>\n{figures}</div>\n"


def _highlighted(one: PageDifference) -> Picture | None:
    """Return the page in pale grey with red where it differs."""
    if one.cells is None or one.now is None:
        return None
    pale = one.now.convert("L").point([160 + value * 95 // 255 for value in range(256)])
    mask = one.cells.point([min(255, value * 255 // FULL) for value in range(256)])
    rest = ImageChops.subtract(pale, mask)
    return Image.merge("RGB", (ImageChops.lighter(pale, mask), rest, rest))


def _uri(picture: Picture) -> str:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
