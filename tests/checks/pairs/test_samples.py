"""The sample translations are right: what the checks find in them is a false finding, and rare."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from polyleaf.checks.pairs import catalogs
from polyleaf.languages.table import load_languages
from polyleaf.translation.catalog import Catalog, load_catalog, load_labels
from polyleaf.translation.termbase import load_terms

LOCALES = Path(__file__).parents[3] / "locales"


def sample_catalogs(folder: Path) -> list[Catalog]:
    texts = [*sorted((folder / "leaflets").glob("*.po")), folder / "phrases.po"]
    labels = folder / "ui.po"
    found = [load_catalog(file) for file in texts if file.is_file()]
    return [*found, load_labels(labels)] if labels.is_file() else found


def test_false_findings_are_rare_in_all_sample_catalogs() -> None:
    terms = load_terms(LOCALES / "terms.csv")
    units, codes = 0, Counter[str]()
    for tag, language in load_languages([LOCALES / "languages.yaml"]).items():
        for catalog in sample_catalogs(LOCALES / tag):
            sources = {key: message.source for key, message in catalog.messages.items()}
            units += sum(bool(message.target) for message in catalog.messages.values())
            found = catalogs.check(catalog, sources, ("en", language), terms)
            codes.update(d.code for d in found)
    assert units > 5000
    assert codes["negation-added"] + codes["negation-dropped"] < 0.005 * units, codes
    assert codes["opposite-meaning"] < 0.001 * units, codes
    assert codes.total() < 0.02 * units, codes
