"""Set Polyleaf up in its checkout: system libraries, .venv, and the pinned packages.

Job: what `make build` and `make test` need before they can start, on a machine that has Python
and make. Trade-off: system packages are installed without asking when this user may (as root, or
with a sudo that asks for no password); otherwise the command is printed, for a person to run.
Side effects: installs system packages, writes .venv, prints what it runs.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import system_packages as system

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
APT_LISTS = Path("/var/lib/apt/lists")
IS_USABLE = "import pip, sys; assert sys.version_info >= (3, 11)"


class SetupError(Exception):
    """The set-up cannot go on; the message says what a person can do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Set everything up and return the exit status."""
    parser = argparse.ArgumentParser(description="Set Polyleaf up in its checkout.")
    parser.add_argument("--extra", default="", help="an extra of pyproject.toml, such as dev")
    options = parser.parse_args(arguments)
    try:
        set_up(options.extra)
    except SetupError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def set_up(extra: str) -> None:
    """Provide the libraries, the venv and the packages, each only where it is missing."""
    has_venv = VENV_PYTHON.exists() and run_quietly([str(VENV_PYTHON), "-c", IS_USABLE])
    provide([*system.library_needs(), *([] if has_venv else [system.venv_need()])])
    if not has_venv:
        make_venv()
    install_packages(extra)


def provide(needs: Sequence[system.Need]) -> None:
    """Install what the system lacks, or say how to."""
    lacking = system.missing(needs)
    if not lacking:
        return
    manager = system.find_manager(shutil.which)
    if manager:
        install_system_packages(manager, lacking)
    if still_lacking := system.missing(lacking):
        raise SetupError(system.advice(manager, still_lacking, is_root=is_root()))


def install_system_packages(manager: system.Manager, needs: Sequence[system.Need]) -> None:
    """Try each way to install what is needed until one succeeds; none if this user may not."""
    prefix = system.root_prefix(manager, is_root=is_root(), has_sudo=has_sudo())
    if prefix is None:
        return
    ways = system.attempts(manager, needs, has_lists=any(APT_LISTS.glob("*_Packages*")))
    any(all(run([*prefix, *command]) for command in way) for way in ways)


def has_sudo() -> bool:
    """Tell whether this user may do everything without being asked for a password."""
    return shutil.which("sudo") is not None and run_quietly(["sudo", "-n", "true"])


def is_root() -> bool:
    """Tell whether this user may do everything."""
    return os.geteuid() == 0


def make_venv() -> None:
    """Make .venv afresh with the Python that runs this script."""
    if not run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise SetupError("the virtual environment .venv could not be made; see above.")


def install_packages(extra: str) -> None:
    """Install Polyleaf as it is edited, and the pinned packages it needs, into .venv."""
    requirement = f".[{extra}]" if extra else "."
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not run([*pip, "--editable", requirement], pinned(os.environ)):
        raise SetupError("pip could not install the packages; see above.")


def pinned(environment: Mapping[str, str]) -> dict[str, str]:
    """Hold pip to constraints.txt, also where it builds; as a URL, since pip splits at spaces."""
    constraints = (ROOT / "constraints.txt").as_uri()
    return {**environment, "PIP_CONSTRAINT": constraints, "PIP_BUILD_CONSTRAINT": constraints}


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> bool:
    """Show a command, run it in the checkout, and tell whether it succeeded."""
    print(f"$ {shlex.join(command)}", flush=True)
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def run_quietly(command: Sequence[str]) -> bool:
    """Run a command without its output and tell whether it succeeded."""
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
