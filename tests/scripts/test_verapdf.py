"""What is read from veraPDF's reports, and how it is fetched: no command runs for real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import bootstrap
import verapdf

REPORT = """\
PASS /a/good file.pdf 2a
PASS /a/good file.pdf ua1
FAIL /a/bad.pdf 2a
  FAIL 6.6.2.3.1-1
  FAIL 6.2.3-2
PASS /a/bad.pdf ua1
PASS /a/half.pdf ua1
FAIL /a/plain.pdf 1b
"""


def test_a_report_is_read_file_by_file() -> None:
    names = ("good file", "bad", "half", "plain", "unread")
    found = list(verapdf.read_report(REPORT, [Path(f"/a/{name}.pdf") for name in names]))
    assert [one.conforms for one in found] == [True, False, False, False, False]
    assert [one.failures for one in found] == [
        (),
        ("2a 6.6.2.3.1-1 6.2.3-2",),
        (),
        ("1b",),
        ("-",),
    ]
    assert found[2].judged == {"ua1"}


def test_files_fail_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = verapdf.Judgement(Path("bad.pdf"), frozenset({"ua1", "2a"}), ("2a 6.2.3-2",))
    good = verapdf.Judgement(Path("good.pdf"), frozenset({"ua1", "2a"}), ())
    monkeypatch.setattr(verapdf, "judge", lambda _: [bad, good])
    assert verapdf.report([bad.file, good.file]) == 1
    out = capsys.readouterr().out
    assert "bad.pdf (2a ua1) 2a 6.2.3-2" in out
    assert "1 of 2 PDFs" in out
    monkeypatch.setattr(verapdf, "judge", lambda _: [good])
    assert verapdf.report([good.file]) == 0
    assert verapdf.report([]) == 1


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Let Maven make the folder it is told to, and return the commands that were run."""
    ran: list[str] = []

    def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> bool:
        del environment
        ran.append(command[0])
        folder = next(part for part in command if part.startswith("-DoutputDirectory="))
        Path(folder.partition("=")[2]).mkdir(parents=True)
        return True

    monkeypatch.setattr(verapdf, "JARS", tmp_path / "lib")
    monkeypatch.setattr(bootstrap, "run", run)
    return ran


def test_maven_is_asked_once(commands: list[str]) -> None:
    verapdf.fetch()
    verapdf.fetch()
    assert commands == ["mvn"]
    assert verapdf.is_fetched()


def test_what_could_not_be_fetched_is_not_there(
    commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "run", lambda _: False)
    with pytest.raises(bootstrap.SetupError, match="Maven"):
        verapdf.fetch()
    assert not verapdf.is_fetched()
    assert commands == []


def test_without_maven_the_tests_are_told_and_go_on(
    commands: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", {"java": "/usr/bin/java"}.get)
    assert verapdf.main(["--try-fetch"]) == 0
    assert commands == []
    assert "not held against" in capsys.readouterr().out


@pytest.mark.parametrize(("programs", "lacking"), [((), 2), (("java",), 1), (("java", "mvn"), 0)])
def test_what_is_needed_is_looked_for(
    programs: tuple[str, ...],
    lacking: int,
    commands: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", {name: name for name in programs}.get)
    assert len([need for need in verapdf.needs() if not need.is_met()]) == lacking
    assert commands == []
