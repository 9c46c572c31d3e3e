"""`refused-address`, `foreign-font`, `renderer-message`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from polyleaf.checks import layout
from polyleaf.diagnostics import Location, Severity
from polyleaf.typesetting.layout import Layout

PLACE = Location(Path("flu.yaml"))
FAMILIES = frozenset({"Leaf Sans", "Leaf Symbols"})
CLEAN = Layout(pages=2, families=frozenset({"Leaf Sans"}), messages=(), refused=())


def codes(facts: Layout) -> list[tuple[str, str]]:
    found = list(layout.check(facts, FAMILIES, PLACE))
    assert {(d.severity, d.location) for d in found} <= {(Severity.ERROR, PLACE)}
    return [(d.code, d.message) for d in found]


def test_a_clean_page_passes() -> None:
    assert codes(CLEAN) == []
    assert codes(replace(CLEAN, families=FAMILIES)) == []
    assert codes(replace(CLEAN, families=frozenset())) == []


def test_an_address_that_was_asked_for() -> None:
    ((code, message),) = codes(replace(CLEAN, refused=("https://x.example/a.png",)))
    assert code == "refused-address"
    assert "'https://x.example/a.png'" in message


def test_a_font_from_elsewhere() -> None:
    families = frozenset({"Leaf Sans", "DejaVu Sans", "Arial"})
    found = codes(replace(CLEAN, families=families))
    assert [code for code, _ in found] == ["foreign-font"] * 2
    assert ["Arial" in found[0][1], "DejaVu Sans" in found[1][1]] == [True, True]


def test_whatever_the_renderer_says() -> None:
    found = codes(replace(CLEAN, messages=("Ignored `colour: red`", "No anchor")))
    assert [code for code, _ in found] == ["renderer-message"] * 2
    assert "Ignored `colour: red`" in found[0][1]
