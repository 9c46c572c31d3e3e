"""`unknown-term`: a text points at a word to know that the glossary does not have.

Mend it by adding the term to leaflets/library/glossary.yaml, or by correcting its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from polyleaf.checks.context import LeafletContext
from polyleaf.content.inline import terms
from polyleaf.diagnostics import Diagnostic, did_you_mean

__all__ = ["check"]

MANUAL: Final = """
unknown-term (error): a text points at a word to know that the glossary does not have
Why: the word would stay unexplained.
Wrong: [lesion](term:leson)
Right: [lesion](term:lesion)
Mend: correct the id, or add the word to leaflets/library/glossary.yaml.
"""


def check(context: LeafletContext) -> Iterator[Diagnostic]:
    """Yield an error for each link to an unknown term."""
    known = context.library.glossary
    for key, location in context.unknown(terms, known):
        message = f"the term {key!r} is not in leaflets/library/glossary.yaml"
        hint = did_you_mean(key, known) or "add it there"
        yield Diagnostic("unknown-term", location, message, hint)
