"""`term-mismatch`: a term is not called what terms.csv says, or a name was translated.

A name that is not to be translated (the leaflet's medicine and its brands too) is an error, and so
is a forbidden term; another word for a term is a warning, because it may be an inflected form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from polyleaf.checks.pairs.lexicon import normalise
from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic

__all__ = ["check"]

MANUAL: Final = """
term-mismatch (error, warning): a term has another name than in terms.csv, or the name of a
    medicine was translated
Why: a reader who looks for the name on the package does not find it.
Wrong: the medicine's name in other letters
Right: the medicine's name as the package has it
Mend: write the name of the source, or the term's `target`; another word for a term is a warning,
    since it may be an inflected form.
Waiver: yes
"""


def check(pair: Pair) -> Iterator[Diagnostic]:
    """Yield a problem for each term of the source that the target does not call by its name."""
    source, target = normalise(pair.source), normalise(pair.target)
    for term in pair.terms:
        name = normalise(term.term)
        if name not in source or not _named(name).search(source):
            continue
        if term.do_not_translate and normalise(term.term) not in target:
            text = f"does not have {term.term!r} as the source writes it"
            yield pair.error("term-mismatch", text, "names of medicines are not translated")
        elif term.targets and not any(normalise(t) in target for t in term.targets):
            text = f"has another word for {term.term!r} than {' or '.join(map(repr, term.targets))}"
            yield pair.warning("term-mismatch", text)
        for wrong in (t for t in term.forbidden if normalise(t) in target):
            text = f"has {wrong!r} for {term.term!r}, which terms.csv forbids"
            yield pair.error("term-mismatch", text)


@lru_cache(maxsize=4096)
def _named(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?:s|es)?(?!\w)")
