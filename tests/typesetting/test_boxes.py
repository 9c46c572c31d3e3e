"""What is known about lines and tables once the renderer has set them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest
from tests.printing import Press, some_fonts
from tests.shared import shared_fonts_cache

from polyleaf.typesetting.layout import Job, Layout, Line, Rectangle

PAGE = """@page { size: 300pt 200pt; margin: 20pt 30pt }
html { font: 10pt/20pt Leaf Sans } body, p, h2, table, td, th { margin: 0; padding: 0 }
p { orphans: 1; widows: 1 }"""
CONTENT = Rectangle(30, 20, 270, 180)
ROWS = "".join(f'<tr><td data-unit="row-{n}">{n}</td></tr>' for n in range(12))


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with Press(some_fonts(["Leaf Sans"], shared_fonts_cache(tmp_path_factory))) as press:
        yield press


def laid_out(press: Press, body: str, css: str = "", direction: str = "ltr") -> Layout:
    html = f'<html lang="en" dir="{direction}"><title>Test</title><body>{body}</body></html>'
    layout = press.print(Job(html, (PAGE + css,), ())).layout
    assert layout.messages == ()
    return layout


def lines(press: Press, body: str, css: str = "", direction: str = "ltr") -> tuple[Line, ...]:
    return laid_out(press, body, css, direction).lines


def paragraphs(count: int) -> str:
    return "".join(f"<p>{number}</p>" for number in range(count))


def test_facts_can_be_sent_to_another_process(press: Press) -> None:
    layout = laid_out(press, f"<p>One</p><table>{ROWS}</table>")
    assert len(layout.lines) == 13
    assert pickle.loads(pickle.dumps(layout)) == layout  # noqa: S301 - our own


def test_a_line_is_measured_by_its_letters_in_points(press: Press) -> None:
    (line,) = lines(press, '<p data-unit="a/b">Some <b>bold</b> words</p>')
    assert (line.page, line.unit, line.text, line.kind) == (1, "a/b", "Some bold words", "text")
    assert line.room == (30, 20, 270, 40)
    left, top, right, bottom = line.letters
    assert left == 30
    assert 80 < right < 140
    assert bottom - top == pytest.approx(5)  # half of 10 pt
    assert 30 < bottom < 36


def test_a_line_from_right_to_left_starts_at_the_right(press: Press) -> None:
    (line,) = lines(press, "<p>abc</p>", "", "rtl")
    assert line.letters.right == pytest.approx(270)
    assert 240 < line.letters.left < 260


def test_the_room_of_a_line_is_the_padding_of_its_box(press: Press) -> None:
    css = "div { margin: 5pt; border: 1pt solid; padding: 7pt }"
    (line,) = lines(press, "<div>x</div>", css)
    assert line.room == pytest.approx((36, 26, 264, 60))
    assert line.letters.left == pytest.approx(43)


def test_the_room_of_a_line_ends_with_the_page(press: Press) -> None:
    (line,) = lines(press, "<p>x</p>", "p { margin: 0 -50pt; padding: 0 50pt }")
    assert (line.room.left, line.room.right) == (CONTENT.left, CONTENT.right)


def test_the_room_of_a_line_ends_where_a_box_cuts_it_off(press: Press) -> None:
    css = "div { height: 12pt; width: 40pt; overflow: hidden }"
    (line,) = lines(press, "<div><p>x</p></div>", css)
    assert line.room == (30, 20, 70, 32)


def test_what_stands_in_the_margin_has_the_room_of_its_margin_box(press: Press) -> None:
    css = "@page { @bottom-left { content: 'Below'; width: 50pt } }"
    text, below = lines(press, "<p>x</p>", css)
    assert (text.kind, below.kind, below.text, below.unit) == ("text", "repeated", "Below", "")
    assert below.room == pytest.approx((30, 180, 80, 200))


def test_units_on_one_line_are_told_apart(press: Press) -> None:
    body = '<div><b data-unit="term">Cell</b> <i data-unit="meaning">small <u>part</u></i></div>'
    term, meaning = lines(press, body)
    assert [(x.unit, x.text) for x in (term, meaning)] == [
        ("term", "Cell"),
        ("meaning", "small part"),
    ]
    assert term.letters.right < meaning.letters.left
    assert term.paragraph != meaning.paragraph


def test_a_label_inside_no_unit_has_none(press: Press) -> None:
    body = '<section><p>Label</p><p data-unit="a">Text</p><p>Label</p></section>'
    assert [line.unit for line in lines(press, body)] == ["", "a", ""]


def test_a_paragraph_is_the_same_on_the_next_page(press: Press) -> None:
    found = lines(press, "<p>" + "x<br>" * 10 + "</p><p>x</p>")
    assert [line.page for line in found] == [1] * 8 + [2] * 3
    assert len({line.paragraph for line in found[:10]}) == 1
    assert found[10].paragraph != found[0].paragraph


def test_a_footnote_and_its_call(press: Press) -> None:
    note = '<span data-unit="note" style="float: footnote">y</span>'
    found = lines(press, f'<h2 data-unit="head">x{note}</h2>')
    assert [line.unit for line in found if "y" in line.text] == ["note"]
    assert [line.kind for line in found if line.is_last] == ["heading"]


@pytest.mark.parametrize(
    "body",
    [
        '<p style="position: absolute; left: 5pt">x</p>',
        '<p style="float: right">x</p>',
        '<div style="display: inline-block">x</div>',
        '<div style="display: flex"><p>x</p></div>',
        '<div style="columns: 2">x</div>',
        '<div style="display: grid"><p>x</p></div>',
        '<span style="display: inline-flex"><b>x</b></span>',
        '<span style="display: inline-table">x</span>',
        '<p style="position: fixed; bottom: 0">x</p>',
        '<span style="position: absolute"><i style="position: absolute">x</i></span>',
        '<p style="transform: rotate(9deg)">x</p>',
        '<p class="running">x</p>',
        "<table><caption>x</caption></table>",
        '<table><tr style="overflow: hidden"><td>x</td></tr></table>',
        "<table><tfoot><tr><td>x</td></tr></tfoot><tbody><tr></tr></tbody></table>",
        "<ul><li>x</li></ul>",
        "<style>p::before { content: 'x' }</style><p></p>",
        "<style>p::first-line { color: red }</style><p>x</p>",
    ],
)
def test_a_text_is_found_wherever_it_stands(press: Press, body: str) -> None:
    css = """li { list-style: none } .running { position: running(a) }
