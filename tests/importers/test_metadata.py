"""Keys of the front matter, and what a leaflet says about itself."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from polyleaf.importers import import_record


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
