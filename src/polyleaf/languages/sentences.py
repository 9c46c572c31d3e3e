"""Texts cut into sentences, and sentences into words and syllables.

Job: count what readability formulas count. Trade-off: sentences and words are ICU's (UAX 29, with
dictionaries for scripts without spaces); syllables are groups of vowels, mended for each language
that a formula is for, because hyphenation patterns leave syllables out on purpose and the usual
dictionary of English is fetched while a program runs. Side effects: none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from icu4py.breakers import SentenceBreaker, WordBreaker

__all__ = ["COUNTED", "sentences", "syllables", "words"]

# Abbreviations behind which ICU sees the end of a sentence.
_ABBREVIATION: Final = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|e\.g|i\.e|vs|Sr|Sra|z\.B|ca)\.)\s*\Z")
_VOWELS: Final = re.compile("[aeiouy]+")
# A silent e, also of -es and -ed, but not of -le behind a consonant, -ted and -ded, -ses.
_SILENT: Final = re.compile(r"(?<![aeiouyl])e\Z|(?<=[aeiouy])le\Z|(?<![aeioutdy])ed\Z")
_SILENT_ES: Final = re.compile(r"(?<![aeiouslcxzg])(?<!sh)(?<!ch)es\Z|(?<=[aeiou]l)es\Z")
# Two vowels that are two syllables: radiation, idea, science, serious, diet, fluid, reaction.
_APART: Final = re.compile(
    r"i[ao](?![ug])(?<!tio)(?<!sio)(?<!cio)(?<!gio)(?<!tia)(?<!cia)(?<!llio)"
    r"|(?<=[dr])ea\b|(?<![tc])ien(?=c|ts?\b)|(?<=sc)ien|(?<![tcxg])iou|iet|(?<=[lr])ui(?=[dn])"
    r"|(?<![qg])ua|[^q]uo(?=\b|u)|eo(?!u)|ea(?=ct)|ying|eing|iu|uou"
)
# Words that no rule tells.
_EXCEPTIONS: Final = {"people": 2, "every": 2, "herpes": 2, "someone": 2, "something": 2}
# Romance languages: strong vowels stand apart from each other, and so do accented weak ones.
_STRONG: Final = re.compile("(?<=[aeoáéó])(?=[aeoáéóíú])|(?<=[íú])(?=[aeoáéó])")
_ROMANCE: Final = re.compile("[aeiouyáéíóúàèìòùâêôãõü]+")
_GERMAN: Final = re.compile("aa|ee|oo|ie|ei|ai|au|eu|äu|oi|ui|ey|ay|[aeiouyäöü]")
_FRENCH: Final = re.compile("[aeiouyàâäéèêëîïôöùûüœ]+")
_FRENCH_MUTE: Final = re.compile("(?<=[^aeiouyàâäéèêëîïôöùûüœ])(?:e|es|ent)\\Z")
_RUSSIAN: Final = re.compile("[аеёиоуыэюя]")
_POLISH: Final = re.compile("i?[aąeęouóy]u?|i")
_TURKISH: Final = re.compile("[aeıioöuüâîû]")

COUNTED: Final = frozenset({"de", "en", "es", "fr", "it", "pl", "pt", "ru", "tr"})
"""Languages whose syllables can be counted."""


def sentences(text: str, tag: str) -> list[str]:
    """Return the sentences of a text of a language, none of them empty."""
    found: list[str] = []
    for part in SentenceBreaker(text, tag):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += part
        else:
            found.append(part)
    return [part.strip() for part in found if part.strip()]


@lru_cache(maxsize=20_000)
def words(sentence: str, tag: str) -> tuple[str, ...]:
    """Return the words of a sentence; figures and signs are none."""
    parts = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", sentence) if tag in COUNTED else None
    if parts is None:
        parts = [str(part) for part in WordBreaker(sentence, tag)]
    return tuple(part for part in parts if any(char.isalpha() for char in part))


@lru_cache(maxsize=50_000)
def syllables(word: str, tag: str) -> int:
    """Return the number of syllables of a word, at least one.

    Args:
        word: the word.
        tag: the primary language, one of `COUNTED`.

    """
    parts = re.split(r"['’-]", unicodedata.normalize("NFC", word.casefold()))
    return max(1, sum(_COUNTERS[tag](part) for part in parts if len(part) > 1))


def _english(word: str) -> int:
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    if count > 1 and (_SILENT.search(word) or _SILENT_ES.search(word)):
        count -= 1
    return count


def _romance(word: str) -> int:
    return sum(len(_STRONG.findall(group)) + 1 for group in _ROMANCE.findall(_mute_u(word)))


def _mute_u(word: str) -> str:
    """Return a word without the u that only hardens a consonant: que, guitarra."""
    return re.sub("(?<=[qg])u(?=[eiéí])", "", word)


def _french(word: str) -> int:
    return max(1, len(_FRENCH.findall(_FRENCH_MUTE.sub("", word))))


_COUNTERS: Final[dict[str, Callable[[str], int]]] = {
    "en": _english,
    "es": _romance,
    "pt": _romance,
    "it": _romance,
    "fr": _french,
    "de": lambda word: len(_GERMAN.findall(word)),
    "ru": lambda word: len(_RUSSIAN.findall(word)),
    "pl": lambda word: len(_POLISH.findall(word)),
    "tr": lambda word: len(_TURKISH.findall(word)),
}
