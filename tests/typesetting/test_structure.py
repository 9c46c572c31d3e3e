"""The structure tree of a PDF: what a screen reader is told of each kind of HTML element."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
import pytest
from tests.pdf_reading import objects
from tests.printing import ROOT, Press, some_fonts
from tests.shared import shared_fonts_cache
from tests.tag_tree import artifacts, read_order, tag_tree

from polyleaf.languages.table import load_languages
from polyleaf.typesetting.layout import Job, Rendered
from polyleaf.typesetting.page_fonts import font_stack

TABLE: Final = load_languages([ROOT / "locales" / "languages.yaml"])
FONTS: Final = [*TABLE["en"].fonts, *TABLE["ar"].fonts]
SMALL_PAGES: Final = """@page { size: 60mm 30mm; margin: 5mm }
body { margin: 0; font-size: 12pt; orphans: 1; widows: 1 }"""
SVG: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with Press(some_fonts(FONTS, shared_fonts_cache(tmp_path_factory))) as press:
        yield press


def printed(press: Press, body: str, css: str = "") -> Rendered:
    html = f"""<html lang="en"><title>Test</title>
<style>html {{ font-family: {font_stack(FONTS)} }} {css}</style><body>{body}</body></html>"""
    return press.print(Job(html, (), (("a.svg", SVG),)))


def tree(press: Press, body: str, css: str = "") -> list[str]:
    """Return the tags of a body, without the line of the document."""
    return lines(printed(press, body, css).pdf)


def lines(pdf: bytes) -> list[str]:
    return [line.removeprefix("  ") for line in tag_tree(pdf).splitlines()[1:]]


def with_key(pdf: bytes, key: str, value: str) -> list[dict[str, Any]]:
    """Return the dictionaries of a PDF that have a value, in the order of the file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [thing for thing in objects(document) if str(thing.get(key)) == value]
        return [{name: thing[name] for name in thing.keys()} for thing in found]  # noqa: SIM118 - as pikepdf has it


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>A</h1><h2>B</h2><p>C", ["H1 “A”", "H2 “B”", "P “C”"]),
        ("<main><section><h1>A</h1><div>b", ["Sect", "  H1 “A”", "  P “b”"]),
        ("<div><div><p>A</div><span>b</span> <i>c</i></div>", ["P “A”", "P “b c”"]),
        ("<aside><p>A", ["Aside", "  P “A”"]),
        ("<p>A <strong>b</strong>, <em>c", ["P", "  “A ”", "  Strong “b”", "  “, ”", "  Em “c”"]),
        ("<p>A<div></div><p></p><ul></ul>", ["P “A”"]),
        ("<p><a>A</a><a href='#x'>b</a>", ["P “Ab”"]),
    ],
    ids=["headings", "section", "groups", "aside", "emphasis", "empty", "no link"],
)
def test_each_element_has_its_type(press: Press, body: str, expected: list[str]) -> None:
    assert tree(press, body) == expected


DEFINED: Final = ["  LI", "    Lbl “A”", "    LBody “b”"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ul><li>A", ["L ListNumbering=Disc", "  LI", "    Lbl “• ”", "    LBody “A”"]),
        (
            "<ol><li>A<ul style='list-style: none'><li>b",
            [
                "L ListNumbering=Decimal",
                "  LI",
                "    Lbl “1. ”",
                "    LBody",
                "      “A”",
                "      L ListNumbering=Disc",
                "        LI",
                "          LBody “b”",
            ],
        ),
        ("<dl><dt>A<dd>b<dt>A<dd>b</dl>", ["L ListNumbering=None", *DEFINED, *DEFINED]),
        ("<dl><div><dt>A</dt> <dd>b</dd></div></dl>", ["L ListNumbering=None", *DEFINED]),
        ("<nav role='doc-toc'><ol><li>A", ["TOC", "  TOCI", "    Lbl “1. ”", "    “A”"]),
        ("<li>A</li>", ["P", "  Span “• ”", "  “A”"]),
        ("<div><dt>A</dt><dd>b</dd></div>", ["P “A”", "P “b”"]),
    ],
    ids=["bullets", "nested", "definitions", "grouped", "contents", "no list", "no definitions"],
)
def test_lists_have_labels_and_bodies(press: Press, body: str, expected: list[str]) -> None:
    assert tree(press, body) == expected


