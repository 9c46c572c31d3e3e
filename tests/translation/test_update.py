"""Catalogs brought up to date: merged by unit id, byte for byte where nothing changed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyleaf.content.leaflets import load_leaflet
from polyleaf.content.model import units as leaflet_texts
from polyleaf.diagnostics import InputError
from polyleaf.translation.catalog import load_catalog
from polyleaf.translation.messages import Unit, leaflet_units
from polyleaf.translation.templates import catalog_template, filled_catalog
from polyleaf.translation.update import Counts, update_catalog

ROOT = Path(__file__).parents[2]
FILE = Path("es.po")
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
DRINK = '\n# machine-drafted\nmsgctxt "drink"\nmsgid "Do not drink."\nmsgstr "No beba."\n'
DRIVE = '\nmsgctxt "drive"\nmsgid "Do not drive."\nmsgstr "No conduzca."\n'
TODAY = (Unit("drink", "Do not drink."), Unit("drive", "Do not drive."))

needs_gettext = pytest.mark.skipif(not shutil.which("msgmerge"), reason="gettext is not installed")


def updated(text: str, *units: Unit) -> str:
    return update_catalog(text, units, FILE).text


def counts(text: str, *units: Unit) -> Counts:
    return update_catalog(text, units, FILE).counts


def test_nothing_to_do() -> None:
    assert updated(HEADER + DRINK + DRIVE, *TODAY) == HEADER + DRINK + DRIVE
    assert counts(HEADER + DRINK + DRIVE, *TODAY) == Counts()


def test_another_order_of_the_source_moves_nothing() -> None:
    assert updated(HEADER + DRIVE + DRINK, *TODAY) == HEADER + DRIVE + DRINK


def test_a_reworded_source_keeps_its_translation_as_fuzzy() -> None:
    reworded = Unit("drink", "Do not drink alcohol.")
    assert updated(HEADER + DRINK + DRIVE, reworded, TODAY[1]) == (
        HEADER + "\n# machine-drafted\n#, fuzzy\n"
        '#| msgid "Do not drink."\n'
        'msgctxt "drink"\n'
        'msgid "Do not drink alcohol."\n'
        'msgstr "No beba."\n' + DRIVE
    )
    assert counts(HEADER + DRINK + DRIVE, reworded, TODAY[1]) == Counts(changed=1)


def test_the_oldest_source_stays() -> None:
    text = HEADER + DRINK
    for wording in ("Never drink.", "Do not ever drink.", "Do not drink."):
        text = updated(text, Unit("drink", wording))
        (entry,) = polib.pofile(text)
        assert (entry.msgid, entry.previous_msgid) == (wording, "Do not drink.")
        assert (entry.fuzzy, entry.msgstr) == (True, "No beba.")


def test_of_a_source_that_comes_back_the_translation_is_still_to_be_looked_at() -> None:
    text = updated(HEADER + DRINK, Unit("drink", "Drink."))
    assert polib.pofile(updated(text, TODAY[0]))[0].fuzzy


def test_a_previous_source_of_an_entry_that_was_mended_is_replaced() -> None:
    mended = HEADER + DRINK.replace("msgctxt", '#| msgid "Do drink."\nmsgctxt')
    assert updated(mended, TODAY[0]) == mended
    (entry,) = polib.pofile(updated(mended, Unit("drink", "Never drink.")))
    assert entry.previous_msgid == "Do not drink."


def test_fuzzy_goes_before_other_flags() -> None:
    text = HEADER + DRINK.replace("msgctxt", "#, no-wrap\nmsgctxt")
    assert "\n#, fuzzy, no-wrap\n" in updated(text, Unit("drink", "Drink."))


def test_an_entry_without_a_translation_is_just_reworded() -> None:
    text = HEADER + DRIVE.replace("No conduzca.", "")
    assert updated(text, Unit("drive", "Drive.")) == text.replace("Do not drive.", "Drive.")


def test_similar_text_is_never_taken_for_a_translation() -> None:
    text = updated(HEADER + DRINK, *TODAY)
    assert text == HEADER + DRINK + DRIVE.replace("No conduzca.", "")


@pytest.mark.parametrize(
    ("place", "ids"),
    [(0, "cab"), (1, "acb"), (2, "abc")],
)
def test_a_new_unit_stands_behind_the_one_before_it(place: int, ids: str) -> None:
    def entry(unit: str, target: str) -> str:
        return f'\nmsgctxt "{unit}"\nmsgid "Text {unit}"\nmsgstr "{target}"\n'

    units = [Unit(unit, f"Text {unit}") for unit in "ab"]
    units.insert(place, Unit("c", "Text c"))
    expected = {"a": entry("a", "A"), "b": entry("b", "B"), "c": entry("c", "")}
    text = HEADER + expected["a"] + expected["b"]
    assert updated(text, *units) == HEADER + "".join(expected[unit] for unit in ids)
    assert counts(text, *units) == Counts(new=1)


def test_what_is_gone_becomes_obsolete_and_is_revived_by_its_id() -> None:
    gone = updated(HEADER + DRINK + DRIVE, TODAY[1])
    assert gone == HEADER + DRIVE + (
        '\n# machine-drafted\n#~ msgctxt "drink"\n#~ msgid "Do not drink."\n#~ msgstr "No beba."\n'
    )
    assert counts(HEADER + DRINK + DRIVE, TODAY[1]) == Counts(obsolete=1)
    assert updated(gone, *TODAY) == HEADER + DRINK + DRIVE
    assert counts(gone, *TODAY) == Counts(revived=1)


def test_a_revived_entry_of_another_wording_is_fuzzy() -> None:
    gone = updated(HEADER + DRINK + DRIVE, TODAY[1])
    text = updated(gone, Unit("drink", "Never drink."), TODAY[1])
    (entry,) = (e for e in polib.pofile(text) if e.msgctxt == "drink")
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == ("Never drink.", "No beba.", True)
    assert (entry.previous_msgid, entry.obsolete) == ("Do not drink.", False)


def test_a_fuzzy_entry_keeps_its_oldest_source_through_obsolescence() -> None:
    text = updated(HEADER + DRINK, Unit("drink", "Never drink."))
    gone = updated(text)
    assert '#~| msgid "Do not drink."\n' in gone
    (entry,) = polib.pofile(updated(gone, Unit("drink", "Drink.")))
    assert (entry.previous_msgid, entry.fuzzy) == ("Do not drink.", True)


def test_nothing_is_kept_of_an_entry_that_says_nothing() -> None:
    assert updated(HEADER + DRIVE.replace("No conduzca.", "")) == HEADER


def test_the_older_source_is_back_and_so_is_its_translation() -> None:
    # What msgmerge leaves: the older wording obsolete beside the new one of the same id.
    old = "".join(f"#~ {line}\n" for line in DRINK.splitlines()[2:])
    text = HEADER + DRINK.replace("Do not drink.", "Never drink.").replace("beba", "beba nunca")
    swapped = polib.pofile(updated(f"{text}\n{old}", TODAY[0]))
    assert [(e.msgid, e.msgstr, e.fuzzy, bool(e.obsolete)) for e in swapped] == [
        ("Do not drink.", "No beba.", False, False),
        ("Never drink.", "No beba nunca.", False, True),
    ]


def test_notes_and_limits() -> None:
    noted = Unit("drink", "Do not drink.", note="Alcohol is meant.\nNot water.", max_length=60)
    text = updated(HEADER + DRINK, noted)
    assert (
        "# machine-drafted\n#. Alcohol is meant.\n#. Not water.\n#. max-length:60\nmsgctxt" in text
    )
    assert counts(HEADER + DRINK, noted) == Counts(noted=1)
    assert updated(text, noted) == text
    assert updated(text, TODAY[0]) == HEADER + DRINK


def test_references_and_flags_stay_behind_a_note() -> None:
    text = HEADER + DRINK.replace("msgctxt", "#. Old\n#: a.html\n#, no-wrap\nmsgctxt")
    noted = updated(text, Unit("drink", "Do not drink.", note="New"))
    assert noted == text.replace("#. Old", "#. New")


def test_a_line_of_a_translation_is_never_written_anew() -> None:
    wrapped = DRINK.replace('"No beba."', '""\n"No "\n  "be\\142a."')
    text = updated(HEADER + wrapped, Unit("drink", "Never drink."))
    assert '"No "\n"be\\142a."' in text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_end_of_lines_is_kept(newline: str) -> None:
    text = (HEADER + DRINK).replace("\n", newline)
    assert updated(text, *TODAY) == (HEADER + DRINK + DRIVE.replace("No conduzca.", "")).replace(
        "\n", newline
    )


def test_a_file_that_ends_without_a_line_end() -> None:
    text = updated((HEADER + DRINK).rstrip("\n"), *TODAY)
    assert text == HEADER + DRINK + DRIVE.replace("No conduzca.", "")


def test_comments_that_stand_alone_stay() -> None:
    alone = "\n# Section one\n"
    text = updated(HEADER + alone + DRINK + "\n# the end\n", Unit("drink", "Drink."), TODAY[1])
    assert alone + "\n# machine-drafted\n#, fuzzy\n" in text
    assert text.endswith("\n# the end\n")


LABELS = (Unit("", "Name"), Unit("", "{n} page", "{n} pages"))
LABELLED = (
    HEADER + '\nmsgid "Name"\nmsgstr "Nombre"\n'
    '\nmsgid "{n} page"\nmsgid_plural "{n} pages"\n'
    'msgstr[0] "{n} página"\nmsgstr[1] "{n} páginas"\n'
)


def test_labels_are_told_by_their_wording() -> None:
    assert updated(LABELLED, *LABELS) == LABELLED
    result = update_catalog(LABELLED, [Unit("", "Names"), LABELS[1]], FILE)
    assert result.counts == Counts(new=1, obsolete=1)
    assert '\nmsgid "Names"\nmsgstr ""\n' in result.text
    assert '\n#~ msgid "Name"\n#~ msgstr "Nombre"\n' in result.text
    assert updated(result.text, *LABELS) == LABELLED


@pytest.mark.parametrize(("forms", "number"), [("nplurals=3; plural=0;", 3), ("", 2)])
def test_a_new_label_has_the_forms_of_the_language(forms: str, number: int) -> None:
    text = update_catalog(HEADER, LABELS, FILE, plural_forms=forms).text
    assert list(polib.pofile(text)[1].msgstr_plural) == list(range(number))


def test_a_label_that_now_goes_with_a_number() -> None:
    text = updated(LABELLED, Unit("", "Name", "Names"), LABELS[1])
    (entry, _) = polib.pofile(text)
    assert entry.msgstr_plural == {0: "Nombre", 1: ""}
    assert entry.fuzzy


def test_a_label_that_goes_with_a_number_no_more_keeps_its_forms_as_comments() -> None:
    text = updated(LABELLED, LABELS[0], Unit("", "{n} page"))
    (_, entry) = polib.pofile(text)
    assert (entry.msgstr, entry.fuzzy) == ("{n} página", True)
    assert entry.tcomment == 'msgstr[1] "{n} páginas"'


def test_a_plural_that_is_reworded() -> None:
    text = updated(LABELLED, LABELS[0], Unit("", "{n} page", "{n} sheets"))
    assert '#, fuzzy\n#| msgid "{n} page"\n#| msgid_plural "{n} pages"\nmsgid "{n} page"\n' in text


def test_labels_that_another_catalog_translates_are_not_asked_for() -> None:
    def own(text: str) -> str:
        return update_catalog(text, LABELS, FILE, elsewhere={"Name"}).text

    assert "Name" not in own(HEADER)
    assert "{n} page" in own(HEADER)
    assert own(LABELLED) == LABELLED


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (HEADER + DRINK + DRINK, [("duplicate-unit", 11)]),
        (HEADER + HEADER, [("duplicate-unit", 4)]),
        (HEADER + DRINK + "<<<<<<< ours\n", [("merge-conflict", 9)]),
        (HEADER + DRINK[:-12], [("po-syntax", 8)]),
        (HEADER.replace("UTF-8", "ISO-8859-1") + DRINK, [("wrong-charset", 3)]),
        (HEADER.replace("UTF-8", "CHARSET") + DRINK, [("wrong-charset", 3)]),
    ],
)
def test_a_catalog_that_is_not_sound_is_refused(text: str, problems: list[tuple[str, int]]) -> None:
    with pytest.raises(InputError) as error:
        updated(text, *TODAY)
    assert [(d.code, d.location.line) for d in error.value.diagnostics] == problems


def test_an_obsolete_entry_is_no_duplicate() -> None:
    gone = "".join(f"#~ {line}\n" for line in DRINK.splitlines()[2:])
    text = f"{HEADER}{DRINK}\n{gone.replace('Do not', 'Never')}"
    assert updated(text, TODAY[0]) == text


SOURCES = st.text(st.sampled_from('ab "\\\n\t中é]('), min_size=1, max_size=60)
UNITS = st.dictionaries(
    st.sampled_from("pqrst"),
    st.builds(
        lambda source, note, limit: (source, note, limit),
        SOURCES,
        st.sampled_from(["", "a note", "two\nlines"]),
        st.none() | st.just(60),
    ),
    max_size=5,
).map(lambda found: [Unit(key, s, "", note, limit) for key, (s, note, limit) in found.items()])
TARGETS = st.dictionaries(st.sampled_from("pqrst"), st.sampled_from(["", "x", "una línea"]))


def translated(text: str, targets: dict[str, str]) -> str:
    return filled_catalog(
        text, lambda entry, _: entry.text("msgstr") or targets.get(entry.text("msgctxt"), "")
    )


@given(versions=st.lists(st.tuples(UNITS, TARGETS), min_size=1, max_size=5))
@settings(deadline=None)
def test_whatever_happens_to_the_source(
    versions: list[tuple[list[Unit], dict[str, str]]],
) -> None:
    """A second update changes nothing; no translation counts for a text it was not made for."""
    text = HEADER
    made: dict[tuple[str, str, str], bool] = {}
    for units, targets in versions:
        text = updated(text, *units)
        assert update_catalog(text, units, FILE).text == text
        assert update_catalog(text, units, FILE).counts == Counts()
        live = [entry for entry in polib.pofile(text) if not entry.obsolete]
        assert {e.msgctxt: e.msgid for e in live} == {unit.id: unit.source for unit in units}
        for entry in live:
            key = entry.msgctxt, entry.msgid, entry.msgstr
            assert not entry.msgstr or entry.fuzzy or key in made
        text = translated(text, targets)
        made |= {(e.msgctxt, e.msgid, e.msgstr): True for e in polib.pofile(text) if not e.fuzzy}


@given(units=UNITS)
@settings(deadline=None)
def test_extracting_and_putting_together_again_loses_nothing(units: list[Unit]) -> None:
    entries = polib.pofile(catalog_template(units, "A project"))
    assert [(e.msgctxt, e.msgid, e.comment) for e in entries] == [
        (unit.id, unit.source, "\n".join(line[3:] for line in unit.comments)) for unit in units
    ]


@pytest.mark.parametrize("name", ["oncolytic-virus-therapy", "talimogene-laherparepvec"])
def test_a_leaflet_is_put_together_from_its_template(name: str, tmp_path: Path) -> None:
    loaded, _ = load_leaflet(ROOT / "leaflets" / f"{name}.yaml")
    assert loaded is not None
    text = catalog_template(leaflet_units(loaded.leaflet), "A project")
    file = tmp_path / "copy.po"
    file.write_text(filled_catalog(text, lambda entry, _: entry.text("msgid")), encoding="utf-8")
    messages = load_catalog(file).messages
    assert loaded.leaflet.map_texts(lambda unit, _: messages[unit].target) == loaded.leaflet
    assert list(messages) == list(leaflet_texts(loaded.leaflet))


@needs_gettext
@pytest.mark.parametrize(
    "tool",
    [
        ["msgcat", "--width=79"],
        ["msgcat", "--no-wrap"],
        ["msgcat", "--sort-output"],
        ["msgattrib", "--width=60"],
        ["msgmerge", "--previous", "--no-fuzzy-matching"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("tag", ["es", "ar", "ko"])
def test_what_other_tools_wrote_comes_back_whole(tool: list[str], tag: str, tmp_path: Path) -> None:
    name = "oncolytic-virus-therapy"
    catalog = ROOT / "locales" / tag / "leaflets" / f"{name}.po"
    loaded, _ = load_leaflet(ROOT / "leaflets" / f"{name}.yaml")
    assert loaded is not None
    units = leaflet_units(loaded.leaflet)
    template = tmp_path / "a.pot"
    template.write_text(catalog_template(units, "A project"), encoding="utf-8")
    more = [str(template)] if tool[0] == "msgmerge" else []
    path = shutil.which(tool[0]) or tool[0]
    run = subprocess.run([path, *tool[1:], str(catalog), *more], check=True, capture_output=True)
    text = run.stdout.decode()
    assert update_catalog(text, units, catalog).text == text

    reworded = [*units[:1], Unit(units[1].id, units[1].source + " More."), *units[2:]]
    changed = update_catalog(text, reworded, catalog).text
    old, new = text.splitlines(), changed.splitlines()
    assert len(set(old) - set(new)) <= 3
    file = tmp_path / "b.po"
    file.write_bytes(changed.encode())
    checker = shutil.which("msgfmt") or "msgfmt"
    check = [checker, "--check-format", "--check-domain", "-o", str(tmp_path / "b.mo"), str(file)]
    subprocess.run(check, check=True)
