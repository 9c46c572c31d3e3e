"""Where characters stand, and which of them are no text."""

from __future__ import annotations

import sys

import pytest
import yaml
from tests.reading.parsing import parse

from polyleaf.reading.characters import CONTROL_CODE


def test_what_is_no_text_is_what_yaml_forbids() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    forbidden = yaml.reader.Reader.NON_PRINTABLE.findall(everything)
    assert CONTROL_CODE.findall(everything) == forbidden


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\r\nb: 2", 2),
        ("a: 1\rb: 2", 2),
        # Word processors leave these behind; no editor shows them as line ends.
        ("a: 'x\u2028y'\nb: 2", 2),
        ("a: 'x\u2029y'\nb: 2", 2),
        ("a: 'x\u0085y'\nb: 2", 2),
    ],
)
def test_only_what_editors_show_as_a_line_is_one(text: str, line: int) -> None:
    assert parse(text).locate(("b",)).line == line


def test_columns_count_characters() -> None:
    assert parse("{é😀: 1, b: 2}").locate(("b",)).column == 9
