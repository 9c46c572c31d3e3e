"""The sample project, built once: what these tests read back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from tests.printing import ROOT, Press, some_fonts
from tests.publishing.sample import LANGUAGES, Sample
from tests.publishing.specimens import Specimens, build_specimens
from tests.shared import link_fonts, made_once

from polyleaf.project import load_project
from polyleaf.publishing.build import build
from polyleaf.publishing.jobs import Preparer
from polyleaf.publishing.request import BuildRequest, BuildResult
from polyleaf.publishing.sources import load_sources


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    build_here = partial(_build_sample, tmp_path_factory)
    root, result = made_once(tmp_path_factory, "sample", build_here)
    sources = load_sources(load_project(root))
    families = {f for p in result.built for f in sources.languages[p.language].fonts}
    fonts = some_fonts(families | {"Leaf Sans Hebrew"}, sources.project.cache)
    return Sample(root, root / "out", result, fonts, Preparer(sources, fonts))


@pytest.fixture(scope="session")
def specimens(tmp_path_factory: pytest.TempPathFactory) -> Specimens:
    def make(folder: Path) -> Specimens:
        link_fonts(folder, tmp_path_factory)
        return build_specimens(folder)

    return made_once(tmp_path_factory, "specimens", make)


def _build_sample(factory: pytest.TempPathFactory, root: Path) -> tuple[Path, BuildResult]:
    link_fonts(root, factory)
    for name in ("leaflets", "locales", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "polyleaf.yaml", root)
    request = BuildRequest((), LANGUAGES, "", root / "out", 2)
    return root, build(load_project(root), request, lambda *_: None)


@pytest.fixture(scope="session")
def press(sample: Sample) -> Iterator[Press]:
    with Press(sample.fonts) as press:
        yield press
