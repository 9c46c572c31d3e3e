"""All checks of a leaflet together."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tests.checks.conftest import See

from polyleaf import checks
from polyleaf.checks.source import SOURCE_CHECKS, check_leaflet

# Checks of translations and pages, not of leaflets, and what all checks share.
OTHERS = {
    "pairs",
    "alphabet",
    "context",
    "glyphs",
    "jpeg",
    "layout",
    "overflow",
    "page_breaks",
    "reading_grade",
    "source",
    "svg",
    "translations",
}
# What checks share, and what reads a kind of file for them.
NO_CHECKS = {"context", "jpeg", "pairs", "source", "svg"}


def test_every_check_of_a_leaflet_is_run() -> None:
    names = {module.name for module in pkgutil.iter_modules(checks.__path__)} - OTHERS
    modules = {check.__module__ for check in SOURCE_CHECKS}
    assert modules == {f"polyleaf.checks.{name}" for name in names}


def test_every_check_lists_its_codes() -> None:
    for module in pkgutil.iter_modules(checks.__path__):
        text = import_module(f"polyleaf.checks.{module.name}").__doc__ or ""
        assert module.name in NO_CHECKS or text.startswith("`"), module.name


def test_everything_wrong_is_found_in_the_order_of_the_file(see: See) -> None:
    blocks = """
a: See [here](javascript:x), [@who], [flu](term:flu) and [there](#nowhere).
b: {figure: no.svg, alt: "A {thing} [@who]."}
c: {phrase: thanks}
d: Call {helpline}.
"""
    found = check_leaflet(see(blocks))
    assert [(d.code, d.location.line) for d in found] == [
        ("bad-link", 10),
        ("unknown-reference", 10),
        ("unknown-section", 10),
        ("unknown-term", 10),
        ("missing-figure", 11),
        ("unknown-placeholder", 11),
        ("unknown-reference", 11),
        ("unknown-phrase", 12),
        ("unknown-placeholder", 13),
    ]
