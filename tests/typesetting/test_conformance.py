"""How text is made readable in a PDF: units of text, codes, composite glyphs, and an equal look."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Final

import pytest
from fontTools.ttLib import TTFont
from tests.effort import STUCK
from tests.pdf_reading import Page, inked, read_pages
from tests.printing import ROOT, Press, some_fonts
from tests.shared import shared_fonts_cache

from polyleaf.languages.table import load_languages
from polyleaf.typesetting.conformance.clusters import Run, units
from polyleaf.typesetting.conformance.codes import Drawing, FontCodes
from polyleaf.typesetting.conformance.composites import with_drawings
from polyleaf.typesetting.layout import Job
from polyleaf.typesetting.page_fonts import font_stack
from polyleaf.typesetting.render import render

TABLE: Final = load_languages([ROOT / "locales" / "languages.yaml"])
RLM, LRM = "\u200f", "\u200e"

# Units: the texts are made up; what counts is which glyph belongs to which cluster


def run(
    *glyphs: str, rtl: bool = False, hidden: tuple[int, ...] = (), attached: tuple[int, ...] = ()
) -> Run:
    """Return a run of one glyph a text, from left to right; no text for the rest of a cluster."""
    texts = glyphs[::-1] if rtl else glyphs
    starts: list[int] = []
    said = b""
    for text in texts:
        starts.append(len(said) if text else starts[-1])
        said += text.encode()
    clusters = starts[::-1] if rtl else starts
    return Run(said, rtl, clusters, frozenset(hidden), frozenset(attached))


@pytest.mark.parametrize(
    ("shaped", "expected"),
    [
        (run("a", "b"), [((0,), ("a",)), ((1,), ("b",))]),
        (run("fi", "x"), [((0,), ("fi",)), ((1,), ("x",))]),
        (run("กำ", "", "ด"), [((0, 1), ("กำ",)), ((2,), ("ด",))]),
        (run("ẹ", "\u0301", "x", attached=(1,)), [((0, 1), ("ẹ\u0301",)), ((2,), ("x",))]),
        (run("\u0301", "x", attached=(0,)), [((0,), ("\u0301",)), ((1,), ("x",))]),
        (run("a", "\u200b", "b", hidden=(1,)), [((0,), ("a",)), ((2,), ("b",))]),
        (run("क", "\u200d", "ष", hidden=(1,)), [((0,), ("क\u200d",)), ((2,), ("ष",))]),
    ],
    ids=["letters", "ligature", "cluster", "mark", "lone mark", "break", "joiner"],
)
def test_units_of_left_to_right_text(shaped: Run, expected: list[tuple[object, object]]) -> None:
    assert [(tuple(unit.glyphs), tuple(unit.texts)) for unit in units(shaped)] == expected


@pytest.mark.parametrize(
    ("shaped", "expected"),
    [
        (run("ب", "ا", rtl=True), [((0,), ("ب",)), ((1,), ("ا",))]),
        (
            run("ب", "\u064b", "ر", rtl=True, attached=(1,)),
            [((0,), ("ب",)), ((1, 2), ("\u064b", "ر"))],
        ),
        (run("لا", rtl=True), [((0,), ("ا", "ل"))]),
        (
            run("ب", "\u0651\u0650", "ر", rtl=True, attached=(1,)),
            [((0,), ("ب",)), ((1, 2), ("\u0651\u0650", "ر"))],
        ),
        (run("ب", ".", "ا", rtl=True), [((0,), ("ب",)), ((1,), (RLM + ".",)), ((2,), ("ا",))]),
        (run("ب", "(", rtl=True), [((0,), ("ب",)), ((1,), (RLM + "(" + LRM + RLM,))]),
        (run("!", rtl=True), [((0,), (RLM + "!" + RLM,))]),
    ],
)
def test_units_of_right_to_left_text(shaped: Run, expected: list[tuple[object, object]]) -> None:
    assert [(tuple(unit.glyphs), tuple(unit.texts)) for unit in units(shaped)] == expected


# Codes


def codes(*widths: int) -> FontCodes:
    font = SimpleNamespace(glyph_count=10, widths=dict(enumerate(widths)), to_unicode={})
    return FontCodes(font)


def test_a_glyph_says_what_it_was_first_used_for() -> None:
    font = codes(500, 600)
    assert [font.glyph(1, "a"), font.glyph(1, "a")] == [1, 1]
    assert font.font.to_unicode == {1: "a"}


def test_another_text_has_another_code() -> None:
    font = codes(500, 600)
    font.glyph(1, "a")
    other = font.glyph(1, "b")
    assert other == font.first >= 10
    assert font.drawings == {Drawing(((1, 0, 0),), 600, "b"): other}
    assert (font.widths[other], font.font.to_unicode[other]) == (600, "b")


def test_equal_drawings_share_a_code() -> None:
    font = codes(500)
    drawing = Drawing(((0, 1, 2),), 500, "a")
    assert font.drawing(drawing) == font.drawing(Drawing(((0, 1, 2),), 500, "a"))
    assert font.drawing(drawing._replace(text="b")) == font.first + 1


# Composite glyphs


@pytest.fixture(scope="module")
def font_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    fonts = some_fonts(["Leaf Sans Thai"], shared_fonts_cache(tmp_path_factory))
    (file,) = (f for f in fonts.files if f.family == "Leaf Sans Thai" and f.weight == 400)
    return file.path.read_bytes()


def test_new_glyphs_are_behind_those_of_the_font(font_file: bytes) -> None:
    with TTFont(io.BytesIO(font_file)) as font:
        names, outlines = font.getGlyphOrder(), font["glyf"]
        count, box = len(names), outlines[names[20]]
        own = [outlines[name].compile(outlines) for name in names]
    drawings = [Drawing(((20, 30, -40), (21, 0, 0)), 555, "a"), Drawing((), 120, "b")]
    mended = with_drawings(font_file, drawings, count + 7)
    with TTFont(io.BytesIO(mended), checkChecksums=2) as font:
        names, outlines = font.getGlyphOrder(), font["glyf"]
        assert len(names) == font["maxp"].numGlyphs == count + 9
        assert [outlines[name].compile(outlines) for name in names[:count]] == own
        composite, blank = (outlines[name] for name in names[-2:])
        parts = [(font.getGlyphID(c.glyphName), c.x, c.y) for c in composite.components]
        assert parts == list(drawings[0].parts)
        assert (blank.numberOfContours, outlines[names[count]].numberOfContours) == (0, 0)
        assert composite.xMin <= box.xMin + 30
        assert composite.yMin <= box.yMin - 40
        assert [font["hmtx"][name][0] for name in names[-2:]] == [555, 120]
        assert font["hmtx"][names[-2]][1] == composite.xMin
        assert font["maxp"].maxComponentElements >= 2


# Whole pages

TEXTS: Final = {
    "ar": "يولد جميع الناس أحرارًا متساوين (في) الكرامة، 200 mg.",
    "bn": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা নিয়ে জন্মগ্রহণ করে।",
    "en": "All human beings are born free—office, “AV”.",
    "he": "כל בני אדם נולדו בני חורין, ושווים.",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता",
    "km": "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระ (200 mg) ที่น้ำ",
    "ur": "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔",
    "vi": "Tất cả mọi người sinh ra đều được tự do, ẹ̀kọ́ ọ̀kan.",
    "zh-Hans": "人人生而自由,在尊严和权利上一律平等。",
}


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    families = {family for tag in TEXTS for family in TABLE[tag].fonts}
    with Press(some_fonts(families, shared_fonts_cache(tmp_path_factory))) as press:
        yield press


def job(tag: str) -> Job:
    language, text = TABLE[tag], TEXTS[tag]
    html = f"""<html lang="{tag}" dir="{language.direction}"><title>Test</title>
