"""`markup-mismatch`: a translation has the citations, links and placeholders of its source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from polyleaf.checks import translations
from polyleaf.diagnostics import Location, Severity
from polyleaf.project import load_project
from polyleaf.publishing.catalogs import load_catalogs
from polyleaf.publishing.sources import load_sources
from polyleaf.translation.catalog import Catalog, Message

PLACE = Location(Path("flu.po"), 7, 1)


def compare(source: str, target: str) -> list[str]:
    """Return the parts that a translation lacks (-) or adds (+)."""
    catalog = Catalog(PLACE.file, {"a": Message("a", source, target, PLACE)})
    found = [d for d in translations.check(catalog, {"a": source}) if d.code != "stray-markup"]
    assert {(d.code, d.severity, d.location) for d in found} <= {
        ("markup-mismatch", Severity.ERROR, PLACE)
    }
    return sorted(f"{'-' if ' lacks ' in d.message else '+'}{d.message.split()[-1]}" for d in found)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Call.", "Llame.", []),
        ("Call [@who].", "[@who] Llame.", []),
        ("Call [@who; @label].", "Llame [@label] [@who].", []),
        ("Call [@who].", "Llame.", ["-[@who]"]),
        ("Call.", "Llame [@who].", ["+[@who]"]),
        ("Call [@who].", "Llame [@label].", ["+[@label]", "-[@who]"]),
        ("Call [@who] [@who].", "Llame [@who].", ["-[@who]"]),
        ("Call [@who].", "Llame [@who] [@who].", ["+[@who]"]),
        ("Call [@who].", r"Llame \[@who].", ["-[@who]"]),
        ("Call {helpline}.", "Llame al {helpline}.", []),
        ("Call {helpline}.", "Llame al { helpline }.", ["-{helpline}"]),
        ("Call {helpline}.", "Llame al {ayuda}.", ["+{ayuda}", "-{helpline}"]),
        ("The [flu](term:flu).", "La [gripe](term:flu).", []),
        ("The [flu](term:flu).", "La [gripe](term:gripe).", ["+(term:gripe)", "-(term:flu)"]),
        ("[a](https://x.example/en)", "[a](https://x.example/es)", None),
        ("[a](#what)", "a", ["-(#what)"]),
        ("a", "[a](javascript:x)", ["+(javascript:x)"]),
        ("**A [@who]** [b](#what)", "[b](#what) *[@who]*", []),
        ("**Call**", "Llame", []),
    ],
)
def test_the_markup_of_a_translation(source: str, target: str, expected: list[str] | None) -> None:
    found = compare(source, target)
    assert found == expected if expected is not None else len(found) == 2


@pytest.mark.parametrize(
    "change", [{"target": ""}, {"fuzzy": True}, {"source": "Call."}, {"id": "b"}]
)
def test_what_is_not_printed_is_not_compared(change: dict[str, str | bool]) -> None:
    message = Message("a", "Call [@who].", "Llame.", PLACE)
    changed = replace(message, **change)  # type: ignore[arg-type] # fields by name
    catalog = Catalog(PLACE.file, {changed.id: changed})
    assert list(translations.check(catalog, {"a": message.source})) == []


def test_every_message_is_compared() -> None:
    units = {unit: f"Call [@{unit}]." for unit in "abc"}
    catalog = Catalog(
        PLACE.file, {u: Message(u, text, "Llame.", PLACE) for u, text in units.items()}
    )
    assert len(list(translations.check(catalog, units))) == 3


def test_the_catalogs_of_the_sample_project_pass(root: Path) -> None:
    sources = load_sources(load_project(root))
    for leaflet in sources.leaflets:
        for language in set(sources.project.settings.languages) - {"en"}:
            assert load_catalogs(sources, leaflet, language)[1] == []
