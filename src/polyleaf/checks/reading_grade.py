"""`reading-grade`: a leaflet needs more years of school than its readers may have.

Half of all adults read as a child of 13 does or less well; agencies ask for health texts that can
be read after eight years of school or fewer (AHRQ, Health Literacy Universal Precautions Toolkit,
3rd ed., tool 11). A warning: a formula counts sentences and words, and knows nothing of sense.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.languages.readability import Reading, formula_of, read

__all__ = ["check", "measured", "shown_place"]

MANUAL: Final = """
reading-grade (warning): a leaflet, or a translation, is harder to read than its target grade
Why: who cannot follow a sentence does not do what it says.
Wrong: Administration necessitates discontinuation of concomitant antiviral medication.
Right: Tell us if you take medicines against viruses. You may have to stop them.
Mend: shorten the sentences that are named, and write everyday words; or state another
    `reading_grade` in the leaflet or in polyleaf.yaml. `polyleaf readability` prints the figures.
"""

# Parts of a page that are no sentences, by the name of the unit or of what it stands in.
_LABELS: Final = frozenset(
    {"heading", "title", "alt", "caption", "term", "legend", "columns", "rows", "contacts"}
)
_NOT_OWN: Final = frozenset(
    {"phrases", "references", "glossary", "medicine", "provenance", "helpline"}
)
_BEFORE_MARK: Final = re.compile(r"\s+(?=[.,;:](?:\s|\Z))")
_NAMED: Final = 3
_SHOWN: Final = 60


def _running_text(units: Mapping[str, str], of: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the sentences and items of a leaflet that it has of its own, without markup.

    Headings, tables, legends and shared wording are left out; so are citations and placeholders.

    Args:
        units: texts by unit id.
        of: the ids of those that are not translated, say, and do not count.

    """
    left_out = set(of)
    for unit, text in units.items():
        parts = unit.split("/")
        if unit not in left_out and parts[0] not in _NOT_OWN and not _LABELS.intersection(parts):
            # A citation leaves the space in front of it.
            yield unit, _BEFORE_MARK.sub("", plain_text(text))


def check(
    reading: Reading, goal: float, subject: str, locate: Callable[[str], Location]
) -> Iterator[Diagnostic]:
    """Yield a warning for a text that is harder than its goal.

    Args:
        reading: what was counted.
        goal: the school year after which it should be understood.
        subject: leaflet and language, for the message.
        locate: tells where the text of a unit is written.

    """
    formula, score = formula_of(reading.tag), reading.score
    if formula is None or score is None or formula.is_met(score, goal) is not False:
        return
    hardest = reading.hardest(_NAMED)
    wanted = f"the target is {goal:g}" if formula.is_grade else f"grade {goal:g} needs more"
    message = f"{subject} has {formula.name} {score:.1f}; {wanted}"
    named = (f"{shown_place(locate(one.unit))} {_short(one.text)!r}" for one in hardest)
    hint = "begin with the hardest sentences: " + "; ".join(named)
    yield Diagnostic("reading-grade", locate(hardest[0].unit), message, hint, Severity.WARNING)


def shown_place(place: Location) -> str:
    """Return the name of a file, and the line."""
    return f"{place.file.name}:{place.line}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def measured(
    units: Mapping[str, str], untranslated: Iterable[str], tag: str, names: Sequence[str]
) -> Reading:
    """Return the counts of a leaflet's own text in a language.

    Args:
        units: texts by unit id.
        untranslated: the ids of those that are in another language.
        tag: BCP 47 tag of the language.
        names: names of medicines, which count in full once.

    """
    return read(_running_text(units, untranslated), tag, names)
