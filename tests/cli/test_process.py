"""The command as a process of its own: exit statuses, streams, and what `--help` loads."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from tests.effort import STUCK
from tests.small_project import SmallProject, polyleaf

from polyleaf.cli.main import cli

# Libraries that take their time to import; `--help` has to answer at once.
SLOW = ("babel", "citeproc", "fontTools", "icu4py", "jinja2", "pydantic", "uharfbuzz", "weasyprint")
LIST_MODULES = """
import json, sys
sys.argv = ["polyleaf", *sys.argv[1:]]
from polyleaf.cli import main
try:
    main()
finally:
    json.dump(sorted(sys.modules), sys.stderr)
"""


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "polyleaf", *arguments]
    return subprocess.run(  # noqa: PLW1510 - the status is what is tested
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=STUCK
    )


def test_status_0_is_done(project: SmallProject) -> None:
    project.leaflet("sound")
    done = run("build", "-l", "en", folder=project.root)
    assert (done.returncode, done.stderr) == (0, "[1/1] built sound en\n")
    assert "1 of 1 PDFs built" in done.stdout
    assert project.pdfs == ["pdf/en/sound.en.pdf"]


def test_status_1_is_something_not_built(project: SmallProject) -> None:
    project.leaflet("unsound", "Small [@who].")
    done = run("build", folder=project.root)
    assert done.returncode == 1
    assert done.stderr.startswith("leaflets/unsound.yaml:10:7: error[unknown-reference] ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("build",), ("build", "--papper", "a4")])
def test_status_2_is_wrong_usage(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_help_imports_nothing_slow(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LIST_MODULES, "--help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert [name for name in json.loads(done.stderr) if name in SLOW] == []
    assert "Commands:" in done.stdout


@pytest.mark.parametrize("command", cli.commands)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself(command: str, option: str, tmp_path: Path) -> None:
    outcome = polyleaf(command, option, folder=tmp_path)
    assert (outcome.status, outcome.err) == (0, "")
    summary = cli.commands[command].get_short_help_str(limit=100)
    assert summary.split(".")[0].split()[:4] == outcome.out.split("\n\n")[1].split()[:4]
    assert list(tmp_path.iterdir()) == []


def test_every_option_is_explained() -> None:
    options = {
        f"{name} {option.opts[0]}": getattr(option, "help", "no help")
        for name, command in cli.commands.items()
        for option in command.params
        if option.param_type_name == "option"
    }
    assert [name for name, text in options.items() if not text] == []


def test_the_contract_has_these_commands(tmp_path: Path) -> None:
    listed = polyleaf("--help", folder=tmp_path).out.partition("Commands:")[2]
    found = {line.split()[0] for line in listed.splitlines() if line.strip()}
    assert {"build", "check", "import", "init", "languages", "new", "schema"} <= found


def test_the_version_is_the_package_s(tmp_path: Path) -> None:
    assert polyleaf("--version", folder=tmp_path).out.split()[-1] == version("polyleaf")
