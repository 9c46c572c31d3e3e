"""Pages that are set badly: each defect is forced, found in the layout, and told by its unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pytest
import yaml
from tests.printing import ROOT, Press
from tests.publishing.sample import LANGUAGES, LEAFLETS, Sample
from tests.small_project import Outcome, Problem, SmallProject

LONG: Final = "x" * 120
SOUNDS: Final = "text " * 400
CODES: Final = {
    "text-overflow",
    "overlapping-text",
    "stranded-heading",
    "single-line",
    "table-without-header",
}


@dataclass(frozen=True)
class Defect:
    """A leaflet of one section, rules for it, and what is to be found.

    Attributes:
        blocks: the section's blocks, as YAML on one line.
        css: declarations by selector; the selectors apply to the section.
        found: code, unit and page of each finding; a unit is told from its section on.
        language: of the leaflet.

    """

    blocks: str
    found: tuple[tuple[str, str, int], ...] = ()
    css: str = ""
    language: str = "en"


def table(rows: int, cell: str = "x") -> str:
    body = ", ".join(f"r{n}: {{a: {n}. Row, b: {cell}}}" for n in range(rows))
    return f"plan: {{table: {{columns: {{a: A, b: B}}, rows: {{{body}}}}}}}"


DEFECTS: Final = {
    "long-word": Defect(f"text: Call {LONG} now.", (("text-overflow", "text", 1),)),
    "long-word-from-right-to-left": Defect(
        f"text: {'ב' * 120}", (("text-overflow", "text", 1),), language="he"
    ),
    "long-word-in-a-cell": Defect(table(1, LONG), (("text-overflow", "plan/rows/r0/b", 1),)),
    "long-word-in-a-narrow-cell": Defect(
        table(1, LONG[:40]),
        (("text-overflow", "plan/rows/r0/b", 1),),
        "table { table-layout: fixed; width: 60mm }",
    ),
    "long-word-in-a-step": Defect(
        f"steps: {{steps: {{one: One., two: {LONG}}}}}", (("text-overflow", "steps/two", 1),)
    ),
    "unbroken-khmer": Defect(
        f"text: {'ក្រុមគ្រូពេទ្យ' * 12}", (("text-overflow", "text", 1),), language="km"
    ),
    "box-of-fixed-height": Defect(
        f"call: {{callout: urgent, heading: Call, content: {{why: {SOUNDS}}}}}",
        (("text-overflow", "call/why", 1),),
        ".callout { height: 40mm; overflow: hidden }",
    ),
    "text-drawn-over-text": Defect(
        "first: The first of them., second: The second of them.",
        (("overlapping-text", "second", 1),),
        "p + p { margin-top: -1.7em }",
    ),
    "text-below-the-page": Defect(
        "text: x",
        (("text-overflow", "text", 1),),
        "p { position: absolute; top: 400mm }",
    ),
    "heading-at-the-foot": Defect(
        "text: x", (("stranded-heading", "heading", 1),), "h2 { break-after: page }"
    ),
    "heading-of-a-callout-at-the-foot": Defect(
        "call: {callout: info, heading: Call, bullets: {one: x}}",
        (("stranded-heading", "call/heading", 1),),
        "h3 { break-after: page } .callout { break-inside: auto }",
    ),
    "heading-at-the-foot-from-right-to-left": Defect(
        "text: א",
        (("stranded-heading", "heading", 1),),
        "h2 { break-after: page }",
        language="he",
    ),
    "a-line-a-page": Defect(
        f"text: {'text ' * 30}",
        (("single-line", "text", 1), ("single-line", "text", 2)),
        "p { orphans: 1; widows: 1; line-height: 150mm }",
    ),
    "table-cut-without-header": Defect(
        table(12),
        (("table-without-header", "plan/columns/a", 2),),
        ".table { break-inside: auto } thead { display: table-row-group } tr { height: 30mm }",
    ),
    "callout-longer-than-a-page": Defect(
        f"call: {{callout: caution, heading: Call, content: {{why: {SOUNDS * 3}}}}}",
        (("stranded-heading", "heading", 2),),
    ),
    # What looks like a defect and is none.
    "table-cut-with-header": Defect(
        table(12), css=".table { break-inside: auto } tr { height: 30mm }"
    ),
    "long-address": Defect(f"text: '[Read](https://example.org/{LONG})'"),
    "long-contact": Defect(
        f"who: {{contacts: {{us: {{name: We, web: 'https://example.org/{LONG}'}}}}}}"
    ),
    "long-paragraph": Defect(f"text: {SOUNDS * 3}"),
    "lines-to-write-on": Defect("notes: {write-in: Notes, lines: 9}", css="h2 { margin-top: 9mm }"),
    "figure-on-the-next-page": Defect(
        "picture: {figure: tall.svg, alt: A tall picture.}", css="h2 { margin-top: 150mm }"
    ),
}
TALL: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
)


def write(project: SmallProject, name: str, defect: Defect) -> None:
    blocks = yaml.safe_load("{" + defect.blocks + "}")
    content = {
        "id": name,
        "language": defect.language,
        "title": "Title",
        "version": "1",
        "dates": {"revised": "2025-01-31"},
        "sections": {name: {"heading": "Heading", "content": blocks}},
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
    project.write(f"leaflets/{name}.yaml", text.replace("'2025-01-31'", "2025-01-31"))


def scoped(name: str, css: str) -> str:
    rules = (rule for rule in css.split("}") if rule.strip())
    return "".join(f"#section-{name} {rule.strip()} }}\n" for rule in rules)


def findings(outcome: Outcome, leaflet: str) -> list[Problem]:
    return [
        problem
        for problem in outcome.problems
        if problem.code in CODES and problem.file == f"leaflets/{leaflet}.yaml"
    ]


@pytest.fixture(scope="module")
def defective(make_project: Callable[[str], SmallProject]) -> tuple[SmallProject, Outcome]:
    """A project with a leaflet for each defect, built; Khmer is set without breaks."""
    project = make_project("defective")
    languages = ", ".join(sorted({defect.language for defect in DEFECTS.values()}))
    settings = f"name: D\nlanguage: en\nlanguages: [{languages}]\npublisher: {{name: D}}"
    project.write("polyleaf.yaml", settings)
    khmer = yaml.safe_load((ROOT / "locales" / "languages.yaml").read_text("utf-8"))["km"]
    khmer["line_breaker"] = "renderer"
    project.write("locales/languages.yaml", yaml.safe_dump({"km": khmer}, allow_unicode=True))
    project.write("leaflets/figures/tall.svg", TALL)
    css = (ROOT / "templates" / "leaflet.css").read_text("utf-8")
    rules = "".join(scoped(name, defect.css) for name, defect in DEFECTS.items())
    project.write("templates/leaflet.css", css + rules)
    for name, defect in DEFECTS.items():
        write(project, name, defect)
    return project, project.polyleaf("build")


def test_no_page_of_the_sample_has_a_defect(sample: Sample) -> None:
    assert len(sample.result.built) == len(LANGUAGES) * len(LEAFLETS)
    assert [str(d) for d in sample.result.diagnostics if d.code in CODES] == []


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_text_of_the_sample_is_looked_at(sample: Sample, press: Press, language: str) -> None:
    layout = press.print(sample.job(LEAFLETS[0], language)).layout
    texts = sample.localised(LEAFLETS[0], language).document
    printed = {unit for unit in texts.units() if not unit.endswith("/alt")}
    told_in_labels = {"helpline/time-zone"}
    assert {x.unit for x in layout.lines} == {"", *printed, *texts.cited()} - told_in_labels
    assert {part.has_header for part in layout.tables} == {True}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found(name: str, defective: tuple[SmallProject, Outcome]) -> None:
    project, outcome = defective
    defect = DEFECTS[name]
    problems = findings(outcome, name)
    lines = (project.root / "leaflets" / f"{name}.yaml").read_text("utf-8").split("\n")
    assert [problem.code for problem in problems] == [code for code, _, _ in defect.found]
    for problem, (_, unit, page) in zip(problems, defect.found, strict=True):
        assert f"{f'{name}/{unit}'!r}" in problem.message
        assert problem.message.endswith(f"on page {page} of {name} in {defect.language}")
        key = unit.rpartition("/")[2]
        assert lines[problem.line - 1].lstrip().startswith(f"{key}:")
    errors = [problem for problem in problems if problem.severity == "error"]
    path = f"pdf/{defect.language}/{name}.{defect.language}.pdf"
    assert (path in project.pdfs) == (not errors)
    if not errors:
        assert set(project.manifest[path]["warnings"]) & CODES == {p.code for p in problems}


def test_a_defect_of_a_translation_is_in_its_catalog(project: SmallProject) -> None:
    project.leaflet("flu")
    messages = {
        "title": ("A short leaflet", "Un folleto corto"),
        "what/heading": ("What is it?", "¿Qué es?"),
        "what/meaning": ("Something small.", LONG),
    }
    file = project.catalog("flu", "es", messages)
    outcome = project.polyleaf("build")
    (problem,) = [problem for problem in outcome.problems if problem.code in CODES]
    assert (problem.file, problem.code) == ("locales/es/leaflets/flu.po", "text-overflow")
    lines = file.read_text("utf-8").split("\n")
    assert 'msgctxt "what/meaning"' in lines[problem.line - 1 : problem.line + 1]
    assert problem.message.endswith("on page 1 of flu in es")
    assert (outcome.status, project.pdfs) == (1, ["pdf/en/flu.en.pdf"])


def test_a_template_that_tells_no_units_is_checked_all_the_same(project: SmallProject) -> None:
    project.leaflet("flu", f"Call {LONG} now.")
    text = (ROOT / "templates" / "blocks.html").read_text("utf-8")
    project.write("templates/blocks.html", text.replace("<p{{ content | unit }}>", "<p>"))
    (problem,) = project.polyleaf("build", "-l", "en").problems
    assert problem.place == ("text-overflow", 0, 0)
    assert problem.file == "leaflets/flu.yaml"
    assert problem.message.startswith("“xxxxxx")


def test_a_footer_that_is_too_long(project: SmallProject) -> None:
    settings = (project.root / "polyleaf.yaml").read_text("utf-8")
    project.write("polyleaf.yaml", settings.replace("{name: Small library}", f"{{name: {LONG}}}"))
    project.leaflet("flu")
    problems = project.polyleaf("build", "-l", "en").problems
    assert {(problem.code, problem.file) for problem in problems} == {
        ("text-overflow", "leaflets/flu.yaml")
    }
    assert len(problems) == 2  # the band of the title, and the footer
    assert all("page 1 of flu in en" in problem.message for problem in problems)
