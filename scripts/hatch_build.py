"""Pack the sample project's shared files into the wheel, as Polyleaf's built-in defaults.

Job: tell hatchling which files of templates/ and locales/ go under polyleaf/defaults. Trade-off: a
hook, because hatchling's force-include takes no patterns (`locales/*/ui.po`) and fails on a missing
file. Side effects: none; an editable install copies nothing and reads the files from the checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PATTERNS = ("templates/**/*", "locales/*.yaml", "locales/*/ui.po", "locales/*/specimen.po")


class DefaultsHook(BuildHookInterface[BuilderConfig]):
    """Adds the defaults to every wheel but an editable one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to what hatchling packs."""
        if version != "editable":
            build_data["force_include"].update(defaults(Path(self.root)))


def defaults(root: Path) -> dict[str, str]:
    """Map each default file to its place in the wheel."""
    files = sorted(path for pattern in PATTERNS for path in root.glob(pattern) if path.is_file())
    return {str(path): f"polyleaf/defaults/{path.relative_to(root).as_posix()}" for path in files}
