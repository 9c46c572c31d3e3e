"""A catalog's text in, the same with some units merged with a new source out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyleaf.translation.catalog import load_catalog
from polyleaf.translation.rewrite import with_sources

PO = """\
# Header comment
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

# machine-drafted
#, fuzzy, no-wrap
#| msgid "A shrot leaflet"
msgctxt "title"
msgid "A shart leaflet"
msgstr "Un folleto corto"

#, fuzzy
#| msgid ""
#| "Take it "
#| "daily."
msgctxt "what/meaning"
msgid ""
"Take it "
"dayly."
msgstr ""
"Tómelo por la mañana con un vaso de agua y algo de pan, y siempre a la misma "
"hora."
# next without a blank line
msgctxt "what/heading"
msgid "What?"
msgstr "¿Qué?"

#~ msgctxt "gone"
#~ msgid "Gone"
#~ msgstr "Ido"
"""

MERGED = """\
# Header comment
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

# machine-drafted
#, no-wrap
msgctxt "title"
msgid "A \\"short\\" leaflet"
msgstr "Un folleto corto"

msgctxt "what/meaning"
msgid "Take it every day."
msgstr ""
"Tómelo por la mañana con un vaso de agua y algo de pan, y siempre a la misma "
"hora."
# next without a blank line
msgctxt "what/heading"
msgid "What?"
msgstr "¿Qué?"

#~ msgctxt "gone"
#~ msgid "Gone"
#~ msgstr "Ido"
"""
FILE = Path("x.po")
NEW = {"title": 'A "short" leaflet', "what/meaning": "Take it every day."}


def test_the_entries_get_the_source_and_no_other_line_changes() -> None:
    assert with_sources(PO, NEW, FILE) == MERGED


def test_a_tool_may_have_wrapped_the_id() -> None:
    wrapped = PO.replace('msgctxt "title"', 'msgctxt ""\n"ti"\n"tle"')
    expected = with_sources(PO, {"title": "A leaflet"}, FILE)
    assert with_sources(wrapped, {"title": "A leaflet"}, FILE) == expected.replace(
        'msgctxt "title"', 'msgctxt ""\n"ti"\n"tle"'
    )


def test_line_ends_are_kept() -> None:
    assert with_sources(PO.replace("\n", "\r\n"), NEW, FILE) == MERGED.replace("\n", "\r\n")


def test_nothing_asked_is_nothing_changed() -> None:
    assert with_sources(PO, {}, FILE) == PO


@pytest.mark.parametrize("unit", ["none", "gone"])
def test_an_entry_that_is_not_there_is_an_error(unit: str) -> None:
    with pytest.raises(KeyError):
        with_sources(PO, {unit: "x"}, FILE)


sources = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t"))


@given(text=sources.filter(str.strip))
def test_any_source_is_read_back(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file: Path = tmp_path_factory.mktemp("po") / "x.po"
    file.write_bytes(with_sources(PO, {"title": text}, FILE).encode())
    message = load_catalog(file).messages["title"]
    assert (message.source, message.target) == (text, "Un folleto corto")
    assert (message.fuzzy, message.previous, message.machine_drafted) == (False, "", True)
    assert load_catalog(file).messages["what/meaning"].previous == "Take it daily."
