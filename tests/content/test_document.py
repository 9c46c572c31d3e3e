"""A leaflet with all it draws from the library, in the order of first mention."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.content.conftest import ROOT
from tests.content.test_model import leaflet

from polyleaf.content.blocks import Callout, Phrase, ResolvedPhrase
from polyleaf.content.document import Document, assemble, revision
from polyleaf.content.leaflets import LoadedLeaflet
from polyleaf.content.library import Library, Reference, Term, load_library
from polyleaf.content.model import Leaflet, units

LIBRARY = Library(
    phrases={
        "call": "Call {helpline} [@second; @fourth] about a [lump](term:tumor).",
        "disclaimer": "Ask a [nurse](term:nurse) [@third].",
    },
    glossary={
        "cell": Term(term="cell", meaning="what we are made of"),
        "nurse": Term(term="nurse", url="https://x"),
        "tumor": Term(term="tumor", meaning="a lump"),
        "unused": Term(term="unused", meaning="x"),
    },
    references={
        name: Reference(type="book", title=name)
        for name in ("first", "second", "third", "fourth", "unused")
    },
)
NOTICES = {"disclaimer": "disclaimer", "reprint": "unknown"}
SECTIONS: dict[str, Any] = {
    "what": {
        "heading": "What",
        "content": {
            "intro": "A [cell](term:cell) [@unknown] and a [thing](term:unknown).",
            "box": {
                "callout": "info",
                "heading": "Box",
                "content": {"call": {"phrase": "call"}, "lost": {"phrase": "lost"}},
            },
            "last": "Again [@second; @first].",
        },
    }
}
SMALL = leaflet(sections=SECTIONS)


@pytest.fixture
def document() -> Document:
    return assemble(SMALL, LIBRARY, NOTICES, "US Central Time")


def box(document: Document) -> Callout:
    block = document.leaflet.sections["what"].content["box"]
    assert isinstance(block, Callout)
    return block


def test_phrases_are_filled_in_wherever_they_stand(document: Document) -> None:
    call = ResolvedPhrase(phrase="call", text=LIBRARY.phrases["call"])
    assert box(document).content == {"call": call, "lost": Phrase(phrase="lost")}


def test_references_and_terms_are_in_the_order_of_first_mention(document: Document) -> None:
    assert list(document.references) == ["second", "fourth", "first", "third"]
    assert list(document.glossary) == ["cell", "tumor", "nurse"]


def test_notices_are_by_their_role(document: Document) -> None:
    assert document.notices == {"disclaimer": LIBRARY.phrases["disclaimer"]}
    assert document.notice_ids == {"disclaimer": "disclaimer"}


def test_units_of_the_document(document: Document) -> None:
    assert list(document.units()) == [
        "title",
        "what/heading",
        "what/intro",
        "what/box/heading",
        "phrases/call",
        "what/last",
        "glossary/cell/term",
        "glossary/cell/meaning",
        "glossary/tumor/term",
        "glossary/tumor/meaning",
        "glossary/nurse/term",
        "phrases/disclaimer",
        "helpline/time-zone",
    ]


def test_without_a_time_zone_there_is_no_such_unit() -> None:
    assert "helpline/time-zone" not in assemble(SMALL, LIBRARY, {}).units()


def test_a_translation_changes_every_text_and_no_order(document: Document) -> None:
    changed = document.map_texts(lambda unit, _text: f"{unit} [@first] [x](term:nurse)")
    assert list(changed.references) == list(document.references)
    assert list(changed.glossary) == list(document.glossary)
    assert {u: t.split()[0] for u, t in changed.units().items()} == {u: u for u in document.units()}
    assert changed.time_zone.startswith("helpline/time-zone")
    assert document.map_texts(lambda _unit, text: text) == document


def test_sample_documents_draw_on_all_they_mention(loaded: LoadedLeaflet) -> None:
    library = load_library(ROOT / "leaflets" / "library")[0]
    document = assemble(loaded.leaflet, library, {"disclaimer": "disclaimer"})
    own = set(units(loaded.leaflet))
    assert own <= set(document.units())
    shared = {unit.partition("/")[0] for unit in set(document.units()) - own}
    assert shared <= {"phrases", "glossary"}


# The revision of the source


def revised(leaflet: Leaflet = SMALL, library: Library = LIBRARY) -> str:
    return revision(leaflet, assemble(leaflet, library, NOTICES))


def test_a_revision_is_sixteen_hex_digits_that_stay() -> None:
    assert revised() == revised() == revised(SMALL.model_copy(deep=True))
    assert len(revised()) == 16
    assert int(revised(), 16)


def other(**fields: Any) -> Leaflet:  # noqa: ANN401 - any field
    return leaflet(**{"sections": SECTIONS, **fields})


@pytest.mark.parametrize(
    "changed",
    [
        {"leaflet": other(title="Another")},
        {"leaflet": other(version="2")},
        {"leaflet": other(dates={"revised": SMALL.dates.revised, "review_every": "P1Y"})},
        {"leaflet": other(audience="caregiver")},
        {"library": replace(LIBRARY, phrases={**LIBRARY.phrases, "call": "Call."})},
        {"library": replace(LIBRARY, glossary={"cell": Term(term="cell", meaning="another")})},
        {"library": replace(LIBRARY, references={"first": Reference(type="book", title="x")})},
    ],
)
def test_what_changes_the_revision(changed: dict[str, Any]) -> None:
    assert revised(**changed) != revised()


def test_what_is_not_used_does_not_change_the_revision() -> None:
    library = replace(LIBRARY, phrases={**LIBRARY.phrases, "more": "More."})
    assert revised(library=library) == revised()


def test_every_sample_has_its_own_revision(loaded: LoadedLeaflet, tmp_path: Path) -> None:
    library = load_library(tmp_path)[0]
    assert revised(loaded.leaflet, library) != revised()
