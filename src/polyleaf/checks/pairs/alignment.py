"""Which quantity of a target says which of its source.

Job: pair them off, the surest first. Trade-off: the order of the sentence is free, so that two
figures of one unit that changed places are not seen. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs.lexicon import MEASURES, lexicon
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.pairs.quantities import Quantity, counts, has_digits, quantities

__all__ = ["Alignment", "align"]

# "For a week" says one week in any language; a dose is not said that way.
_IMPLIED: Final = frozenset({"time", "minute", "hour", "day", "week", "month", "year"})


@dataclass(frozen=True)
class Alignment:
    """What became of the quantities of a source.

    Attributes:
        units: pairs of the same figure whose units differ.
        missing: quantities that the target does not have.
        extra: figures that the source does not have.

    """

    units: tuple[tuple[Quantity, Quantity], ...] = ()
    missing: tuple[Quantity, ...] = ()
    extra: tuple[Quantity, ...] = ()


def align(pair: Pair) -> Alignment:
    """Return what became of the quantities of a pair's source."""
    return _align(pair.source, pair.source_language, pair.target, pair.tag)


@lru_cache(maxsize=20_000)
def _align(source: str, source_tag: str, target: str, tag: str) -> Alignment:
    wanted = quantities(source, source_tag, source=True)
    left = [q for q in wanted if _required(q, tag)]
    if not left and not has_digits(target):
        return Alignment()
    offered = list(quantities(target, tag))
    units: list[tuple[Quantity, Quantity]] = []
    used: list[Quantity] = []
    for fits in (_same_unit, _no_other_unit, _lax_unit, _any_unit):
        still = []
        for quantity in left:
            match = next(
                (o for o in offered if _equal(quantity, o) and fits(quantity, o, tag)), None
            )
            if match is None:
                still.append(quantity)
                continue
            offered.remove(match)
            used.append(match)
            if fits is _any_unit:
                units.append((quantity, match))
        left = still
    missing = tuple(q for q in left if not _implied(q, offered, target, tag))
    return Alignment(tuple(units), missing, tuple(_extra(offered, used, wanted)))


def _required(quantity: Quantity, tag: str) -> bool:
    """Tell whether a target needs it; where nouns have a dual, "two people" needs no word.

    Of an idiom, only if it is known how the language says it.
    """
    if quantity.idiom and not lexicon(tag).idioms:
        return False
    dual = any(key.startswith("2 ") for key in lexicon(tag).fused)
    return quantity.sure and (
        quantity.figure or bool(quantity.unit) or quantity.readings != {"2"} or not dual
    )


def _equal(wanted: Quantity, offered: Quantity) -> bool:
    return bool(wanted.readings & offered.readings)


def _same_unit(wanted: Quantity, offered: Quantity, _: str) -> bool:
    return wanted.unit == offered.unit and (offered.figure or bool(wanted.unit))


def _no_other_unit(wanted: Quantity, offered: Quantity, tag: str) -> bool:
    """Tell whether a unit that is not understood may be the same."""
    if wanted.unit == offered.unit:
        return True
    if wanted.unit.split("/")[0] in MEASURES or offered.unit.split("/")[0] in MEASURES:
        return False
    if wanted.unit and offered.unit:
        return False
    return offered.figure or not wanted.unit or wanted.unit not in lexicon(tag).units


def _lax_unit(wanted: Quantity, offered: Quantity, tag: str) -> bool:
    """Tell whether units that are not beside their figures may be the same."""
    if not offered.figure and wanted.readings == {"1"} and wanted.unit:
        return False
    if wanted.unit.split("/")[0] in MEASURES:
        return not offered.unit and not lexicon(tag).known
    return not (wanted.unit and wanted.strong and offered.unit and offered.strong)


def _any_unit(wanted: Quantity, offered: Quantity, _: str) -> bool:
    return offered.figure or wanted.readings != {"1"}


def _implied(wanted: Quantity, offered: list[Quantity], target: str, tag: str) -> bool:
    """Tell whether the noun alone says "one"."""
    return (
        wanted.readings == {"1"}
        and wanted.unit in _IMPLIED
        and not any(o.unit == wanted.unit and o.strong for o in offered)
        and counts(target, wanted.unit, tag)
    )


def _extra(
    offered: list[Quantity], used: list[Quantity], wanted: tuple[Quantity, ...]
) -> Iterator[Quantity]:
    """Yield the figures that neither the source nor a word beside them explains."""
    doubtful = [q for q in wanted if not q.sure]
    for quantity in offered:
        if not quantity.figure:
            continue
        if any(_equal(q, quantity) for q in (*doubtful, *(u for u in used if not u.figure))):
            continue
        yield quantity
