"""YAML in: plain data and the place of every value, or a diagnostic; never any other exception."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import FAR_TOO_LONG, count_calls
from tests.reading.facts import facts
from tests.reading.parsing import parse, refusal

from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.reading import source as source_module
from polyleaf.reading.source import MAX_VALUES, MAX_YAML, KeyPath, load_yaml, read_text
from polyleaf.reading.yaml_nodes import MAX_DEPTH


def refusal_of_file(file: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(InputError) as error:
        load_yaml(file)
    return error.value.diagnostics


@pytest.mark.parametrize("key", ["no", "on", "1", "true", "2025-07-07", "~"])
def test_keys_are_text(key: str) -> None:
    assert parse(f"{key}: a").data == {key: "a"}


def test_anchors_may_be_used_and_each_use_has_its_own_place() -> None:
    source = parse("a: &same\n  x: one\nb: *same\n? &k c\n: *k\n")
    assert source.data == {"a": {"x": "one"}, "b": {"x": "one"}, "c": "c"}
    assert str(source.locate(("a", "x"))) == "leaflet.yaml:2:3"
    assert str(source.locate(("b",))) == "leaflet.yaml:3:1"
    assert not source.diagnostics


def test_merge_keys_are_plain_keys() -> None:
    assert parse("a: &a {x: 1}\nb: {<<: *a}").data["b"] == {"<<": {"x": 1}}


# Where things are


def test_places_of_keys_items_and_what_is_inside() -> None:
    source = parse("first: 1\nlist:\n  - one\n  - {two: 2}\n'quoted key': >-\n  folded\n")
    lines = {path: (at.line, at.column) for path, at in source.positions.items()}
    assert lines == {
        (): (1, 1),
        ("first",): (1, 1),
        ("list",): (2, 1),
        ("list", 0): (3, 5),
        ("list", 1): (4, 5),
        ("list", 1, "two"): (4, 6),
        ("quoted key",): (5, 1),
    }


def test_what_is_missing_is_placed_where_it_ought_to_be() -> None:
    source = parse("a:\n  b: {c: d}\n")
    assert source.locate(("a", "b", "nothing", 3)) == source.locate(("a", "b"))
    assert source.locate(("nothing",)) == source.locate(())


def test_lines_count_from_the_first_line_given() -> None:
    source = parse("a: 1\nb: 2025-02-30\n", first_line=10)
    assert str(source.locate(("b",))) == "leaflet.yaml:11:1"
    assert facts(source.diagnostics) == [("bad-value", 11, 4)]
    with pytest.raises(InputError) as error:
        parse("a: 1\nb: [\n", first_line=10)
    assert facts(error.value.diagnostics) == [("yaml-syntax", 12, 1)]
    with pytest.raises(InputError) as error:
        parse("# nothing\n", first_line=10)
    assert facts(error.value.diagnostics) == [("empty-file", 10, 1)]


# What is wrong with a value: the rest of the file is read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)], id="key-twice"),
        pytest.param(
            "a: {x: 1, x: 2}\na: 3\na: 4",
            [("duplicate-key", 1, 11), ("duplicate-key", 2, 1), ("duplicate-key", 3, 1)],
            id="keys-twice",
        ),
        pytest.param("'a': 1\na: 2", [("duplicate-key", 2, 1)], id="key-twice-once-quoted"),
        pytest.param("? [x]\n: 1\n", [("bad-key", 1, 3)], id="key-is-a-list"),
        pytest.param("{? {a: b} : 1}", [("bad-key", 1, 4)], id="key-is-a-mapping"),
        pytest.param("a: 2025-02-29", [("bad-value", 1, 4)], id="no-leap-year"),
        pytest.param("a: 2025-13-01", [("bad-value", 1, 4)], id="month-13"),
        pytest.param("a: 0000-01-01", [("bad-value", 1, 4)], id="year-0"),
        pytest.param("a: " + "9" * 5000, [("bad-value", 1, 4)], id="endless-number"),
        pytest.param("a: !!python/name:os.system x", [("yaml-tag", 1, 4)], id="python-name"),
        pytest.param(
            "a: !!python/object/apply:os.system [ls]", [("yaml-tag", 1, 4)], id="python-call"
        ),
        pytest.param("a: !!python/object:os.x {b: c}", [("yaml-tag", 1, 4)], id="python-object"),
        pytest.param("!!python/name:os.x a: 1", [("yaml-tag", 1, 1)], id="python-name-as-key"),
        pytest.param("a: !<tag:yaml.org,2002:set> {b}", [("yaml-tag", 1, 4)], id="set"),
        pytest.param("a: !secret b", [("yaml-tag", 1, 4)], id="own-tag"),
        pytest.param("a: !!bool yes", [("yaml-tag", 1, 4)], id="yes-made-a-bool"),
        pytest.param("a: !!null text", [("yaml-tag", 1, 4)], id="text-made-null"),
        pytest.param("a: !!timestamp 2025-07", [("yaml-tag", 1, 4)], id="month-made-a-date"),
        pytest.param("a: !!float nan", [("yaml-tag", 1, 4)], id="not-a-number"),
        pytest.param("a: !!binary aGk=", [("yaml-tag", 1, 4)], id="binary"),
        pytest.param('a: "x\\0"', [("bad-character", 1, 4)], id="escaped-control-code"),
        pytest.param('a: "\\ud83d"', [("bad-character", 1, 4)], id="escaped-surrogate"),
        pytest.param('"\\ud83d": a', [("bad-character", 1, 1)], id="escaped-surrogate-as-key"),
    ],
)
def test_problems_of_values(text: str, expected: list[tuple[str, int, int]]) -> None:
    source = parse(f"{text}\n")
    assert facts(source.diagnostics) == expected


def test_the_first_of_two_values_stands() -> None:
    source = parse("a: {b: 1}\na: {c: 2}\n")
    assert source.data == {"a": {"b": 1}}
    assert ("a", "c") not in source.positions


def test_a_refused_value_is_text_and_known_as_refused() -> None:
    source = parse("a: 2025-02-30\nb: [!x y]\nc: fine\n")
    assert source.data == {"a": "2025-02-30", "b": ["y"], "c": "fine"}
    assert source.refused == {("a",), ("b", 0)}


def test_a_tag_runs_nothing(tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    parse(f"a: !!python/object/apply:pathlib.Path.touch [!!python/object:pathlib.Path [{witness}]]")
    assert not witness.exists()


def test_all_problems_of_one_file_are_found() -> None:
    source = parse("a: 2025-02-30\nb: !x y\na: 1\n? [q]\n: 1\nc: {d: 1, d: 2}\n")
    assert [fact[:2] for fact in facts(source.diagnostics)] == [
        ("bad-value", 1),
        ("yaml-tag", 2),
        ("duplicate-key", 3),
        ("bad-key", 4),
        ("duplicate-key", 6),
    ]


# Bombs


def exponential(levels: int = 25) -> str:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(exponential(), "yaml-too-large", id="exponential-anchors"),
        pytest.param(
            "a: &a [" + "x," * 1000 + "]\nb: [" + "*a," * 1000 + "]",
            "yaml-too-large",
            id="quadratic-anchors",
        ),
        pytest.param(exponential(250), "yaml-too-large", id="long-chain-of-anchors"),
        pytest.param("a: &a [*a]", "yaml-too-deep", id="anchor-inside-itself"),
        pytest.param("a: &a {b: *a, c: *a}", "yaml-too-deep", id="mapping-inside-itself"),
        pytest.param("[" * 100_000, "yaml-too-deep", id="brackets"),
        pytest.param("{a: " * 100_000, "yaml-too-deep", id="braces"),
        pytest.param("- " * 10_000, "yaml-too-deep", id="dashes"),
        pytest.param("? " * 10_000, "yaml-too-deep", id="keys-in-keys"),
        pytest.param(
            "\n".join(" " * n + "a:" for n in range(1000)), "yaml-too-deep", id="indentation"
        ),
    ],
)
def test_bombs_are_refused_at_once(text: str, code: str) -> None:
    start = time.process_time()
    (problem,) = refusal(text)
    assert time.process_time() - start < FAR_TOO_LONG
    assert problem.code == code
    assert problem.location.line > 0


@pytest.mark.parametrize("parts", [("[", "]"), ("- ", ""), ("{a: ", "}")])
def test_as_deep_as_is_allowed(parts: tuple[str, str]) -> None:
    opened, closed = parts
    assert parse(opened * MAX_DEPTH + "x" + closed * MAX_DEPTH).data
    assert refusal(opened * (MAX_DEPTH + 1) + "x" + closed * (MAX_DEPTH + 1))


def test_as_large_as_is_allowed() -> None:
    text = "a: &a [" + "x," * 99 + "]\nb: ["
    assert parse(text + "*a," * (MAX_VALUES // 100 - 2) + "]").data
    assert refusal(text + "*a," * (MAX_VALUES // 100) + "]")[0].code == "yaml-too-large"


# Files


@pytest.mark.parametrize(
    ("raw", "fact"),
    [
        pytest.param(b"", ("empty-file", 1, 1), id="empty"),
        pytest.param(b"\xef\xbb\xbf", ("empty-file", 1, 1), id="only-a-byte-order-mark"),
        pytest.param(b" \n\t\n", ("empty-file", 1, 1), id="only-white-space"),
        pytest.param(b"# a\n", ("empty-file", 1, 1), id="only-comments"),
        pytest.param(b"a: b\nc: caf\xe9\n", ("not-utf-8", 2, 7), id="latin-1"),
        pytest.param(b"\xef\xbb\xbfcaf\xe9", ("not-utf-8", 1, 4), id="latin-1-after-a-mark"),
        pytest.param("\n\u00e9\u00e9".encode() + b"\xff", ("not-utf-8", 2, 3), id="after-letters"),
        pytest.param("a: b".encode("utf-16"), ("not-utf-8", 1, 1), id="utf-16"),
        pytest.param("a: b".encode("utf-16-le"), ("bad-character", 1, 2), id="utf-16-unmarked"),
        pytest.param(b"a: \xed\xa0\xbd", ("not-utf-8", 1, 4), id="surrogate"),
        pytest.param(b"a: \xc0\xaf", ("not-utf-8", 1, 4), id="overlong"),
    ],
)
def test_files_that_are_refused(raw: bytes, fact: tuple[str, int, int], tmp_path: Path) -> None:
    file = tmp_path / "leaflet.yaml"
    file.write_bytes(raw)
    problems = refusal_of_file(file)
    assert facts(problems) == [fact]
    assert problems[0].location.file == file


def test_a_file_without_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "MAX_BYTES", 100)
    file = tmp_path / "a.yaml"
    for size, expected in ((100, 0), (101, 1)):
        file.write_text("a: ".ljust(size, "x"))
        assert len(refusal_of_file(file) if expected else ()) == expected
    assert refusal_of_file(Path("/dev/zero"))[0].code == "file-too-large"


def test_yaml_too_long_for_a_slow_parser_is_refused_at_once() -> None:
    text = "a: [" + "x " * (MAX_YAML // 2)
    assert count_calls(lambda: facts(refusal(text))) < 1000
    assert facts(refusal(text)) == [("file-too-large", 0, 0)]


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_files_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    assert facts(refusal_of_file(tmp_path / name)) == [("unreadable-file", 0, 0)]


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("\ufeffa: b".encode())
    assert read_text(file) == "a: b"
    source = load_yaml(file)
    assert (source.data, source.file) == ({"a": "b"}, file)
    assert source.locate(("a",)).column == 1


# Any text at all

CHARACTERS = st.sampled_from("[]{},!'\"\\#%~a\t\n\x00\u2028\ufeff😀")
MARKS = st.sampled_from(
    ["key: ", "- ", "? ", ": ", "\n  ", "&a ", "*a", "<<: ", "|\n", ">-\n", "---\n", "\\u0000"]
)
VALUES = st.sampled_from(["!!int ", "!!python/name:x ", "2025-02-30", "1.5", "true"])
YAML_LIKE = st.lists(CHARACTERS | MARKS | VALUES, max_size=25).map("".join)


@settings(deadline=None, max_examples=100)
@given(YAML_LIKE | st.text())
def test_any_text_is_read_or_refused_with_places_inside_it(text: str) -> None:
    try:
        source = parse(text)
    except InputError as error:
        diagnostics: tuple[Diagnostic, ...] = error.diagnostics
        assert diagnostics
    else:
        diagnostics = source.diagnostics
        assert all(at.line >= 1 and at.column >= 1 for at in source.positions.values())
        assert source.refused <= set(source.positions)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in diagnostics:
        at = problem.location
        assert 1 <= at.line <= len(lines)
        assert 1 <= at.column <= len(lines[at.line - 1]) + 2


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "leaflet.yaml"


@settings(deadline=None, max_examples=100)
@given(raw=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes, file: Path) -> None:
    file.write_bytes(raw)
    with suppress(InputError):
        assert load_yaml(file).positions


TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"),
    max_size=20,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def keys(data: Any, path: KeyPath = ()) -> Iterator[KeyPath]:  # noqa: ANN401 - any JSON
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*path, key)
            yield from keys(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from keys(value, (*path, index))


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(TEXTS, JSON, min_size=1, max_size=4))
def test_json_reads_back_with_the_place_of_every_key(data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)
    source = parse(text)
    lines = text.split("\n")
    assert source.data == data
    assert not source.diagnostics
    for path in keys(data):
        at = source.positions[path]
        written = lines[at.line - 1][at.column - 1 :]
        assert written.startswith(json.dumps(path[-1], ensure_ascii=False))
