"""`polyleaf translations export` and `import`: out to translators, and back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.small_project import SmallProject
from translate.storage.xliff import xlifffile

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
        ("po", ("UTF-8", "ISO-8859-1"), "wrong-charset", 3),
        ("po", ('msgstr "Un', '<<<<<<< ours\nmsgstr "Un'), "merge-conflict", 8),
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


# What tools make of a file

GETTEXT = shutil.which("msgcat") is None


@pytest.mark.skipif(GETTEXT, reason="GNU gettext is not installed")
@pytest.mark.parametrize(
    "command",
    [
        ["msgcat", "--width=40"],
        ["msgcat", "--no-wrap", "--sort-output"],
        ["msgattrib", "--no-obsolete", "--set-fuzzy"],
        ["msgmerge", "--quiet", "{file}"],
    ],
)
def test_a_catalog_that_gettext_has_been_over(command: list[str], project: SmallProject) -> None:
    file = export(project, "po")
    before = (project.root / CATALOG).read_bytes()
    run = [part.format(file=file) for part in command]
    done = subprocess.run([*run, str(file)], capture_output=True, check=True)
    file.write_bytes(done.stdout)
    outcome = project.polyleaf("translations", "import", file)
    assert (outcome.status, outcome.out, outcome.err) == (0, "nothing to change\n", "")
    assert (project.root / CATALOG).read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"# machine-drafted\n", b"#, fuzzy\n"),
        lambda data: data + b'\n#~ msgctxt "gone"\n#~ msgid "Gone"\n#~ msgstr "Ido"\n',
    ],
)
def test_a_catalog_that_editors_have_saved(
    change: Callable[[bytes], bytes], project: SmallProject
) -> None:
    file = export(project, "po")
    correct(file)
    file.write_bytes(change(file.read_bytes()))
    outcome = project.polyleaf("translations", "import", file)
    assert (outcome.status, outcome.out.splitlines()[-1]) == (0, "1 unit changed")
    text = (project.root / CATALOG).read_text("utf-8")
    assert "¿Qué es?" in text
    assert "fuzzy" not in text
    assert "machine-drafted" in text


def test_a_tool_that_reads_and_writes_xliff(project: SmallProject) -> None:
    file = export(project, "xliff")
    store = xlifffile.parsefile(str(file))  # type: ignore[no-untyped-call]
    (unit,) = (unit for unit in store.units if unit.source == "What is it?")
    unit.target = "¿Qué es?"
    file.write_bytes(bytes(store))
    outcome = project.polyleaf("translations", "import", file)
    assert (outcome.err, outcome.out.splitlines()[1:]) == (
        "",
        ["  what/heading", "    + ¿Qué es?", "1 unit changed"],
    )


# What else there is to an exchange


def test_the_sound_part_is_imported_when_asked_for(project: SmallProject) -> None:
    file = export(project, "po")
    correct(file)
    replace(file, 'msgstr "Si sangra, llame **a** [esta línea](#what)."', 'msgstr "Llame."')
    outcome = project.polyleaf("translations", "import", "--partial", file)
    assert (outcome.status, outcome.codes) == (1, ["markup-mismatch"])
    text = (project.root / CATALOG).read_text("utf-8")
    assert "¿Qué es?" in text
    assert SPANISH in text


@pytest.mark.parametrize("form", FORMS)
def test_a_translation_that_has_no_room_is_refused(form: str, project: SmallProject) -> None:
    limited = 'msgctxt "what/heading"'
    replace(project.root / CATALOG, limited, f"#. max-length:8\n{limited}")
    before = (project.root / CATALOG).read_bytes()
    file = export(project, form)
    correct(file)
    assert project.polyleaf("translations", "import", "--dry-run", file).status == 0
    replace(project.root / CATALOG, "max-length:8", "max-length:7")
    outcome = project.polyleaf("translations", "import", file)
    assert (outcome.status, outcome.codes) == (1, ["too-long"])
    assert "has 8 signs; there is room for 7" in outcome.err
    assert FORMS[form] in outcome.problems[0].file
    assert (project.root / CATALOG).read_bytes() == before.replace(b"length:8", b"length:7")


def test_shared_wording_goes_with_all_leaflets(project: SmallProject) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")
    messages = {"phrases/thanks": ("Thank you.", "")}
    file = project.catalog("flu", "es", messages)
    phrases = file.replace(project.root / "locales" / "es" / "phrases.po")
    project.catalog("flu", "es", MESSAGES)
    outcome = project.polyleaf("translations", "export", "--format", "po", "-l", "es")
    assert outcome.out.splitlines()[1:] == ["build/translations/library.phrases.es.po"]
    back = project.root / "build" / "translations" / "library.phrases.es.po"
    replace(back, 'Thank you."\nmsgstr ""', 'Thank you."\nmsgstr "Gracias."')
    assert project.polyleaf("translations", "import", back).status == 0
    assert "Gracias." in phrases.read_text("utf-8")


def test_a_catalog_behind_its_leaflet_is_not_exported(project: SmallProject) -> None:
    project.leaflet("flu", "Another text.")
    outcome = project.polyleaf("translations", "export", "--format", "xliff", "-l", "es")
    assert (outcome.status, outcome.out) == (1, "")
    assert [(p.code, p.file, p.line) for p in outcome.problems] == [("catalog-behind", CATALOG, 14)]


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["flu", "-l", "fr"], 1, "no-catalog"),
        (["flu", "-l", "xx"], 1, "unknown-language"),
        (["flu", "-l", "qps-ploc"], 1, "unknown-language"),
        (["flue", "-l", "es"], 2, "unknown-leaflet"),
    ],
)
def test_what_cannot_be_exported(
    arguments: list[str], status: int, code: str, project: SmallProject
) -> None:
    outcome = project.polyleaf("translations", "export", "--format", "xlsx", *arguments)
    assert (outcome.status, outcome.codes, outcome.out) == (status, [code], "")


@pytest.mark.parametrize("name", ["back.po", "es.docx", "es.xlf", "es.xlsx"])
def test_files_of_no_known_kind(name: str, project: SmallProject) -> None:
    file = project.write(name, "This is no catalog.")
    outcome = project.polyleaf("translations", "import", file)
    assert outcome.status == 1
    assert outcome.codes[0] in {"file-name", "xml-syntax", "workbook-format"}
    assert outcome.out == "nothing to change; 1 error\n"


def test_line_ends_and_byte_order_mark_of_a_catalog_stay(project: SmallProject) -> None:
    catalog = project.root / CATALOG
    catalog.write_bytes(b"\xef\xbb\xbf" + catalog.read_bytes().replace(b"\n", b"\r\n"))
    before = catalog.read_bytes()
    file = export(project, "xlsx")
    correct(file)
    assert project.polyleaf("translations", "import", file).status == 0
    old, new = '"What is it?"\r\nmsgstr ""', '"What is it?"\r\nmsgstr "¿Qué es?"'
    assert catalog.read_bytes() == before.replace(old.encode(), new.encode())


def test_a_file_that_is_too_large_is_not_read(project: SmallProject) -> None:
    file = project.root / "es.xlf"
    with file.open("wb") as stream:
        stream.truncate(50_000_001)
    outcome = project.polyleaf("translations", "import", file)
    assert (outcome.status, outcome.codes) == (1, ["large-file"])
