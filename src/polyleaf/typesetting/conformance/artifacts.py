"""Content that is no part of the text, marked as such: what is printed on every page, decoration.

Job: turn marked content of a drawn page into artifacts (ISO 32000-1, 14.8.2.2; PDF/UA-1, 7.8),
which WeasyPrint does not for margin boxes and pictures with an empty alternative text
(Kozea/WeasyPrint#1836, #2550). Trade-off: the operators are changed after they were written,
because the page knows only then what a box is. Side effects: changes the stream that it is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pydyf

from polyleaf.typesetting.conformance.shaped import InternalsChangedError

__all__ = ["DECORATION", "REPEATED", "Artifacts", "margin_artifact"]

# Types and subtypes of artifacts (ISO 32000-1, table 330).
DECORATION: Final = {"Type": "/Layout"}
REPEATED: Final = {"Type": "/Pagination"}


def margin_artifact(at_keyword: str) -> Mapping[str, str]:
    """Return what a margin box is, such as `@bottom-left`."""
    side = at_keyword.removeprefix("@").partition("-")[0]
    subtype = {"top": "/Header", "bottom": "/Footer"}.get(side)
    return {**REPEATED, "Subtype": subtype} if subtype else REPEATED


class Artifacts:
    """The marked content of one page."""

    def __init__(self, operators: list[Any]) -> None:
        self._operators = operators
        self._places = {
            operand["MCID"]: place
            for place, operand in enumerate(operators)
            if isinstance(operand, pydyf.Dictionary) and "MCID" in operand
        }

    def mark(self, number: int, properties: Mapping[str, str]) -> None:
        """Make an artifact of the marked content with a number.

        Raises:
            InternalsChangedError: WeasyPrint marks content in another way than it did.

        """
        place = self._places.get(number, 0)
        if self._operators[place + 1 : place + 2] != [b"BDC"]:
            raise InternalsChangedError("marked content is not where it was expected")
        self._operators[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary(properties)]
