"""The same pages from WeasyPrint in less time.

Job: replace the functions of WeasyPrint in which most of a leaflet's time went, each by one that
has a shorter way for the usual case and leaves every other case to the original. Trade-off: this
leans on the insides of one version, and is left out with any other; the tests hold the bytes of
PDFs to those of WeasyPrint alone. Side effects: changes modules of WeasyPrint, once a process.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["KNOWN_VERSIONS", "accelerate"]

KNOWN_VERSIONS: Final = frozenset({"70.0"})
"""The versions of WeasyPrint whose insides are known."""


@lru_cache(maxsize=1)
def accelerate() -> bool:
    """Make WeasyPrint faster, and tell whether that was done."""
    import weasyprint  # noqa: PLC0415 - needs `use_fonts` first

    if weasyprint.__version__ not in KNOWN_VERSIONS:
        return False
    from polyleaf.typesetting.acceleration import (  # noqa: PLC0415 - as above
        foreign_calls,
        glyphs,
        html_reading,
        lengths,
        line_boxes,
        notes,
        shared_styles,
        styles,
        text_layouts,
    )

    parts = (
        foreign_calls,
        glyphs,
        html_reading,
        lengths,
        line_boxes,
        notes,
        shared_styles,
        styles,
        text_layouts,
    )
    for part in parts:
        part.install()
    return True
