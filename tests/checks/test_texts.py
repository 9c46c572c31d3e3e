"""The checks of single texts: citations, terms, placeholders and links.

The first text of a leaflet is on line 10; a text of the library is told by its file's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.checks.conftest import See
from tests.small_project import SmallProject

from polyleaf.checks import citations, links, placeholders, terms
from polyleaf.checks.context import LeafletContext
from polyleaf.checks.source import SOURCE_CHECKS
from polyleaf.diagnostics import Diagnostic, Severity

Check = Callable[[LeafletContext], Iterator[Diagnostic]]
Found = tuple[str, str, int, int]

LIBRARY = {
    "references": "who2020: {type: webpage, title: Flu}\nlabel: {type: webpage, title: Label}\n",
    "glossary": "flu: {term: flu, meaning: an illness}\nfever: {term: fever, meaning: heat}\n",
    "phrases": "thanks: Thank you.\n",
}
HELPLINE = 'helpline: {name: Help, phone: "1-800-555-0199"}\n'


@pytest.fixture
def library(project: SmallProject) -> SmallProject:
    for name, text in LIBRARY.items():
        project.write(f"leaflets/library/{name}.yaml", text)
    settings = (project.root / "polyleaf.yaml").read_text("utf-8")
    project.write("polyleaf.yaml", settings + HELPLINE)
    return project


def found(check: Check, context: LeafletContext) -> list[Found]:
    problems = list(check(context))
    assert {d.severity for d in problems} <= {Severity.ERROR}
    return [(d.code, d.location.file.name, d.location.line, d.location.column) for d in problems]


CASES: list[tuple[Check, str, list[tuple[str, int, int]]]] = [
    (citations.check, "a: As [@who2020] and [@label; @who2020] say.", []),
    (citations.check, "a: As [@who2021] says.", [("unknown-reference", 10, 7)]),
    (citations.check, "a: As [@label; @x; @y] say.", [("unknown-reference", 10, 7)] * 2),
    (citations.check, r"a: As \[@who2021] says, and @who2021, and [who2021].", []),
    (citations.check, "a: '**As [@x] says**'", [("unknown-reference", 10, 7)]),
    (citations.check, "a: 'So *[@x] says*'", [("unknown-reference", 10, 7)]),
    (
        citations.check,
        "a: {callout: info, heading: 'A [@x]',\n    content: {b: {steps: {c: 'C [@y]'}}}}",
        [("unknown-reference", 10, 26), ("unknown-reference", 11, 33)],
    ),
    (
        citations.check,
        "a:\n  table:\n    caption: 'A [@x]'\n    columns: {b: B}\n    rows: {c: {b: 'C [@y]'}}",
        [("unknown-reference", 12, 11), ("unknown-reference", 14, 22)],
    ),
    (terms.check, "a: The [flu](term:flu).", []),
    (terms.check, "a: The [flu](term:flue).", [("unknown-term", 10, 7)]),
    (terms.check, "a: The [flu](#flue) and https://x.example/term:flue.", []),
    (placeholders.check, "a: 'Call {helpline}.'", []),
    (placeholders.check, "a: 'Call {help-line}.'", [("unknown-placeholder", 10, 7)]),
    (placeholders.check, r"a: 'Write \{name}, {{name}}, {Name}, { name } or {}.'", []),
    (links.check, "a: '[a](https://x.example/?q=1#b)'", []),
    (links.check, "a: '[a](mailto:a@x.example) [b](tel:+1-800-555-0199)'", []),
    (links.check, "a: '[a](#what) [b](term:nothing)'", []),
    (links.check, "a: '[a](#whit)'", [("unknown-section", 10, 7)]),
    *[
        (links.check, f"a: '[a]({target})'", [("bad-link", 10, 7)])
        for target in (
            "javascript:alert`1`",
            "JAVASCRIPT:alert`1`",
            "data:text/html,x",
            "file:///etc/passwd",
            "../../etc/passwd",
            "//x.example",
            "http:x.example",
            "vbscript:x",
            "tel:call-me",
            "",
        )
    ],
]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(("check", "blocks", "expected"), CASES)
def test_in_a_leaflet(
    check: Check, blocks: str, expected: list[tuple[str, int, int]], see: See
) -> None:
    assert found(check, see(blocks)) == [
        (code, "flu.yaml", line, column) for code, line, column in expected
    ]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("check", "text", "meant"),
    [
        (citations.check, "[@who2021]", "who2020"),
        (terms.check, "[flu](term:flue)", "flu"),
        (placeholders.check, "{help-line}", "helpline"),
        (links.check, "[a](#whit)", "what"),
    ],
)
def test_a_near_miss_names_what_was_meant(check: Check, text: str, meant: str, see: See) -> None:
    (problem,) = check(see(f"a: '{text}'"))
    assert f"did you mean '{meant}'" in problem.hint


@pytest.mark.parametrize(
    ("check", "text", "code"),
    [
        (citations.check, "[@who2021]", "unknown-reference"),
        (terms.check, "[flu](term:flue)", "unknown-term"),
        (placeholders.check, "{help-line}", "unknown-placeholder"),
        (links.check, "[a](javascript:x)", "bad-link"),
        (links.check, "[a](#whit)", "unknown-section"),
    ],
)
def test_in_what_a_leaflet_takes_from_the_library(
    check: Check, text: str, code: str, library: SmallProject, see: See
) -> None:
    library.write("leaflets/library/phrases.yaml", f"unused: '{text}'\nthanks: '{text}'\n")
    library.write(
        "leaflets/library/glossary.yaml", f"flu:\n  term: flu\n  meaning: 'an illness {text}'\n"
    )
    assert found(check, see("a: Nothing of it.")) == []
    assert found(check, see("a: {phrase: thanks}")) == [(code, "phrases.yaml", 2, 1)]
    assert found(check, see("a: The [flu](term:flu).")) == [(code, "glossary.yaml", 3, 3)]
    settings = (library.root / "polyleaf.yaml").read_text("utf-8")
    library.write("polyleaf.yaml", f"{settings}notices: {{reprint: thanks}}\n")
    assert found(check, see("a: Nothing of it.")) == [(code, "phrases.yaml", 2, 1)]


@pytest.mark.usefixtures("library")
def test_a_project_without_a_helpline_has_no_placeholder(library: SmallProject, see: See) -> None:
    settings = (library.root / "polyleaf.yaml").read_text("utf-8")
    library.write("polyleaf.yaml", settings.replace(HELPLINE, ""))
    (problem,) = placeholders.check(see("a: 'Call {helpline}.'"))
    assert problem.code == "unknown-placeholder"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("check", SOURCE_CHECKS)
def test_a_sound_leaflet_passes(check: Check, see: See) -> None:
    blocks = """
a: The [flu](term:flu) [@who2020]; see [what](#what), call {helpline} or {{no one}}.
b: {phrase: thanks}
"""
    assert list(check(see(blocks))) == []
