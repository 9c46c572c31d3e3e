"""A document and its catalogs in, the document in the reader's language out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small_project import catalog

from polyleaf.content.document import Document
from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.languages.table import Language
from polyleaf.project import load_project
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.translation.catalog import Catalog, Message, load_catalog, load_interface
from polyleaf.translation.merge import (
    LocalisedDocument,
    Status,
    catalog_problems,
    localise,
    source_document,
)

OWN, SHARED = Path("locales/es/leaflets/flu.po"), Path("locales/es/phrases.po")
PREFIXES = ("phrases/", "glossary/", "helpline/")


@pytest.fixture(scope="module")
def sources() -> Sources:
    root = Path(__file__).parents[2]
    return load_sources(load_project(root), ["oncolytic-virus-therapy"])


@pytest.fixture(scope="module")
def document(sources: Sources) -> Document:
    return sources.document("oncolytic-virus-therapy")


@pytest.fixture(scope="module")
def languages(sources: Sources) -> tuple[Language, Language]:
    return sources.languages["en"], sources.languages["es"]


def messages(texts: Mapping[str, str]) -> dict[str, Message]:
    """Return a good message for each text: the text itself, in brackets."""
    return {
        unit: Message(unit, text, f"«{text}»", Location(OWN, line, 1))
        for line, (unit, text) in enumerate(texts.items(), start=5)
    }


def translate(
    document: Document, known: Mapping[str, Message], languages: tuple[Language, Language]
) -> tuple[LocalisedDocument, list[Diagnostic]]:
    shared = {unit: m for unit, m in known.items() if unit.startswith(PREFIXES)}
    own = {unit: m for unit, m in known.items() if unit not in shared}
    catalogs = (Catalog(OWN, own), Catalog(SHARED, shared))
    return localise(document, catalogs, languages, load_interface([]))


def test_every_unit_is_put_in_its_place(
    document: Document, languages: tuple[Language, Language]
) -> None:
    texts = document.units()
    localised, warnings = translate(document, messages(texts), languages)
    assert localised.document.units() == {unit: f"«{text}»" for unit, text in texts.items()}
    assert list(localised.document.units()) == list(texts)
    assert localised.status is Status.TRANSLATED
    assert (localised.untranslated, warnings) == (frozenset(), [])
    assert localised.source_title == document.leaflet.title
    assert (localised.source_language, localised.language) == languages


def test_what_is_written_to_a_catalog_comes_back_whole(
    document: Document, languages: tuple[Language, Language], tmp_path: Path
) -> None:
    texts = document.units()
    file = tmp_path / "all.po"
    file.write_text(catalog({unit: (text, f"«{text}»") for unit, text in texts.items()}), "utf-8")
    localised, warnings = translate(document, load_catalog(file).messages, languages)
    assert warnings == []
    assert localised.document.units() == {unit: f"«{text}»" for unit, text in texts.items()}


def test_nothing_but_texts_is_changed(
    document: Document, languages: tuple[Language, Language]
) -> None:
    identity = {u: replace(m, target=m.source) for u, m in messages(document.units()).items()}
    localised, _ = translate(document, identity, languages)
    assert localised.document == document


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_any_units_may_be_missing(
    data: st.DataObject, document: Document, languages: tuple[Language, Language]
) -> None:
    texts = document.units()
    missing = data.draw(st.sets(st.sampled_from(sorted(texts))))
    known = {unit: m for unit, m in messages(texts).items() if unit not in missing}
    localised, warnings = translate(document, known, languages)
    assert localised.untranslated == missing
    assert localised.status is (Status.INCOMPLETE if missing else Status.TRANSLATED)
    assert len(warnings) == len(missing)
    for unit, text in localised.document.units().items():
        assert text == (texts[unit] if unit in missing else f"«{texts[unit]}»")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"target": ""}, "missing-translation"),
        ({"target": " \n"}, "missing-translation"),
        ({"source": "Another title"}, "stale-translation"),
        ({"source": "oncolytic virus therapy"}, "stale-translation"),
        ({"fuzzy": True}, "stale-translation"),
        ({"fuzzy": True, "target": ""}, "missing-translation"),
    ],
)
def test_what_does_not_translate_today_s_text_is_not_used(
    change: dict[str, str | bool],
    code: str,
    document: Document,
    languages: tuple[Language, Language],
) -> None:
    known = messages(document.units())
    known["title"] = replace(known["title"], **change)  # type: ignore[arg-type] # fields by name
    localised, (warning,) = translate(document, known, languages)
    assert localised.document.leaflet.title == document.leaflet.title
    assert (set(localised.untranslated), localised.status) == ({"title"}, Status.INCOMPLETE)
    assert (warning.code, warning.severity) == (code, Severity.WARNING)
    assert warning.location == known["title"].location
    assert "'title'" in warning.message


@pytest.mark.parametrize(
    ("unit", "file"),
    [
        ("title", OWN),
        ("side-effects/list/fever", OWN),
        ("phrases/disclaimer", SHARED),
        ("glossary/melanoma/term", SHARED),
        ("helpline/time-zone", SHARED),
    ],
)
def test_a_missing_unit_is_missed_in_the_catalog_it_belongs_to(
    unit: str, file: Path, document: Document, languages: tuple[Language, Language]
) -> None:
    known = messages(document.units())
    del known[unit]
    _, (warning,) = translate(document, known, languages)
    assert (warning.code, warning.location.file) == ("missing-translation", file)
    assert repr(unit) in warning.message


@pytest.mark.parametrize(
    ("unit", "usable", "status"),
    [
        ("title", True, Status.MACHINE_DRAFTED),
        ("phrases/disclaimer", True, Status.MACHINE_DRAFTED),
        ("title", False, Status.INCOMPLETE),
    ],
)
def test_one_machine_drafted_text_marks_the_whole(
    unit: str,
    usable: bool,  # noqa: FBT001 - one of the examples
    status: Status,
    document: Document,
    languages: tuple[Language, Language],
) -> None:
    known = messages(document.units())
    known[unit] = replace(known[unit], machine_drafted=True, fuzzy=not usable)
    assert translate(document, known, languages)[0].status is status


def test_a_draft_that_is_not_printed_marks_nothing(
    document: Document, languages: tuple[Language, Language]
) -> None:
    known = messages(document.units())
    known["unused/text"] = Message("unused/text", "A", "B", Location(OWN), machine_drafted=True)
    assert translate(document, known, languages)[0].status is Status.TRANSLATED


def test_machine_drafted_labels_mark_the_whole(
    document: Document, languages: tuple[Language, Language], tmp_path: Path
) -> None:
    label = '# machine-drafted\nmsgid "Urgent"\nmsgstr "Urgente"\n'
    (tmp_path / "ui.po").write_text(f'msgid ""\nmsgstr ""\n\n{label}')
    interface = load_interface([tmp_path / "ui.po"])
    known = Catalog(OWN, messages(document.units()))
    localised, _ = localise(document, (known, Catalog(SHARED)), languages, interface)
    assert localised.status is Status.MACHINE_DRAFTED


@pytest.mark.parametrize(
    ("reviewers", "status"),
    [([], Status.UNREVIEWED_SOURCE), (["Dr. A. Nonymous"], Status.SOURCE)],
)
def test_the_source_is_a_draft_until_a_clinician_has_reviewed_it(
    reviewers: list[str],
    status: Status,
    document: Document,
    languages: tuple[Language, Language],
) -> None:
    provenance = document.leaflet.provenance.model_copy(update={"reviewers": reviewers})
    leaflet = document.leaflet.model_copy(update={"provenance": provenance})
    source = replace(document, leaflet=leaflet)
    localised = source_document(source, languages[0], load_interface([]))
    assert (localised.status, localised.document) == (status, source)
    assert localised.untranslated == frozenset()


def test_messages_of_no_unit_are_named(document: Document) -> None:
    texts = document.units()
    known = messages({**texts, "side-effects/list/fevr": "fever", "": "nowhere"})
    fevr, nowhere = catalog_problems(Catalog(OWN, known), texts)
    assert (fevr.code, fevr.severity) == ("unknown-unit", Severity.ERROR)
    assert fevr.location == known["side-effects/list/fevr"].location
    assert "did you mean 'side-effects/list/fever'" in fevr.hint
    assert (nowhere.code, nowhere.location) == ("unknown-unit", known[""].location)
    assert catalog_problems(Catalog(OWN, messages(texts)), texts) == []
