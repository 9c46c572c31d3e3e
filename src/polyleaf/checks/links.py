"""`bad-link`, `unknown-section`: a link that leads nowhere, or where no leaflet may lead.

A link's target is an https:// address, `mailto:`, `tel:`, `#section` or `term:ID`. Anything else,
`javascript:` and file addresses above all, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from polyleaf.checks.context import LeafletContext
from polyleaf.content.inline import link_problem, links
from polyleaf.diagnostics import Diagnostic, did_you_mean

__all__ = ["check"]

MANUAL: Final = """
bad-link (error): a link leads where no leaflet may lead
Why: a reader on paper, or on a telephone, gets nowhere or somewhere dangerous.
Wrong: [more](javascript:open())
Right: [more](https://library.example/more)
Mend: use https://…, mailto:…, tel:…, #section or term:ID.

unknown-section (error): a link leads to a section that the leaflet does not have
Why: the reader is sent to a place that is not there.
Wrong: [see](#side-efects)
Right: [see](#side-effects)
Mend: write the id of a section of this leaflet.
"""


def check(context: LeafletContext) -> Iterator[Diagnostic]:
    """Yield an error for each link that cannot be printed."""
    sections = context.loaded.leaflet.sections
    for text, location in context.texts():
        for target in links(text):
            if problem := link_problem(target):
                hint = "use https://…, mailto:…, tel:…, #section or term:ID"
                yield Diagnostic("bad-link", location, problem, hint)
            elif target.startswith("#") and target[1:] not in sections:
                message = f"the leaflet has no section {target[1:]!r}"
                hint = did_you_mean(target[1:], sections) or f"it has {', '.join(sections)}"
                yield Diagnostic("unknown-section", location, message, hint)
