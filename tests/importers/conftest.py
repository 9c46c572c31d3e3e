"""What the tests of the importers share: the folder of records, and a way to write one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from polyleaf.content.leaflets import load_leaflet
from polyleaf.content.model import Leaflet
from polyleaf.importers import ImportedRecord, import_record, to_yaml

FRONT_MATTER = """\
---
title: Zetamab
language: en
lastReviewed: 2025-01-31
version: v2
url: https://zeta.example/medicines/zetamab
---
"""


@pytest.fixture(scope="session")
def records() -> Path:
    return Path(__file__).parent / "records"


@pytest.fixture
def import_body(tmp_path: Path) -> Callable[[str], ImportedRecord]:
    """Import a record with sound front matter and this body, which begins on line 8."""

    def run(body: str) -> ImportedRecord:
        file = tmp_path / "record.md"
        file.write_text(FRONT_MATTER + body, encoding="utf-8")
        return import_record(file)

    return run


@pytest.fixture
def content(import_body: Callable[[str], ImportedRecord]) -> Callable[[str], dict[str, Any]]:
    """Import a body and return the blocks of its only section."""

    def run(body: str) -> dict[str, Any]:
        leaflet = import_body(body).leaflet
        assert leaflet is not None
        (section,) = leaflet["sections"].values()
        blocks: dict[str, Any] = section["content"]
        return blocks

    return run


@pytest.fixture
def load(tmp_path: Path) -> Callable[[ImportedRecord], Leaflet]:
    """Write an imported leaflet as a project would hold it, and load it."""

    def run(record: ImportedRecord) -> Leaflet:
        assert record.leaflet is not None, record.diagnostics
        file = tmp_path / f"{record.leaflet['id']}.yaml"
        file.write_text(to_yaml(record.leaflet), encoding="utf-8")
        loaded, diagnostics = load_leaflet(file)
        assert loaded is not None, diagnostics
        return loaded.leaflet

    return run
