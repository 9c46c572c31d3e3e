"""What a build survives: after each fault no PDF is half written, the manifest tells the truth,
and the next build completes."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.effort import NOT_STOPPED, STUCK
from tests.small_project import SmallProject

from polyleaf.publishing import production

MEANING = "what/meaning"
LEAFLETS = [f"l{number}" for number in range(6)]


@pytest.fixture
def project(project: SmallProject) -> SmallProject:
    """A project of six leaflets in two languages, not built yet."""
    for name in LEAFLETS:
        project.leaflet(name, f"Rest and drink, {name}.")
        text = (f"Rest and drink, {name}.", f"Descanse y beba, {name}.")
        project.catalog(name, "es", {MEANING: text})
    return project


def assert_true(project: SmallProject, out: str = "build") -> None:
    """Every PDF is whole, and the manifest says what is there."""
    folder = project.root / out
    pdfs = {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*.pdf")}
    assert all(
        data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF") for data in pdfs.values()
    )
    listed = project.manifest if (folder / "manifest.json").exists() else {}
    assert set(listed) <= set(pdfs)
    for path, entry in listed.items():
        assert hashlib.sha256(pdfs[path]).hexdigest() == entry["sha256"]
    assert not [f for f in folder.rglob(".*") if f.is_file()]


def assert_completes(project: SmallProject) -> None:
    assert project.polyleaf("build").status == 0
    assert len(project.manifest) == 2 * len(LEAFLETS)
    assert_true(project)


def start(project: SmallProject, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "polyleaf", "build", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=project.root, stdout=pipe, stderr=pipe, text=True)


def children(of: int) -> list[int]:
    """Return the processes below a process, those below them too."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text("ascii").rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == of:
            found += [int(folder.name), *children(int(folder.name))]
    return found


def wait_for_event(build: subprocess.Popen[str]) -> None:
    """Wait until a PDF is made that was not made before."""
    assert build.stdout
    event = json.loads(build.stdout.readline())
    while event["leaflet"] == "l0":
        event = json.loads(build.stdout.readline())
    assert event["event"] == "built"


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_is_killed_or_stopped(project: SmallProject, sent: signal.Signals) -> None:
    assert project.polyleaf("build", "l0").status == 0
    before = project.manifest
    with start(project, "--json", "-j", "1") as build:
        wait_for_event(build)
        build.send_signal(sent)
        began = time.monotonic()
        assert build.wait(STUCK) != 0
        took = time.monotonic() - began
    assert_true(project)
    assert project.manifest.items() >= before.items()
    if sent is signal.SIGINT:
        assert took < NOT_STOPPED
        assert len(project.manifest) > len(before)  # what was done is kept
    done = len(list((project.root / ".polyleaf" / "store").glob("*/*.pdf")))
    assert done >= 3
    assert_completes(project)


def test_a_worker_that_is_killed_costs_nothing_but_time(project: SmallProject) -> None:
    with start(project, "--json", "-j", "2") as build:
        wait_for_event(build)
        for process in children(build.pid):
            name = Path(f"/proc/{process}/cmdline").read_bytes()
            if b"forkserver" in name and not children(process):
                os.kill(process, signal.SIGKILL)
                break
        _, errors = build.communicate()
    assert build.returncode == 0, errors
    assert_true(project)
    assert len(project.manifest) == 2 * len(LEAFLETS)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["/bin/mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("needs the right to mount a file system")
    yield folder
    subprocess.run(["/bin/umount", str(folder)], check=True)


def test_a_full_disk(project: SmallProject, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"\0" * 150_000)
    outcome = project.polyleaf("build", "--out", small_disk)
    assert outcome.status == 1
    assert "cannot-write" in outcome.codes
    for file in small_disk.rglob("*.pdf"):
        assert file.read_bytes().rstrip().endswith(b"%%EOF")
    (small_disk / "filler").unlink()
    assert_completes(project)


def test_an_output_that_cannot_be_written(project: SmallProject) -> None:
    project.write("build/pdf/es", b"a file where a folder should be")
    outcome = project.polyleaf("build")
    assert outcome.status == 1
    assert outcome.codes.count("cannot-write") == len(LEAFLETS)
    assert len(project.manifest) == len(LEAFLETS)
    (project.root / "build/pdf/es").unlink()
    assert_completes(project)


def test_a_template_that_never_ends(project: SmallProject) -> None:
    endless = "{% for a in range(99999) %}" * 3 + "." + "{% endfor %}" * 3
    project.write("templates/leaflet.html", endless)
    began = time.monotonic()
    outcome = project.polyleaf("build", "l0", "-l", "en", "--time-limit", "1")
    assert (outcome.status, outcome.codes) == (1, ["time-limit"])
    assert time.monotonic() - began < NOT_STOPPED
    (project.root / "templates" / "leaflet.html").unlink()
    assert_completes(project)


def test_a_page_that_is_never_laid_out(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Making the page ready has the same limit; it is not what takes long here.
    monkeypatch.setattr(production, "time_limit", lambda _: nullcontext())
    page = "<html lang=en><title>t</title><body>" + "<p>x</p>" * 20_000
    project.write("templates/leaflet.html", page)
    outcome = project.polyleaf("build", "l0", "-l", "en", "--time-limit", "1")
    assert (outcome.status, outcome.codes) == (1, ["lost-worker"])
    (project.root / "templates" / "leaflet.html").unlink()
    assert_completes(project)


def test_a_folder_of_twenty_thousand_files(project: SmallProject) -> None:
    folder = project.root / "locales" / "es" / "leaflets"
    for number in range(20_000):
        (folder / f"other-{number}.po").touch()
    assert_completes(project)


def test_two_builds_at_once(project: SmallProject) -> None:
    with start(project, "-j", "1", "-l", "en") as one, start(project, "-j", "1", "-l", "es") as two:
        assert [one.wait(STUCK), two.wait(STUCK)] == [0, 0]
    assert len(project.manifest) == 2 * len(LEAFLETS)
    assert_true(project)


def test_names_in_any_script_and_as_long_as_a_folder_allows(project: SmallProject) -> None:
    out = "výstup-出力-" + "x" * 200
    assert project.polyleaf("build", "l0", "--out", out).status == 0
    assert len(list((project.root / out).rglob("*.pdf"))) == 2


def test_catalogs_are_read_anew_when_only_their_content_differs(project: SmallProject) -> None:
    """Size and times alike: a build may not take the one for the other."""
    file = project.root / "locales/es/leaflets/l0.po"
    assert project.polyleaf("build", "l0").status == 0
    before = project.manifest["pdf/es/l0.es.pdf"]["sha256"]
    stamp = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Descanse", b"Descanso"))
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert project.polyleaf("build", "l0").status == 0
    assert project.manifest["pdf/es/l0.es.pdf"]["sha256"] != before
