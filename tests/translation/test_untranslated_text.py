"""Text that stays in the source language is marked as such on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polyleaf.content.inline import plain_text
from polyleaf.project import load_project
from polyleaf.publishing.catalogs import load_catalogs
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.translation.catalog import Catalog
from polyleaf.translation.merge import localise
from polyleaf.typesetting.environment import template_environment
from polyleaf.typesetting.template import Typesetter

LEAFLET = "oncolytic-virus-therapy"
# A bullet and a callout's heading, in text without markup.
UNITS = ("side-effects/list/fatigue", "when-to-call/call/heading")


@pytest.fixture(scope="module")
def sources() -> Sources:
    return load_sources(load_project(Path(__file__).parents[2]), [LEAFLET])


def page(sources: Sources, language: str, missing: tuple[str, ...]) -> str:
    """Return the HTML of a leaflet without the translations of some of its units."""
    project = sources.project
    catalogs, _ = load_catalogs(sources, LEAFLET, language)
    assert catalogs is not None
    known = {unit: m for unit, m in catalogs.leaflet.messages.items() if unit not in missing}
    localised, warnings = localise(
        sources.document(LEAFLET),
        (Catalog(catalogs.leaflet.file, known), catalogs.phrases),
        (sources.languages["en"], sources.languages[language]),
        catalogs.interface,
    )
    assert len(warnings) == len(missing)
    environment = template_environment(project.templates)
    return Typesetter(environment, project.settings, sources.languages).set_page(localised).html


@pytest.mark.parametrize("language", ["es", "fa"])
@pytest.mark.parametrize("unit", UNITS)
def test_it_carries_its_own_language_and_direction(
    language: str, unit: str, sources: Sources
) -> None:
    text = plain_text(sources.document(LEAFLET).units()[unit])
    marked = f'<span lang="en" dir="ltr">{text}</span>'
    assert marked in page(sources, language, (unit,))
    assert text not in page(sources, language, ())


def test_the_rest_of_the_page_is_in_the_reader_s_language(sources: Sources) -> None:
    html = page(sources, "fa", UNITS)
    assert re.search(r'<html lang="fa" dir="rtl"', html)
    whole = page(sources, "fa", ())
    assert html.count('lang="en"') == whole.count('lang="en"') + len(UNITS)


def test_the_page_says_that_it_is_not_whole(sources: Sources) -> None:
    said = "algunas partes de este folleto aún no están traducidas"
    assert said in page(sources, "es", UNITS)
    assert said not in page(sources, "es", ())
