"""`missing-figure`, `outside-project`, `figure-type`, `figure-too-large`, `unsafe-figure`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checks.conftest import See
from tests.small_project import SmallProject

from polyleaf.checks import figures
from polyleaf.project import load_project
from polyleaf.publishing.sources import load_sources

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
# A JFIF header, and the frame header of a picture of 16 × 16 pixels (ITU-T T.81, B.2.2).
JFIF = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
FRAME = b"\xff\xc0\x00\x11\x08\0\x10\0\x10\x03" + b"\1\x22\0" * 3
SCAN = b"\xff\xda\x00\x0c\x03\1\0\2\x11\3\x11\0\x3f\0 and some data"
END = b"\xff\xd9"
JPEG = JFIF + FRAME + SCAN + END
ENTITY = '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<text>&a;</text>")


def codes(see: See, name: str) -> list[str]:
    return [d.code for d in figures.check(see(f"a: {{figure: '{name}', alt: A.}}"))]


@pytest.fixture
def folder(project: SmallProject) -> Path:
    folder = project.root / "leaflets" / "figures"
    (folder / "inner").mkdir(parents=True)
    (folder / "heart.svg").write_text(SVG.format(""))
    (folder / "inner" / "heart.JPG").write_bytes(JPEG)
    (folder / "heart.png").write_bytes(b"\x89PNG")
    (folder / "link.svg").symlink_to("heart.svg")
    (folder / "inside").symlink_to("inner", target_is_directory=True)
    (folder / "out.svg").symlink_to("/etc/passwd")
    (folder / "etc").symlink_to("/etc", target_is_directory=True)
    (folder / "loop.svg").symlink_to("loop.svg")
    (folder / "gone.svg").symlink_to("nowhere.svg")
    (folder.parent / "heart.svg").write_text(SVG.format(""))
    return folder


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("heart.svg", []),
        ("./heart.svg", []),
        ("inner/heart.JPG", []),
        ("inner/../heart.svg", []),
        ("link.svg", []),
        ("inside/heart.JPG", []),
        ("hart.svg", ["missing-figure"]),
        ("gone.svg", ["missing-figure"]),
        ("loop.svg", ["missing-figure"]),
        ("inner", ["missing-figure"]),
        (".", ["missing-figure"]),
        ("heart.svg/x", ["missing-figure"]),
        ("x" * 300, ["missing-figure"]),
        ("https://x.example/heart.svg", ["missing-figure"]),
        ("file:///etc/passwd", ["missing-figure"]),
        ("..\\..\\heart.svg", ["missing-figure"]),
        ("../heart.svg", ["outside-project"]),
        ("../../polyleaf.yaml", ["outside-project"]),
        ("../figures-of-others/heart.svg", ["outside-project"]),
        ("../nowhere.svg", ["outside-project"]),
        ("..", ["outside-project"]),
        ("/etc/passwd", ["outside-project"]),
        ("etc/passwd", ["outside-project"]),
        ("out.svg", ["outside-project"]),
        ("heart.png", ["figure-type"]),
    ],
)
def test_the_file(name: str, expected: list[str], see: See) -> None:
    assert codes(see, name) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (SVG.format('<path id="p" fill="url(#g)"/><use href="#p"/><use xlink:href="#p"/>'), 0),
        (SVG.format('<g style="fill: url( \'#g\' )"/><style>g { fill: url("#g") }</style>'), 0),
        ('<?xml version="1.0" encoding="UTF-8"?>\n<!-- a --> ' + SVG.format("<g/>"), 0),
        (SVG.format("<script>x()</script>"), 1),
        (SVG.format("<g><g><script href='#x'/></g></g>"), 1),
        (SVG.format("<foreignObject><p/></foreignObject>"), 1),
        (SVG.format('<g onload="x()" onclick="x()"/>'), 2),
        (SVG.format('<image href="https://x.example/a.png"/>'), 1),
        (SVG.format('<image xlink:href="//x.example/a.png"/>'), 1),
        (SVG.format('<image href="file:///etc/passwd"/>'), 1),
        (SVG.format('<image href="/etc/passwd"/>'), 1),
        (SVG.format('<image href="heart.png"/>'), 1),
        (SVG.format('<use href="other.svg#a"/>'), 1),
        (SVG.format('<image href="data:image/svg+xml,x"/>'), 1),
        (SVG.format('<a href="javascript:x()"><g/></a>'), 1),
        (SVG.format("<SCRIPT/>"), 1),
        (SVG.format('<g id="a"/><set href="#a" attributeName="href" to="https://x.example"/>'), 1),
        (SVG.format("<animate attributeName='href' values='https://x.example'/>"), 1),
        (SVG.format("<embed/><object/><video/><audio/>"), 4),
        (SVG.format(r"<style>g { fill: u\72l(https://x.example) }</style>"), 1),
        (SVG.format(r'<g style="fill: \75 rl(https://x.example)"/>'), 1),
        ('<?xml-stylesheet href="a.css"?>' + SVG.format(""), 1),
        ("<?editor made='this'?>" + SVG.format(""), 0),
        (SVG.format('<a href="#top"><g id="top"/></a>'), 0),
        (SVG.format('<g id="a"><a href="#a"/></g>'), 0),
        (SVG.format('<g id="a"><use href="#a"/></g>'), 1),
        (SVG.format('<use id="a" href="#b"/><use id="b" xlink:href="#a"/>'), 1),
        (SVG.format('<pattern id="p"><rect fill="url(#p)"/></pattern>'), 1),
        (SVG.format("<g>" * 50 + "</g>" * 50), 0),
        (SVG.format("<g>" * 60 + "</g>" * 60), 1),
        (SVG.format("<g>" * 100_000), 1),
        (SVG.format("<g/>" * 19_000), 0),
        (SVG.format("<g/>" * 20_000), 1),
        (SVG.format('<g fill="url(https://x.example/a)"/>'), 1),
        (SVG.format("<g style=\"fill: URL( 'a.svg#b' )\"/>"), 1),
        (SVG.format("<style>@import 'a.css';</style>"), 1),
        (SVG.format("<style><![CDATA[g { fill: url(a.svg#b) }]]></style>"), 1),
        (ENTITY, 1),
        ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + SVG.format(""), 1),
        ("<!doctype svg>" + SVG.format(""), 1),
        ("<html><p/></html>", 1),
        (SVG.format("<g>"), 1),
        ('<?xml version="1.0" encoding="shift_jis"?>' + SVG.format(""), 1),
        ('<?xml version="1.0" encoding="nonsense"?>' + SVG.format(""), 1),
        ("", 1),
        ("heart", 1),
    ],
)
def test_what_is_inside_an_svg(content: str, expected: int, folder: Path, see: See) -> None:
    (folder / "a.svg").write_text(content)
    assert codes(see, "a.svg") == ["unsafe-figure"] * expected


def laughing(levels: int, show: str) -> str:
    """An SVG whose every element shows ten of the next one; it needs no entity."""
    shown = (f'<g id="e{n}">{show.format(n + 1) * 10}</g>' for n in range(levels))
    return SVG.format("".join(shown) + f'<rect id="e{levels}"/>')


@pytest.mark.parametrize(
    "show",
    [
        '<use href="#e{}"/>',
        '<use xlink:href=" #e{} "/>',
        '<rect fill="url(#e{})"/>',
        "<rect style=\"mask: URL( '#e{}' )\"/>",
    ],
)
def test_elements_that_show_each_other_do_not_explode(show: str, folder: Path, see: See) -> None:
    for levels, expected in ((3, []), (9, ["unsafe-figure"])):
        (folder / "a.svg").write_text(laughing(levels, show))
        assert codes(see, "a.svg") == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_no_encoding_hides_entities(encoding: str, folder: Path, see: See) -> None:
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    (folder / "a.svg").write_bytes((head + ENTITY).encode(encoding))
    assert codes(see, "a.svg") == ["unsafe-figure"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SVG.format("<script/>").encode(),
        b"%!PS-Adobe",
        b"GIF89a",
        JFIF,
        JFIF + FRAME[:8],
        JFIF + FRAME.replace(b"\0\x10\0\x10", b"\0\0\0\0") + SCAN + END,
        JFIF + b"no segment" + FRAME + SCAN + END,
        JFIF + END + FRAME + SCAN + END,
        JFIF + b"\xff\xe1\xff\xff" + FRAME + SCAN + END,
        JFIF + FRAME + SCAN,  # cut short
        JFIF + FRAME + END,
        JFIF + SCAN + END,
        b"\xff\xd8\xff" + b"\xff" * 1000,
        b"\xff\xd8" + b"\xff\xe1\0\0" * 1000,
    ],
)
def test_a_jpeg_is_one_inside(content: bytes, folder: Path, see: See) -> None:
    (folder / "a.jpg").write_bytes(content)
    assert codes(see, "a.jpg") == ["figure-type"]


def test_a_figure_may_not_be_too_large(
    folder: Path, see: See, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MAX_BYTES", 1000)
    for size, expected in ((1000, []), (1001, ["figure-too-large"])):
        (folder / "a.jpg").write_bytes(JPEG.ljust(size, b"\0"))
        assert codes(see, "a.jpg") == expected


@pytest.mark.parametrize("kind", [0xC0, 0xC1, 0xC2, 0xCF])
def test_a_figure_may_not_have_too_many_pixels(kind: int, folder: Path, see: See) -> None:
    for side, expected in ((7000, []), (7100, ["figure-too-large"]), (65535, ["figure-too-large"])):
        sides = side.to_bytes(2) * 2
        frame = FRAME.replace(b"\0\x10\0\x10", sides).replace(b"\xc0", bytes([kind]))
        (folder / "a.jpg").write_bytes(
            JFIF + b"\xff\xff\xfe\0\4no\xff\xc4\0\2" + frame + SCAN + END
        )
        assert codes(see, "a.jpg") == expected


def test_figures_inside_callouts_are_checked_at_their_place(see: See) -> None:
    blocks = """
