"""What may be fetched while a page is made: the job's own assets, and nothing else at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from tests.pdf_reading import read_pages
from tests.printing import Press, some_fonts
from tests.shared import shared_fonts_cache

from polyleaf.typesetting.layout import Job, Rendered

SVG: Final = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
viewBox="0 0 40 40" width="40" height="40">{}</svg>"""
OUTSIDE: Final = "the content of a file outside the project"
RECTANGLE: Final = '<rect width="9" height="9"/>'


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with Press(some_fonts(["Leaf Sans"], shared_fonts_cache(tmp_path_factory))) as press:
        yield press


class Server:
    """An address of this machine that somebody listens at."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.settimeout(0)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}/x.png"

    def was_called(self) -> bool:
        try:
            connection, _ = self.socket.accept()
        except BlockingIOError:
            return False
        connection.close()
        return True


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.socket.close()


def job(body: str, css: str = "", **assets: str) -> Job:
    html = f"""<html lang="en"><title>Test</title><style>html {{ font-family: Leaf Sans }}</style>
<body>{body}</body></html>"""
    files = tuple((name.replace("_", "."), text.encode()) for name, text in assets.items())
    return Job(html, (css,) if css else (), files)


def image(url: str) -> str:
    return f'<img src="{url}" alt="x">'


def shown(rendered: Rendered) -> str:
    return "".join(c.text for page in read_pages(rendered.pdf) for c in page.characters)


def test_the_server_would_notice(server: Server) -> None:
    assert not server.was_called()
    socket.create_connection(server.socket.getsockname()).close()
    assert server.was_called()


HTML: Final = {
    "image": image("{}"),
    "style": '<p style="background: url({})">x</p>',
    "style element": "<style>p {{ background: url({}) }}</style><p>x</p>",
    "import": "<style>@import url({});</style>",
    "link": '<link rel="stylesheet" href="{}">',
    "font": "<style>@font-face {{ font-family: A; src: url({}) }}</style><p>x",
    "list": "<style>li {{ list-style: url({}) }}</style><ul><li>x</ul>",
    "content": '<style>p::before {{ content: url("{}") }}</style><p>x</p>',
    "attachment": '<link rel="attachment" href="{}">',
    "attached link": '<a rel="attachment" href="{}">x</a>',
    "object": '<object data="{}">x</object>',
    "embed": '<embed src="{}">',
    "svg": SVG.format('<image href="{}" width="9" height="9"/>'),
}


@pytest.mark.parametrize("body", HTML.values(), ids=HTML)
@pytest.mark.parametrize("target", ["server", "file", "asset"])
def test_html_may_ask_for_assets_of_the_job_only(
    press: Press, server: Server, tmp_path: Path, body: str, target: str
) -> None:
    file = tmp_path / "outside.css"
    file.write_text(OUTSIDE)
    url = {"server": server.url, "file": file.as_uri(), "asset": "asset:none.svg"}[target]
    rendered = press.print(job(body.format(url)))
    assert rendered.layout.refused == (url,)
    assert not server.was_called()
    assert OUTSIDE.encode() not in rendered.pdf


@pytest.mark.parametrize("tag", ['<script src="{}">', '<iframe src="{}">', '<video poster="{}">'])
def test_what_is_no_print_is_not_asked_for(press: Press, server: Server, tag: str) -> None:
    press.print(job(tag.format(server.url)))
    assert not server.was_called()


@pytest.mark.parametrize(
    "css",
    [
        "p {{ background: url({}) }}",
        "@page {{ background: url({}) }}",
        "p::after {{ content: url({}) }}",
        "@import url({});",
        "@font-face {{ font-family: A; src: url({}) }} p {{ font-family: A, Leaf Sans }}",
    ],
)
@pytest.mark.parametrize("target", ["server", "asset"])
def test_a_style_sheet_may_ask_for_assets_of_the_job_only(
    press: Press, server: Server, css: str, target: str
) -> None:
    url = server.url if target == "server" else "asset:none.svg"
    for _ in range(2):  # a style sheet is kept; what it asked for must be told every time
        rendered = press.print(job("<p>x</p>", css.format(url)))
        assert not server.was_called()
        assert rendered.layout.refused == (url,)


@pytest.mark.parametrize("attribute", ["href", "xlink:href"])
def test_a_picture_may_not_ask_for_a_picture(press: Press, server: Server, attribute: str) -> None:
    picture = SVG.format(f'<image {attribute}="{server.url}" width="9" height="9"/>')
    rendered = press.print(job(image("asset:a.svg"), a_svg=picture))
    assert rendered.layout.refused == (server.url,)
    assert not server.was_called()


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="{}#a"/>',
        '<rect width="9" height="9" fill="url({}#a)"/>',
        "<style>@import url({});</style>" + RECTANGLE,
        "<style>rect {{ fill: url({}#a) }}</style>" + RECTANGLE,
        '<rect width="9" height="9" filter="url({}#a)" mask="url({}#a)" clip-path="url({}#a)"/>',
        '<script href="{}"/>' + RECTANGLE,
    ],
)
def test_a_picture_may_not_ask_for_anything_else(press: Press, server: Server, inside: str) -> None:
    picture = SVG.format(inside.replace("{}", server.url).replace("{{", "{").replace("}}", "}"))
    press.print(job(image("asset:a.svg"), a_svg=picture))
    assert not server.was_called()


def test_an_entity_in_a_picture_reads_no_file(press: Press, tmp_path: Path, server: Server) -> None:
    file = tmp_path / "outside.txt"
    file.write_text(OUTSIDE)
    text = SVG.format('<text y="20" font-family="Leaf Sans">seen&x;</text>')
    for source in (file.as_uri(), server.url):
        entity = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{source}">]>'
        rendered = press.print(job(image("asset:a.svg"), a_svg=entity + text))
        assert OUTSIDE.replace(" ", "") not in shown(rendered)
        assert rendered.layout.messages  # so that the build reports it
    press.print(job(image("asset:a.svg"), a_svg=f'<!DOCTYPE svg SYSTEM "{server.url}">' + text))
    assert not server.was_called()


def test_entities_do_not_explode(press: Press) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    text = SVG.format('<text y="20">&e8;</text>')
    picture = f'<!DOCTYPE svg [<!ENTITY e0 "ha">{bomb}]>{text}'
    rendered = press.print(job(image("asset:a.svg"), a_svg=picture))
    assert len(rendered.pdf) < 100_000
    assert rendered.layout.messages


@pytest.mark.parametrize(
    "name", ["a.svg/", "../a.svg", "A.svg", "/a.svg", "a.svg?x", "%2E%2E/a.svg"]
)
def test_an_asset_has_one_name_only(press: Press, name: str) -> None:
    rendered = press.print(job(image(f"asset:{name}"), a_svg=SVG.format(RECTANGLE)))
    assert rendered.layout.refused == (f"asset:{name}",)


def test_an_asset_of_the_job_is_drawn(press: Press) -> None:
    text = SVG.format('<title>x</title><text y="20" font-family="Leaf Sans">seen</text>')
    rendered = press.print(job(image("asset:a.svg"), a_svg=text))
    assert shown(rendered) == "seen"
    assert rendered.layout.refused == rendered.layout.messages == ()
    assert (rendered.layout.pages, rendered.layout.families) == (1, frozenset({"Leaf Sans"}))


def test_only_the_fonts_of_the_set_are_seen(press: Press) -> None:
    families = ("DejaVu Sans", "Liberation Serif", "serif", "monospace")
    body = "".join(f'<p style="font-family: {family}">text</p>' for family in families)
    assert press.print(job(body)).layout.families == {"Leaf Sans"}
