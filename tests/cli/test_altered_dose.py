"""A dose altered in one catalog stops `polyleaf check`, and the PDF, at its line."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.small_project import SmallProject

from polyleaf.translation.digests import unit_digest

SOURCE = "Take 2 mg every 8 hours. Do not drive."
RIGHT = "Tome 2 mg cada 8 horas. No conduzca."
TARGETS = {
    "dose": ("Tome 20 mg cada 8 horas. No conduzca.", "figure-mismatch"),
    "unit": ("Tome 2 g cada 8 horas. No conduzca.", "unit-mismatch"),
    "drive": ("Tome 2 mg cada 8 horas. Conduzca.", "negation-dropped"),
}


@pytest.fixture(scope="module")
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    project = make_project("altered-dose")
    for name, target in {"right": RIGHT, **{k: t for k, (t, _) in TARGETS.items()}}.items():
        project.leaflet(name, SOURCE)
        project.catalog(
            name,
            "es",
            {
                "title": ("A short leaflet", "Un folleto corto"),
                "what/heading": ("What is it?", "¿Qué es?"),
                "what/meaning": (SOURCE, target),
            },
        )
    return project


def line_of(project: SmallProject, name: str) -> int:
    text = (project.root / f"locales/es/leaflets/{name}.po").read_text("utf-8")
    return text.splitlines().index('msgctxt "what/meaning"') + 1


def test_check_stops_at_the_line_of_each_altered_text(project: SmallProject) -> None:
    outcome = project.polyleaf("check")
    assert outcome.status == 1
    assert {(p.file, p.line, p.code) for p in outcome.problems if p.severity == "error"} == {
        (f"locales/es/leaflets/{name}.po", line_of(project, name), code)
        for name, (_, code) in TARGETS.items()
    }


def test_only_the_right_translation_is_built(project: SmallProject) -> None:
    outcome = project.polyleaf("build", "-l", "es")
    assert outcome.status == 1
    assert project.pdfs == ["pdf/es/right.es.pdf"]


def test_a_waiver_lets_a_finding_pass_until_the_text_is_edited(project: SmallProject) -> None:
    def waive(seal: str) -> list[tuple[str, str]]:
        project.write(
            "locales/es/waivers.yaml",
            "- unit: what/meaning\n  leaflet: dose\n  code: figure-mismatch\n"
            f'  by: A. Translator\n  reason: checked with the clinic\n  digest: "{seal}"\n',
        )
        found = project.polyleaf("check").problems
        return [(p.file, p.code) for p in found if p.file.endswith(("dose.po", "waivers.yaml"))]

    file = "locales/es/waivers.yaml"
    assert waive(unit_digest(SOURCE, TARGETS["dose"][0])) == []
    assert sorted(waive("0" * 16)) == [
        ("locales/es/leaflets/dose.po", "figure-mismatch"),
        (file, "void-waiver"),
    ]
    assert waive("not a digest")[-1] == (file, "bad-value")


def test_a_waiver_without_a_digest_is_told_the_one_that_json_names_too(
    project: SmallProject,
) -> None:
    project.write(
        "locales/es/waivers.yaml",
        "- unit: what/meaning\n  leaflet: dose\n  code: figure-mismatch\n"
        "  by: A. Translator\n  reason: checked with the clinic\n",
    )
    found = project.polyleaf("check").problems
    void = next(p for p in found if p.code == "void-waiver")
    now = unit_digest(SOURCE, TARGETS["dose"][0])
    assert void.hint == f'look at the text, then write `digest: "{now}"`'
    rows = json.loads(project.polyleaf("check", "--format", "json").out)
    assert now in [row.get("digest") for row in rows if row["code"] == "figure-mismatch"]
