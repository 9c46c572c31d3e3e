"""Keys of the front matter and the fields they become."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from polyleaf.importers import import_record
from polyleaf.importers.markdown.values import (
    read_frequency,
    read_language,
    read_license,
    read_version,
)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("monthly", "P1M"),
        ("quarterly", "P3M"),
        ("biannually", "P6M"),
        ("Semi-annually", "P6M"),
        ("half_yearly", "P6M"),
        ("annually", "P1Y"),
        ("Yearly", "P1Y"),
        ("every 2 years", "P2Y"),
        ("every four months", "P4M"),
        ("18 months", "P18M"),
        ("24 months", "P2Y"),
        ("P1Y6M", "P1Y6M"),
        ("weekly", ""),
        ("bimonthly", ""),
        ("every 0 months", ""),
        ("P0M", ""),
        ("P", ""),
        ("", ""),
    ],
)
def test_frequency(text: str, period: str) -> None:
    assert read_frequency(text) == period


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("public_domain", "Public domain"),
        ("CC0-1.0", "CC0 1.0"),
        ("cc-by-4.0", "CC BY 4.0"),
        ("CC BY-NC-SA 3.0", "CC BY-NC-SA 3.0"),
        ("cc_by_nd", "CC BY-ND"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_license(text: str, name: str) -> None:
    assert read_license(text) == name


@pytest.mark.parametrize(
    ("text", "version"),
    [("v1", "1"), ("V2.3", "2.3"), ("v. 4", "4"), ("vaccine", "vaccine"), ("1" * 21, "")],
)
def test_version(text: str, version: str) -> None:
    assert read_version(text) == version


@pytest.mark.parametrize(
    ("text", "tag"),
    [("EN", "en"), ("pt_br", "pt-BR"), ("zh-hans", "zh-Hans"), ("English", ""), ("?", "")],
)
def test_language(text: str, tag: str) -> None:
    assert read_language(text) == tag


@pytest.mark.parametrize(
    "value", ["2025-12-30", "'2025-12-30'", "2025-12-30T09:30:00Z", '"2025-12-30 09:30"']
)
def test_date_as_date_or_text(value: str, tmp_path: Path) -> None:
    leaflet = _import(tmp_path, lastReviewed=value)
    assert leaflet["dates"] == {"reviewed": datetime.date(2025, 12, 30)}


@pytest.mark.parametrize("title", ["Zetamab - ABC", "Zetamab | abc", "Zetamab — ABC", "Zetamab"])
def test_title_loses_the_name_of_its_source(title: str, tmp_path: Path) -> None:
    leaflet = _import(tmp_path, title=title, source="ABC")
    assert leaflet["title"] == "Zetamab"
    assert leaflet["provenance"] == {"source": {"name": "ABC: Zetamab"}}


def test_title_keeps_what_is_not_its_source(tmp_path: Path) -> None:
    leaflet = _import(tmp_path, title="Zetamab - for children", source="ABC")
    assert leaflet["title"] == "Zetamab - for children"


def test_title_prints_as_written(tmp_path: Path) -> None:
    assert _import(tmp_path, title="'Zeta {dose} *'")["title"] == r"Zeta \{dose\} \*"


def test_id_falls_back_to_the_name_of_the_file(tmp_path: Path) -> None:
    assert _import(tmp_path, title="治疗")["id"] == "the-file"


def test_authors_are_given_or_absent(tmp_path: Path) -> None:
    leaflet = _import(tmp_path, authors="[A. One, B. Two]")
    assert leaflet["provenance"] == {"authors": ["A. One", "B. Two"]}
    assert "provenance" not in _import(tmp_path)


def test_topics_are_ids_each_once(tmp_path: Path) -> None:
    leaflet = _import(tmp_path, cancerTypes="[Skin, Head & Neck]", tags="skin, Follow-up")
    assert leaflet["topics"] == ["skin", "head-neck", "follow-up"]


def test_keys_keep_the_order_of_the_contract(tmp_path: Path) -> None:
    keys = {"audienceLevel": "caregivers", "tags": "a", "source": "ABC"}
    assert list(_import(tmp_path, **keys)) == [
        *("id", "language", "title", "audience", "topics", "version", "dates"),
        *("provenance", "sections"),
    ]


def _import(folder: Path, **keys: str) -> dict[str, Any]:
    sound = {"title": "Zetamab", "language": "en", "lastReviewed": "2025-01-31", "version": "1"}
    lines = [f"{key}: {value}" for key, value in {**sound, **keys}.items()]
    file = folder / "The file.md"
    file.write_text("\n".join(["---", *lines, "---", "", "Text."]), encoding="utf-8")
    leaflet = import_record(file).leaflet
    assert leaflet is not None
    return leaflet
