"""The labels of the templates in one language."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.diagnostics import InputError
from polyleaf.project import load_project
from polyleaf.translation.catalog import Interface, load_interface

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
LABEL = '\nmsgid "Urgent"\nmsgstr "¡Urgente!"\n'
DRAFTED = LABEL.replace("\n", "\n# machine-drafted\n", 1)
ARABIC = (
    '"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : '
    'n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"\n'
)
PLURAL = '\nmsgid "{count} page"\nmsgid_plural "{count} pages"\n' + "".join(
    f'msgstr[{form}] "form {form}"\n' for form in range(6)
)


def load(tmp_path: Path, *contents: str) -> Interface:
    files = [tmp_path / f"{number}.po" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_text(content, "utf-8")
    return load_interface(files)


def test_without_a_catalog_a_label_is_what_the_template_says() -> None:
    interface = load_interface([])
    assert interface.text("Urgent") == "Urgent"
    assert not interface.has("Urgent")
    assert [interface.plural("a page", "pages", n) for n in (1, 2)] == ["a page", "pages"]


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        "",
        'msgid ""\nmsgstr ""\n"Language: es\\n"\n',
    ],
)
def test_a_label_is_read_as_utf_8_whether_the_header_says_so_or_nothing(
    header: str, tmp_path: Path
) -> None:
    interface = load(tmp_path, header + LABEL)
    assert interface.text("Urgent") == "¡Urgente!"
    assert interface.has("Urgent")


@pytest.mark.parametrize("charset", ["CHARSET", "ISO-8859-1"])
def test_a_header_that_names_another_charset_is_refused(charset: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load(tmp_path, HEADER.replace("UTF-8", charset) + LABEL)
    assert [(d.code, d.location.line) for d in error.value.diagnostics] == [("wrong-charset", 3)]


@pytest.mark.parametrize(
    "label", [LABEL.replace("¡Urgente!", ""), LABEL.replace("\n", "\n#, fuzzy\n", 1)]
)
def test_an_empty_or_fuzzy_label_is_not_translated(label: str, tmp_path: Path) -> None:
    interface = load(tmp_path, HEADER + label)
    assert interface.text("Urgent") == "Urgent"
    assert not interface.has("Urgent")


def test_the_project_s_own_label_wins_and_the_others_stay(tmp_path: Path) -> None:
    default = HEADER + LABEL + '\nmsgid "Phone"\nmsgstr "Teléfono"\n'
    interface = load(tmp_path, default, HEADER + LABEL.replace("¡Urgente!", "Ojo"))
    assert (interface.text("Urgent"), interface.text("Phone")) == ("Ojo", "Teléfono")
    assert interface.has("Phone")


def test_plurals_go_by_the_catalog_s_own_rule(tmp_path: Path) -> None:
    interface = load(tmp_path, HEADER + ARABIC + PLURAL)
    forms = [interface.plural("{count} page", "{count} pages", n) for n in (0, 1, 2, 3, 11, 100)]
    assert forms == [f"form {form}" for form in range(6)]


@pytest.mark.parametrize(
    "rule",
    ["nplurals=2; plural=(n != 1", "nplurals=2", "nplurals=2; plural=__import__(1);"]
    + [
        f"nplurals=2; plural={rule};"
        for rule in ("n/0", "n%0", "n/(n-5)", "n%(n-5)", "5%n", "n% 0", "(n !=!1)")
    ],
)
def test_a_plural_rule_that_is_none(rule: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load(tmp_path, HEADER + LABEL, f'{HEADER}"Plural-Forms: {rule}\\n"\n{LABEL}')
    (found,) = error.value.diagnostics
    assert (found.code, found.location.file) == ("po-syntax", tmp_path / "1.po")


@pytest.mark.parametrize(
    ("contents", "drafted"),
    [
        ([LABEL], False),
        ([DRAFTED], True),
        ([DRAFTED, LABEL], False),
        ([LABEL, DRAFTED], True),
        ([DRAFTED, LABEL.replace("Urgent", "Phone")], True),
        ([DRAFTED.replace("¡Urgente!", "")], False),
    ],
)
def test_labels_are_a_machine_s_until_a_person_s_stand_in_their_place(
    contents: list[str],
    drafted: bool,  # noqa: FBT001 - what is expected
    tmp_path: Path,
) -> None:
    interface = load(tmp_path, *(HEADER + content for content in contents))
    assert interface.machine_drafted is drafted


def test_the_shipped_labels_load_in_every_language(root: Path) -> None:
    project = load_project(root)
    for language in project.settings.languages:
        interface = load_interface(project.locale_files(f"{language}/ui.po"))
        assert interface.has("References") or language == "en"
        assert interface.plural("{count} page", "{count} pages", 2)
