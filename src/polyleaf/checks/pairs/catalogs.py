"""All checks between source and target, over the current messages of a catalog.

A message is looked at if it would be printed: it has a target, is not fuzzy, and its source is
today's. Findings on equal pairs are found once, however many leaflets share a catalog.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs import (
    addresses,
    bidi_controls,
    edge_space,
    emphasis,
    end_punctuation,
    figures,
    length,
    mixed_digits,
    negation,
    opposites,
    phones,
    terminology,
    unicode_form,
    units,
    untranslated,
    wrong_script,
)
from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic
from polyleaf.languages.table import Language
from polyleaf.translation.catalog import Catalog
from polyleaf.translation.termbase import Term

__all__ = ["PAIR_CHECKS", "check", "check_pair", "names_of"]

PAIR_CHECKS: Final[tuple[Callable[[Pair], Iterator[Diagnostic]], ...]] = (
    figures.check,
    units.check,
    negation.check,
    opposites.check,
    phones.check,
    addresses.check,
    terminology.check,
    emphasis.check,
    untranslated.check,
    wrong_script.check,
    mixed_digits.check,
    bidi_controls.check,
    unicode_form.check,
    length.check,
    end_punctuation.check,
    edge_space.check,
)


def check(
    catalog: Catalog,
    units: Mapping[str, str],
    languages: tuple[str, Language],
    terms: tuple[Term, ...] = (),
) -> Iterator[Diagnostic]:
    """Yield everything that the current messages of a catalog lost, added or changed.

    Args:
        catalog: the catalog of a leaflet, of phrases or of interface strings.
        units: today's source texts by unit id.
        languages: the source's tag, and the target's language.
        terms: the terms of the language and the names that no language translates.

    """
    source, target = languages
    for message in catalog.messages.values():
        if message.target.strip() and not message.fuzzy and units.get(message.id) == message.source:
            yield from check_pair(Pair.of(message, source, target, terms))


@lru_cache(maxsize=50_000)
def check_pair(pair: Pair) -> tuple[Diagnostic, ...]:
    """Return everything wrong between the source and the target of one message."""
    return tuple(problem for one in PAIR_CHECKS for problem in one(pair))


def names_of(medicine: Iterable[str]) -> tuple[Term, ...]:
    """Return the names of a medicine as terms that no language translates."""
    return tuple(Term(name, do_not_translate=True) for name in medicine)
