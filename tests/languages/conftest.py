"""The languages that Polyleaf ships, as a project without a table of its own has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.languages.table import Language, load_languages

TABLE = Path(__file__).parents[2] / "locales" / "languages.yaml"
LANGUAGES = load_languages([TABLE])


@pytest.fixture(params=LANGUAGES.values(), ids=lambda language: language.tag)
def language(request: pytest.FixtureRequest) -> Language:
    found = request.param
    assert isinstance(found, Language)
    return found
