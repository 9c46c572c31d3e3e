"""What git leaves in a file that it could not merge. Side effects: none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location

__all__ = ["CONFLICTING_ENTRY", "conflict_markers"]

MANUAL: Final = """
merge-conflict (error): git left the marks of a merge conflict in a file
Why: both versions of a sentence, or neither, would be printed.
Wrong: <<<<<<< HEAD
Right: the version that is right
Mend: keep of each entry the one that is right, and delete the lines of <, |, = and >.
"""

# How a conflict in a catalog is to be resolved.
CONFLICTING_ENTRY: Final = (
    "keep of each entry the one that is right, and delete the lines of <, |, = and >"
)
_MARKER: Final = re.compile(r"(<{7}|\|{7}|={7}|>{7})(\s|$)")


def conflict_markers(text: str, file: Path, hint: str) -> list[Diagnostic]:
    """Return an error for each line that git marked a merge conflict with.

    Args:
        text: the text of the file.
        file: the file.
        hint: how such a conflict is to be resolved.

    """
    return [
        Diagnostic(
            "merge-conflict",
            Location(file, number, 1),
            f"git left a merge conflict here: {line.strip()[:30]}",
            hint,
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if _MARKER.match(line)
    ]
