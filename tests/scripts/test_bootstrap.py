"""The set-up's own steps, on a machine that is made up: no command runs for real."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import bootstrap
import system_packages as system

APT = system.MANAGERS[0]


@dataclass
class Machine:
    """A machine that lacks libraries until a command that is not broken installs them."""

    lacking: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    commands: list[str] = field(default_factory=list)

    def run(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> bool:
        del environment
        line = " ".join(command)
        self.commands.append(line)
        if any(line.startswith(start) for start in self.broken):
            self.broken.discard(line)  # an exact line is broken once
            return False
        self.lacking.difference_update(command)
        return True

    def need(self, name: str, package: str) -> system.Need:
        return system.Need(name, {"apt-get": package}, lambda: package not in self.lacking)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    machine = Machine(lacking={"libpango-1.0-0"})
    monkeypatch.setattr(bootstrap, "run", machine.run)
    monkeypatch.setattr(bootstrap, "run_quietly", machine.run)
    monkeypatch.setattr(bootstrap, "is_root", lambda: True)
    monkeypatch.setattr(bootstrap, "has_sudo", lambda: False)
    monkeypatch.setattr(bootstrap, "APT_LISTS", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV_PYTHON", tmp_path / "python")
    monkeypatch.setattr("shutil.which", {"apt-get": "/usr/bin/apt-get"}.get)
    return machine


@pytest.fixture
def pango(machine: Machine) -> system.Need:
    return machine.need("Pango", "libpango-1.0-0")


INSTALL = "apt-get install -y --no-install-recommends libpango-1.0-0"


def test_nothing_runs_when_nothing_is_missing(machine: Machine, pango: system.Need) -> None:
    machine.lacking.clear()

    bootstrap.provide([pango])

    assert machine.commands == []


def test_root_installs_what_is_missing(
    machine: Machine, pango: system.Need, tmp_path: Path
) -> None:
    (tmp_path / "main_Packages.lz4").touch()

    bootstrap.provide([pango, machine.need("Fontconfig", "libfontconfig1")])

    assert machine.commands == [INSTALL]


def test_lists_are_fetched_where_there_are_none(machine: Machine, pango: system.Need) -> None:
    bootstrap.provide([pango])

    assert machine.commands == ["apt-get update", INSTALL]


def test_install_is_tried_again_with_fresh_lists(
    machine: Machine, pango: system.Need, tmp_path: Path
) -> None:
    (tmp_path / "main_Packages").touch()
    machine.broken = {INSTALL}

    bootstrap.provide([pango])

    assert machine.commands == [INSTALL, "apt-get update", INSTALL]


def test_sudo_is_used_when_it_asks_nothing(
    machine: Machine, pango: system.Need, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "is_root", lambda: False)
    monkeypatch.setattr(bootstrap, "has_sudo", lambda: True)

    bootstrap.provide([pango])

    assert machine.commands == ["sudo -n apt-get update", f"sudo -n {INSTALL}"]


def test_others_are_told_the_command(
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bootstrap, "is_root", lambda: False)
    monkeypatch.setattr(system, "library_needs", lambda: [machine.need("Pango", "libpango-1.0-0")])

    assert bootstrap.main([]) == 1
    assert machine.commands == []
    assert capsys.readouterr().err == (
        "error: missing: Pango. Install with this command and try again:\n"
        f"    sudo apt-get update && sudo {INSTALL}\n"
    )


def test_install_that_changes_nothing_ends_in_advice(machine: Machine, pango: system.Need) -> None:
    machine.broken = {"apt-get "}

    with pytest.raises(bootstrap.SetupError, match="missing: Pango"):
        bootstrap.provide([pango])


@pytest.fixture
def complete(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr(system, "library_needs", list)
    monkeypatch.setattr(system, "venv_need", lambda: machine.need("venv", "python3-venv"))
    return machine


def test_fresh_checkout_gets_a_venv_and_the_packages(complete: Machine) -> None:
    assert bootstrap.main(["--extra", "dev"]) == 0

    venv, pip = complete.commands
    assert venv == f"{sys.executable} -m venv --clear {bootstrap.VENV}"
    assert pip.endswith("--editable .[dev]")


def test_usable_venv_is_kept(complete: Machine) -> None:
    bootstrap.VENV_PYTHON.touch()

    assert bootstrap.main([]) == 0

    probe, pip = complete.commands
    assert bootstrap.IS_USABLE in probe
    assert pip.endswith("--editable .")


def test_broken_venv_is_made_anew(complete: Machine) -> None:
    bootstrap.VENV_PYTHON.touch()
    complete.broken = {f"{bootstrap.VENV_PYTHON} -c"}

    assert bootstrap.main([]) == 0
    assert f"{sys.executable} -m venv --clear {bootstrap.VENV}" in complete.commands


def test_missing_ensurepip_is_installed_before_the_venv_is_made(complete: Machine) -> None:
    complete.lacking.add("python3-venv")

    assert bootstrap.main([]) == 0
    assert complete.commands[1].endswith("python3-venv")
    assert "-m venv" in complete.commands[2]


@pytest.mark.parametrize(("step", "message"), [("-m venv", ".venv"), ("-m pip", "pip could")])
def test_failing_step_is_named(
    complete: Machine, capsys: pytest.CaptureFixture[str], step: str, message: str
) -> None:
    complete.broken = {f"{sys.executable} {step}", f"{bootstrap.VENV_PYTHON} {step}"}

    assert bootstrap.main([]) == 1
    assert message in capsys.readouterr().err


def test_pip_is_pinned_also_in_a_path_with_spaces(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path / "my leaflets")

    environment = bootstrap.pinned({"HOME": "/home/me"})

    assert environment["HOME"] == "/home/me"
    assert environment["PIP_CONSTRAINT"].endswith("/my%20leaflets/constraints.txt")
    assert environment["PIP_BUILD_CONSTRAINT"] == environment["PIP_CONSTRAINT"]


def test_run_shows_the_command_and_tells_how_it_went(capfd: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "raise SystemExit(3)"]

    assert not bootstrap.run(command)
    assert not bootstrap.run_quietly(command)
    assert capfd.readouterr().out.startswith("$ ")
