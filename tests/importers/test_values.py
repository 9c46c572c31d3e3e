"""Words of the front matter in Polyleaf's terms."""

from __future__ import annotations

import pytest

from polyleaf.importers.markdown.values import (
    read_frequency,
    read_language,
    read_license,
    read_version,
)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("monthly", "P1M"),
        ("quarterly", "P3M"),
        ("biannually", "P6M"),
        ("Semi-annually", "P6M"),
        ("half_yearly", "P6M"),
        ("annually", "P1Y"),
        ("Yearly", "P1Y"),
        ("every 2 years", "P2Y"),
        ("every four months", "P4M"),
        ("18 months", "P18M"),
        ("24 months", "P2Y"),
        ("P1Y6M", "P1Y6M"),
        ("weekly", ""),
        ("bimonthly", ""),
        ("every 0 months", ""),
        ("P0M", ""),
        ("P", ""),
        ("", ""),
    ],
)
def test_frequency(text: str, period: str) -> None:
    assert read_frequency(text) == period


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("public_domain", "Public domain"),
        ("CC0-1.0", "CC0 1.0"),
        ("cc-by-4.0", "CC BY 4.0"),
        ("CC BY-NC-SA 3.0", "CC BY-NC-SA 3.0"),
        ("cc_by_nd", "CC BY-ND"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_license(text: str, name: str) -> None:
    assert read_license(text) == name


@pytest.mark.parametrize(
    ("text", "version"),
    [("v1", "1"), ("V2.3", "2.3"), ("v. 4", "4"), ("vaccine", "vaccine"), ("1" * 21, "")],
)
def test_version(text: str, version: str) -> None:
    assert read_version(text) == version


@pytest.mark.parametrize(
    ("text", "tag"),
    [("EN", "en"), ("pt_br", "pt-BR"), ("zh-hans", "zh-Hans"), ("English", ""), ("?", "")],
)
def test_language(text: str, tag: str) -> None:
    assert read_language(text) == tag
