"""What is read as an entry, and what is no PO file."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from polyleaf.diagnostics import InputError
from polyleaf.translation.po_parser import parse_po

LOCALES = Path(__file__).parents[2] / "locales"
FILE = Path("es.po")
SAMPLES = sorted(LOCALES.glob("*/leaflets/*.po")) + sorted(LOCALES.glob("*/*.po"))
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
ENTRY = '\nmsgctxt "a"\nmsgid "Call 911"\nmsgstr "Llame al 911"\n'


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
        parse_po(HEADER + broken, FILE)
    assert [d.location.line for d in error.value.diagnostics] == lines
    code = "merge-conflict" if "<<<<<<<" in broken else "po-syntax"
    assert {d.code for d in error.value.diagnostics} == {code}
