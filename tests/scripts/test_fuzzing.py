"""Spoilt files of every kind: each is read or refused, and nothing else happens to it.

A bounded run of `make fuzz`; hypothesis chooses the edits here, and makes what fails small.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzzing.__main__ import main
from fuzzing.mutation import EDITS, SCALE, Edit, spoilt
from fuzzing.targets import TARGETS, problems
from polyleaf.content.leaflets import load_leaflet
from polyleaf.diagnostics import InputError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def edits(tokens: tuple[bytes, ...]) -> st.SearchStrategy[list[Edit]]:
    edit = st.builds(
        Edit,
        st.sampled_from(sorted(EDITS)),
        st.integers(0, SCALE - 1),
        st.sampled_from((1, 2, 4, 8, 30, 200)),
        st.sampled_from(tokens),
    )
    return st.lists(edit, min_size=1, max_size=6)


@pytest.mark.parametrize("name", TARGETS)
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_spoilt_file_is_read_or_refused(name: str, folder: Path, data: st.DataObject) -> None:
    target = TARGETS[name]
    seed = data.draw(st.sampled_from(target.seeds))
    problems(target, spoilt(seed, data.draw(edits(tuple(target.tokens)))), folder)


# What is spoilt must be sound, or nothing behind its first line would ever be tried.


@pytest.mark.parametrize("name", sorted(TARGETS.keys() - {"records of review"}))
def test_the_seeds_are_good_files(name: str, folder: Path) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].read(seed, folder)


def test_the_seed_of_leaflets_has_no_problem(folder: Path) -> None:
    file = folder / "x.yaml"
    file.write_bytes(TARGETS["leaflet"].seeds[0])
    assert load_leaflet(file)[1] == []


def test_a_reader_that_breaks_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(data: bytes, _: Path) -> None:
        if b"[" in data:
            raise KeyError
        raise InputError([])

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["fuzz", "--inputs", "50", "--target", "inline"])
    target = TARGETS["inline"]
    monkeypatch.setitem(TARGETS, "inline", type(target)(breaks, target.seeds, target.tokens, 1))
    assert main() == 1
    out = capsys.readouterr().out
    assert "KeyError" in out
    assert "BrokenPromiseError" in out
    assert "50 inputs, 2 findings" in out
    assert len(list((tmp_path / "build" / "fuzz").iterdir())) == 2
