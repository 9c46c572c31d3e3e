"""`bad-link`, `unknown-section`: a link that leads nowhere, or where no leaflet may lead.

A link's target is an https:// address, `mailto:`, `tel:`, `#section` or `term:ID`. Anything else,
`javascript:` and file addresses above all, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from polyleaf.checks.context import LeafletContext
from polyleaf.content.inline import link_problem, links
from polyleaf.diagnostics import Diagnostic, did_you_mean

__all__ = ["check"]


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
