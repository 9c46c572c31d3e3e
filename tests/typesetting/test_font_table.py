"""The table of font families: what it may say, and what is said about a faulty one."""

from pathlib import Path

import pytest

from polyleaf.diagnostics import InputError, Location
from polyleaf.typesetting.font_table import (
    Face,
    FontFamily,
    find_source,
    load_font_table,
    load_font_tables,
)

TABLE = Path(__file__).parents[2] / "locales" / "fonts.yaml"


def test_faces_are_every_weight_upright_then_italic(tmp_path: Path) -> None:
    path = tmp_path / "fonts.yaml"
    path.write_text("House: {path: a.ttf, bold: b.ttf, italic: c.ttf, weights: [700, 400]}")
    assert load_font_table(path)["House"].faces == (
        Face(400, "normal", "a.ttf"),
        Face(700, "normal", "b.ttf"),
        Face(400, "italic", "c.ttf"),
        Face(700, "italic", "c.ttf"),
    )


def test_the_table_names_real_files() -> None:
    for family in load_font_table(TABLE).values():
        assert all(find_source(family, face.source).is_file() for face in family.faces)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("House: [", "font-table-unreadable", 1),
        ("- House", "font-table-unreadable", 1),
        ("[" * 5000, "font-table-unreadable", 1),
        ("House: {path: 2025-02-30}", "font-table-unreadable", 1),
        (
            "a0: &a0 [x]" + "".join(f"\na{n + 1}: &a{n + 1} [*a{n}, *a{n}]" for n in range(30)),
            "font-table-unreadable",
            1,
        ),
        ('House: {path: "\\0"}', "font-table-unreadable", 1),
        ("", "font-table-unreadable", 1),
        ("A B: {path: a.ttf}\nA B: {path: b.ttf}", "font-table-unreadable", 2),
    ],
)
def test_a_faulty_table_is_told(tmp_path: Path, text: str, code: str, line: int) -> None:
    path = tmp_path / "fonts.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_font_table(path)
    assert [diagnostic.code for diagnostic in error.value.diagnostics] == [code]
    assert error.value.diagnostics[0].location.line == line


@pytest.mark.parametrize("source", ["../../out.ttf", "/etc/passwd", "link.ttf", "loop.ttf", "a\0b"])
def test_a_font_outside_the_project_is_refused(source: str, tmp_path: Path) -> None:
    folder = tmp_path / "project" / "locales"
    folder.mkdir(parents=True)
    (tmp_path / "out.ttf").write_bytes(b"x")
    (folder / "link.ttf").symlink_to("../../out.ttf")
    (folder / "loop.ttf").symlink_to("loop.ttf")
    family = FontFamily(name="A", file=source, folder=folder, location=Location(folder))
    with pytest.raises(InputError) as error:
        find_source(family, source)
    assert error.value.diagnostics[0].code in {"outside-project", "font-not-found"}
    (folder.parent / "in.ttf").write_bytes(b"x")
    assert find_source(family, "../in.ttf") == (folder.parent / "in.ttf").resolve()


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load_font_table(tmp_path / "none.yaml")
    assert error.value.diagnostics[0].code == "font-table-unreadable"


def test_a_later_table_adds_and_replaces_families(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped.yaml", tmp_path / "own.yaml"
    shipped.write_text("Leaf: {path: a.ttf, leading: 2}\nOther: {path: b.ttf}\n")
    own.write_text("Leaf: {path: c.ttf}\nHouse: {path: d.ttf, leading: 2.4}\n")
    found = load_font_tables([shipped, own])
    assert {name: (family.file, family.leading) for name, family in found.items()} == {
        "Leaf": ("c.ttf", 0),
        "Other": ("b.ttf", 0),
        "House": ("d.ttf", 2.4),
    }


def test_the_problems_of_all_tables_are_told_at_once(tmp_path: Path) -> None:
    shipped, own, more = (tmp_path / name for name in ("shipped.yaml", "own.yaml", "more.yaml"))
    shipped.write_text("Leaf Sans: {path: a.ttf}\n")
    own.write_text("\nleafsans: {path: c.ttf}\n")
    more.write_text("House: {}\n")
    with pytest.raises(InputError) as error:
        load_font_tables([shipped, own, more])
    assert [(d.code, d.location.file.name, d.location.line) for d in error.value.diagnostics] == [
        ("font-name", "own.yaml", 2),
        ("font-bad-value", "more.yaml", 1),
    ]


def test_bold_is_a_weight_beside_a_lighter_one(tmp_path: Path) -> None:
    path = tmp_path / "fonts.yaml"
    rows = {"A": "[400, 700]", "B": "[400]", "C": "[700]", "D": "[300, 600]"}
    path.write_text("".join(f"{k}{k}: {{path: a.ttf, weights: {v}}}\n" for k, v in rows.items()))
    assert [family.has_bold for family in load_font_table(path).values()] == [
        True,
        False,
        False,
        True,
    ]
