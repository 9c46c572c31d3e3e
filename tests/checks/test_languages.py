"""`unknown-language` of a leaflet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.checks.conftest import See

from polyleaf.checks import languages
from polyleaf.diagnostics import Severity


@pytest.mark.parametrize(
    ("tag", "meant"),
    [("xx", ""), ("EN", "'en'"), ("pt_br", "'pt-BR'"), ("zh", "'zh-Hans'"), ("es-MX", "'es'")],
)
def test_a_language_that_is_not_in_the_table(tag: str, meant: str, see: See) -> None:
    context = see("a: A.")
    leaflet = context.loaded.leaflet.model_copy(update={"language": tag})
    changed = replace(context, loaded=replace(context.loaded, leaflet=leaflet))
    (found,) = languages.check(changed)
    assert (found.code, found.severity) == ("unknown-language", Severity.ERROR)
    assert (found.location.line, found.location.column) == (2, 1)
    assert (f"did you mean {meant}" in found.hint) is bool(meant)


def test_a_language_of_the_table(see: See) -> None:
    assert list(languages.check(see("a: A."))) == []
