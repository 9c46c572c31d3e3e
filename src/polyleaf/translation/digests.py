"""Texts in, the short digest that stands for them.

Job: name a text, or a source and its target, so that an approval, a waiver or a row that was handed
out can be bound to it. Trade-off: 64 bits of SHA-256,
short enough to read aloud from a proof; nobody gains by forging one. Side effects: none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["DIGEST_PATTERN", "digest_of", "document_digest", "text_digest", "unit_digest"]

DIGEST_PATTERN: Final = r"^[0-9a-f]{16}$"


def unit_digest(source: str, target: str) -> str:
    """Return what stands for a source text and its translation: 16 hex digits."""
    return digest_of([source, target])


def document_digest(units: Mapping[str, str]) -> str:
    """Return what stands for all texts of a translation, given the digest of each by unit id."""
    return digest_of(dict(units))


def digest_of(data: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """Return 16 hex digits of the SHA-256 of plain data; JSON tells where each text ends."""
    return text_digest(json.dumps(data, sort_keys=True, ensure_ascii=True))


def text_digest(text: str) -> str:
    """Return 16 hex digits of the SHA-256 of one text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