@page { @top-left { content: element(a) } }"""
    assert [x.text for x in lines(press, body, css)] == ["x"]


def test_headings(press: Press) -> None:
    body = "<h2><span>Head</span></h2><p>x</p><h6>Low</h6><p><b>y</b></p>"
    assert [line.kind for line in lines(press, body)] == ["heading", "text", "heading", "text"]


# What is last on its page


@pytest.mark.parametrize(
    ("after", "last"),
    [
        ("", "head"),
        ("<p>x</p>", "x"),
        ("<div></div>", "head"),
        ('<div style="height: 9pt"></div>', None),
        ("<hr>", None),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="9" height="9"/>', None),
        ('<p style="position: absolute; top: 0">x</p>', "head"),
        ('<p style="float: left">x</p>', "x"),
        ('<table><tr><td style="height: 9pt"></td></tr></table>', None),
    ],
)
def test_what_is_last_on_a_page(press: Press, after: str, last: str | None) -> None:
    css = "@page { @bottom-left { content: 'foot' } }"
    found = lines(press, f"<h2>head</h2>{after}", css)
    assert [line.text for line in found if line.is_last] == ([last] if last else [])


def test_each_page_has_its_last_line(press: Press) -> None:
    found = lines(press, paragraphs(10))
    assert [line.text for line in found if line.is_last] == ["7", "9"]


# Tables


def test_a_table_with_a_header_repeats_it(press: Press) -> None:
    head = '<thead><tr><th data-unit="head">H</th></tr></thead>'
    layout = laid_out(press, f"<table>{head}<tbody>{ROWS}</tbody></table>")
    assert [(part.page, part.unit, part.has_header) for part in layout.tables] == [
        (1, "head", True),
        (2, "head", True),
    ]
    assert len({part.table for part in layout.tables}) == 1
    assert [line.page for line in layout.lines if line.kind == "repeated"] == [1, 2]


def test_a_first_row_of_header_cells_is_not_repeated(press: Press) -> None:
    layout = laid_out(press, f"<table><tr><th>H</th><th>I</th></tr>{ROWS}</table>")
    assert [(part.page, part.has_header) for part in layout.tables] == [(1, True), (2, False)]


def test_a_table_may_have_no_header_at_all(press: Press) -> None:
    layout = laid_out(press, f"<table><tr><th>H</th><td>I</td></tr>{ROWS}</table>")
    assert [(part.page, part.has_header) for part in layout.tables] == [(1, False), (2, False)]


def test_two_tables_are_two(press: Press) -> None:
    table = '<table><tr><td data-unit="{}">x</td></tr></table>'
    first, second = laid_out(press, table.format("a") + table.format("b")).tables
    assert first.table != second.table
    assert (first.unit, second.unit) == ("a", "b")
