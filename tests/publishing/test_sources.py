"""A project's content, loaded and checked once."""

from __future__ import annotations

import pytest
from tests.small_project import SmallProject, catalog

from polyleaf.diagnostics import UsageError
from polyleaf.project import load_project
from polyleaf.publishing.catalogs import load_catalogs
from polyleaf.publishing.sources import Sources, load_sources

MESSAGES = {
    "title": ("A short leaflet", "Un folleto corto"),
    "what/heading": ("What is it?", "¿Qué es?"),
    "what/meaning": ("Something small.", "Algo pequeño."),
}


def load(project: SmallProject, *wanted: str) -> Sources:
    return load_sources(load_project(project.root), wanted)


def codes(sources: Sources) -> list[str]:
    return [diagnostic.code for diagnostic in sources.diagnostics]


def test_a_leaflet_with_an_error_is_set_aside(project: SmallProject) -> None:
    project.leaflet("sound")
    project.leaflet("unsound", "[@who] says so.")
    project.leaflet("no-leaflet", sumary="Oh.")
    sources = load(project)
    assert list(sources.leaflets) == ["sound"]
    assert sources.broken == {"unsound", "no-leaflet"}
    assert sorted(codes(sources)) == ["unknown-key", "unknown-reference"]


def test_only_the_wanted_leaflets_are_read(project: SmallProject) -> None:
    project.leaflet("sound")
    project.leaflet("no-leaflet", sumary="Oh.")
    sources = load(project, "sound", "sound")
    assert list(sources.leaflets) == ["sound"]
    assert (sources.broken, sources.diagnostics) == (frozenset(), ())


def test_every_wanted_leaflet_that_is_unknown_is_named(project: SmallProject) -> None:
    project.leaflet("sound")
    with pytest.raises(UsageError) as error:
        load(project, "sund", "sound", "other")
    assert [d.code for d in error.value.diagnostics] == ["unknown-leaflet"] * 2
    assert ["sund" in d.message for d in error.value.diagnostics] == [True, False]


def test_a_problem_that_leaflets_share_is_named_once(project: SmallProject) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: 'Thank you [@who].'\n")
    settings = (project.root / "polyleaf.yaml").read_text("utf-8")
    project.write("polyleaf.yaml", f"{settings}notices: {{disclaimer: thanks}}\n")
    for name in ("one", "two"):
        project.leaflet(name)
    sources = load(project)
    (found,) = sources.diagnostics
    assert found.code == "unknown-reference"
    assert found.location.file.name == "phrases.yaml"
    assert sources.broken == {"one", "two"}


def test_a_document_has_what_it_draws_from_the_library(project: SmallProject) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\nunused: Not here.\n")
    project.write("leaflets/library/glossary.yaml", "flu: {term: flu, meaning: an illness}\n")
    project.write("leaflets/library/references.yaml", "who: {type: webpage, title: Flu}\n")
    project.write(
        "polyleaf.yaml",
        (project.root / "polyleaf.yaml").read_text("utf-8")
        + "notices: {disclaimer: thanks}\n"
        + 'helpline: {name: Help, phone: "1-800-555-0199", time_zone: Central Time}\n',
    )
    project.leaflet("flu", "About the [flu](term:flu) [@who].")
    sources = load(project)
    assert codes(sources) == []
    document = sources.document("flu")
    assert list(document.units()) == [
        "title",
        "what/heading",
        "what/meaning",
        "glossary/flu/term",
        "glossary/flu/meaning",
        "phrases/thanks",
        "helpline/time-zone",
    ]
    assert list(document.references) == ["who"]
    assert set(sources.shared_units()) == {
        "phrases/thanks",
        "phrases/unused",
        "glossary/flu/term",
        "glossary/flu/meaning",
        "helpline/time-zone",
    }


def test_catalogs_are_those_of_the_leaflet_and_of_the_phrases(project: SmallProject) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")
    project.leaflet("sound")
    project.catalog("sound", "es", MESSAGES)
    project.write("locales/es/phrases.po", catalog({"phrases/thanks": ("Thank you.", "Gracias.")}))
    catalogs, problems = load_catalogs(load(project), "sound", "es")
    assert catalogs is not None
    assert list(catalogs.leaflet.messages) == list(MESSAGES)
    assert list(catalogs.phrases.messages) == ["phrases/thanks"]
    assert catalogs.interface.text("References") == "Referencias"
    assert problems == []


def test_phrases_without_a_catalog_are_no_error(project: SmallProject) -> None:
    project.leaflet("sound")
    project.catalog("sound", "es", MESSAGES)
    catalogs, problems = load_catalogs(load(project), "sound", "es")
    assert catalogs is not None
    assert (dict(catalogs.phrases.messages), problems) == ({}, [])


@pytest.mark.parametrize("broken", ["leaflets/sound", "phrases", "ui"])
def test_one_broken_catalog_is_enough_to_have_none(broken: str, project: SmallProject) -> None:
    project.leaflet("sound")
    project.catalog("sound", "es", MESSAGES)
    project.write(f"locales/es/{broken}.po", 'msgid "\n')
    catalogs, problems = load_catalogs(load(project), "sound", "es")
    assert catalogs is None
    assert [d.code for d in problems] == ["po-syntax"]


def test_the_problems_of_both_catalogs_are_named_together(project: SmallProject) -> None:
    project.leaflet("sound")
    project.catalog("sound", "es", {"who": ("Who?", "¿Quién?")})
    project.write("locales/es/phrases.po", catalog({"phrases/who": ("Who?", "¿Quién?")}))
    catalogs, problems = load_catalogs(load(project), "sound", "es")
    assert catalogs is None
    assert [(d.code, d.location.file.name) for d in problems] == [
        ("unknown-unit", "sound.po"),
        ("unknown-unit", "phrases.po"),
    ]
