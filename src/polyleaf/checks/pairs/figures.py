"""`figure-mismatch`: a figure of the source is missing or another one, or the target has one more.

Digits of any system, number words, fractions, percentages and clock times are read alike. A missing
or changed figure is an error, an extra one a warning. Write the figure of the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from polyleaf.checks.pairs.alignment import align
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.pairs.quantities import NAMED_FIGURE, Quantity, has_digits
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
figure-mismatch (error, warning): a figure is missing, another one, or (a warning) one too many
Why: a reader takes the dose that is printed.
Wrong: Take 4 mL. / Tome 40 mL.
Right: Take 4 mL. / Tome 4 mL.
Mend: write the figure of the source, in digits of any system or in words.
Waiver: yes
"""


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for each figure that is missing or changed, a warning for each extra one."""
    found = align(pair)
    for wanted, other in zip_longest(found.missing, found.extra):
        if wanted is None:
            yield pair.warning("figure-mismatch", f"has the extra figure {_shown(other)}")
        elif other is None:
            text = f"lacks the figure {_shown(wanted)}"
            yield pair.error("figure-mismatch", text, "the source has it")
        else:
            text = f"has {_shown(other)} where the source has {_shown(wanted)}"
            yield pair.error("figure-mismatch", text, f"write {_shown(wanted)}")
    yield from _names(pair)


def _shown(quantity: Quantity) -> str:
    unit = f" {quantity.unit_written}" if quantity.unit and quantity.strong else ""
    return f"{quantity.shown}{unit}"


def _names(pair: Pair) -> Iterator[Diagnostic]:
    """Yield an error for each name whose figure changed: HSV-1 for HSV-2."""
    if not (has_digits(pair.source) and has_digits(pair.target)):
        return
    source, target = _named(pair.source), _named(pair.target)
    for name in sorted(source.keys() & target.keys()):
        if source[name] != target[name]:
            numbers = (", ".join(sorted(side[name])) for side in (target, source))
            yield pair.error("figure-mismatch", "has {} {} for {}".format(name, *numbers))


def _named(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in NAMED_FIGURE.finditer(text):
        found.setdefault(match[1], set()).add(match[2])
    return found
