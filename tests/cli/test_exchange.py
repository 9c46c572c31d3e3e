"""`polyleaf translations export` and `import`: out to translators, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.small_project import SmallProject

MEANING = "Call **us** on [this line](#what) if you bleed."
SPANISH = "Si sangra, llame **a** [esta línea](#what)."
MESSAGES = {
    "title": ("A short leaflet", "Un folleto corto"),
    "what/heading": ("What is it?", ""),
    "what/meaning": (MEANING, SPANISH),
}
FORMS = {"xliff": "es.xlf", "xlsx": "es.xlsx", "po": "flu.es.po"}
CATALOG = "locales/es/leaflets/flu.po"


@pytest.fixture
def project(make_project: Callable[[str], SmallProject]) -> SmallProject:
    project = make_project("exchange")
    project.leaflet("flu", MEANING)
    file = project.catalog("flu", "es", MESSAGES)
    text = file.read_text("utf-8")
    file.write_text(text.replace('msgctxt "title"', '# machine-drafted\nmsgctxt "title"'), "utf-8")
    return project


def export(project: SmallProject, form: str) -> Path:
    outcome = project.polyleaf("translations", "export", "--format", form, "-l", "es")
    assert (outcome.status, outcome.err) == (0, "")
    (line,) = outcome.out.splitlines()
    assert line == f"build/translations/{FORMS[form]}"
    return project.root / line


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def put(file: Path, cell: str, value: str | None) -> None:
    book = openpyxl.load_workbook(file)
    book["flu"][cell].value = value
    book.save(file)


def correct(file: Path) -> None:
    """Translate the heading, as a person would in each kind of file."""
    if file.suffix == ".xlsx":
        put(file, "C3", "¿Qué es?")
    elif file.suffix == ".po":
        replace(file, 'msgid "What is it?"\nmsgstr ""', 'msgid "What is it?"\nmsgstr "¿Qué es?"')
    else:
        replace(file, 'needs-translation"/>', 'final">¿Qué es?</target>')


@pytest.mark.parametrize("form", FORMS)
def test_an_untouched_file_changes_nothing(form: str, project: SmallProject) -> None:
    file = export(project, form)
    before = (project.root / CATALOG).read_bytes()
    outcome = project.polyleaf("translations", "import", file)
    assert (outcome.status, outcome.out, outcome.err) == (0, "nothing to change\n", "")
    assert (project.root / CATALOG).read_bytes() == before


@pytest.mark.parametrize("form", FORMS)
def test_a_translation_comes_back(form: str, project: SmallProject) -> None:
    file = export(project, form)
    correct(file)
    before = (project.root / CATALOG).read_text("utf-8")
    dry = project.polyleaf("translations", "import", "--dry-run", file)
    shown = f"{CATALOG}:\n  what/heading\n    + ¿Qué es?\n"
    assert (dry.status, dry.out) == (0, f"{shown}1 unit would change; nothing written\n")
    assert (project.root / CATALOG).read_text("utf-8") == before
    wet = project.polyleaf("translations", "import", file)
    assert (wet.status, wet.out) == (0, f"{shown}1 unit changed\n")
    after = before.replace(
        'msgid "What is it?"\nmsgstr ""', 'msgid "What is it?"\nmsgstr "¿Qué es?"'
    )
    assert (project.root / CATALOG).read_text("utf-8") == after


def test_export_is_deterministic(project: SmallProject) -> None:
    for form in FORMS:
        assert export(project, form).read_bytes() == export(project, form).read_bytes()


def test_a_reviewer_confirms_a_draft(project: SmallProject) -> None:
    file = export(project, "xlsx")
    put(file, "D2", "confirmed")
    put(file, "E4", "Who is “us”?")
    outcome = project.polyleaf("translations", "import", file)
    assert (outcome.status, outcome.codes) == (0, ["reviewer-comment"])
    assert outcome.problems[0].message == "about 'what/meaning': Who is “us”?"
    assert "machine-drafted" not in (project.root / CATALOG).read_text("utf-8")


@pytest.mark.parametrize(
    ("form", "change", "code", "line"),
    [
        ("xliff", ('<g id="1"', '<g id="9"'), "altered-source", 14),
        ("xliff", (">Call <", ">Ring <"), "altered-source", 14),
        ("xliff", ("sha256:", "sha256:0"), "source-changed", 5),
        ("xliff", ("extradata", "restype"), "no-source-hash", 5),
        ("xliff", ('id="title"', 'id="titel"'), "unknown-unit", 5),
        ("xliff", ('id="what/heading"', 'id="title"'), "duplicate-unit", 10),
        ("xliff", ('llame <g id="1" ctype="bold" equiv-text="**…**" clone="no">a</g>', "llame a"),
         "missing-tag", 14),
        ("xliff", (">a</g>", "> a</g>"), "broken-markup", 14),
        ("xliff", ("llame ", "*llame* "), "broken-markup", 14),
        ("xliff", ('original="flu"', 'original="flue"'), "unknown-leaflet", 5),
        ("xliff", ('target-language="es"', 'target-language="xx"'), "unknown-language", 5),
        ("po", ('msgstr "Si sangra, llame **a** [esta línea](#what)."', 'msgstr "Llame"'),
         "markup-mismatch", 14),
        ("po", ('msgid "What is it?"', 'msgid "What is this?"'), "source-changed", 10),
        ("po", ('msgctxt "title"', 'msgctxt "titel"'), "unknown-unit", 5),
        ("po", ("UTF-8", "ISO-8859-1"), "po-charset", 3),
        ("po", ('msgstr "Un', '<<<<<<< ours\nmsgstr "Un'), "po-syntax", 8),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_and_nothing_is_written(
    form: str, change: tuple[str, str], code: str, line: int, project: SmallProject
) -> None:
    file = export(project, form)
    replace(file, *change)
    correct(file) if "heading" not in change[0] and "What" not in change[0] else None
    before = (project.root / CATALOG).read_bytes()
    outcome = project.polyleaf("translations", "import", file)
    errors = [p for p in outcome.problems if p.severity == "error"]
    assert outcome.status == 1
    assert (errors[0].code, errors[0].line) == (code, line)
    assert Path(errors[0].file).name == FORMS[form]
    assert "nothing" in outcome.out
    assert (project.root / CATALOG).read_bytes() == before
