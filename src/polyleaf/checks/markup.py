"""`stray-markup`: markup that was not understood, and would be printed with its signs.

`**` stays as it is next to letters of a script without spaces when the strong text ends with a
punctuation mark (CommonMark 0.31, 6.2); a citation or a link inside a link breaks the outer one.
Mend it by moving the mark out of the strong text, or the citation behind the link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from polyleaf.checks.context import LeafletContext
from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import Diagnostic, Location, Severity

__all__ = ["check", "stray_markup"]

MANUAL: Final = """
stray-markup (warning): markup was not understood, and would be printed with its signs
Why: stars and brackets in a sentence confuse, and the stress that was meant is lost.
Wrong: **Call us.**now
Right: **Call us** now.
Mend: put punctuation and citations behind `**…**` and `[…](…)`, not inside.
"""

_STRAY: Final = re.compile(r"\*\*|\]\((?:https?:|mailto:|tel:|term:|#)|\[@[A-Za-z0-9]")


def check(context: LeafletContext) -> Iterator[Diagnostic]:
    """Yield a warning for each text that would print its markup."""
    for text, location in context.texts():
        yield from stray_markup(text, location)


def stray_markup(text: str, location: Location) -> Iterator[Diagnostic]:
    """Yield a warning if the text would print its markup."""
    if found := _STRAY.search(plain_text(text)):
        message = f"the text would be printed with the signs {found[0]!r} in it"
        hint = "put punctuation and citations behind `**…**` and `[…](…)`, not inside"
        yield Diagnostic("stray-markup", location, message, hint, Severity.WARNING)
