"""The pages of the sample leaflets look as they did when somebody last looked at them.

The references in page_pictures/ are contact sheets, a millimetre a pixel. Those that differ are
written anew by `pytest tests/publishing/test_page_pictures.py --update-references`; look at them
before they are committed. What differs is shown in build/visual/index.html.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pikepdf
import pytest
from PIL import Image
from tests import page_pictures as pictures
from tests.page_pictures import PageDifference, differences, from_png, page_pictures, to_png
from tests.pdf_reading import MM
from tests.printing import ROOT
from tests.publishing.sample import LEAFLETS, Sample
from tests.visual_report import report, told

from polyleaf.publishing.files import write_file

REFERENCES: Final = Path(__file__).parent / "page_pictures"
REPORT: Final = ROOT / "build" / "visual" / "index.html"
SHEETS: Final = (
    *((leaflet, "en") for leaflet in LEAFLETS),
    *((LEAFLETS[0], tag) for tag in ("ar", "hi", "km", "th", "ur", "zh-Hans")),
)

Found = Mapping[str, Sequence[PageDifference]]
Instructions = list[Any]


def test_pages_look_as_they_did(sample: Sample, pytestconfig: pytest.Config) -> None:
    """All of them in one test, for one report."""
    REPORT.unlink(missing_ok=True)
    now = {f"{name}.{tag}": page_pictures(sample.pdf(name, tag)) for name, tag in SHEETS}
    found = {sheet: differences(_reference(sheet), pages) for sheet, pages in now.items()}
    found = {sheet: pages for sheet, pages in found.items() if pages}
    if pytestconfig.getoption("--update-references"):
        for sheet in found:
            write_file(REFERENCES / f"{sheet}.png", to_png(now[sheet]))
        found = {}
    assert [told(sheet, one) for sheet, pages in found.items() for one in pages] == [], _shown(
        found
    )


def test_each_reference_is_of_a_sheet_and_all_are_small() -> None:
    files = list(REFERENCES.iterdir())
    assert {file.name for file in files} == {f"{name}.{tag}.png" for name, tag in SHEETS}
    assert sum(file.stat().st_size for file in files) < 400_000


def _reference(sheet: str) -> tuple[pictures.Picture, ...]:
    file = REFERENCES / f"{sheet}.png"
    return from_png(file.read_bytes()) if file.is_file() else ()


def _shown(found: Found) -> str:
    write_file(REPORT, report(found).encode())
    return f"see {REPORT.relative_to(ROOT)}; if it is meant: --update-references"


# What a change of a PDF does to the pictures of it, without another PDF being rendered.


def changed(pdf: bytes, number: int, change: Callable[[Instructions], Instructions]) -> bytes:
    """Return the PDF with what is drawn on a page changed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[number - 1]
        drawn = change(list(pikepdf.parse_content_stream(page)))
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(drawn))
        file = io.BytesIO()
        document.save(file)
    return file.getvalue()


def instruction(name: str, *operands: float) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(name))


def placed(*matrix: float) -> Callable[[Instructions], Instructions]:
    return lambda drawn: [instruction("cm", *matrix), *drawn]


def block_moved(drawn: Instructions) -> Instructions:
    """Move the text of the callout up by 3 mm; the lines are set in CSS pixels, downwards."""
    texts = [place for place, one in enumerate(drawn) if str(one.operator) == "Tm"][12:18]
    for place in texts:
        matrix = [float(value) for value in drawn[place].operands]
        drawn[place] = instruction("Tm", *matrix[:5], matrix[5] - 3 * MM / 0.75)
    return drawn


def line_dropped(drawn: Instructions) -> Instructions:
    longest = max(
        (place for place, one in enumerate(drawn) if str(one.operator) == "TJ"),
        key=lambda place: len(str(drawn[place].operands[0])),
    )
    return drawn[:longest] + drawn[longest + 1 :]


def coloured(before: str, now: str) -> Callable[[Instructions], Instructions]:
    """Swap a colour of fills and strokes, both as #rrggbb."""
    old, new = ([byte / 255 for byte in bytes.fromhex(text[1:])] for text in (before, now))

    def swap(drawn: Instructions) -> Instructions:
        swapped = [
            instruction(str(one.operator), *new) if is_colour(one, old) else one for one in drawn
        ]
        assert swapped != drawn
        return swapped

    return swap


def is_colour(one: Any, colour: Sequence[float]) -> bool:  # noqa: ANN401 - pikepdf's instruction
    return str(one.operator) in {"rg", "RG"} and [float(v) for v in one.operands] == pytest.approx(
        colour, abs=0.001
    )