a:
  callout: info
  heading: A
  content:
    b:
      callout: info
      heading: B
      content:
        c: {alt: A., figure: no.svg}
d: {figure: "../../no.svg", alt: A.}
"""
    found = list(figures.check(see(blocks)))
    assert [(d.code, d.location.line, d.location.column) for d in found] == [
        ("missing-figure", 18, 28),
        ("outside-project", 19, 11),
    ]


def test_a_near_miss_names_the_file_that_was_meant(folder: Path, see: See) -> None:
    assert folder.is_dir()
    (found,) = figures.check(see("a: {figure: hart.svg, alt: A.}"))
    assert "'heart.svg'" in found.hint


def test_the_figures_of_the_sample_project_pass(root: Path) -> None:
    assert load_sources(load_project(root)).diagnostics == ()


def test_a_right_to_left_twin_is_printed_in_right_to_left_languages_only(tmp_path: Path) -> None:
    for name in ("steps.svg", "steps.rtl.svg", "heart.svg"):
        (tmp_path / name).write_text("<svg/>")
    assert figures.figure_file(tmp_path, "steps.svg", "rtl").name == "steps.rtl.svg"
    assert figures.figure_file(tmp_path, "steps.svg", "ltr").name == "steps.svg"
    assert figures.figure_file(tmp_path, "heart.svg", "rtl").name == "heart.svg"


def test_a_right_to_left_twin_is_checked_too(project: SmallProject) -> None:
    project.write("leaflets/figures/steps.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    twin = '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    project.write("leaflets/figures/steps.rtl.svg", twin)
    text = "{figure: steps.svg, alt: Steps.}"
    project.leaflet("steps").write_text(
        "id: steps\nlanguage: en\ntitle: Steps\nversion: '1'\ndates: {revised: 2025-01-31}\n"
        f"sections: {{what: {{heading: What, content: {{picture: {text}}}}}}}\n"
    )
    assert project.polyleaf("check").codes == ["unsafe-figure"]
