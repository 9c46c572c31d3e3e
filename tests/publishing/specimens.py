"""The specimens as they were built, and what to run a test on: every one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest
from tests.pdf_reading import Page, read_pages
from tests.publishing.sample import PROJECT

from polyleaf.languages.table import load_languages
from polyleaf.publishing.making import build_sources
from polyleaf.publishing.request import BuildRequest, BuildResult
from polyleaf.publishing.specimens import load_specimens

__all__ = ["TABLE", "Specimens", "build_specimens", "every_specimen", "every_specimen_of"]

TABLE: Final = load_languages(PROJECT.locale_files("languages.yaml"))


@dataclass(frozen=True)
class Specimens:
    """All specimens: the folder they are in, and what their build reported."""

    out: Path
    result: BuildResult

    def pages(self, tag: str) -> tuple[Page, ...]:
        """Return the pages of a language's specimen."""
        return read_pages(self.file(tag).read_bytes())

    def file(self, tag: str) -> Path:
        """Return the PDF of a language's specimen."""
        return self.out / "pdf" / tag / f"specimen.{tag}.pdf"


def build_specimens(folder: Path) -> Specimens:
    """Build the specimen of every language of the table."""
    sources = load_specimens(replace(PROJECT, root=folder))
    request = BuildRequest((), (), "", folder / "build", 2)
    return Specimens(request.out, build_sources(sources, request, lambda *_: None))


def every_specimen_of(tags: Iterable[str]) -> pytest.MarkDecorator:
    """Return the parameter `tag`: the languages, told by their specimens, as in `every_pdf_in`."""
    return pytest.mark.parametrize(
        "tag", [pytest.param(tag, id=f"specimen.{tag}.pdf") for tag in tags]
    )


every_specimen = every_specimen_of(TABLE)
