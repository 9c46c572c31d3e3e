"""What the tests of the content share: the sample project's leaflets, and one with everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from polyleaf.content.leaflets import LoadedLeaflet, load_leaflet
from polyleaf.diagnostics import Diagnostic

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "leaflets").glob("*.yaml"))
EVERY_BLOCK = Path(__file__).parent / "leaflets" / "every-block.yaml"

Load = Callable[[str], tuple[LoadedLeaflet | None, list[Diagnostic]]]

HEAD = """\
id: small
language: en
title: A small leaflet
version: "1"
dates: {revised: 2025-01-31}
"""


@pytest.fixture(params=[*SAMPLES, EVERY_BLOCK], ids=lambda file: file.stem)
def loaded(request: pytest.FixtureRequest) -> LoadedLeaflet:
    return sound(request.param)


@pytest.fixture(scope="session")
def every_block() -> LoadedLeaflet:
    return sound(EVERY_BLOCK)


def sound(file: Path) -> LoadedLeaflet:
    leaflet, problems = load_leaflet(file)
    assert problems == []
    assert leaflet
    return leaflet


@pytest.fixture
def load_text(tmp_path: Path) -> Load:
    """Load leaflets/small.yaml with this text."""

    def load(text: str) -> tuple[LoadedLeaflet | None, list[Diagnostic]]:
        file = tmp_path / "small.yaml"
        file.write_text(text, encoding="utf-8")
        return load_leaflet(file)

    return load


@pytest.fixture
def load_content(load_text: Load) -> Load:
    """Load a sound leaflet with one section whose content begins on line 10, indented by 6."""

    def load(content: str) -> tuple[LoadedLeaflet | None, list[Diagnostic]]:
        lines = "".join(f"      {line}\n" for line in content.splitlines())
        head = f"{HEAD}sections:\n  what:\n    heading: What\n    content:\n"
        return load_text(head + lines)

    return load
