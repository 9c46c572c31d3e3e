"""The sample project, built once: what these tests read back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.printing import ROOT, Press, some_fonts
from tests.publishing.sample import LANGUAGES, Sample
from tests.shared import made_once

from polyleaf.project import load_project
from polyleaf.publishing.build import BuildRequest, build
from polyleaf.publishing.jobs import Preparer
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.sources import load_sources


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return made_once(tmp_path_factory, "sample", _build_sample)


def _build_sample(folder: Path) -> Sample:
    root, out = folder / "project", folder / "out"
    for name in ("leaflets", "locales", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "polyleaf.yaml", root)
    project = load_project(root)
    result = build(project, BuildRequest((), LANGUAGES, "", out, 2), lambda *_: None)
    sources = load_sources(project)
    families = {f for p in result.built for f in sources.languages[p.language].fonts}
    fonts = some_fonts(families | {"Leaf Sans Hebrew"}, project.cache)
    preparer = Preparer(sources, fonts)
    planned = [PlannedPublication(p.leaflet, p.language, p.paper, p.edition) for p in result.built]
    prepared = {item.path: preparer.prepare(item) for item in planned}
    return Sample(root, out, result, fonts, prepared, dict(sources.languages))


@pytest.fixture(scope="session")
def press(sample: Sample) -> Iterator[Press]:
    with Press(sample.fonts) as press:
        yield press
