"""A leaflet in a small project, as the checks see it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.small_project import SmallProject

from polyleaf.checks.context import LeafletContext
from polyleaf.content.leaflets import load_leaflet
from polyleaf.content.library import load_library
from polyleaf.languages.table import load_languages
from polyleaf.project import load_project

See = Callable[[str], LeafletContext]


@pytest.fixture
def see(project: SmallProject) -> See:
    """Return the context of a leaflet whose section `what` has these blocks, as YAML."""

    def run(blocks: str) -> LeafletContext:
        lines = [f"      {line}" for line in blocks.strip("\n").split("\n")]
        head = project.leaflet("flu").read_text("utf-8").rpartition("      meaning:")[0]
        file = project.write("leaflets/flu.yaml", head + "\n".join([*lines, ""]))
        loaded, problems = load_leaflet(file)
        assert loaded is not None, problems
        library, problems = load_library(project.root / "leaflets" / "library")
        assert problems == []
        settings = load_project(project.root)
        languages = load_languages(settings.locale_files("languages.yaml"))
        return LeafletContext(settings, loaded, library, languages)

    return run
