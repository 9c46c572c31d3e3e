"""A PO file as blocks, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.translation.po_parser import parse_po

LOCALES = Path(__file__).parents[2] / "locales"
FILE = Path("es.po")
SAMPLES = sorted(LOCALES.glob("*/leaflets/*.po")) + sorted(LOCALES.glob("*/*.po"))
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
ENTRY = '\nmsgctxt "a"\nmsgid "Call 911"\nmsgstr "Llame al 911"\n'


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


def test_the_parts_of_an_entry() -> None:
    text = HEADER + '\n# me\n#, fuzzy\n#| msgid "Call"\n#| " 112"' + ENTRY
    header, entry = parse_po(text, FILE).entries
    assert header.header
    assert (entry.text("msgctxt"), entry.text("msgid")) == ("a", "Call 911")
    assert entry.previous[0].value == "Call 112"
    assert entry.comments == ("# me", "#, fuzzy")
    assert (entry.line, entry.obsolete, entry.translated) == (8, False, True)
