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
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

__all__ = ["MEASURES", "Lexicon", "forms_pattern", "lexicon", "normalise"]

# Units of measure: to lose one changes a dose. The rest of the units say what is counted.
MEASURES: Final = frozenset(
    "mg g kg mcg ng ml l dl iu unit mmol mmhg kcal mm cm m °c °f %".split()  # noqa: SIM905 - a list of symbols
)

# Scripts that write no spaces between words, so that no form can be bounded by them.
_UNSPACED: Final = frozenset({"zh", "yue", "ja", "th", "lo", "km", "my", "ko"})
# Signs that are left out in writing as often as not: Arabic and Hebrew vowel points, tatweel.
_POINTS: Final = re.compile(
    "[\u064b-\u0652\u0670\u0640\u0591-\u05bd\u05bf-\u05c7\u200e\u200f\u2066-\u2069]"
)


@dataclass(frozen=True)
class Lexicon:
    """The words of one language that the checks look for; forms are in lower case.

    Attributes:
        language: BCP 47 tag.
        spaced: whether spaces stand between words.
        known: whether there is a file for the language.
        decimal: signs that may part whole from decimal figures; the first is the usual one.
        group: signs that may stand between groups of figures.
        numbers: forms of words by value.
        fused: forms that say number and unit in one word, by `number unit`.
        optional: forms by value that a translation may write as a figure or leave out.
        units: forms by unit.
        before: whether what is counted stands before the figure.
        prefixes: pattern of the particles that are written together with the next word.
        ignored: forms that look like figures or negations and are none.
        periods: forms of `am` and `pm`.
        negation: forms that deny.
        avoid: forms that tell the reader to keep away from something.
        soft: negations that a translation may well put without one.
        implied: forms that a translation may well put as a negation.
        foreign: letters of another way of writing the same language.
        marks: vowel signs and other marks of its script, as ranges of a pattern's class.

    """

    language: str
    spaced: bool
    known: bool
    decimal: str
    group: str
    numbers: Mapping[str, str]
    fused: Mapping[str, str]
    optional: Mapping[str, str]
    units: Mapping[str, str]
    before: bool
    prefixes: str
    ignored: str
    periods: Mapping[str, str]
    negation: str
    avoid: str
    soft: str
    implied: str
    foreign: str
    marks: str

    @property
    def start(self) -> str:
        """Return the pattern of what comes before a form: no letter, and particles perhaps."""
        if not self.spaced:
            return ""
        start = r"(?<![^\W\d_])" + (f"(?<![{self.marks}])" if self.marks else "")
        return rf"{start}(?:{self.prefixes})?" if self.prefixes else start

    @property
    def end(self) -> str:
        """Return the pattern of what comes behind a form: no letter."""
        if not self.spaced:
            return ""
        return r"(?![^\W\d_]" + (rf"|[{self.marks}]|\u200c\w)" if self.marks else ")")

    def pattern(self, *forms: str) -> str:
        """Return the pattern of forms with their bounds; one that never matches for none."""
        words = " ".join(forms).split()
        inside = [word[1:] for word in words if word.startswith("*")]
        whole = forms_pattern(" ".join(w for w in words if not w.startswith("*")), self.end)
        return rf"{self.start}(?:{whole})|(?:{forms_pattern(' '.join(inside), self.end)})"


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
    return Lexicon(
        language=tag,
        spaced=language not in _UNSPACED,
        known=known,
        decimal=data.get("decimal", ".,"),
        group=data.get("group", ",."),
        numbers=_by_value(data.get("numbers", []), data),
        fused=data.get("fused", {}),
        optional=data.get("optional", {}),
        units=data.get("units", {}),
        before=data.get("before", False),
        prefixes=data.get("prefixes", ""),
        ignored=data.get("ignored", ""),
        periods=data.get("periods", {}),
        negation=data.get("negation", ""),
        avoid=data.get("avoid", ""),
        soft=data.get("soft", ""),
        implied=data.get("implied", ""),
        foreign=data.get("foreign", ""),
        marks=_marks(str(data)),
    )


def _by_value(words: list[str], data: Mapping[str, Any]) -> dict[str, str]:
    found = {str(value): forms for value, forms in enumerate(words, start=1)}
    if half := data.get("half"):
        found["1/2"] = half
    return found


def _marks(text: str) -> str:
    """Return the marks of the blocks that a text is written in; they count as no letters."""
    blocks = sorted({ord(char) >> 7 for char in text if char.isalpha() and ord(char) > 0x500})  # noqa: PLR2004 - beyond Cyrillic
    codes = [code for block in blocks for code in range(block << 7, (block + 1) << 7)]
    marks = [code for code in codes if unicodedata.category(chr(code)) in {"Mn", "Mc"}]
    starts = [code for code in marks if code - 1 not in marks]
    ends = [code for code in marks if code + 1 not in marks]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True))


def normalise(text: str) -> str:
    """Return a text as forms are compared: NFC, lower case, without points and joiners' variety."""
    plain = unicodedata.normalize("NFC", _POINTS.sub("", text).replace("İ", "i"))
    return plain.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def forms_pattern(forms: str, end: str) -> str:
    """Return a pattern of forms, the longest first, each with `end` behind it.

    A `*` at the end of a form leaves that side open, `_` stands for a space.
    """
    words = sorted({normalise(form) for form in forms.split()}, key=lambda w: (-len(w), w))
    opened = [_escape(word[:-1]) for word in words if word.endswith("*")]
    closed = [_escape(word) for word in words if not word.endswith("*")]
    parts = [f"(?:{'|'.join(closed)}){end}"] if closed else []
    return "|".join([*parts, *opened]) or r"(?!)"


def _escape(word: str) -> str:
    return re.escape(word).replace("_", r"\s+")
