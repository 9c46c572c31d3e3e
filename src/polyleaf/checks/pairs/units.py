"""`unit-mismatch`: a figure has another unit than in the source, or counts something else.

2 mg for 2 g, 3 days for 3 weeks, 38 °F for 38 °C: the figure alone does not make a dose. Write the
unit of the source, in the spelling of the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from polyleaf.checks.pairs.alignment import align
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.pairs.quantities import Quantity
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
unit-mismatch (error): a figure has another unit than in the source, or counts something else
Why: 2 mg and 2 g are a thousandfold apart; days are not weeks.
Wrong: for 3 days / durante 3 semanas
Right: for 3 days / durante 3 días
Mend: write the unit of the source, in the spelling of the language.
Waiver: yes
"""


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for each figure whose unit changed or was lost."""
    for wanted, found in align(pair).units:
        has = _shown(found, "without a unit")
        text = f"has {has} where the source has {_shown(wanted, 'alone')}"
        yield pair.error("unit-mismatch", text, "write the unit of the source")


def _shown(quantity: Quantity, without: str) -> str:
    return f"{quantity.shown} {quantity.unit_written or without}"
