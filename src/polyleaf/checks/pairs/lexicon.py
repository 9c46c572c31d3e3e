"""What the checks must know of a language: its number words, units, separators and negations.

Job: read `lexicons/<language>.toml` into a frozen `Lexicon`, once. Trade-off: word lists instead of
analysis, so that a reader of the language can judge and mend them; an ending is written `word*`, a
beginning `*word`, a space inside a form `_`. A language without a file is checked by figures and
Latin unit symbols only. Side effects: reads the package's own files.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any, Final

from polyleaf.checks.pairs.forms import Bounds, WordList

__all__ = ["MEASURES", "Lexicon", "forms_of", "lexicon", "normalise", "word_list"]

# Units of measure: to lose one changes a dose. The rest of the units say what is counted.
MEASURES: Final = frozenset(
    "mg g kg mcg ng ml l dl iu unit mmol mmhg kcal mm cm m °c °f %".split()  # noqa: SIM905 - a list of symbols
)

# Scripts that write no spaces between words, so that no form can be bounded by them.
_UNSPACED: Final = frozenset({"zh", "yue", "ja", "th", "lo", "km", "my", "ko"})
_SPACES: Final = re.compile(r"\s+")
# Signs that are left out in writing as often as not: Arabic and Hebrew vowel points, tatweel.
_POINTS: Final = re.compile(
    "[\u064b-\u0652\u0670\u0640\u0591-\u05bd\u05bf-\u05c7\u200e\u200f\u2066-\u2069]"
)


@dataclass(frozen=True)
class Lexicon:
    """The words of one language that the checks look for; forms are in lower case.

    Attributes:
        language: BCP 47 tag.
        known: whether there is a file for the language.
        bounds: what stands around its words.
        numbers: forms of words by value.
        decimal: signs that may part whole from decimal figures; the first is the usual one.
        group: signs that may stand between groups of figures.
        fused: forms that say number and unit in one word, by `number unit`.
        idioms: forms that say number and unit where a language has them, `every other day`.
        optional: forms by value that a translation may write as a figure or leave out.
        units: forms by unit.
        before: whether what is counted stands before the figure.
        ignored: forms that look like figures or negations and are none.
        periods: forms of `am` and `pm`.
        negation: forms that deny.
        avoid: forms that tell the reader to keep away from something.
        soft: negations that a translation may well put without one.
        implied: forms that a translation may well put as a negation.
        allowed: forms that say what can or should be done.
        refused: forms that say, whole, what cannot or must not be done.
        opposites: forms by the side they say, `before` and `after`; `neither` says none.
        foreign: letters of another way of writing the same language.

    """

    language: str
    known: bool
    bounds: Bounds
    numbers: Mapping[str, str]
    decimal: str = ".,"
    group: str = ",."
    fused: Mapping[str, str] = field(default_factory=dict)
    idioms: Mapping[str, str] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    before: bool = False
    ignored: str = ""
    periods: Mapping[str, str] = field(default_factory=dict)
    negation: str = ""
    avoid: str = ""
    soft: str = ""
    implied: str = ""
    allowed: str = ""
    refused: str = ""
    opposites: Mapping[str, str] = field(default_factory=dict)
    foreign: str = ""


@lru_cache(maxsize=256)
def lexicon(tag: str) -> Lexicon:
    """Return the lexicon of a BCP 47 tag: what its own file says before that of its language."""
    language = tag.split("-", maxsplit=1)[0]
    data: dict[str, Any] = {}
    known = False
    for name in dict.fromkeys((language, tag)):
        file = files(__package__) / "lexicons" / f"{name}.toml"
        if file.is_file():
            data |= tomllib.loads(file.read_text("utf-8"))
            known = True
    marks = _marks(str(data))
    bounds = Bounds(
        spaced=language not in _UNSPACED,
        marks=marks,
        prefixes=_prefixes(data.pop("prefixes", [])),
    )
    numbers = _by_value(data.pop("numbers", []), data.pop("half", ""))
    return Lexicon(language=tag, known=known, bounds=bounds, numbers=numbers, **data)


def _by_value(words: list[str], half: str) -> dict[str, str]:
    found = {str(value): forms for value, forms in enumerate(words, start=1)}
    return found | ({"1/2": half} if half else {})


def _prefixes(slots: list[str]) -> frozenset[str]:
    """Return every row of particles, one of each slot or none."""
    return frozenset("".join(row) for row in product(*(("", *slot.split()) for slot in slots)))


def _marks(text: str) -> str:
    """Return the marks of the blocks that a text is written in; they count as no letters."""
    letters = (ord(char) for char in set(text) if char.isalpha())
    blocks = sorted({code >> 7 for code in letters if code > 0x500})  # noqa: PLR2004 - beyond Cyrillic
    marks = {code for block in blocks for code in _marks_of(block)}
    return _ranges(marks)


@lru_cache(maxsize=64)
def _marks_of(block: int) -> tuple[int, ...]:
    codes = range(block << 7, (block + 1) << 7)
    return tuple(code for code in codes if unicodedata.category(chr(code)) in {"Mn", "Mc"})


def _ranges(marks: set[int]) -> str:
    """Return code points as the ranges of a pattern's class."""
    starts = sorted(code for code in marks if code - 1 not in marks)
    ends = sorted(code for code in marks if code + 1 not in marks)
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True))


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """Return a text as forms are compared: NFC, lower case, single spaces, without points."""
    plain = unicodedata.normalize("NFC", _POINTS.sub("", text).replace("İ", "i"))
    return _SPACES.sub(" ", plain.lower().replace("’", "'"))


def forms_of(forms: str) -> list[str]:
    """Return the forms of a list as texts are normalised."""
    return normalise(forms).split()


def word_list(forms: str, words: Lexicon) -> WordList:
    """Return the list of forms that stand for themselves, bounded as words of the language."""
    return WordList.of(((form, form) for form in forms_of(forms)), words.bounds)
