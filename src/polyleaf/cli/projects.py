"""Which project a command is for: the one that --project names, or the nearest.

Side effects: reads polyleaf.yaml, and looks at the working directory.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyleaf.project import Project

__all__ = ["open_project"]


def open_project(folder: Path | None) -> Project:
    """Load the project at `folder`, or else at the nearest folder upwards with a polyleaf.yaml.

    Raises:
        UsageError: there is none, or its polyleaf.yaml cannot be used.
    """
    from polyleaf.project import find_project, load_project

    return load_project(folder or find_project(Path.cwd()))
