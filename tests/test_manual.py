"""Every code that a module can emit has one page, and docs/checks.md is made of the pages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.emitted_codes import Module, _codes, _takers, emitted_codes
from tests.small_project import SmallProject

from polyleaf.diagnostics import Severity
from polyleaf.manual import page_as_text, pages, parse_pages
from write_checks import checks_page

PAGE = """
a-code (error, warning): something is
    wrong
Why: it harms.
Wrong: x
Right: y
Mend: write y.
"""


def test_every_code_that_can_be_emitted_has_a_page_and_no_other() -> None:
    assert sorted(emitted_codes()) == sorted(pages())


def test_the_module_that_keeps_a_page_emits_its_code() -> None:
    # A font file is refused where it is read, and reported where its family is known.
    emitted = emitted_codes()
    assert [p.code for p in pages().values() if p.module not in emitted[p.code]] == []


def test_only_findings_between_source_and_target_can_be_waived() -> None:
    of_pairs = {c for c, where in emitted_codes().items() if any("pairs" in m for m in where)}
    assert {page.code for page in pages().values() if page.waivable} == of_pairs


def test_the_document_is_up_to_date(root: Path) -> None:
    written = (root / "docs" / "checks.md").read_text("utf-8")
    assert written == checks_page(), "run `python scripts/write_checks.py`"


def test_a_page_is_a_paragraph() -> None:
    (page,) = parse_pages(PAGE, "a.module")
    assert (page.code, page.finds, page.mend) == ("a-code", "something is wrong", "write y.")
    assert page.severities == (Severity.ERROR, Severity.WARNING)
    assert not page.waivable


@pytest.mark.parametrize("line", ["Why: it harms.", "Wrong: x", "Right: y", "Mend: write y."])
def test_a_page_without_one_of_its_lines_is_none(line: str) -> None:
    with pytest.raises(ValueError, match=line.partition(":")[0]):
        parse_pages(PAGE.replace(line + "\n", ""), "a.module")


@pytest.mark.parametrize("text", ["a-code: no severity", "a-code (fatal): x", PAGE + "What: z"])
def test_what_is_no_page_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"module|fatal"):
        parse_pages(text, "a.module")


def test_a_code_is_explained(project: SmallProject) -> None:
    outcome = project.polyleaf("check", "--explain", "figure-mismatch")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == page_as_text(pages()["figure-mismatch"]) + "\n"
    assert "waivers.yaml" in outcome.out


def test_an_unknown_code_names_the_nearest(project: SmallProject) -> None:
    outcome = project.polyleaf("check", "--explain", "figure-mismach")
    (problem,) = outcome.problems
    assert (outcome.status, problem.code, outcome.out) == (2, "unknown-code", "")
    assert "figure-mismatch" in problem.hint


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("x = Diagnostic('a-b', here, 'c-d')", {"a-b"}),
        ("x = Diagnostic(location=here, code='a-b')", {"a-b"}),
        ("C = 'a-b'\nx = Diagnostic(C, here)", {"a-b"}),
        ("def f(x):\n  return Diagnostic('a-b' if x else 'c-d', here)", {"a-b", "c-d"}),
        ("def f(code):\n  return Diagnostic(code, here)\nx = f('a-b')", {"a-b"}),
        ("def f(t, c):\n  return Diagnostic(c)\ndef g(c):\n  f(1, c)\ng('a-b')", {"a-b"}),
        ("D = {1: 'a-b', 2: 'c-d'}\nx = Diagnostic(D[1], here)", {"a-b", "c-d"}),
        ("def f():\n  for c, n in (('a-b', 1),):\n    Diagnostic(c)\nz = 'c-d'", {"a-b"}),
        ("x = Diagnostic(f'{y}-b', here)\nz = 'a-b'", {"a-b"}),
    ],
)
def test_codes_are_found_however_they_are_given(text: str, codes: set[str]) -> None:
    tree = ast.parse(text)
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    module = Module("m", tree, constants)
    assert set(_codes(module, _takers([module]))) == codes