def test_each_element_names_its_language(press: Press) -> None:
    body = """<p lang="ar">نص <span lang="en">a</span></p><p>A <span lang="es">b</span></p>
<div lang="fr"><p>c</p>d</div><table><tr><td lang="en">A<th lang="fr">b</table>"""
    assert tree(press, body) == [
        "P [ar]",
        "  “نص ”",
        "  Span [en] “a”",
        "P",
        "  “A ”",
        "  Span [es] “b”",
        "P [fr] “c”",
        "P [fr] “d”",
        "Table",
        "  TBody",
        "    TR",
        "      TD “A”",
        "      TH [fr] Scope=Row “b”",
    ]


def test_what_crosses_a_page_is_one_element(press: Press) -> None:
    """Kozea/WeasyPrint#2903."""
    words = "one two three four five six seven eight nine ten " * 2 + "end"
    rows = "".join(f"<tr><th>{n}<td>{n}{n}" for n in range(9))
    body = f"<p>{words}<ul><li>{words}</ul><table><thead><tr><td>A<td>B<tbody>{rows}</table>"
    rendered = printed(press, body, f"{SMALL_PAGES} li {{ list-style: none }}")
    found = lines(rendered.pdf)
    assert rendered.layout.pages > 4
    assert found[:4] == [
        f"P “{words}”",
        "L ListNumbering=Disc",
        "  LI",
        f"    LBody “{words}”",
    ]
    assert [line for line in found if "A" in line] == ["      TD “A”"]
    assert [line for line in found if "Scope=Row" in line] == [
        f"      TH Scope=Row “{n}”" for n in range(9)
    ]
    assert [line.strip() for line in found].count("TBody") == 1
    assert "Pagination “A”" in artifacts(rendered.pdf)


def test_header_cells_have_a_scope(press: Press) -> None:
    """Kozea/WeasyPrint#2508."""
    body = """<table><caption>C</caption><thead><tr><td></td><th colspan=2>A</th></tr></thead>
<tbody><tr><th>b</th><td rowspan=2>c</td><th scope=col>d</th></tr></tbody></table>"""
    assert tree(press, body) == [
        "Table",
        "  Caption “C”",
        "  THead",
        "    TR",
        "      TD",
        "      TH ColSpan=2 Scope=Column “A”",
        "  TBody",
        "    TR",
        "      TH Scope=Row “b”",
        "      TD RowSpan=2 “c”",
        "      TH Scope=Column “d”",
    ]


def test_decoration_is_not_in_the_tree(press: Press) -> None:
    """Kozea/WeasyPrint#2550, #1836."""
    body = """<p>A<img src="asset:a.svg" alt=""><img src="asset:a.svg" alt="An arrow"></p>"""
    css = """@page { @top-center { content: "Head" } @bottom-left { content: "Foot" }
@left-middle { content: "Side" } } p::after { content: url(asset:a.svg) }"""
    pdf = printed(press, body, css).pdf
    assert lines(pdf) == ["P", "  “A”", "  Figure alt “An arrow”"]
    found = artifacts(pdf)
    assert sorted(found) == [
        "Pagination Footer “Foot”",
        "Pagination Header “Head”",
        "Pagination “Side”",
    ]


def test_a_figure_knows_where_it_stands(press: Press) -> None:
    css = """@page { size: 100pt 200pt; margin: 10pt } body, p { margin: 0 }
img { display: block; width: 40pt; height: 30pt }"""
    pdf = printed(press, '<img src="asset:a.svg" alt="An arrow">', css).pdf
    (figure,) = with_key(pdf, "/O", "/Layout")
    assert [float(n) for n in figure["/BBox"]] == pytest.approx([10, 160, 50, 190])


def test_a_picture_without_a_word_on_it_is_reported(press: Press) -> None:
    rendered = printed(press, '<p>A<img src="asset:a.svg"></p>')
    assert [message for message in rendered.layout.messages if "no required alt" in message]
    assert lines(rendered.pdf) == ["P “A”"]


# Links


