"""The sample project, built once: what these tests read back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from polyleaf.languages.table import Language
from polyleaf.project import load_project
from polyleaf.publishing.build import BuildRequest, BuildResult, build
from polyleaf.publishing.jobs import Prepared, Preparer
from polyleaf.publishing.manifest import Publication
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.sources import load_sources
from polyleaf.translation.merge import LocalisedDocument
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job
from tests.pdf_reading import Page, read_pages
from tests.printing import ROOT, Press, some_fonts


@dataclass(frozen=True)
class Sample:
    """The sample project, its fonts and all that was built of it."""

    root: Path
    out: Path
    result: BuildResult
    fonts: FontSet
    prepared: dict[str, Prepared]
    languages: dict[str, Language]

    def publication(self, leaflet: str, language: str) -> Publication:
        found = {(p.leaflet, p.language): p for p in self.result.built}
        return found[leaflet, language]

    def pdf(self, leaflet: str, language: str) -> bytes:
        return (self.out / self.publication(leaflet, language).path).read_bytes()

    def pages(self, leaflet: str, language: str) -> tuple[Page, ...]:
        return read_pages(self.pdf(leaflet, language))

    def job(self, leaflet: str, language: str) -> Job:
        job = self.prepared[self.publication(leaflet, language).path].job
        assert job is not None
        return job

    def localised(self, leaflet: str, language: str) -> LocalisedDocument:
        localised = self.prepared[self.publication(leaflet, language).path].localised
        assert localised is not None
        return localised


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    root = tmp_path_factory.mktemp("sample")
    for folder in ("leaflets", "locales", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "polyleaf.yaml", root)
    project, out = load_project(root), tmp_path_factory.mktemp("out")
    result = build(project, BuildRequest((), (), "", out, 2), lambda *_: None)
    sources = load_sources(project)
    families = {f for p in result.built for f in sources.languages[p.language].fonts}
    fonts = some_fonts(families | {"Leaf Sans Hebrew"}, project.cache)
    preparer = Preparer(sources, fonts)
    planned = [
        PlannedPublication(p.leaflet, p.language, p.paper, p.edition) for p in result.built
    ]
    prepared = {item.path: preparer.prepare(item) for item in planned}
    return Sample(root, out, result, fonts, prepared, dict(sources.languages))


@pytest.fixture(scope="session")
def press(sample: Sample) -> Iterator[Press]:
    with Press(sample.fonts) as press:
        yield press
