"""What a specimen shows of a language besides its text: letters, figures, dates, hours, lists.

Job: run each of the table's facts through the code that leaflets go through. Trade-off: fixed days
and hours, chosen so that no two fields can be taken for each other. Side effects: none.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from polyleaf.languages.localize import format_date, format_list, format_time_range, to_digits
from polyleaf.languages.table import Language
from polyleaf.typesetting.markup import Setter

__all__ = ["Samples", "samples"]

# Georgian's capitals (Mtavruli) are for headlines, not for the beginning of a sentence.
_SCRIPTS_WITH_CAPITALS: Final = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
_YEAR: Final = 2026
_OPENS, _CLOSES = datetime.time(7), datetime.time(18, 30)


@dataclass(frozen=True)
class Samples:
    """Samples of one language, set as its texts are."""

    letters: Markup
    capitals: Markup
    digits: Markup
    dates: tuple[Markup, ...]
    hours: Markup
    items: Markup
    quotation: Markup


def samples(setter: Setter, words: Sequence[str], quoted: str) -> Samples:
    """Return the samples of the setter's language.

    Args:
        setter: sets them.
        words: the items of the sample list, as markup or plain text.
        quoted: what stands between quotation marks.

    """
    language = setter.language
    opening, closing = language.quotes
    return Samples(
        letters=setter.plain(language.alphabet),
        capitals=setter.plain(_capitals(language)),
        digits=setter.plain(to_digits(" ".join("0123456789"), language)),
        dates=tuple(
            setter.plain(format_date(datetime.date(_YEAR, month, 2 * month), language))
            for month in range(1, 13)
        ),
        hours=setter.plain(format_time_range(_OPENS, _CLOSES, language)),
        items=setter.plain(format_list([Markup(word).striptags() for word in words], language)),  # noqa: S704 - stripped of tags
        quotation=setter.plain(f"{opening}{Markup(quoted).striptags()}{closing}"),  # noqa: S704 - the same
    )


def _capitals(language: Language) -> str:
    """Return the capitals of the alphabet, but for letters whose capital is not one letter."""
    if language.script not in _SCRIPTS_WITH_CAPITALS:
        return ""
    dotless = "ı" in language.alphabet.split()
    letters = language.alphabet.replace("i", "İ") if dotless else language.alphabet
    capitals = ((letter, letter.upper()) for letter in letters.split())
    return " ".join(upper for letter, upper in capitals if len(upper) == len(letter))