def test_a_link_is_one_element_with_one_annotation(press: Press) -> None:
    """Kozea/WeasyPrint#2482."""
    body = """<p>Go to <a href="https://x.example/y">a <b>very</b> long <strong>place</strong>
to go to</a>.</p>"""
    pdf = printed(press, body, SMALL_PAGES).pdf
    assert lines(pdf) == [
        "P",
        "  “Go to ”",
        "  Link → a very long place to go to",
        "    “a very long ”",
        "    Strong “place ”",
        "    “to go to”",
        "  “.”",
    ]
    (annotation,) = with_key(pdf, "/Subtype", "/Link")
    assert len(annotation["/QuadPoints"]) == 16  # two lines
    assert int(annotation["/F"]) == 4
    corners = [float(n) for n in annotation["/QuadPoints"]]
    rect = [float(n) for n in annotation["/Rect"]]
    assert min(corners[::2]) == pytest.approx(min(rect[::2]), abs=0.1)
    assert max(corners[1::2]) == pytest.approx(max(rect[1::2]), abs=0.1)


def test_a_link_over_two_pages_has_an_annotation_on_each(press: Press) -> None:
    words = " ".join(["word"] * 40)
    pdf = printed(press, f'<p><a href="https://x.example/">{words}</a></p>', SMALL_PAGES).pdf
    assert len([line for line in lines(pdf) if line.strip().startswith("Link")]) == 1
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert [len(page.get("/Annots", [])) for page in document.pages] == [1] * len(
            document.pages
        )
        assert len(document.pages) > 1


def test_a_link_says_where_it_leads(press: Press) -> None:
    body = """<p><a href="#s">There</a>, <a href="#n" role="doc-noteref">1</a>,
<a href="https://x.example" aria-label="The place">https://x.example</a>.</p>
<section id="s"><h2>Sec\u00adtion</h2></section>
<section><h2>Notes</h2><ol><li id="n" role="doc-endnote">A</li></ol></section>"""
    found = tree(press, body)
    assert [line.partition("→ ")[2] for line in found if "→" in line] == [
        "Section: There “There”",
        "Notes: 1 “1”",
        "The place “https://x.example”",
    ]
    assert found[found.index("  Reference") + 1].strip().startswith("Link")


def test_a_note_has_an_id_and_its_label(press: Press) -> None:
    found = tree(press, "<ol><li id=n role=doc-endnote>A<li role=doc-footnote>B</ol>")
    assert [line.strip() for line in found if "#" in line] == ["Note #n", "Note #note-2"]
    assert found[2:6] == ["    LBody", "      Note #n", "        Lbl “1. ”", "        “A”"]


# Spaces, and the order of the page


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>one two three four five six seven", "P “one two three four five six seven”"),
        ("<p>人人生而自由在尊严和权利上一律平等", "P “人人生而自由在尊严和权利上一律平等”"),
        ("<p><span>A</span> <span>b</span>", "P “A b”"),
        ("<p><span>A</span><span>b</span>", "P “Ab”"),
        (
            "<p lang=en dir=rtl>أحد اثنان ثلاثة أربعة خمسة ستة سبعة",
            "P “أحد اثنان ثلاثة أربعة خمسة ستة سبعة”",
        ),
        ("<p style='hyphens: auto'>hypersensitivity immunotherapy", None),
    ],
    ids=["lines", "no spaces", "elements", "glued", "right to left", "hyphens"],
)
def test_words_are_apart_as_they_were_written(
    press: Press, body: str, expected: str | None
) -> None:
    css = "@page { size: 30mm 90mm; margin: 3mm } body { margin: 0 }"
    (found,) = tree(press, body, css)
    if expected is not None:
        assert found == expected
    else:
        assert "- " not in found


def test_a_page_is_drawn_in_reading_order(press: Press) -> None:
    body = """<h1>A</h1><ol><li>b<p>c</p></li><li>d</li></ol><p>e</p>
<table><caption>f<tr><td>g<td>h</table><p>i <b style="position: relative">j</b></p>"""
    css = """li { position: relative; list-style: none }
li::before { content: "x"; position: absolute }"""
    for numbers in read_order(printed(press, body, css).pdf):
        assert numbers == sorted(numbers)
        assert len(numbers) > 10
