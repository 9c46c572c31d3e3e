"""`polyleaf languages`: the table, and which languages the project uses."""

from __future__ import annotations

import json
from pathlib import Path

from tests.small_project import SmallProject, polyleaf

from polyleaf.reading.source import load_yaml


def rows(text: str) -> dict[str, str]:
    """Return mark (`*` or nothing) by tag."""
    heading, *lines = [x for x in text.splitlines() if not x.startswith("* a language")]
    assert heading.split()[0] == "TAG"
    return {line[2:].split()[0]: line[0].strip() for line in lines}


def test_every_language_of_the_table_is_a_line(project: SmallProject, root: Path) -> None:
    outcome = project.polyleaf("languages")
    table = load_yaml(root / "locales" / "languages.yaml").data
    assert outcome.status == 0
    assert list(rows(outcome.out)) == list(table)
    assert {tag for tag, mark in rows(outcome.out).items() if mark} == {"en", "es"}
    (arabic,) = (line for line in outcome.out.splitlines() if line.split()[0] == "ar")
    assert {"Arabic", "العربية", "Arab"} <= set(arabic.split())
    assert "right to left" in arabic


def test_what_each_language_has(project: SmallProject) -> None:
    project.leaflet("flu")
    project.leaflet("cold")
    project.write("locales/xx/ui.po", "broken")
    project.write(
        "locales/languages.yaml", "xx: {name: X, english: X, script: Latn, fonts: [Leaf Sans]}"
    )
    units = {"title": ("A short leaflet", "Un folleto"), "what/heading": ("What is it?", "¿Qué?")}
    meaning = {"what/meaning": ("Something small.", "Algo pequeño.")}
    project.catalog("flu", "es", {**units, **meaning})
    project.catalog("cold", "es", units)
    found = {e["tag"]: e for e in json.loads(project.polyleaf("languages", "--json").out)}
    status = {tag: (found[tag]["interface"], found[tag]["leaflets"]) for tag in ("en", "es", "xx")}
    assert status == {"en": ("all", "all"), "es": ("all", "1 of 2"), "xx": ("none", "none")}


def test_only_the_languages_asked_for(project: SmallProject) -> None:
    assert list(rows(project.polyleaf("languages", "-l", "ar", "-l", "en").out)) == ["en", "ar"]


def test_an_unknown_language_is_told(project: SmallProject) -> None:
    outcome = project.polyleaf("languages", "-l", "pt")
    assert (outcome.status, outcome.codes) == (2, ["unknown-language"])
    outcome = project.polyleaf("languages", "--specimen", "-l", "pt")
    assert (outcome.status, outcome.codes) == (2, ["unknown-language"])


def test_a_specimen_is_a_pdf_of_one_language(project: SmallProject) -> None:
    outcome = project.polyleaf("languages", "--specimen", "-l", "es")
    assert outcome.status == 0, outcome.err
    assert outcome.codes == []
    assert "build/specimens/index.html" in outcome.out
    text = project.printed("specimens/pdf/es/specimen.es.pdf")
    for sample in ("4 de febrero de 2026", "7:00", "0 1 2 3 4 5 6 7 8 9", "ñ"):
        assert sample in text
    assert "Spanish (es)" in text


def test_json_is_the_whole_table(project: SmallProject, root: Path) -> None:
    outcome = project.polyleaf("languages", "--json")
    found = {entry["tag"]: entry for entry in json.loads(outcome.out)}
    assert list(found) == list(load_yaml(root / "locales" / "languages.yaml").data)
    assert found["ar"]["direction"] == "rtl"
    assert found["en"]["fonts"] == ["Leaf Sans"]


def test_no_project_is_needed(tmp_path: Path) -> None:
    outcome = polyleaf("languages", folder=tmp_path)
    assert (outcome.status, outcome.err) == (0, "")
    assert not any(rows(outcome.out).values())


def test_a_project_may_add_and_change_languages(project: SmallProject) -> None:
    project.write(
        "locales/languages.yaml",
        "es: {name: Castellano}\n"
        "de: {name: Deutsch, english: German, script: Latn, babel: de, fonts: [Leaf Sans]}\n",
    )
    found = {e["tag"]: e for e in json.loads(project.polyleaf("languages", "--json").out)}
    assert found["de"]["english"] == "German"
    assert (found["es"]["name"], found["es"]["english"]) == ("Castellano", "Spanish")


def test_the_named_project_must_be_one(tmp_path: Path) -> None:
    assert polyleaf("--project", tmp_path, "languages", folder=tmp_path).status == 2
