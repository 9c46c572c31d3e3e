"""Records named for what is wrong with them: the codes and lines of what is reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from polyleaf.content.model import Leaflet
from polyleaf.diagnostics import Severity
from polyleaf.importers import ImportedRecord, import_record

REFUSED = {
    "no-front-matter": [("missing-front-matter", 1)],
    "open-front-matter": [("open-front-matter", 1)],
    "empty-front-matter": [("bad-front-matter", 2)],
    "front-matter-is-a-list": [("bad-front-matter", 2)],
    "tab-in-front-matter": [("yaml-tab", 4)],
    "unclosed-quote": [("yaml-syntax", 3)],
    "key-twice": [("duplicate-key", 7)],
    "no-title": [("missing-title", 2)],
    "no-date": [("missing-date", 2)],
    "date-in-words": [("bad-date", 4)],
    "impossible-date": [("bad-value", 4)],
    "no-language": [("missing-language", 2)],
    "language-in-words": [("bad-language", 3)],
    "no-body": [("empty-body", 7)],
    "headings-only": [("empty-body", 7), ("text-dropped", 8)],
    "panel-only": [("empty-body", 7), ("moved-to-medicine", 8)],
}
TOLERATED = {
    "title-in-heading-only": [("title-from-heading", 2), ("text-dropped", 7)],
    "no-version": [("missing-version", 2)],
    "unknown-words": [
        ("unknown-audience", 6),
        ("unknown-frequency", 7),
        ("inactive-record", 8),
        ("bad-url", 9),
    ],
    "values-of-other-types": [
        ("list-for-text", 2),
        ("value-not-used", 6),
        ("value-not-used", 8),
    ],
    "unknown-keys": [("unused-key", 6), ("unused-key", 7)],
    "nested-lists": [("nested-list", 10), ("list-renumbered", 17), ("nested-list", 17)],
    "no-block-for-it": [
        ("quote-as-text", 10),
        ("image-dropped", 12),
        ("code-as-text", 14),
        ("rule-dropped", 16),
        *[("html-dropped", 18)] * 2,
        *[("html-dropped", 20)] * 6,
        ("code-as-text", 20),
    ],
    "odd-table": [("cells-dropped", 12), ("empty-cell", 13), ("table-as-list", 15)],
    "links-that-fail": [
        *[("link-kept-as-text", 10)] * 3,
        ("link-kept-as-text", 11),
        ("empty-link", 11),
        ("link-title-dropped", 12),
        ("unused-address", 14),
    ],
    "deep-headings": [("heading-raised", 12), ("text-dropped", 16), ("text-dropped", 20)],
}


@pytest.mark.parametrize("name", REFUSED)
def test_no_leaflet_is_made(name: str, records: Path) -> None:
    record = import_record(records / f"{name}.md")
    assert record.leaflet is None
    assert _found(record) == REFUSED[name]
    assert any(d.severity is Severity.ERROR for d in record.diagnostics)


@pytest.mark.parametrize("name", TOLERATED)
def test_leaflet_is_made_and_builds(
    name: str, records: Path, load: Callable[[ImportedRecord], Leaflet]
) -> None:
    record = import_record(records / f"{name}.md")
    assert _found(record) == TOLERATED[name]
    load(record)


def test_every_record_is_listed_here(records: Path) -> None:
    listed = {*REFUSED, *TOLERATED, "nci-talimogene-laherparepvec"}
    assert {file.stem for file in records.glob("*.md")} == listed


def test_errors_come_with_a_hint(records: Path) -> None:
    loaders_own = {"bad-value"}
    for name in REFUSED:
        found = import_record(records / f"{name}.md").diagnostics
        errors = [d for d in found if d.severity is Severity.ERROR]
        assert all(d.hint or d.code in loaders_own for d in errors)


def test_near_key_is_suggested(records: Path) -> None:
    known_to_be_unused, mistyped = import_record(records / "unknown-keys.md").diagnostics
    assert not known_to_be_unused.hint
    assert "'status'" in mistyped.hint


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"", "empty-file"), (b"---\ntitle: caf\xe9\n---\n", "not-utf-8")],
)
def test_file_that_is_no_text(tmp_path: Path, raw: bytes, code: str) -> None:
    file = tmp_path / "record.md"
    file.write_bytes(raw)
    record = import_record(file)
    assert record.leaflet is None
    assert [d.code for d in record.diagnostics] == [code]


def test_file_that_is_missing(tmp_path: Path) -> None:
    assert [d.code for d in import_record(tmp_path / "none.md").diagnostics] == ["unreadable-file"]


def test_windows_lines_and_byte_order_mark(records: Path, tmp_path: Path) -> None:
    source = records / "nested-lists.md"
    file = tmp_path / source.name
    text = source.read_text(encoding="utf-8").replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    record, plain = import_record(file), import_record(source)
    assert record.leaflet == plain.leaflet
    assert _found(record) == _found(plain)


def test_what_the_model_refuses_is_reported_with_its_line(
    import_body: Callable[[str], ImportedRecord],
) -> None:
    record = import_body("\nUse.\n\n## Long\n\n" + "- item\n" * 201)
    assert record.leaflet is None
    assert _found(record) == [("too-long", 13)]


@pytest.mark.parametrize("body", ["> " * 100, "- " * 100 + "x", "*a " * 500 + "a* " * 500])
def test_nesting_has_a_limit(body: str, import_body: Callable[[str], ImportedRecord]) -> None:
    assert _found(import_body("\n" + body)) == [("nested-too-deep", 9)]


def _found(record: ImportedRecord) -> list[tuple[str, int]]:
    return [(d.code, d.location.line) for d in record.diagnostics]
