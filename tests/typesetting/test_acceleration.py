"""WeasyPrint made faster prints what it prints alone, byte for byte."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Final

import pytest
from tests.effort import STUCK
from tests.printing import Press, some_fonts
from tests.shared import shared_fonts_cache

from polyleaf.typesetting import acceleration
from polyleaf.typesetting.acceleration import KNOWN_VERSIONS
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job, Rendered
from polyleaf.typesetting.render import render, use_fonts

FAMILIES: Final = ("Leaf Sans", "Leaf Sans Arabic", "Leaf Sans Thai")
STYLE: Final = """
@page { size: 90mm 120mm; margin: 8mm; @bottom-left { content: "Page " counter(page) } }
html { font: 10pt/1.4 "Leaf Sans", "Leaf Sans Arabic", "Leaf Sans Thai"; --gap: 3mm }"""
ENGLISH: Final = "Take one tablet with a glass of water every morning before breakfast. " * 3
ARABIC: Final = "خذ قرصًا واحدًا مع كوب من الماء كل صباح قبل الإفطار. " * 3
THAI: Final = "กินยาหนึ่งเม็ดพร้อมน้ำหนึ่งแก้วทุกเช้าก่อนอาหาร " * 3

PAGES: Final = {
    "lines": f"<p>{ENGLISH}<p>{ENGLISH}",
    "a float and lines beside and below it": (
        f'<p><span style="float: right; border: 1pt solid; height: 9mm">Beside</span>{ENGLISH}'
        f"<p>{ENGLISH}"
    ),
    "a float at the end of a line": f'<p>{ENGLISH}<b style="float: left">Last</b> {ENGLISH}',
    "a tall letter": f'<p>{ENGLISH}<big style="font-size: 30pt">A</big> {ENGLISH}',
    "right to left": f'<p dir="rtl" lang="ar">{ARABIC}<b>{ARABIC}</b> 1-800-227-2345',
    "right to left beside a float": (
        f'<div dir="rtl"><p><i style="float: left">x</i>{ARABIC}<p>{ARABIC}</div>'
    ),
    "no spaces": f'<p lang="th">{THAI}',
    "justified": f'<p style="text-align: justify">{ENGLISH}',
    "hyphens": f'<p lang="en" style="hyphens: auto; width: 20mm">{ENGLISH}<p>im\xadmu\xadno',
    "long words": f'<p style="overflow-wrap: anywhere; width: 9mm">{ENGLISH}https://a.example/b',
    "line ends": "<pre>one\n  two\tthree\n\nfour</pre><p>five<br>six\u2028seven\u2029eight",
    "spacing and features": (
        f'<p style="letter-spacing: 1pt; word-spacing: 2pt">{ENGLISH}'
        f'<p style="font-variant-numeric: tabular-nums; font-kerning: none">{ENGLISH} 1171'
    ),
    "decorations": f"<p><u>{ENGLISH}</u> <s>never</s> <a href='#x'>link</a>",
    "ellipsis": (
        f'<p style="white-space: nowrap; overflow: hidden; text-overflow: ellipsis">{ENGLISH}'
    ),
    "boxes": (
        '<div style="border: 1pt dashed; border-radius: 20% 2mm 0 0; padding: 5%; width: 50%; '
        'box-sizing: border-box; min-height: 10mm; background: #eee">a'
        '<div style="margin: auto; max-width: 50%; border-inline-start: 3pt solid">b</div></div>'
    ),
    "shrinking boxes": (
        f'<div style="position: relative; height: 30mm"><p style="position: absolute">{ENGLISH}</p>'
        f'<p style="position: absolute; right: 0; top: 0">short</div>'
        f'<p style="display: inline-block">{ENGLISH}'
    ),
    "tables": (
        f"<table style='border-collapse: collapse'><tr><th style='border: 2pt solid'>Time"
        f"<td>{ENGLISH}"
        f"<tr><td style='border: 1pt solid; padding: 1mm'>{THAI}<td>b</table>"
        f"<table><caption>c</caption><tr><td>{ARABIC}<td style='width: 20%'>e</table>"
    ),
    "values that hang on others": (
        '<p style="margin: calc(var(--gap) * 2 - 1mm) 0; font-size: max(9pt, 8pt); color: red;'
        'border: solid currentcolor; border-left-style: none; outline: 1pt solid">a'
        '<p style="border-block-end: 2pt solid; margin-inline: 4mm">b<span style="margin: 0 auto">c'
    ),
    "lists and columns": (
        f"<ol><li>{ENGLISH}<li>two</ol><ul style='columns: 2'><li>{ENGLISH}<li>{ENGLISH}</ul>"
    ),
    "flex and grid": (
        f"<div style='display: flex'><p>{ENGLISH}</p><p>b</div>"
        f"<div style='display: grid; grid-template-columns: 1fr 2fr'><p>{ENGLISH}</p><p>b</div>"
    ),
    "a footnote by a rule": (
        f"<style>.f {{ float: footnote }}</style><p>{ENGLISH}<span class=f>By a rule</span>"
    ),
    "a footnote by an element's own style": (
        f'<p>{ENGLISH}<span style="float: footnote">By itself</span>{ENGLISH}'
    ),
    "a footnote by a variable": (
        f"<style>p {{ --f: footnote }} i {{ float: var(--f) }}</style><p>{ENGLISH}<i>By value</i>"
    ),
    "pseudo-elements": (
        "<style>li::before { content: attr(title) '. '; color: var(--shade); margin: 1em }"
        "ol { --shade: red } li::marker { color: blue; font-size: 1.5em }"
        "p::after { content: leader('.') counter(page); position: relative }</style>"
        "<ol><li title=a>one<li title=b>two</ol><ul><li title=c>three<li>four</ul><p>a<p>b"
    ),
    "pages of several kinds": (
        "<style>@page { margin: 10vw 5vh; @top-left { content: 'A' counter(page); width: 20vw }"
        "@bottom-center { content: element(foot); border-top: 1pt solid } }"
        "@page :first { margin: 30mm; @top-left { content: none } } @page wide { size: 150mm }"
        ".w { page: wide; font-size: 5vw } .foot { position: running(foot) }</style>"
        f"<p class=foot>Foot<p>{ENGLISH * 4}<p class=w>{ENGLISH}<p>{ENGLISH * 4}"
    ),
    "logical borders": (
        '<p style="border-inline: 2pt solid; padding-block: 1mm; border-block-style: dotted">a'
        '<p dir="rtl" style="margin-inline-start: 9mm; border-inline-start-style: solid">b'
    ),
    "texts that are no words": (
        "<p title=\"a &quot; b\" class='x&#39;y'>&lt;&amp;&nbsp;&copy;&notin;&#0;</p><!-- - -- -->"
        "<p title=plain data-x>a\r\nb\tc</p><pre>\n d</pre><textarea> e</textarea><p>\u200b<p> "
    ),
    "letters that no font has": f"<p>{ENGLISH} \U0001d11e \u4e00 {ENGLISH}",
    "marks above and below": f"<p>Ẹ̀kọ́ n̄ x̱́ q̣̃ {THAI}<p dir=rtl lang=ar>{ARABIC}",
    "first letters and lines": (
        f"<style>p::first-letter {{ font-size: 20pt }} p::first-line {{ font-weight: 700 }}</style>"
        f"<p>{ENGLISH}"
    ),
}


def render_alone(job: Job) -> Rendered:
    """Render with nothing but WeasyPrint."""
    acceleration.accelerate = lambda: False  # type: ignore[assignment] # in this process only
    return render(job)


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> FontSet:
    return some_fonts(FAMILIES, shared_fonts_cache(tmp_path_factory))


@pytest.fixture(scope="module")
def press(fonts: FontSet) -> Iterator[Press]:
    with Press(fonts) as press:
        yield press


@pytest.fixture(scope="module")
def alone(fonts: FontSet) -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, use_fonts, (fonts.config_file,)) as pool:
        yield pool


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_those_of_weasyprint_alone(
    press: Press, alone: ProcessPoolExecutor, name: str
) -> None:
    html = f'<html lang="en"><title>{name}</title><body>{PAGES[name]}'
    job = Job(html, (STYLE,), ())
    assert press.print(job) == alone.submit(render_alone, job).result(timeout=STUCK)


def is_accelerated(_job: Job) -> bool:
    return acceleration.accelerate()


def test_the_version_of_weasyprint_in_use_is_known(press: Press) -> None:
    assert press.pool.submit(is_accelerated, Job("", (), ())).result(timeout=STUCK)
    assert KNOWN_VERSIONS
