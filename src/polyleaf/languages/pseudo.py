"""Pseudolocales: text that looks like another language, made from English letter by letter.

Job: change what a translation changes (length, direction, height, spaces, digits) and nothing else,
so that whatever still reads as plain English on a page was never given to a translator. Trade-off:
letters become letters and all other signs stay in their places, so that markup around them means
what it meant; what translators leave alone is left alone. Side effects: none.

The tags are Microsoft's (https://learn.microsoft.com/globalization/methodology/pseudolocalization),
`qps` being a private-use language of ISO 639-2, and two of our own in their manner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from polyleaf.languages.localize import to_digits
from polyleaf.languages.table import Language, Pseudo

__all__ = ["pseudo_text"]

# What a translation keeps: addresses, phone numbers (seven digits or more), names such as T-VEC,
# HSV-1 and B12, and the unit behind a figure (BIPM SI Brochure, 9th ed., 5.2: symbols are not
# translated). Three digits such as 911 cannot be told from a number.
_WEB: Final = r"https?://\S+|(?<![\w.+-])(?:[\w.+-]+@)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?"
_PHONE: Final = r"\+?[0-9(](?:[ \u00a0()-]{0,3}[0-9]){6,}"
_NAME: Final = r"\b[A-Z][A-Z0-9]*-[A-Z0-9-]*[A-Z0-9]\b|\b[A-Z]+[0-9]+\b"
_SYMBOLS: Final = "°[CF]|[kmµn]?g|mcg|[dmµ]?[lL]|[ckmµn]?m|min|[hs]|IU|PFU|k?cal|m?mol"
_UNIT: Final = rf"(?<=[0-9²³⁴-⁹])[ \u00a0]?(?:{_SYMBOLS})(?:/(?:{_SYMBOLS}))?(?!\w)"
_KEPT: Final = re.compile(f"({_WEB}|{_PHONE}|{_NAME}|{_UNIT})")

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_ACCENTED: Final = "áƀçđéƒĝĥíĵķļṁñóƥʠřšţúṽŵẋýž"
_ACCENTS: Final = str.maketrans(_LATIN + _LATIN.upper(), _ACCENTED + "ÁƁÇĐÉƑĜĤÍĴĶĻṀÑÓƤǪŘŠŢÚṼŴẊÝŽ")
_ARABIC: Final = str.maketrans(_LATIN + _LATIN.upper(), "ابچديفجهئژكلمنوپقرستعڤشخىز" * 2)
# A comma inside a number stays, and a backslash takes the meaning of the sign behind it.
_ARABIC_SIGNS: Final = re.compile(r"(?<!\\)[,;?](?![0-9])")
_ARABIC_SIGN: Final = {",": "،", ";": "؛", "?": "؟"}

_DOUBLED: Final = re.compile("[aeinouy]", re.ASCII | re.IGNORECASE)
_CONSONANTS: Final = "bcdfghjklmnpqrstvwxz"
_SYLLABLE: Final = re.compile(f"[{_CONSONANTS}][aeiouy]?|[aeiouy]", re.ASCII | re.IGNORECASE)
_BETWEEN_WORDS: Final = re.compile(r"(?<=[A-Za-z]) +(?=[A-Za-z])")


@dataclass(frozen=True)
class _Abugida:
    """A script of consonants with signs: a syllable is an onset and what stands around it.

    Attributes:
        onsets: the script's consonants in the order of ours.
        signs: the vowel signs by our vowels.
        carrier: the consonant that carries a vowel without an onset.
        stacked: what stands below every onset.

    """

    onsets: str
    signs: Mapping[str, str]
    carrier: str
    stacked: str = ""

    def write(self, text: str) -> str:
        """Return the text with its Latin letters, syllable by syllable, in the script."""
        return _SYLLABLE.sub(self._syllable, text)

    def _syllable(self, match: re.Match[str]) -> str:
        letters = match[0].lower()
        at = _CONSONANTS.find(letters[0])
        onset = self.onsets[at] if at >= 0 else self.carrier
        return onset + self.stacked + self.signs.get(letters[-1], "")


# Every syllable has a subscript (coeng ta), and most a sign above it: as high as Khmer gets.
_KHMER: Final = _Abugida(
    "បចដផគហជកលមនពឆរសតវឃខឈ",
    {"a": "ា", "e": "ឹ", "i": "ី", "o": "ុំ", "u": "ឺ", "y": "ើ"},
    "អ",
    "្ត",
)
_THAI: Final = _Abugida(
    "บจดฟงหชกลมนปฉรสตวธขซ",
    {"a": "า", "e": "ี", "i": "ิ", "o": "ู", "u": "ุ", "y": "ี่"},
    "อ",
)


def _accented(text: str) -> str:
    return text.translate(_ACCENTS)


def _expanded(text: str) -> str:
    """Double the vowels and n: four letters in ten."""
    return _accented(_DOUBLED.sub(r"\g<0>\g<0>", text))


def _mirrored(text: str) -> str:
    return _ARABIC_SIGNS.sub(lambda sign: _ARABIC_SIGN[sign[0]], text).translate(_ARABIC)


def _unspaced(text: str) -> str:
    return _THAI.write(_BETWEEN_WORDS.sub("", text))


_METHODS: Final[Mapping[Pseudo, Callable[[str], str]]] = {
    "expanded": _expanded,
    "mirrored": _mirrored,
    "tall": _KHMER.write,
    "unspaced": _unspaced,
    "digits": _accented,
}


def pseudo_text(text: str, language: Language) -> str:
    """Return a text without markup as a pseudolocale writes it.

    Args:
        text: the text; letters that are not of the Latin alphabet stay.
        language: the pseudolocale; in a language that people read, only the digits change.

    """
    change = _METHODS[language.pseudo] if language.pseudo else str
    # re.split puts what is kept at the odd places.
    pieces = _KEPT.split(text)
    pieces[::2] = [to_digits(change(piece), language) for piece in pieces[::2]]
    return "".join(pieces)
