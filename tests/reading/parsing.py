"""YAML texts read, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.reading.source import Source, parse_yaml

__all__ = ["parse", "refusal"]

FILE = Path("leaflet.yaml")


def parse(text: str, first_line: int = 1) -> Source:
    return parse_yaml(text, FILE, first_line)


def refusal(text: str) -> tuple[Diagnostic, ...]:
    """Return why a text is refused as a whole."""
    with pytest.raises(InputError) as error:
        parse(text)
    return error.value.diagnostics
