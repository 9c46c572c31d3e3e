"""PO files in, messages by unit id out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.small_project import catalog

from polyleaf.diagnostics import InputError
from polyleaf.reading import source
from polyleaf.translation.catalog import Catalog, load_catalog

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
ENTRY = '\nmsgctxt "a"\nmsgid "Call 911"\nmsgstr "Llame al 911"\n'

Load = Callable[[str | bytes], Catalog]

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from('\n\t"\\')
)


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def run(content: str | bytes) -> Catalog:
        file = tmp_path / "a.po"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_catalog(file)

    return run


def test_a_message_and_its_place(load: Load) -> None:
    loaded = load(HEADER + ENTRY)
    (message,) = loaded.messages.values()
    assert (message.id, message.source, message.target) == ("a", "Call 911", "Llame al 911")
    assert (message.fuzzy, message.machine_drafted) == (False, False)
    assert (message.location.file, message.location.line) == (loaded.file, 5)


@pytest.mark.parametrize(
    ("remark", "fuzzy", "drafted"),
    [
        ("#, fuzzy\n", True, False),
        ("# machine-drafted\n", False, True),
        ("# Anna: checked\n# machine-drafted\n#. a note\n#, fuzzy\n", True, True),
        ("# no longer machine-drafted\n", False, False),
        ("#. machine-drafted\n", False, False),
    ],
)
def test_remarks(remark: str, fuzzy: bool, drafted: bool, load: Load) -> None:  # noqa: FBT001 - what is expected
    message = load(HEADER + ENTRY.replace("\n", f"\n{remark}", 1)).messages["a"]
    assert (message.fuzzy, message.machine_drafted) == (fuzzy, drafted)


@pytest.mark.parametrize(
    ("remark", "text"),
    [
        ("# back-translation: Ring 911\n", "Ring 911"),
        ("# back-translation: Ring\n# machine-drafted\n# back-translation: 911\n", "Ring 911"),
        ("# back-translation: Ring 911\n# Anna: 911 or 112?\n", "Ring 911"),
        ("# no back-translation: he is ill\n", ""),
        ("#. back-translation: Ring 911\n", ""),
    ],
)
def test_back_translations(remark: str, text: str, load: Load) -> None:
    message = load(HEADER + ENTRY.replace("\n", f"\n{remark}", 1)).messages["a"]
    assert message.back_translation == text


@pytest.mark.parametrize(
    "content",
    [
        ENTRY,
        "\ufeff" + HEADER + ENTRY,
        (HEADER + ENTRY).replace("\n", "\r\n"),
        (HEADER + ENTRY).replace("\n", "\r"),
        HEADER + ENTRY + "\n# the end",
        HEADER + ENTRY.rstrip(),
        HEADER + ENTRY.replace('"Llame al 911"', '""\n"Llame "\n"al 911"'),
        HEADER + ENTRY + '\n#~ msgctxt "b"\n#~ msgid "gone\n#~ msgstr "ido"\n',
        HEADER + ENTRY.replace("msgid", '#| msgid "Call 112"\nmsgid'),
    ],
)
def test_what_other_programs_write_is_read(content: str, load: Load) -> None:
    messages = load(content).messages
    assert {key: (m.source, m.target) for key, m in messages.items()} == {
        "a": ("Call 911", "Llame al 911")
    }


@pytest.mark.parametrize("code", ["\0", "\x07", "\x0b", "\x0c", "\x1d", "\x7f", "\x9b", "\ufffe"])
def test_a_control_code_in_a_dose_is_refused(code: str, load: Load) -> None:
    with pytest.raises(InputError) as error:
        load(HEADER + ENTRY.replace("Llame al", f"Llame{code}al"))
    (problem,) = error.value.diagnostics
    assert (problem.code, problem.location.line, problem.location.column) == (
        "bad-character",
        7,
        14,
    )


def test_a_catalog_without_end_is_not_read(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 1000)
    with pytest.raises(InputError) as error:
        load(HEADER + ENTRY * 20)
    assert [d.code for d in error.value.diagnostics] == ["file-too-large"]


def test_an_obsolete_entry_is_left_out(load: Load) -> None:
    assert (
        load(HEADER + "".join(f"#~ {line}\n" for line in ENTRY.split("\n") if line)).messages == {}
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(messages=st.dictionaries(st.text("abc/-", min_size=1), st.tuples(texts, texts), max_size=3))
def test_every_text_comes_back_as_it_was_written(
    messages: dict[str, tuple[str, str]], load: Load
) -> None:
    messages = {key: (f"source {source}", target) for key, (source, target) in messages.items()}
    loaded = load(catalog(messages)).messages
    assert {key: (m.source, m.target) for key, m in loaded.items()} == messages


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_a_line_ends_where_an_editor_ends_it(separator: str, load: Load) -> None:
    loaded = load(HEADER + ENTRY.replace("Llame al", f"Llame{separator}al"))
    assert loaded.messages["a"].target == f"Llame{separator}al 911"


@pytest.mark.parametrize(
    ("broken", "lines"),
    [
        # polib takes these three, and prints "Llame al 91", "lame al 91" and "ll 91".
        (ENTRY.replace('al 911"', "al 911"), [7]),
        (ENTRY.replace('msgstr "Llame', "msgstr Llame"), [7]),
        (ENTRY.replace('"Call 911"', "Call 911"), [6]),
        (ENTRY.replace("Llame", 'Lla"me'), [7]),
        (ENTRY.replace("Llame al 911", "Llame al 911\\"), [7]),
        (ENTRY.replace("msgid", "msgdi"), [6]),
        (ENTRY + "<<<<<<< ours\n=======\n", [8, 9]),
        (ENTRY.replace("msgid", "mmmm").replace("msgstr", "ssss"), [6, 7]),
        (ENTRY.replace('msgid "Call 911"\n', ""), [6]),
        (ENTRY + 'msgstr "Llame al 112"\n', [8]),
        (ENTRY.replace('"Call 911"', '"Call 911"\nmsgid "Call 112"'), [7]),
        ("oh no", [4]),
    ],
)
def test_every_broken_line_is_named(broken: str, lines: list[int], load: Load) -> None:
    with pytest.raises(InputError) as error:
        load(HEADER + broken)
    found = error.value.diagnostics
    code = "merge-conflict" if "<<<<<<<" in broken else "po-syntax"
    assert [(d.code, d.location.line, d.location.column) for d in found] == [
        (code, line, 1) for line in lines
    ]


def test_the_name_of_a_file_is_no_catalog(load: Load, tmp_path: Path) -> None:
    (tmp_path / "secret.po").write_text(HEADER + ENTRY)
    with pytest.raises(InputError) as error:
        load(str(tmp_path / "secret.po"))
    assert [d.code for d in error.value.diagnostics] == ["po-syntax"]


def test_a_place_in_the_folder_s_name_is_none(tmp_path: Path) -> None:
    file = tmp_path / "po file (line 99) of" / "a.po"
    file.parent.mkdir()
    file.write_text(ENTRY.replace('msgid "Call 911"\n', ""))
    with pytest.raises(InputError) as error:
        load_catalog(file)
    assert [(d.code, d.location.line) for d in error.value.diagnostics] == [("po-syntax", 3)]


def test_every_duplicate_is_named_with_the_first(load: Load) -> None:
    with pytest.raises(InputError) as error:
        load(HEADER + ENTRY * 3)
    found = error.value.diagnostics
    assert [(d.code, d.location.line) for d in found] == [
        ("duplicate-unit", 9),
        ("duplicate-unit", 13),
    ]
    assert all("line 5" in d.message for d in found)


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"", "empty-file", 1, 1),
        (b" \n\n", "empty-file", 1, 1),
        ((HEADER + ENTRY.replace("al", "ál")).encode("latin-1"), "not-utf-8", 6, 9),
        ((HEADER + ENTRY).encode("utf-16"), "not-utf-8", 1, 1),
        # A tool that believes the header garbles every letter that is not ASCII.
        ((HEADER.replace("UTF-8", "ISO-8859-1") + ENTRY).encode(), "wrong-charset", 3, 1),
        ((HEADER.replace("UTF-8", "CHARSET") + ENTRY).encode(), "wrong-charset", 3, 1),
    ],
)
def test_what_is_no_utf_8_text(
    content: bytes, code: str, line: int, column: int, load: Load
) -> None:
    with pytest.raises(InputError) as error:
        load(content)
    (found,) = error.value.diagnostics
    assert (found.code, found.location.line, found.location.column) == (code, line, column)


def test_a_catalog_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load_catalog(tmp_path / "nowhere.po")
    assert [d.code for d in error.value.diagnostics] == ["unreadable-file"]
