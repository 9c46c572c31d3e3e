"""build/manifest.json: sorted, the same bytes for the same publications, and never in the way."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from polyleaf.publishing.manifest import Publication, read_manifest, write_manifest

FLU = Publication(
    leaflet="flu",
    language="es",
    edition="standard",
    paper="a4",
    path="pdf/es/flu.es.pdf",
    title="Gripe – «la gripe»",
    source_title="Flu",
    sha256="0" * 64,
    size=12_345,
    pages=2,
    status="incomplete",
    revised="2025-01-31",
    reviewed="",
    review_due="",
    source_revision="0123456789abcdef",
    warnings=("missing-translation", "missing-translation"),
)
# What the contract says an entry holds; a later version may only add to it.
CONTRACT = {
    "leaflet",
    "language",
    "edition",
    "paper",
    "path",
    "sha256",
    "pages",
    "status",
    "revised",
    "reviewed",
    "review_due",
    "source_revision",
    "warnings",
}


def other(leaflet: str, language: str) -> Publication:
    path = f"pdf/{language}/{leaflet}.{language}.pdf"
    return replace(FLU, leaflet=leaflet, language=language, path=path)


def make_files(folder: Path, *publications: Publication) -> None:
    for publication in publications:
        file = folder / publication.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"%PDF")


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    make_files(tmp_path, FLU)
    write_manifest(tmp_path, [FLU])
    assert read_manifest(tmp_path) == [FLU]


def test_an_entry_holds_what_the_contract_says(tmp_path: Path) -> None:
    write_manifest(tmp_path, [FLU])
    text = (tmp_path / "manifest.json").read_text("utf-8")
    (entry,) = json.loads(text)["publications"]
    assert set(entry) >= CONTRACT
    assert entry == {**asdict(FLU), "warnings": list(FLU.warnings)}
    assert FLU.title in text


def test_any_order_gives_the_same_bytes(tmp_path: Path) -> None:
    publications = [other("b", "en"), other("a", "fa"), other("a", "en")]
    written = set()
    for order in itertools.permutations(publications):
        write_manifest(tmp_path, order)
        written.add((tmp_path / "manifest.json").read_bytes())
    (data,) = written
    assert [(p["leaflet"], p["language"]) for p in json.loads(data)["publications"]] == [
        ("a", "en"),
        ("a", "fa"),
        ("b", "en"),
    ]
    assert data.endswith(b"}\n")


def test_a_publication_whose_pdf_is_gone_is_forgotten(tmp_path: Path) -> None:
    kept, gone = other("kept", "en"), other("gone", "en")
    make_files(tmp_path, kept, gone)
    write_manifest(tmp_path, [kept, gone])
    (tmp_path / gone.path).unlink()
    assert read_manifest(tmp_path) == [kept]


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == []
    assert read_manifest(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"null",
        b"[]",
        b"5",
        b"{}",
        b'{"publications": null}',
        b'{"publications": 5}',
        json.dumps({"publications": [{**asdict(FLU), "path": "a\0b"}]}).encode(),
        b'{"publications": [{}]}',
        b'{"publications": [{"leaflet": "flu", "warnings": []}]}',
        b'{"publications": [5]}',
        b'{"publications": [null]}',
        b'{"publications": {"leaflet": "flu"}}',
        json.dumps({"publications": [{**asdict(FLU), "path": 5}]}).encode(),
    ],
)
def test_garbage_is_an_empty_one(garbage: bytes, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(garbage)
    assert read_manifest(tmp_path) == []


def test_what_a_later_version_added_is_passed_over(tmp_path: Path) -> None:
    make_files(tmp_path, FLU)
    entry = {**asdict(FLU), "shelf": "top"}
    (tmp_path / "manifest.json").write_text(json.dumps({"publications": [entry], "more": 1}))
    assert read_manifest(tmp_path) == [FLU]


@pytest.mark.parametrize("name", [field.name for field in fields(Publication)])
def test_an_entry_of_an_older_version_is_no_failure(name: str, tmp_path: Path) -> None:
    make_files(tmp_path, FLU)
    entry = {key: value for key, value in asdict(FLU).items() if key != name}
    (tmp_path / "manifest.json").write_text(json.dumps({"publications": [entry]}))
    assert read_manifest(tmp_path) == []
