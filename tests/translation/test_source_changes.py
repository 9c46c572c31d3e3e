"""What is more than wording: a text that came or went, another order, kind, name or shared text."""

from __future__ import annotations

import datetime
import warnings
from typing import Any

import pytest

from polyleaf.content.document import Document, assemble
from polyleaf.content.library import Library, Reference, Term
from polyleaf.content.model import Leaflet
from polyleaf.translation.source_changes import frame, more_than_wording

TEXTS: dict[str, Any] = {
    "intro": "A [mole](term:mole) changed [@who]. Take 20 mg.",
    "list": {"bullets": {"fever": "fever", "chills": "chills"}},
    "call": {"callout": "info", "heading": "Call us", "content": {"who": {"phrase": "team"}}},
}
MEDICINE = {"name": "Curol", "brands": ["Curex"]}


def document(
    texts: dict[str, Any] | None = None,
    phrase: str = "Call your team.",
    term: str = "a dark spot",
    url: str | None = None,
    title: str = "Moles in the literature",
    **fields: object,
) -> Document:
    given = {
        "id": "small",
        "language": "en",
        "title": "A small leaflet",
        "version": "1",
        "dates": {"revised": datetime.date(2025, 1, 31)},
        "medicine": MEDICINE,
        "sections": {"what": {"heading": "What", "content": TEXTS | (texts or {})}},
        **fields,
    }
    library = Library(
        {"team": phrase},
        {"mole": Term(term="mole", meaning=term, url=url)},
        {"who": Reference(type="book", title=title)},
    )
    return assemble(Leaflet.model_validate(given), library, {"disclaimer": "team"})


@pytest.mark.parametrize(
    "newer",
    [
        document(),
        document({"intro": "A [mole](term:mole) has changed [@who]. Take 20 mg."}),
        document(title="Moles in literature"),
        document(version="2", dates={"revised": datetime.date(2025, 2, 1)}, change="editorial"),
        document(provenance={"authors": ["A"]}, topics=["skin"], code="A1"),
    ],
)
def test_wording_dates_credits_and_references(newer: Document) -> None:
    assert more_than_wording(document(), newer) == []


@pytest.mark.parametrize(
    ("newer", "reason"),
    [
        (document({"intro": "A [mole](term:mole) changed [@who]. Take 40 mg."}), "figures"),
        (document({"intro": "A mole changed [@who]. Take 20 mg."}), "left out since"),
        (document({"intro": "A [mole](term:mole) changed. Take 20 mg."}), "citations"),
        (document({"more": "More."}), "'what/more' added since"),
        (document({"list": {"bullets": {"fever": "fever"}}}), "'what/list/chills' left out since"),
        (document({"list": {"bullets": {"chills": "chills", "fever": "fever"}}}), "the order"),
        (document({"list": {"steps": {"fever": "fever", "chills": "chills"}}}), "the order"),
        (document({"call": {**TEXTS["call"], "callout": "urgent"}}), "the order"),
        (document(medicine={"name": "Curolin"}), "the order"),
        (document(url="https://a.example"), "the order"),
        (document(phrase="Call the team."), "the shared wording 'phrases/team'"),
        (document(term="a spot"), "the shared wording 'glossary/mole/meaning'"),
        (document(language="de"), "the order"),
    ],
)
def test_what_a_reader_would_have_to_know(newer: Document, reason: str) -> None:
    assert reason in "; ".join(more_than_wording(document(), newer))


def test_the_frame_is_made_without_a_word() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "Call" not in frame(document())
