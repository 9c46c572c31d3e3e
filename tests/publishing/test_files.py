"""Whole files or none."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Never

import pytest

from polyleaf.publishing.files import write_file


def fail(*_: object) -> Never:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupt(*_: object) -> Never:
    raise KeyboardInterrupt


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    write_file(tmp_path / "pdf" / "es" / "a.pdf", b"%PDF")
    assert (tmp_path / "pdf" / "es" / "a.pdf").read_bytes() == b"%PDF"


def test_a_file_is_replaced_not_written_into(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    write_file(file, b"old")
    with file.open("rb") as reader:
        write_file(file, b"new, and longer")
        assert reader.read() == b"old"
    assert file.read_bytes() == b"new, and longer"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_everyone_may_read_the_file(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        write_file(tmp_path / "a.pdf", b"%PDF")
    finally:
        os.umask(before)
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.chmod", "pathlib.Path.replace"])
@pytest.mark.parametrize(("how", "error"), [(fail, OSError), (interrupt, KeyboardInterrupt)])
def test_a_failure_midway_leaves_the_old_file_and_no_litter(
    step: str,
    how: object,
    error: type[BaseException],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "a.pdf"
    write_file(file, b"old")
    before = file.stat()
    monkeypatch.setattr(step, how)
    with pytest.raises(error):
        write_file(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_failure_of_the_first_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="space"):
        write_file(tmp_path / "a.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OSError, match=r"a\.pdf"):
        write_file(tmp_path / "a.pdf", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert list((tmp_path / "a.pdf").iterdir()) == []
