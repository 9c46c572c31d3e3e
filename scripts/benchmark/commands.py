"""`polyleaf build` as a user runs it, and other programs, each timed by the wall clock.

Job: run a program to its end and say how long it took and what it printed. Trade-off: a whole
command, with its start, because that is what people wait for. Side effects: starts processes;
`forget` deletes what a build made of a project.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["BenchError", "Built", "build", "can_build_with", "forget", "interrupt", "run"]

_SHOWN = 2000


class BenchError(Exception):
    """Something that is measured did not work; the message says what it printed."""


@dataclass(frozen=True)
class Built:
    """What a build did: its seconds, and how many publications it rendered."""

    seconds: float
    rendered: int


def build(root: Path, *arguments: str) -> Built:
    """Run `polyleaf build` on a project.

    Raises:
        BenchError: it failed, or a publication did.
    """
    command = polyleaf("--project", str(root), "build", "--json", *arguments)
    seconds, printed = run(command)
    events: list[dict[str, Any]] = [json.loads(line) for line in printed.splitlines()]
    return Built(seconds, sum(event["event"] == "built" for event in events))


def interrupt(root: Path, *arguments: str) -> float:
    """Run `polyleaf build`, press Ctrl-C after the first PDF; return the seconds until it ended.

    Raises:
        BenchError: it ended by itself.
    """
    command = polyleaf("--project", str(root), "build", "--json", *arguments)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        if not running.stdout or not running.stdout.readline():
            raise BenchError("there was nothing to stop")
        running.send_signal(signal.SIGINT)
        start = time.perf_counter()
        running.communicate()
        return time.perf_counter() - start


def polyleaf(*arguments: str) -> list[str]:
    """Return a command line of this very Polyleaf."""
    return [sys.executable, "-m", "polyleaf", *arguments]


def can_build_with(option: str) -> bool:
    """Tell whether `polyleaf build` knows an option."""
    return option in run(polyleaf("build", "--help"))[1]


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> tuple[float, str]:
    """Run a program to its end; return the seconds and what it printed.

    Raises:
        BenchError: it failed.
    """
    start = time.perf_counter()
    ended = subprocess.run(
        command,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    seconds = time.perf_counter() - start
    if ended.returncode:
        raise BenchError(f"{' '.join(command)}\n{ended.stderr[-_SHOWN:]}")
    return seconds, ended.stdout


def forget(root: Path, *, fonts: bool = False) -> None:
    """Delete what was built of a project and what is known of it; the fonts only if asked."""
    shutil.rmtree(root / "build", ignore_errors=True)
    for kept in (root / ".polyleaf").glob("*"):
        if kept.name == "fonts" and not fonts:
            continue
        if kept.is_dir():
            shutil.rmtree(kept)
        else:
            kept.unlink()
