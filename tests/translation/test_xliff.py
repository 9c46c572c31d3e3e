"""XLIFF 1.2: what goes out comes back, and what other people made of it is read or refused."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.translation.handovers import ARABIC, catalog_of, handover, message
from translate.storage.xliff import xlifffile

from polyleaf.diagnostics import InputError
from polyleaf.translation.digests import text_digest
from polyleaf.translation.inline_tags import Tag, tag_pair, untag
from polyleaf.translation.messages import Unit
from polyleaf.translation.returned_rows import match
from polyleaf.translation.xliff import read_xliff, write_xliff

FILE = Path("back.xlf")
XLF = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
# As an update writes it into the catalog.
NOTED = Unit("what/meaning", "Call us", note="Shown in a box.", max_length=80)
RICH = message(
    "what/meaning",
    "Call **[us](#help)** on {helpline} [@who2020] & rest",
    "Llame **[nos](#help)** al {helpline} [@who2020] y descanse",
    fuzzy=True,
    previous="Call us & rest",
    notes="\n".join(line.removeprefix("#. ") for line in NOTED.comments),
)


def texts(data: bytes, path: str) -> list[str]:
    found = etree.fromstring(data).xpath(path, namespaces=XLF)
    assert isinstance(found, list)
    return [str(one) for one in found]


def test_a_unit_has_all_that_a_translator_needs() -> None:
    data = write_xliff([handover(RICH, target=ARABIC)])
    assert texts(data, "//x:file/@original") == ["a"]
    assert texts(data, "//x:file/@source-language | //x:file/@target-language") == ["en", "ar"]
    assert texts(data, "//x:trans-unit/@id") == ["what/meaning"]
    assert texts(data, "//x:trans-unit/@resname") == ["what/meaning"]
    assert texts(data, "//@extradata") == [f"sha256:{text_digest(RICH.source)}"]
    assert texts(data, "//@maxwidth | //@size-unit") == ["80", "char"]
    assert texts(data, "//x:note/text()") == ["Shown in a box."]
    assert texts(data, "//x:alt-trans/x:source/text()") == ["Call us & rest"]
    assert texts(data, "//x:trans-unit/x:target/@state") == ["needs-review-translation"]


def test_markup_is_tags_that_say_what_they_are() -> None:
    data = write_xliff([handover(RICH)])
    for text in ("source", "target"):
        path = f"//x:trans-unit/x:{text}//*"
        assert texts(data, f"{path}/@id") == ["1", "2", "3", "4"]
        assert texts(data, f"{path}/@ctype") == ["bold", "link", "x-placeholder", "x-citation"]
        assert texts(data, f"{path}/@equiv-text") == [
            "**…**",
            "[…](#help)",
            "{helpline}",
            "[@who2020]",
        ]


@pytest.mark.parametrize(
    ("target", "more", "state"),
    [
        ("", {}, "needs-translation"),
        ("a", {"fuzzy": True}, "needs-review-translation"),
        ("a", {"machine_drafted": True}, "needs-review-translation"),
        ("a", {}, "translated"),
    ],
)
def test_states(target: str, more: dict[str, bool], state: str) -> None:
    data = write_xliff([handover(message("a", "A", target, **more))])
    assert texts(data, "//x:target/@state") == [state]


PARTS = ["**", "*", "[", "](#a)", "](term:b)", "[@a]", "{tel}", "\\", "\n", " ", "\t", "\r", "&lt;"]
inline = st.lists(st.sampled_from([*PARTS, "a", "é", "語", "<b>", "&", "]]>"]), max_size=20).map(
    "".join
)


@settings(deadline=None, max_examples=100)
@given(inline, inline)
def test_every_text_comes_back_as_it_was(source: str, target: str) -> None:
    data = write_xliff([handover(message("a", source, target))])
    (row,) = read_xliff(data, FILE)
    marks = tag_pair(source, target).marks
    assert isinstance(row.source, tuple)
    assert isinstance(row.target, tuple)
    assert (untag(row.source, marks), untag(row.target, marks)) == (source, target)
    assert (row.catalog, row.language, row.unit) == ("a", "es", "a")
    assert row.source_hash == text_digest(source)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(inline.filter(str.strip), inline), max_size=4))
def test_an_untouched_file_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    messages = [message(str(number), *pair) for number, pair in enumerate(pairs)]
    data = write_xliff([handover(message("first", "One", "Uno"), *messages)])
    catalog = catalog_of(message("first", "One", "Uno"), *messages)
    units = {key: one.source for key, one in catalog.messages.items()}
    assert match(read_xliff(data, FILE), catalog, units) == ([], [])


def test_the_bytes_are_always_the_same() -> None:
    assert write_xliff([handover(RICH)]) == write_xliff([handover(replace(RICH))])


def test_a_control_character_is_told_with_its_place() -> None:
    with pytest.raises(InputError) as error:
        write_xliff([handover(message("a", "A\x0b"), message("b", "B"))])
    (found,) = error.value.diagnostics
    assert (found.code, found.location.line) == ("control-character", 5)


def test_translate_toolkit_reads_it() -> None:
    store = xlifffile.parsestring(write_xliff([handover(RICH)]))  # type: ignore[no-untyped-call]
    (unit,) = store.units
    assert (unit.source, unit.target) == (
        "Call us on  & rest".replace("on  &", "on   &"),
        "Llame nos al   y descanse",
    )
    assert unit.getid().endswith("what/meaning")
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == ("en", "es")
    assert unit.getnotes() == "Shown in a box."
    assert [str(alt.source) for alt in unit.getalttrans()] == ["Call us & rest"]


@pytest.mark.skipif("XLIFF_SCHEMA" not in os.environ, reason="XLIFF_SCHEMA names no schema file")
def test_it_is_valid_xliff() -> None:
    schema = etree.XMLSchema(etree.parse(os.environ["XLIFF_SCHEMA"]))
    data = write_xliff([handover(RICH, message("b", "B")), handover(RICH, name="b")])
    schema.assertValid(etree.fromstring(data))


# What comes back

BACK = write_xliff([handover(RICH)]).decode()


def read(text: str) -> tuple[str, str]:
    (row,) = read_xliff(text.encode(), FILE)
    assert isinstance(row.target, tuple)
    return row.unit, untag(row.target, tag_pair(RICH.source, RICH.target).marks)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("<body>", "<body><group>").replace("</body>", "</group></body>"),
        lambda text: text.replace("<target", "<seg-source>x</seg-source><target", 1),
        lambda text: text.replace("Llame ", '<mrk mtype="seg" mid="0">Llame </mrk>', 1),
        lambda text: text.replace("Llame ", "Ll<!-- ? -->ame <?tool x?>", 1),
        lambda text: text.replace('state="needs-review-translation"', 'state="final"'),
        lambda text: text.replace(' ctype="link"', "").replace(' clone="no"', ""),
        lambda text: re.sub(r"<(/?)(?=[a-z])", r"<\1x:", text).replace("xmlns", "xmlns:x"),
    ],
)
def test_what_tools_make_of_it_is_read(change: object) -> None:
    assert callable(change)
    assert read(change(BACK)) == ("what/meaning", RICH.target)


def test_the_line_of_a_unit() -> None:
    (row,) = read_xliff(BACK.encode(), FILE)
    assert "trans-unit" in BACK.splitlines()[row.location.line - 1]


def test_a_unit_without_translation() -> None:
    start, end = BACK.index("<target"), BACK.index("</target>") + len("</target>")
    (row,) = read_xliff((BACK[:start] + BACK[end:]).encode(), FILE)
    assert row.target == ()


def test_a_tag_of_another_kind_is_no_tag_of_ours() -> None:
    (row,) = read_xliff(BACK.replace("Llame ", '<ph id="1">**</ph>', 1).encode(), FILE)
    assert row.target[0] == Tag("<ph>")


DOCTYPE = "<!DOCTYPE xliff [{}]>\n<xliff"
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 40}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("</xliff>", "", "xml-syntax", 17),
        ("<xliff", DOCTYPE.format('<!ENTITY a SYSTEM "file:///etc/passwd">'), "xml-doctype", 2),
        ("<xliff", DOCTYPE.format('<!ENTITY % a SYSTEM "http://x.example/">%a;'), "xml-doctype", 2),
        ("<xliff", DOCTYPE.format(LAUGHS), "xml-doctype", 2),
        ("<xliff", '<!DOCTYPE xliff SYSTEM "xliff.dtd"><xliff', "xml-doctype", 2),
        ("document:1.2", "document:2.0", "xliff-version", 2),
        ("document:1.2", "document:1.1", "xliff-version", 2),
        ('id="what/meaning" ', "", "xliff-incomplete", 5),
        ("trans-unit", "bin-unit", "empty-file", 1),
        ("Llame", "Llame &amp;amp; &eacute;", "xml-syntax", 7),
        ("Llame", "Llame \x01", "xml-syntax", 7),
    ],
)
def test_what_cannot_be_read_is_refused(old: str, new: str, code: str, line: int) -> None:
    with pytest.raises(InputError) as error:
        read_xliff(BACK.replace(old, new).encode(), FILE)
    assert [(d.code, d.location.line) for d in error.value.diagnostics] == [(code, line)]


@pytest.mark.parametrize("expanded", ["&a;", "&i;"])
def test_no_entity_is_ever_expanded(expanded: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    entity = f'<!ENTITY a SYSTEM "{secret.as_uri()}">'
    definitions = entity if expanded == "&a;" else LAUGHS
    text = BACK.replace("<xliff", DOCTYPE.format(definitions)).replace("Llame", expanded)
    with pytest.raises(InputError) as error:
        read_xliff(text.encode(), FILE)
    # The parser itself stops at the second one.
    assert [d.code for d in error.value.diagnostics] in (["xml-doctype"], ["xml-syntax"])
    assert "secret" not in str(error.value)
