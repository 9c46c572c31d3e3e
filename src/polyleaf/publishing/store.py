"""Finished PDFs by what they were made of: .polyleaf/store, safe to delete.

Job: give back the PDF of a job that was rendered before, whatever happened to the project since.
Trade-off: a PDF is held twice in name and once in space: the build folder links to the store's
file where the file system can. Whatever is read is checked against its digest, so that a damaged
entry counts as absent. Side effects: reads and writes below its folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from polyleaf.publishing.files import write_file
from polyleaf.typesetting.layout import Layout, Rendered

__all__ = ["Store"]


@dataclass(frozen=True)
class _Entry:
    """What is known of a stored PDF; lines and tables only where a check found something."""

    sha256: str
    layout: Layout


_ENTRY: Final = TypeAdapter(_Entry)


class Store:
    """The stored PDFs of a project."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which need not exist yet."""
        self.folder = folder

    def find(self, key: str) -> Rendered | None:
        """Return the PDF of a key, or None if there is none or it was damaged."""
        try:
            entry = _ENTRY.validate_json(self._facts(key).read_bytes())
            pdf = self.pdf(key).read_bytes()
        except (OSError, ValidationError):
            return None
        if hashlib.sha256(pdf).hexdigest() != entry.sha256:
            return None
        return Rendered(pdf, entry.layout)

    def keep(self, key: str, rendered: Rendered, *, clean: bool) -> None:
        """Keep the PDF of a key.

        Args:
            key: what it was made of.
            rendered: the PDF.
            clean: whether no check found anything, so that nobody will ask for its lines again.

        Raises:
            OSError: the store cannot be written.

        """
        layout = replace(rendered.layout, lines=(), tables=()) if clean else rendered.layout
        entry = _Entry(hashlib.sha256(rendered.pdf).hexdigest(), layout)
        write_file(self.pdf(key), rendered.pdf, durable=False)
        write_file(self._facts(key), _ENTRY.dump_json(entry), durable=False)

    def publish(self, key: str, path: Path) -> None:
        """Put the PDF of a key in its place in the build folder, as a link or a copy.

        Raises:
            OSError: the place cannot be written, or the PDF is gone.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{key[:16]}.{os.getpid()}")
        try:
            draft.unlink(missing_ok=True)
            try:
                draft.hardlink_to(self.pdf(key))
            except OSError:  # another file system, or one without links
                shutil.copyfile(self.pdf(key), draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def pdf(self, key: str) -> Path:
        """Return where the PDF of a key is, or would be."""
        return self.folder / key[:2] / f"{key}.pdf"

    def _facts(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"
