"""`refused-address`, `foreign-font`, `renderer-message`: what the renderer had to say.

A page that asked for something outside the project, used a font outside the project's set, or made
the renderer complain is not what the editor wrote; it is not published.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.typesetting.layout import Layout

__all__ = ["check"]

MANUAL: Final = """
refused-address (error): the page asked for a file or address that is not the project's
Why: what is fetched while pages are set may change, or tell others who reads what.
Wrong: url(https://example.org/logo.png) in a style sheet
Right: a figure in leaflets/figures
Mend: put the file into leaflets/figures, or take the address out of the template.

foreign-font (error): the page uses a font that is not one of the project's
Why: the same text would look different on each machine, or lose letters.
Wrong: font-family: Arial in a style sheet
Right: the families of the language in locales/languages.yaml
Mend: remove the font from the template, or add it to the language's `fonts`.

renderer-message (error): the renderer complained while it laid the pages out
Why: something of the page was not understood and may be missing.
Wrong: widht: 5cm in a style sheet
Right: width: 5cm
Mend: mend the template or style sheet that the message names.
"""


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
