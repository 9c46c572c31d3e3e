r"""`unknown-placeholder`: a text holds `{name}`, and the project has no value of that name.

`{helpline}` is the helpline's phone number. To print braces, write `\{name}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from polyleaf.checks.context import LeafletContext
from polyleaf.content.inline import placeholders
from polyleaf.diagnostics import Diagnostic, did_you_mean

__all__ = ["check"]

MANUAL: Final = r"""
unknown-placeholder (error): a text holds `{name}`, and polyleaf.yaml has no value of that name
Why: the reader would see the name in braces in place of a phone number.
Wrong: Call {helplne}.
Right: Call {helpline}.
Mend: correct the name, give it a value in polyleaf.yaml, or write `\{name}` to print the braces.
"""


def check(context: LeafletContext) -> Iterator[Diagnostic]:
    """Yield an error for each placeholder without a value."""
    known = context.project.settings.placeholders()
    for name, location in context.unknown(placeholders, known):
        message = f"the placeholder {{{name}}} has no value in polyleaf.yaml"
        hint = did_you_mean(name, known) or f"to print the braces, write \\{{{name}}}"
        yield Diagnostic("unknown-placeholder", location, message, hint)
