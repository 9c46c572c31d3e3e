"""A build state that came with somebody else's project: what cannot be ours is not believed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.publishing.test_catalogue import ENGLISH

from polyleaf.publishing.build_state import BuildState, KnownLeaflet, KnownPublication

ENTRY = json.dumps(asdict(ENGLISH))
GOOD = KnownPublication("out", "pdf/en/a.en.pdf", "i", "w", "0" * 64, "s", ENTRY, "")
LEAFLET = KnownLeaflet("a", "i", "en", "c", "")
DEEP = "[" * 100_000


@pytest.mark.parametrize("path", ["pdf/en/a.en.pdf", "pdf/zh-Hans/a-b.zh-Hans.large-print.pdf"])
def test_what_a_build_wrote_is_known(path: str, tmp_path: Path) -> None:
    state = BuildState(tmp_path / "state.sqlite3")
    one = GOOD._replace(path=path)
    state.learn_publications([one])
    state.learn_leaflets([LEAFLET])
    assert (state.publications("out"), state.leaflets()) == ({path: one}, {"a": LEAFLET})


@pytest.mark.parametrize(
    "bad",
    [
        {"path": "../../a.pdf"},
        {"path": "pdf/../../a.en.pdf"},
        {"path": "/etc/a.en.pdf"},
        {"path": "pdf/en/a\0.en.pdf"},
        {"path": "index.html"},
        {"key": "../../../a"},
        {"key": ""},
        {"entry": ""},
        {"entry": "{}"},
        {"entry": DEEP},
        {"entry": ENTRY.replace("55791", '"many"')},
        {"diagnostics": "{"},
        {"diagnostics": "[{}]"},
        {"diagnostics": DEEP},
    ],
)
def test_what_cannot_be_ours_is_not_known(bad: dict[str, str], tmp_path: Path) -> None:
    state = BuildState(tmp_path / "state.sqlite3")
    state.learn_publications([GOOD._replace(**bad)])
    state.learn_leaflets([LEAFLET._replace(diagnostics=DEEP)])
    assert (state.publications("out"), state.leaflets()) == ({}, {})


def test_what_is_no_text_is_not_known(tmp_path: Path) -> None:
    state = BuildState(tmp_path / "state.sqlite3")
    for column in range(2, 8):
        row: list[object] = list(GOOD)
        row[column] = b"bytes"
        statement = "INSERT OR REPLACE INTO publications VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        state._database.execute(statement, row)
        assert state.publications("out") == {}
