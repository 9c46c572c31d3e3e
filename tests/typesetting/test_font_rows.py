"""What a table may say of a family, and what is said about a faulty row."""

from pathlib import Path

import pytest

from polyleaf.diagnostics import InputError
from polyleaf.typesetting.font_table import load_font_table


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("A B: {path: a.ttf}\na  b: {path: b.ttf}", "font-name", 2),
        ("\nSans Serif: {path: a.ttf}", "font-name", 2),
        ("'Ho\"use': {path: a.ttf}", "font-name", 1),
        ("400: {path: a.ttf}", "font-name", 1),
        ("House: {path: a.ttf, itallic: b.ttf}", "font-unknown-key", 1),
        ("House: a.ttf", "font-bad-value", 1),
        ("House: {package: fonts}", "font-bad-value", 1),
        ("House: {path: a.ttf, file: b.ttf}", "font-bad-value", 1),
        ("House: {package: ../fonts, file: b.ttf}", "font-bad-value", 1),
        ("House: {path: 4}", "font-bad-value", 1),
        ("House: {path: a.ttf, weights: []}", "font-bad-value", 1),
        ("House: {path: a.ttf, weights: [bold]}", "font-bad-value", 1),
        ("House: {path: a.ttf, weights: [[400]]}", "font-bad-value", 1),
        ("House: {path: a.ttf, leading: 0.9}", "font-bad-value", 1),
        ("House: {path: a.ttf, leading: tall}", "font-bad-value", 1),
        ("House: {path: a.ttf, leading: true}", "font-bad-value", 1),
        ("House: {path: a.ttf, repertoire: gb2313}", "font-bad-value", 1),
        ("House: {path: a.ttf, repertoire: [rot13]}", "font-bad-value", 1),
        ("House: {path: a.ttf, repertoire: [{}]}", "font-bad-value", 1),
    ],
)
def test_a_faulty_row_is_told(tmp_path: Path, text: str, code: str, line: int) -> None:
    path = tmp_path / "fonts.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_font_table(path)
    assert [diagnostic.code for diagnostic in error.value.diagnostics] == [code]
    assert error.value.diagnostics[0].location.line == line
