"""`refused-address`, `foreign-font`, `renderer-message`: what the renderer had to say.

A page that asked for something outside the project, used a font outside the project's set, or made
the renderer complain is not what the editor wrote; it is not published.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.typesetting.layout import Layout

__all__ = ["check"]


def check(layout: Layout, families: frozenset[str], location: Location) -> Iterator[Diagnostic]:
    """Yield an error for each thing that went wrong while the pages were laid out."""
    for address in layout.refused:
        message = f"the page asked for {address!r}, which is not a file of the project"
        yield Diagnostic("refused-address", location, message, "put the file in leaflets/figures")
    for family in sorted(layout.families - families):
        message = f"the page uses the font {family!r}, which is not one of the project's"
        yield Diagnostic("foreign-font", location, message, "add it to the language's fonts")
    for text in layout.messages:
        yield Diagnostic("renderer-message", location, f"the renderer says: {text}")
