"""Which publications are asked for, and where each PDF goes."""

from __future__ import annotations

import pytest

from polyleaf.publishing.plan import PlannedPublication, plan


def test_every_leaflet_in_every_language_a_leaflet_at_a_time() -> None:
    planned = plan(["a", "b"], iter(["en", "zh-Hans"]), "letter")
    assert [(p.leaflet, p.language, p.paper, p.edition) for p in planned] == [
        ("a", "en", "letter", "standard"),
        ("a", "zh-Hans", "letter", "standard"),
        ("b", "en", "letter", "standard"),
        ("b", "zh-Hans", "letter", "standard"),
    ]


@pytest.mark.parametrize(
    ("edition", "path"),
    [
        ("standard", "pdf/fa-AF/flu.fa-AF.pdf"),
        ("large-print", "pdf/fa-AF/flu.fa-AF.large-print.pdf"),
    ],
)
def test_the_place_of_a_pdf_is_the_contract_s(edition: str, path: str) -> None:
    assert PlannedPublication("flu", "fa-AF", "a4", edition).path == path
