"""A scheduler and workers of Dask on loopback, as a person would start them."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import psutil
from tests.printing import ROOT

__all__ = ["Cluster", "free_port", "until"]

_DASK: Final = (sys.executable, "-m", "dask")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def until(condition: object, seconds: float = 60) -> None:
    """Wait until a function returns something true."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


@dataclass
class Cluster:
    """Processes of Dask, which are killed with all their children in the end."""

    folder: Path
    protocol: str = "tcp"
    options: Sequence[str] = ()
    processes: list[psutil.Popen] = field(default_factory=list)
    port: int = field(default_factory=free_port)

    @property
    def address(self) -> str:
        return f"{self.protocol}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start("scheduler", "--host", self.address, "--no-show")
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        for process in self.processes:
            self.kill(process)

    def start_worker(
        self, *options: str, env: Mapping[str, str] | None = None, cache: str = "cache"
    ) -> psutil.Popen:
        """Start a worker of one thread, with a nanny unless the options say otherwise."""
        env = {"XDG_CACHE_HOME": str(self.folder / cache), **(env or {})}
        options = ("--nthreads", "1", "--death-timeout", "60", *options)
        return self.start("worker", self.address, *options, env=env)

    def start(self, what: str, *options: str, env: Mapping[str, str] | None = None) -> psutil.Popen:
        env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **(env or {})}
        with (self.folder / f"{what}.log").open("ab") as log:
            process = psutil.Popen(
                [*_DASK, what, *options, *self.options, "--no-dashboard"],
                stdout=log,
                stderr=log,
                env=env,
                cwd=self.folder,
            )
        self.processes.append(process)
        return process

    def kill(self, process: psutil.Popen) -> None:
        """End a process and all below it, as when its machine fails."""
        with suppress(psutil.NoSuchProcess):
            for one in [process, *process.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
        process.wait()
