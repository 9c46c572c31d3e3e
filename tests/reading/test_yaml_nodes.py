"""What a scalar stands for; and what is no YAML at all."""

from __future__ import annotations

import datetime

import pytest
from tests.reading.facts import facts
from tests.reading.parsing import parse, refusal

# What single values mean


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # Text in YAML 1.2, though not in YAML 1.1.
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("y", "y"),
        ("True", "True"),
        ("NULL", "NULL"),
        ("12:30", "12:30"),
        ("07:00", "07:00"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("007", "007"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("<<", "<<"),
        ("=", "="),
        ("1-800-555-0199", "1-800-555-0199"),
        # Quoted is text.
        ("'1'", "1"),
        ('"true"', "true"),
        ("'2025-07-07'", "2025-07-07"),
        ("''", ""),
        ('"caf\\u00e9"', "café"),
        ("!!str 1", "1"),
        # The rest.
        ("true", True),
        ("false", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("1", 1),
        ("-12", -12),
        ("1.10", 1.1),
        ("2025-07-07", datetime.date(2025, 7, 7)),
        ("2025-7-7", datetime.date(2025, 7, 7)),
        ("2024-02-29", datetime.date(2024, 2, 29)),
        ("[]", []),
        ("{}", {}),
        ("!!map {a: b}", {"a": "b"}),
        ("!!seq [a]", ["a"]),
        # Nothing is executed, nothing filled in.
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'{{ 7 * 7 }} {% include \"x\" %}'", '{{ 7 * 7 }} {% include "x" %}'),
        ("${HOME}", "${HOME}"),
    ],
)
def test_values(text: str, value: object) -> None:
    source = parse(f"key: {text}")
    assert source.data == {"key": value}
    assert type(source.data["key"]) is type(value)
    assert not source.diagnostics


# What is no YAML: nothing is read


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        pytest.param("a: [\n", ("yaml-syntax", 2, 1), id="unclosed-bracket"),
        pytest.param("a: 'x\n", ("yaml-syntax", 2, 1), id="unclosed-quote"),
        pytest.param("a: {b: c", ("yaml-syntax", 1, 9), id="unclosed-brace"),
        pytest.param("a: b\nc: d: e\n", ("yaml-syntax", 2, 5), id="colon-in-text"),
        pytest.param("a: @b\n", ("yaml-syntax", 1, 4), id="begins-with-at"),
        pytest.param("a: *b\n", ("yaml-syntax", 1, 4), id="unknown-alias"),
        pytest.param("a: 1\n---\nb: 2\n", ("yaml-syntax", 2, 1), id="two-documents"),
        pytest.param("a: &x 1\nb: &x 2\nc: d: e", ("yaml-syntax", 2, 4), id="anchor-twice"),
        pytest.param('a: "\\q"\n', ("yaml-syntax", 1, 6), id="unknown-escape"),
        pytest.param('a: "\\U00110000"\n', ("yaml-syntax", 1, 7), id="beyond-unicode"),
        pytest.param(f"%YAML {'9' * 5000}.1\n---\na: b", ("yaml-syntax", 1, 7), id="version"),
        pytest.param("!nowhere!x a", ("yaml-syntax", 1, 1), id="unknown-tag-handle"),
        pytest.param("a:\n\tb: c\n", ("yaml-tab", 2, 1), id="tab"),
        pytest.param("\ta: b\n", ("yaml-tab", 1, 1), id="tab-at-the-start"),
        pytest.param("a:\n  \tb: c\n", ("yaml-tab", 2, 3), id="tab-after-spaces"),
        pytest.param("a:\tb\n", ("yaml-tab", 1, 3), id="tab-after-colon"),
        pytest.param("a: b\n\x07c: d\n", ("bad-character", 2, 1), id="control-code"),
        pytest.param("a: b\0\n", ("bad-character", 1, 5), id="nul"),
        pytest.param("# a\n\n  # b\n", ("empty-file", 1, 1), id="only-comments"),
        pytest.param("---\n", ("empty-file", 1, 1), id="only-a-marker"),
        pytest.param("~\n", ("empty-file", 1, 1), id="null"),
    ],
)
def test_syntax_errors(text: str, fact: tuple[str, int, int]) -> None:
    assert facts(refusal(text)) == [fact]


def test_a_tab_inside_a_line_is_no_indent() -> None:
    assert parse("a: 'b\tc' #\td\n").data == {"a": "b\tc"}
    assert facts(refusal("a: 'b\tc' d\n")) == [("yaml-syntax", 1, 10)]