<style>html {{ font-family: {font_stack(language.fonts)} }}</style>
<h1>{text}</h1><p>{text} <b>{text}</b></p>"""
    return Job(html, (), ())


@contextmanager
def as_it_is(_pages: object) -> Iterator[Callable[..., None]]:
    yield lambda *_: None


def unmended(job: Job) -> bytes:
    """Print a job as WeasyPrint does it."""
    from polyleaf.typesetting.conformance import repairs  # noqa: PLC0415 - imports WeasyPrint

    exact_text, repairs.exact_text = repairs.exact_text, as_it_is  # type: ignore[assignment, attr-defined]
    try:
        return render(job).pdf
    finally:
        repairs.exact_text = exact_text  # type: ignore[attr-defined]


def outlines(pages: tuple[Page, ...]) -> list[tuple[str, int, float, float]]:
    """Return what has ink on the pages, and where it starts."""
    shown = [(g.font, *part) for page in pages for g in page.glyphs for part in g.parts]
    return sorted(shown, key=lambda part: (part[0], part[1], round(part[3]), part[2]))


@pytest.mark.parametrize("tag", TEXTS)
def test_the_page_looks_as_before(press: Press, tag: str) -> None:
    before = outlines(read_pages(press.pool.submit(unmended, job(tag)).result(timeout=STUCK)))
    after = outlines(read_pages(press.print(job(tag)).pdf))
    assert [part[:2] for part in after] == [part[:2] for part in before]
    for old, new in zip(before, after, strict=True):
        assert new[2:] == pytest.approx(old[2:], abs=0.03)  # points


@pytest.mark.parametrize("tag", TEXTS)
def test_every_code_says_something(press: Press, tag: str) -> None:
    (page,) = read_pages(press.print(job(tag)).pdf)
    assert inked(page.glyphs)
    assert all(g.text and not set(g.text) & set("\0\ufeff\ufffe") for g in page.glyphs)


@pytest.mark.parametrize("tag", ["en", "zh-Hans"])
def test_text_of_one_glyph_a_letter_needs_no_new_glyph(press: Press, tag: str) -> None:
    before = read_pages(press.pool.submit(unmended, job(tag)).result(timeout=STUCK))
    after = read_pages(press.print(job(tag)).pdf)
    assert [[g.code for g in page.glyphs if g.text.strip()] for page in after] == [
        [g.code for g in page.glyphs if g.text.strip()] for page in before
    ]


def test_the_bytes_are_the_same_in_another_process(
    press: Press, tmp_path_factory: pytest.TempPathFactory
) -> None:
    families = {family for tag in TEXTS for family in TABLE[tag].fonts}
    with Press(some_fonts(families, shared_fonts_cache(tmp_path_factory))) as other:
        for tag in reversed(TEXTS):
            assert other.print(job(tag)).pdf == press.print(job(tag)).pdf


# When WeasyPrint changes


def draw_otherwise(job: Job, change: str) -> str:
    """Print a job with another WeasyPrint; return the name of the error."""
    from weasyprint.draw import text  # noqa: PLC0415 - imports WeasyPrint

    def draw(stream: object, *others: object) -> object:
        emojis = original(stream, *others)
        getattr(stream, "stream")[-1] = change.encode()  # noqa: B009 - an untyped attribute
        return emojis

    original, text.draw_first_line = text.draw_first_line, draw
    try:
        render(job)
    except RuntimeError as error:
        return type(error).__name__
    finally:
        text.draw_first_line = original
    return ""


@pytest.mark.parametrize("change", ["[<0001>] TJ", "(x) Tj", "[] TJ", "1 Tc"])
def test_another_way_of_drawing_is_refused(press: Press, change: str) -> None:
    error = press.pool.submit(draw_otherwise, job("th"), change).result(timeout=STUCK)
    assert error == "InternalsChangedError"
