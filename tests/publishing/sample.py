"""The sample project as it was built, and what to run a test on: every PDF of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from tests.pdf_reading import Page, read_pages
from tests.printing import ROOT

from polyleaf.languages.table import Language, load_languages
from polyleaf.project import load_project
from polyleaf.publishing.jobs import Prepared, Preparer
from polyleaf.publishing.manifest import Publication
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.request import BuildResult
from polyleaf.translation.merge import LocalisedDocument
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job

__all__ = [
    "LANGUAGES",
    "LEAFLETS",
    "PROJECT",
    "PSEUDOLOCALES",
    "SETTINGS",
    "Sample",
    "every_pdf",
    "every_pdf_in",
]

PROJECT: Final = load_project(ROOT)
SETTINGS: Final = PROJECT.settings
PSEUDOLOCALES: Final = tuple(load_languages(PROJECT.locale_files("pseudolocales.yaml")))
LEAFLETS: Final = ("oncolytic-virus-therapy", "talimogene-laherparepvec")


def _has_leaflets(tag: str) -> bool:
    folder = PROJECT.locales / tag / "leaflets"
    return tag == SETTINGS.language or all((folder / f"{id_}.po").is_file() for id_ in LEAFLETS)


# Every language that the leaflets are in, more than the shelf that `make build` fills; and the
# pseudolocales.
LANGUAGES: Final = (
    *filter(_has_leaflets, load_languages(PROJECT.locale_files("languages.yaml"))),
    *PSEUDOLOCALES,
)


def every_pdf_in(tags: Iterable[str]) -> pytest.MarkDecorator:
    """Return the parameters `leaflet` and `language`: all leaflets in these languages.

    Tests of a PDF are told by its name, run in one process, and read it once: `tests/conftest.py`.
    """
    pdfs = [
        pytest.param(leaflet, tag, id=f"{leaflet}.{tag}.pdf")
        for tag in tags
        for leaflet in LEAFLETS
    ]
    return pytest.mark.parametrize(("leaflet", "language"), pdfs)


every_pdf = every_pdf_in(LANGUAGES)


@dataclass(frozen=True)
class Sample:
    """A copy of the sample project, its fonts, and all that was built of it.

    Attributes:
        root: the copy.
        out: the build folder.
        result: what the build reported.
        fonts: the fonts of all its languages, and of Hebrew.
        preparer: makes the jobs of its PDFs.

    """

    root: Path
    out: Path
    result: BuildResult
    fonts: FontSet
    preparer: Preparer

    @property
    def languages(self) -> Mapping[str, Language]:
        """The table of languages."""
        return self.preparer.sources.languages

    def publication(self, leaflet: str, language: str) -> Publication:
        """Return the manifest's entry."""
        found = {(p.leaflet, p.language): p for p in self.result.built}
        return found[leaflet, language]

    def pdf(self, leaflet: str, language: str) -> bytes:
        """Return the PDF."""
        return (self.out / self.publication(leaflet, language).path).read_bytes()

    def pages(self, leaflet: str, language: str) -> tuple[Page, ...]:
        """Return the pages of the PDF."""
        return read_pages(self.pdf(leaflet, language))

    def job(self, leaflet: str, language: str) -> Job:
        """Return the HTML, style sheets and assets that the PDF is made of."""
        job = self._prepared(leaflet, language).job
        assert job is not None
        return job

    def localised(self, leaflet: str, language: str) -> LocalisedDocument:
        """Return the document in the language."""
        localised = self._prepared(leaflet, language).localised
        assert localised is not None
        return localised

    def _prepared(self, leaflet: str, language: str) -> Prepared:
        paper = self.publication(leaflet, language).paper
        return _prepare(self.preparer, PlannedPublication(leaflet, language, paper))


@cache
def _prepare(preparer: Preparer, planned: PlannedPublication) -> Prepared:
    return preparer.prepare(planned)
