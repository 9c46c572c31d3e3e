"""`unknown-reference`: a text cites a reference that the library does not have.

Mend it by adding the reference to leaflets/library/references.yaml, or by correcting its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from polyleaf.checks.context import LeafletContext
from polyleaf.content.inline import citations
from polyleaf.diagnostics import Diagnostic, did_you_mean

__all__ = ["check"]

MANUAL: Final = """
unknown-reference (error): a text cites a reference that the library does not have
Why: a claim without its source cannot be checked by anybody.
Wrong: It helps [@peng24].
Right: It helps [@peng2024].
Mend: correct the key, or add the reference to leaflets/library/references.yaml.
"""


def check(context: LeafletContext) -> Iterator[Diagnostic]:
    """Yield an error for each citation of an unknown reference."""
    known = context.library.references
    for key, location in context.unknown(citations, known):
        message = f"the reference {key!r} is not in leaflets/library/references.yaml"
        hint = did_you_mean(key, known) or "add it there"
        yield Diagnostic("unknown-reference", location, message, hint)
