"""The tags of leaflets, as text that a person can read and approve.

The references in tag_trees/ are written anew by `pytest tests/publishing/test_tag_trees.py
--update-references`; what changed is then to be read before it is committed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from tests.printing import ROOT, Press, some_fonts
from tests.publishing.sample import LEAFLETS
from tests.shared import shared_fonts_cache
from tests.tag_tree import artifacts, read_order, tag_tree

from polyleaf.project import load_project
from polyleaf.publishing.jobs import Preparer
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.sources import Sources, load_sources

HERE: Final = Path(__file__).parent
EVERY_BLOCK: Final = "every-block"
LANGUAGES: Final = ("ar", "km", "zh-Hans")

Print = Callable[[str, str], bytes]
Reference = Callable[[Path, str], None]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """The sample project, with a leaflet more."""
    root = tmp_path_factory.mktemp("tags")
    for name in ("leaflets", "locales", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "polyleaf.yaml", root)
    shutil.copy(HERE / "every_block.yaml", root / "leaflets" / f"{EVERY_BLOCK}.yaml")
    return load_sources(load_project(root), [EVERY_BLOCK, LEAFLETS[0]])


@pytest.fixture(scope="module")
def print_(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Print]:
    families = {family for tag in ("en", *LANGUAGES) for family in sources.languages[tag].fonts}
    fonts = some_fonts(families, shared_fonts_cache(tmp_path_factory))
    preparer = Preparer(sources, fonts)
    with Press(fonts) as press:

        def pdf(leaflet: str, language: str) -> bytes:
            prepared = preparer.prepare(PlannedPublication(leaflet, language, "a4"))
            assert prepared.job is not None, prepared.diagnostics
            return press.print(prepared.job).pdf

        yield pdf


def test_the_tags_of_each_kind_of_block(
    sources: Sources, print_: Print, same_as_reference: Reference
) -> None:
    pdf = print_(EVERY_BLOCK, "en")
    kinds = ["front", "medicine", *sources.leaflets[EVERY_BLOCK].leaflet.sections]
    front, *sections = tag_tree(pdf).split("\n  Sect\n")
    kinds += ["words", "help", "references", "about"]
    for kind, part in zip(kinds, [front, *sections], strict=True):
        same_as_reference(HERE / "tag_trees" / f"{kind}.txt", part.rstrip("\n") + "\n")
    assert [found for found in read_order(pdf) if found != sorted(found)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tags_of_a_leaflet(print_: Print, same_as_reference: Reference, language: str) -> None:
    pdf = print_(LEAFLETS[0], language)
    name = f"{LEAFLETS[0]}.{language}.txt"
    same_as_reference(HERE / "tag_trees" / name, tag_tree(pdf))
    assert [found for found in read_order(pdf) if found != sorted(found)] == []
    assert all(found.startswith("Pagination ") for found in artifacts(pdf))
