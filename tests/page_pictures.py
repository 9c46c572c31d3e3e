"""Small pictures of the pages of a PDF, and what differs between two of them.

One cell of a picture is one square millimetre of the page, so that a leaflet is a file of some
35 kB and its letters are a grey that no rasteriser gets much different, while blocks, lines and
colours can be told. What a text says is for the tests that read it. No side effects.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, PngImagePlugin

__all__ = ["PageDifference", "Picture", "differences", "from_png", "page_pictures", "to_png"]

Picture = Image.Image

# Three pixels each way are averaged to a cell, so that less depends on how PDFium smooths edges.
OVERSAMPLING: Final = 3
MM: Final = 72 / 25.4

# What a channel of a cell is rounded to: a third of the bytes, hardly more noise. Finely near
# white, or the grounds of a box to take care of and of an urgent one would be the same.
LEVELS: Final = (*range(0, 224, 32), 208, *range(224, 255, 8), 255)
ROUNDED: Final = [min(LEVELS, key=lambda level: abs(level - value)) for value in range(256)] * 3

# Between the pages of a contact sheet.
GAP: Final = 4
GAP_COLOUR: Final = (128, 128, 128)

NEAR: Final = ImageFilter.BoxBlur(1)
WIDE: Final = ImageFilter.BoxBlur(4)
NEAR_LIMIT: Final = 50
WIDE_LIMIT: Final = 14
SLIGHT: Final = 20
SLIGHT_SHARE: Final = 0.025


@dataclass(frozen=True)
class PageDifference:
    """How a page differs from its reference; without one of them it was added or removed.

    Attributes:
        number: of the page, from 1.
        before: the reference.
        now: the page as it is.
        cells: as large as the page: the difference of each cell, 0 to 255; None if there is
            nothing to compare with, or the size is another.
        reason: what is told about it.

    """

    number: int
    before: Picture | None
    now: Picture | None
    cells: Picture | None
    reason: str


def page_pictures(pdf: bytes) -> tuple[Picture, ...]:
    """Return a picture of each page of a PDF, a cell a millimetre, colours rounded."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = [page.render(scale=OVERSAMPLING / MM).to_pil().convert("RGB") for page in document]
    return tuple(_reduced(page).point(ROUNDED) for page in drawn)


def to_png(pages: Sequence[Picture]) -> bytes:
    """Return a contact sheet, all pages side by side, that `from_png` takes apart."""
    width, height = (max(page.size[axis] for page in pages) for axis in (0, 1))
    sheet = Image.new("RGB", (len(pages) * (width + GAP) - GAP, height), GAP_COLOUR)
    for place, page in enumerate(pages):
        sheet.paste(page, (place * (width + GAP), 0))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("pages", str(len(pages)))
    file = io.BytesIO()
    _with_palette(sheet).save(file, "PNG", optimize=True, pnginfo=notes)
    return file.getvalue()


def from_png(png: bytes) -> tuple[Picture, ...]:
    """Return the pages of a contact sheet."""
    with PngImagePlugin.PngImageFile(io.BytesIO(png)) as file:
        sheet, count = file.convert("RGB"), int(file.text["pages"])
    width = (sheet.width + GAP) // count - GAP
    lefts = (place * (width + GAP) for place in range(count))
    return tuple(sheet.crop((left, 0, left + width, sheet.height)) for left in lefts)


def differences(before: Iterable[Picture], now: Iterable[Picture]) -> tuple[PageDifference, ...]:
    """Return the pages that differ by more than the rasteriser's whims.

    A channel of a cell has values from 0 to 255; the largest difference of the three counts. A page
    differs if it is of another size, or if

    - somewhere the mean of 3 × 3 cells differs by more than NEAR_LIMIT: a line, a border, a word;
    - somewhere the mean of 9 × 9 cells differs by more than WIDE_LIMIT: a pale ground, thin lines;
    - the mean of 3 × 3 differs by more than SLIGHT in more than SLIGHT_SHARE of all cells: much has
      moved, if only by little.

    Measured on a sample leaflet in seven languages of six scripts, the three are at most: 41, 12
    and 0.6 % if everything is shifted by 0.1 mm, which changes the antialiasing of every edge; 48,
    14 and 2.1 % by 0.2 mm; 40, 14 and 1.5 % if PDFium draws at two thirds or five thirds of the
    size. A long line of text that is missing makes the first at least 52 or the second at least 16;
    the border of a box that turns from brown to red, 43 and 15; everything shifted by 0.5 mm makes
    them up to 107 and 68, with 8.9 % of the cells.

    A bullet or a note's number (about 25 and 4) is too small to be seen, and so is a ground that is
    paler by a few values.
    """
    pairs = enumerate(zip_longest(before, now), 1)
    found = (_difference(number, *pair) for number, pair in pairs)
    return tuple(one for one in found if one is not None)


def _difference(number: int, before: Picture | None, now: Picture | None) -> PageDifference | None:
    if before is None or now is None:
        return PageDifference(number, before, now, None, "added" if before is None else "removed")
    if before.size != now.size:
        reason = f"was {_size(before)}, is {_size(now)}"
        return PageDifference(number, before, now, None, reason)
    near, wide = _cells(before, now, NEAR), _cells(before, now, WIDE)
    slight = sum(near.histogram()[SLIGHT + 1 :]) / (near.width * near.height)
    measured = (_largest(near), _largest(wide), slight)
    limits = (NEAR_LIMIT, WIDE_LIMIT, SLIGHT_SHARE)
    if all(one <= limit for one, limit in zip(measured, limits, strict=True)):
        return None
    reason = f"{measured[0]} within 3 mm, {measured[1]} within 9 mm, {slight:.2%} of the page"
    return PageDifference(number, before, now, ImageChops.lighter(near, wide), reason)


def _cells(before: Picture, now: Picture, blur: ImageFilter.Filter) -> Picture:
    """Return the difference of each cell, the largest of its channels, as a grey picture."""
    red, green, blue = ImageChops.difference(before.filter(blur), now.filter(blur)).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _largest(cells: Picture) -> int:
    return max(value for value, count in enumerate(cells.histogram()) if count)


def _size(page: Picture) -> str:
    return f"{page.width} × {page.height} mm"


def _reduced(page: Picture) -> Picture:
    """Return the mean of the pixels of each whole cell; PDFium rounds a page's size up."""
    width, height = (size // OVERSAMPLING for size in page.size)
    return page.reduce(OVERSAMPLING, (0, 0, width * OVERSAMPLING, height * OVERSAMPLING))


def _with_palette(sheet: Picture) -> Picture:
    """Return the picture with a palette, if it has few enough colours that nothing is lost."""
    small = sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=256)
    return small if small.convert("RGB").tobytes() == sheet.tobytes() else sheet
