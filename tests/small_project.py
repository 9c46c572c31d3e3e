"""Small projects on disk, and the command line as a shell runs it.

A project takes its fonts from a cache that all tests share: making them takes longer than a build.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
import pypdfium2
import pytest

from polyleaf.cli import main

__all__ = ["Outcome", "Problem", "SmallProject", "catalog", "leaflet", "polyleaf"]

_PROBLEM = re.compile(
    r"^(?P<file>\S.*?):(?P<line>\d+):(?P<column>\d+): "
    r"(?P<severity>error|warning|note)\[(?P<code>[a-z0-9-]+)\] (?P<message>.*)"
    r"(?:\n  hint: (?P<hint>.*))?$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Problem:
    """A diagnostic, as it was printed."""

    file: str
    line: int
    column: int
    severity: str
    code: str
    message: str
    hint: str

    @property
    def place(self) -> tuple[str, int, int]:
        """Code, line and column."""
        return self.code, self.line, self.column


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit status, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def problems(self) -> list[Problem]:
        """The diagnostics that were printed as text."""
        return [
            Problem(
                file=found["file"],
                line=int(found["line"]),
                column=int(found["column"]),
                severity=found["severity"],
                code=found["code"],
                message=found["message"],
                hint=found["hint"] or "",
            )
            for found in _PROBLEM.finditer(self.err)
        ]

    @property
    def codes(self) -> list[str]:
        """The codes of the diagnostics, in their order."""
        return [problem.code for problem in self.problems]

    @property
    def events(self) -> list[dict[str, Any]]:
        """What `--json` printed, one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def polyleaf(*arguments: str | Path, folder: Path) -> Outcome:
    """Run `polyleaf` in a folder; a traceback is the test's."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["polyleaf", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
    assert isinstance(end.value.code, int)
    return Outcome(int(end.value.code), out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class SmallProject:
    """A project in a folder of its own."""

    root: Path

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the project; return its path."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def leaflet(self, name: str, meaning: str = "Something small.", **fields: str) -> Path:
        """Write leaflets/<name>.yaml."""
        return self.write(f"leaflets/{name}.yaml", leaflet(name, meaning, **fields))

    def catalog(self, name: str, language: str, messages: Mapping[str, tuple[str, str]]) -> Path:
        """Write a catalog of a leaflet: unit id to source and target."""
        return self.write(f"locales/{language}/leaflets/{name}.po", catalog(messages))

    def polyleaf(self, *arguments: str | Path) -> Outcome:
        """Run a command in the project's folder."""
        return polyleaf(*arguments, folder=self.root)

    @property
    def pdfs(self) -> list[str]:
        """The PDFs of the build folder, relative to it."""
        folder = self.root / "build"
        return sorted(file.relative_to(folder).as_posix() for file in folder.glob("pdf/**/*.pdf"))

    @property
    def manifest(self) -> dict[str, dict[str, Any]]:
        """The entries of the manifest by path."""
        data = json.loads((self.root / "build" / "manifest.json").read_bytes())
        return {entry["path"]: entry for entry in data["publications"]}

    def printed(self, path: str) -> str:
        """Return the text of a PDF of the build folder, its lines joined by single spaces."""
        document = pypdfium2.PdfDocument((self.root / "build" / path).read_bytes())
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return " ".join(" ".join(pages).split())


def leaflet(name: str, meaning: str = "Something small.", **fields: str) -> str:
    """Return a leaflet of one section whose one text is `what/meaning`.

    Args:
        name: the leaflet's id.
        meaning: the text.
        fields: texts of the leaflet's fields, as YAML: `title`, `language`, …

    """
    given = {
        "id": name,
        "language": "en",
        "title": "A short leaflet",
        "version": '"1"',
        "dates": "{revised: 2025-01-31}",
        **fields,
    }
    lines = [f"{key}: {value}" for key, value in given.items()]
    lines += ["sections:", "  what:", "    heading: What is it?", "    content:"]
    text = json.dumps(meaning, ensure_ascii=False)
    return "\n".join([*lines, f"      meaning: {text}", ""])


def catalog(messages: Mapping[str, tuple[str, str]]) -> str:
    """Return a PO file: unit id to source and target."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for key, (source, target) in messages.items():
        file.append(polib.POEntry(msgctxt=key, msgid=source, msgstr=target))
    return str(file)
