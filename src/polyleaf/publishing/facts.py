"""What is remembered of loaded leaflets, so that they need not be loaded again.

Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from polyleaf.content.document import revision
from polyleaf.publishing.build_state import KnownLeaflet, as_text
from polyleaf.publishing.inputs import Inputs
from polyleaf.publishing.sources import Sources

__all__ = ["facts_of"]

LIBRARY: Final = ""


def facts_of(sources: Sources, inputs: Inputs) -> Iterable[KnownLeaflet]:
    """Yield the facts of loaded leaflets, and under `LIBRARY` those of their library."""
    for name, loaded in sources.leaflets.items():
        content = revision(loaded.leaflet, sources.document(name))
        text, language = as_text(sources.problems.get(name, ())), loaded.leaflet.language
        yield KnownLeaflet(name, inputs.of_leaflet(name), language, content, text)
    text = as_text(sources.problems.get(LIBRARY, ()))
    yield KnownLeaflet(LIBRARY, inputs.library, "", "", text)
