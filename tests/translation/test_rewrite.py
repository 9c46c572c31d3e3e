"""New translations go into a catalog, and nothing else of it changes."""

from __future__ import annotations

import difflib
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.small_project import catalog

from polyleaf.translation.catalog import load_catalog
from polyleaf.translation.rewrite import NewTarget, with_targets

# As several tools leave it: headers in an odd order, comments of every kind, wrapped strings,
# obsolete entries in the middle, more than one empty line.
CATALOG = r"""# Translators of this file
#, fuzzy
msgid ""
msgstr ""
"Language: es\n"
"X-Generator: Poedit 3.4\n"
"Project-Id-Version: x\n"
"Content-Type: text/plain; charset=UTF-8\n"


# A. Translator: ask about this
# machine-drafted
#. max-length:20
#: leaflets/a.yaml
#, fuzzy, no-wrap
#| msgid "Old"
msgctxt "a"
msgid "New"
msgstr "Viejo"
#~ msgctxt "gone"
#~ msgid "Gone"
#~ msgstr ""
#~ "Ido"
# machine-drafted
msgctxt "b/long"
msgid ""
"A long text that some tool has broken into lines of a width that no other "
"tool would choose"
msgstr ""
"Texto"

msgctxt "c"
msgid "C"
msgstr ""

#~ msgctxt "a"
#~ msgid "Old A"
#~ msgstr "A vieja"
"""

FILE = Path("x.po")


def difference(old: str, new: str) -> list[str]:
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return sorted(line for line in lines if line[0] in "+-")


def test_nothing_changes_without_a_new_translation() -> None:
    assert with_targets(CATALOG, {}, FILE) == CATALOG


def test_only_the_entry_changes() -> None:
    new = with_targets(CATALOG, {"a": NewTarget("Nuevo")}, FILE)
    assert difference(CATALOG, new) == [
        "+ #, no-wrap",
        '+ msgstr "Nuevo"',
        "- # machine-drafted",
        "- #, fuzzy, no-wrap",
        '- #| msgid "Old"',
        '- msgstr "Viejo"',
    ]


def test_a_back_translation_goes_with_the_wording_that_it_is_of() -> None:
    marked = CATALOG.replace("# machine-drafted\n#.", "# back-translation: Old\n#.")
    assert "# back-translation: Old" in with_targets(marked, {"a": NewTarget("Viejo")}, FILE)
    new = with_targets(marked, {"a": NewTarget("Nuevo")}, FILE)
    assert "back-translation" not in new
    assert "# A. Translator: ask about this\n" in new


def test_an_entry_may_stay_fuzzy() -> None:
    new = with_targets(CATALOG, {"a": NewTarget("Nuevo", fuzzy=True)}, FILE)
    assert difference(CATALOG, new) == [
        '+ msgstr "Nuevo"',
        "- # machine-drafted",
        '- msgstr "Viejo"',
    ]


def test_an_entry_may_become_fuzzy() -> None:
    new = with_targets(CATALOG, {"c": NewTarget("Ce", fuzzy=True)}, FILE)
    assert difference(CATALOG, new) == ["+ #, fuzzy", '+ msgstr "Ce"', '- msgstr ""']


def test_a_new_text_is_wrapped_where_others_are() -> None:
    text = "palabra " * 12
    wrapped = f'msgstr ""\n"{"palabra " * 9}"\n"{"palabra " * 3}"\n'
    assert wrapped in with_targets(CATALOG, {"c": NewTarget(text)}, FILE)
    flat = catalog({"c": ("C", "")})
    assert f'msgstr "{text}"\n' in with_targets(flat, {"c": NewTarget(text)}, FILE)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_stay(end: str) -> None:
    old, new = f'msgid "C"{end}msgstr ""', f'msgid "C"{end}msgstr "Ce"'
    text = CATALOG.replace("\n", end)
    assert with_targets(text, {"c": NewTarget("Ce")}, FILE) == text.replace(old, new)


def test_the_last_entry_without_a_line_end() -> None:
    text = catalog({"c": ("C", "c")}).rstrip("\n")
    assert with_targets(text, {"c": NewTarget("d")}, FILE).rstrip("\n") == text[:-2] + 'd"'


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from('\n\t"\\')
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=texts.filter(bool), unit=st.sampled_from(["a", "b/long", "c"]))
def test_the_new_text_is_read_back_and_the_others_are_as_they_were(
    text: str, unit: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.po"
    file.write_text(CATALOG, "utf-8", newline="")
    before = load_catalog(file).messages
    file.write_text(with_targets(CATALOG, {unit: NewTarget(text)}, FILE), "utf-8", newline="")
    after = load_catalog(file).messages
    assert after[unit].target == text
    assert not after[unit].fuzzy
    assert not after[unit].machine_drafted
    assert after[unit].previous == ""
    assert {k: (m.source, m.target) for k, m in after.items() if k != unit} == {
        k: (m.source, m.target) for k, m in before.items() if k != unit
    }
    assert len(polib.pofile(str(file)).obsolete_entries()) == 2
