"""A PO file as blocks, and back."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyleaf.diagnostics import InputError
from polyleaf.translation.po_strings import escape, quote, unescape, wrapping_width
from polyleaf.translation.po_text import parse_po

LOCALES = Path(__file__).parents[2] / "locales"
FILE = Path("es.po")
SAMPLES = sorted(LOCALES.glob("*/leaflets/*.po")) + sorted(LOCALES.glob("*/*.po"))
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
ENTRY = '\nmsgctxt "a"\nmsgid "Call 911"\nmsgstr "Llame al 911"\n'

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from('\n\t\r"\\\v ')
)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "text",
    [
        HEADER,
        HEADER + ENTRY,
        HEADER + ENTRY.rstrip(),
        HEADER + ENTRY + "\n\n# the end",
        HEADER + ENTRY.strip() + "\n" + ENTRY.replace('"a"', '"b"').strip() + "\n",
        HEADER + "\n# Section one\n\n# a note\n#. to translators\n#: a.html:1\n#, fuzzy" + ENTRY,
        HEADER + ENTRY.replace("msgctxt", '#| msgid ""\n#| "Call "\n#| "112"\nmsgctxt'),
        HEADER
        + ENTRY.replace("\nmsg", "\n#~ msg").replace("#~ msgctxt", '#~| msgid "x"\n#~ msgctxt'),
        HEADER + '\n  msgid "a"  \n\tmsgid_plural "b"\nmsgstr[0] "c"\n\nmsgstr[1] ""\n "d"\n',
        ENTRY,
        "# nothing but a comment\n",
        "\n",
    ],
)
def test_a_file_comes_back_as_it_was(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    assert parse_po(text, FILE).write() == text


@pytest.mark.parametrize("file", SAMPLES[:: len(SAMPLES) // 12], ids=lambda f: f.parent.name)
def test_it_reads_what_polib_reads(file: Path) -> None:
    text = file.read_bytes().decode()
    po = parse_po(text, file)
    assert po.write() == text
    ours = [
        (e.text("msgctxt"), e.text("msgid"), e.text("msgid_plural"), e.text("msgstr"))
        for e in po.entries[1:]
    ]
    theirs = [(e.msgctxt or "", e.msgid, e.msgid_plural, e.msgstr) for e in polib.pofile(file)]
    assert ours == theirs


def test_the_parts_of_an_entry() -> None:
    text = HEADER + '\n# me\n#, fuzzy\n#| msgid "Call"\n#| " 112"' + ENTRY
    header, entry = parse_po(text, FILE).entries
    assert header.header
    assert (entry.text("msgctxt"), entry.text("msgid")) == ("a", "Call 911")
    assert entry.previous[0].value == "Call 112"
    assert entry.comments == ("# me", "#, fuzzy")
    assert (entry.line, entry.obsolete, entry.translated) == (8, False, True)


@pytest.mark.parametrize(
    ("broken", "lines"),
    [
        (ENTRY.replace('911"\n', "911\n"), [5, 6]),
        (ENTRY.replace('msgid "Call 911"\n', ""), [5]),
        (ENTRY.replace('msgstr "Llame al 911"\n', ""), [4]),
        (ENTRY.replace("msgstr", 'msgid "b"\nmsgstr'), [6]),
        (ENTRY.replace("msgstr", "# a note\nmsgstr"), [6]),
        (ENTRY.replace("msgstr", '#| msgid "b"\nmsgstr'), [6]),
        (ENTRY.replace("msgstr", "#~ msgstr"), [6]),
        (ENTRY.replace("msgstr", "msgstr[0]"), [6]),
        (ENTRY.replace('msgid "Call 911"', 'msgid "a"\nmsgid_plural "b"'), [7]),
        ('\n"a text"\n', []),
        ('\n#| "a text"\n', [4]),
        ("\n#| Call 112" + ENTRY, [4]),
        (f"\n<<<<<<< ours{ENTRY}=======\n>>>>>>> theirs\n", [4, 8, 9]),
    ],
)
def test_a_broken_file_is_told_by_its_lines(broken: str, lines: list[int]) -> None:
    if not lines:
        # After a whole entry it is one more line of that: as gettext reads it.
        assert parse_po(HEADER + broken, FILE).write() == HEADER + broken
        return
    with pytest.raises(InputError) as error:
        parse_po(HEADER + "\n" * 0 + broken, FILE)
    assert [d.location.line for d in error.value.diagnostics] == lines
    code = "merge-conflict" if "<<<<<<<" in broken else "po-syntax"
    assert {d.code for d in error.value.diagnostics} == {code}


@given(text=texts)
@settings(deadline=None)
def test_a_text_comes_back_from_its_quotes(text: str) -> None:
    assert unescape(escape(text)) == text
    for width in (0, 20, 79):
        lines = quote("msgid", text, width)
        assert "".join(unescape(line[1:-1]) for line in lines) == text


@pytest.mark.parametrize(
    ("written", "text"), [(r"a\x41\101\n\q", "aAA\n\\q"), (r"\\n", r"\n"), (r"\"", '"')]
)
def test_escapes(written: str, text: str) -> None:
    assert unescape(written) == text


needs_gettext = pytest.mark.skipif(not shutil.which("msgcat"), reason="gettext is not installed")


def msgcat(file: Path, *options: str) -> str:
    command = [shutil.which("msgcat") or "msgcat", *options, str(file)]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


@needs_gettext
@pytest.mark.parametrize("width", [79, 77, 60])
@pytest.mark.parametrize("tag", ["es", "ru", "vi", "ko"])
def test_the_width_that_msgcat_wrapped_to_is_found(tag: str, width: int) -> None:
    file = LOCALES / tag / "leaflets" / "oncolytic-virus-therapy.po"
    po = parse_po(msgcat(file, f"--width={width}"), file)
    texts = [text for entry in po.entries[1:] for text in entry.texts]
    assert wrapping_width((text.keyword, text.lines) for text in texts) == width
    same = sum(quote(text.keyword, text.value, width) == text.lines for text in texts)
    assert same / len(texts) > 0.97
