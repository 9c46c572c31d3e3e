"""A table is loaded once, and again as soon as a file of it holds something else."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.remembered import remembered


class Loader:
    """Loads the text of each file, and counts how often it is asked to."""

    def __init__(self) -> None:
        self.calls = 0
        self.load = remembered(self._load)

    def _load(self, files: Iterable[Path]) -> dict[str, str]:
        self.calls += 1
        texts = {str(file): file.read_text("utf-8") for file in files}
        if "bad" in texts.values():
            raise InputError([Diagnostic("bad-table", Location(Path("a")), "bad")])
        return texts


@pytest.fixture
def loader() -> Loader:
    return Loader()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "table.yaml"
    file.write_text("one")
    return file


def test_a_table_is_loaded_once(loader: Loader, file: Path) -> None:
    assert [loader.load([file]) for _ in range(3)] == [{str(file): "one"}] * 3
    assert loader.calls == 1


def test_no_change_is_missed_whatever_the_clock_says(loader: Loader, file: Path) -> None:
    loader.load([file])
    times = file.stat()
    file.write_text("two")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert loader.load([file]) == {str(file): "two"}


def test_files_of_the_same_content_are_not_taken_for_each_other(
    loader: Loader, file: Path, tmp_path: Path
) -> None:
    twin = tmp_path / "twin.yaml"
    twin.write_text("one")
    loader.load([file])
    assert loader.load([twin]) == {str(twin): "one"}
    assert loader.load([file, twin]) == {str(file): "one", str(twin): "one"}


def test_nobody_can_change_what_others_get(loader: Loader, file: Path) -> None:
    loader.load([file]).clear()
    loader.load([file])["more"] = "entries"
    assert loader.load([file]) == {str(file): "one"}


def test_what_is_wrong_is_said_each_time(loader: Loader, file: Path) -> None:
    file.write_text("bad")
    for _ in range(2):
        with pytest.raises(InputError):
            loader.load([file])
    file.unlink()
    with pytest.raises(FileNotFoundError):
        loader.load([file])


def test_a_file_that_is_written_meanwhile_is_not_remembered(file: Path) -> None:
    def load(files: Iterable[Path]) -> dict[str, str]:
        texts = {str(one): one.read_text("utf-8") for one in files}
        file.write_text("two")
        return texts

    table = remembered(load)
    assert table([file]) == {str(file): "one"}
    file.write_text("one")
    assert table([file]) == {str(file): "one"}
    assert table([file]) == {str(file): "two"}


def test_only_the_last_tables_are_kept(loader: Loader, tmp_path: Path) -> None:
    files = [tmp_path / str(number) for number in range(9)]
    for file in files:
        file.write_text("table")
        loader.load([file])
    loader.load([files[-1]])
    assert loader.calls == 9
    loader.load([files[0]])
    assert loader.calls == 10


def test_an_empty_list_of_files_is_an_empty_table(loader: Loader) -> None:
    assert loader.load([]) == {}