@pytest.fixture(scope="module")
def pdf(sample: Sample) -> bytes:
    return sample.pdf(LEAFLETS[0], "en")


@pytest.fixture(scope="module")
def before(pdf: bytes) -> tuple[pictures.Picture, ...]:
    return from_png(to_png(page_pictures(pdf)))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(block_moved, id="block-moved-by-3-mm"),
        pytest.param(line_dropped, id="line-dropped"),
        pytest.param(coloured("#7a4f00", "#b5121b"), id="border-of-another-colour"),
        pytest.param(coloured("#fdf6e6", "#e6eef3"), id="ground-of-another-colour"),
        pytest.param(coloured("#fdf6e6", "#ffffff"), id="no-ground"),
        pytest.param(placed(-1, 0, 0, 1, 210 * MM, 0), id="mirrored"),
        pytest.param(placed(1, 0, 0, 1, MM, 0), id="shifted-by-1-mm"),
    ],
)
def test_a_change_of_a_page_is_found(
    pdf: bytes,
    before: tuple[pictures.Picture, ...],
    change: Callable[[Instructions], Instructions],
) -> None:
    found = differences(before, page_pictures(changed(pdf, 2, change)))
    assert [one.number for one in found] == [2]


@pytest.mark.parametrize("shift", [0.05, 0.1, 0.2])
def test_antialiasing_is_no_change(
    pdf: bytes, before: tuple[pictures.Picture, ...], shift: float
) -> None:
    moved = placed(1, 0, 0, 1, shift * MM, -shift * MM)
    assert differences(before, page_pictures(changed(pdf, 2, moved))) == ()


@pytest.mark.parametrize("pixels", [2, 4])
def test_another_rasteriser_is_no_change(
    pdf: bytes,
    before: tuple[pictures.Picture, ...],
    pixels: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """PDFium at another size draws thin lines and small letters otherwise."""
    monkeypatch.setattr(pictures, "OVERSAMPLING", pixels)
    assert differences(before, page_pictures(pdf)) == ()


def grey_squares(darkness: int, size: int, every: int) -> pictures.Picture:
    """Return a white page with squares; with one if `every` is as large as the page."""
    page = Image.new("RGB", (210, 297), "white")
    for left in range(20, 190, every):
        for top in range(20, 277, every):
            page.paste((255 - darkness,) * 3, (left, top, left + size, top + size))
    return page


@pytest.mark.parametrize(
    ("darkness", "size", "every", "reason"),
    [
        pytest.param(51, 3, 300, "51 within 3 mm, 6 within 9 mm, 0.01% of the page", id="near"),
        pytest.param(50, 3, 300, None, id="near-enough"),
        pytest.param(15, 9, 300, "15 within 3 mm, 15 within 9 mm, 0.00% of the page", id="wide"),
        pytest.param(14, 9, 300, None, id="wide-enough"),
        pytest.param(40, 3, 11, "40 within 3 mm, 4 within 9 mm, 3.08% of the page", id="much"),
        pytest.param(40, 3, 14, None, id="little-enough"),
    ],
)
def test_each_limit_counts_by_itself(
    darkness: int, size: int, every: int, reason: str | None
) -> None:
    found = differences(
        [Image.new("RGB", (210, 297), "white")], [grey_squares(darkness, size, every)]
    )
    assert [one.reason for one in found] == ([] if reason is None else [reason])


def test_pages_added_and_removed_are_found(before: tuple[pictures.Picture, ...]) -> None:
    count = len(before)
    assert [one.reason for one in differences(before, before[:-1])] == ["removed"]
    (added,) = differences(before[:-1], before)
    assert (added.number, added.reason) == (count, "added")
    turned = before[0].transpose(Image.Transpose.ROTATE_90)
    (found,) = differences(before[:1], [turned])
    assert found.reason == "was 210 × 297 mm, is 297 × 210 mm"


def test_the_report_holds_all_it_shows(pdf: bytes, before: tuple[pictures.Picture, ...]) -> None:
    found = differences(before[:-1], page_pictures(changed(pdf, 2, line_dropped)))
    html = report({"<leaflet>.en": found})
    assert "<title>Visual differences: 2</title>" in html
    assert "&lt;leaflet&gt;.en, page 2: " in html
    sources = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert len(sources) == 3 + 1
    assert all(source.startswith("data:image/png;base64,") for source in sources)
