"""Chromium, kept warm, over its DevTools protocol: files in, tagged PDFs out, several at once.

Job: print HTML files in as many tabs as asked for. Trade-off: the protocol's pipe (messages of JSON
that end in a zero byte) rather than its socket, because a pipe needs no package.
Side effects: starts a browser with a profile in a folder of its own, and ends it.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

__all__ = ["Chromium", "find_chromium"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--remote-debugging-pipe",
)
_PRINT = {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True}
# Chromium reads its commands from descriptor 3 and answers on 4.
_START = "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); \
os.execvp(sys.argv[3], sys.argv[3:])"
_LEAST_DESCRIPTOR = 10

Message = dict[str, Any]
Steps = Generator[tuple[str, Message, str], Message, None]
"""What a tab does: a command, its arguments, and the event to wait for, or "" for its answer."""


def find_chromium() -> str:
    """Return the path of a Chromium or Chrome, or "" where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), "")


class Chromium:
    """A running browser with some tabs."""

    def __init__(self, program: str, fonts: Path, profile: Path, tabs: int = 2) -> None:
        """Start it; `fonts` is the fontconfig file of the fonts that it may see."""
        theirs, self._write = _pipe()
        self._read, their_end = _pipe()
        command = [program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, str(theirs), str(their_end), *command],
            pass_fds=(theirs, their_end),
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(their_end)
        self._buffer = b""
        self._number = 0
        self.tabs = [self._open_tab() for _ in range(tabs)]

    def print_all(self, pages: list[Path], folder: Path) -> float:
        """Print files as PDFs into a folder; return the seconds it took."""
        folder.mkdir(parents=True, exist_ok=True)
        start = time.perf_counter()
        waiting = iter(pages)
        running = {tab: _print_each(waiting, folder) for tab in self.tabs}
        awaited: dict[str, int | str] = {}
        for tab, steps in list(running.items()):
            self._advance(tab, steps, None, running, awaited)
        while running:
            message = self._receive()
            tab = message.get("sessionId", "")
            if tab in running and awaited[tab] in (message.get("id"), message.get("method")):
                self._advance(tab, running[tab], message, running, awaited)
        return time.perf_counter() - start

    def close(self) -> None:
        """End the browser."""
        with contextlib.suppress(OSError):
            self._send("Browser.close", {})
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._write)
        os.close(self._read)

    def _advance(
        self,
        tab: str,
        steps: Steps,
        message: Message | None,
        running: dict[str, Steps],
        awaited: dict[str, int | str],
    ) -> None:
        """Let a tab take its next step; it ends when there is none."""
        try:
            command, arguments, event = next(steps) if message is None else steps.send(message)
        except StopIteration:
            del running[tab]
            return
        number = self._send(command, arguments, tab)
        awaited[tab] = event or number

    def _open_tab(self) -> str:
        target = self._ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        attach = {"targetId": target, "flatten": True}
        tab = str(self._ask("Target.attachToTarget", attach)["sessionId"])
        self._ask("Page.enable", {}, tab)
        return tab

    def _ask(self, command: str, arguments: Message, tab: str = "") -> Message:
        number = self._send(command, arguments, tab)
        while (message := self._receive()).get("id") != number:
            pass
        return _result(message)

    def _send(self, command: str, arguments: Message, tab: str = "") -> int:
        self._number += 1
        message = {"id": self._number, "method": command, "params": arguments}
        data = json.dumps({**message, "sessionId": tab} if tab else message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        return self._number

    def _receive(self) -> Message:
        pieces = [self._buffer]
        while b"\0" not in pieces[-1]:
            if not (read := os.read(self._read, 1 << 20)):
                raise RuntimeError("Chromium ended before its work was done")
            pieces.append(read)
        first, _, self._buffer = b"".join(pieces).partition(b"\0")
        message: Message = json.loads(first)
        return message


def _print_each(pages: Iterator[Path], folder: Path) -> Steps:
    """Print the next page as long as there is one; tabs share the iterator."""
    for page in pages:
        yield "Page.navigate", {"url": page.as_uri()}, "Page.loadEventFired"
        ready = {"expression": "document.fonts.ready.then(() => 1)", "awaitPromise": True}
        yield "Runtime.evaluate", ready, ""
        message = yield "Page.printToPDF", _PRINT, ""
        pdf = base64.b64decode(_result(message)["data"])
        (folder / f"{page.stem}.pdf").write_bytes(pdf)


def _result(message: Message) -> Message:
    if "error" in message:
        raise RuntimeError(f"Chromium refused a command: {message['error']['message']}")
    result: Message = message["result"]
    return result


def _pipe() -> tuple[int, int]:
    """Return the ends of a pipe, out of the way of descriptors 3 and 4."""
    import fcntl  # noqa: PLC0415 - Unix only

    low = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _LEAST_DESCRIPTOR) for end in low]
    for end in low:
        os.close(end)
    return high[0], high[1]
