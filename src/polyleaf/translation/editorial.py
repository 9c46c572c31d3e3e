"""Two wordings of a source text in, what they say differently that a translation must say too.

Job: tell whether a change may be called editorial. Trade-off: the words around figures and the
order of figures count too, so a change that is harmless may be refused, and is then translated like
any other; a language without a table of words is refused always. What no table knows, such as
"safe" and "unsafe", is left to the person who signs. Side effects: none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from polyleaf.content.inline import citations, links, placeholders

__all__ = ["meaning_changes"]


@dataclass(frozen=True)
class _Words:
    """Words of a language that must not change: those that deny or restrict, and numbers."""

    negations: frozenset[str]
    numbers: frozenset[str]


def _words(negations: str, numbers: str) -> _Words:
    return _Words(frozenset(negations.split()), frozenset(numbers.split()))


_TABLE: Final = {
    "en": _words(
        "no not never none without neither nor nothing nobody nowhere avoid stop unless except "
        "only least most more less under over below above before after until hardly",
        "zero one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty "
        "forty fifty sixty ninety hundred thousand million half third quarter once twice double "
        "daily weekly monthly hourly single each every",
    ),
    "es": _words(
        "no nunca jamás nadie nada ningún ninguno ninguna sin ni tampoco evite salvo excepto solo "
        "sólo más menos antes después hasta",
        "cero un uno una dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte "
        "treinta cien ciento mil medio media mitad doble vez veces diario cada",
    ),
    "fr": _words(
        "ne n pas jamais rien personne aucun aucune sans ni évitez sauf excepté seulement plus "
        "moins avant après jusque",
        "zéro un une deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente "
        "cent mille demi demie moitié double fois chaque",
    ),
    "de": _words(
        "nicht nie niemals nichts kein keine keinen keiner keinem ohne weder noch niemand "
        "vermeiden außer nur mehr weniger vor nach bis mindestens höchstens",
        "null ein eine einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf fünfzehn "
        "zwanzig dreißig hundert tausend halb halbe hälfte doppelt einmal zweimal dreimal täglich "
        "wöchentlich jede jeden",
    ),
    "pt": _words(
        "não nunca jamais ninguém nada nenhum nenhuma sem nem evite salvo exceto só somente mais "
        "menos antes depois até",
        "zero um uma dois duas três quatro cinco seis sete oito nove dez onze doze quinze vinte "
        "trinta cem cento mil meio meia metade dobro vez vezes diário cada",
    ),
}

# A figure, and what it counts: the sign or the word that follows it.
_FIGURE: Final = re.compile(
    r"[-−±<>≤≥≈~]?\s?[0-9]+(?:[.,:/\u2009\u202f\u00a0-]?[0-9]+)*(?:\s*[^\W\d_]+|\s*[%‰°][^\W\d_]*)?"
)
_SIGN: Final = re.compile(r"[<>≤≥±%‰°½¼¾⅓⅔]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def meaning_changes(old: str, new: str, language: str) -> list[str]:
    """Return which parts of the meaning two wordings differ in; none if the change is editorial.

    Figures with the word after them, and number words, must be the same in the same order; words
    that deny or restrict, placeholders, citations and link targets the same as often.

    Args:
        old: the source text that was translated.
        new: the source text of today.
        language: the BCP 47 tag of both.

    """
    words = _TABLE.get(language.split("-", maxsplit=1)[0])
    if words is None:
        known = ", ".join(_TABLE)
        return [f"nothing is known about negations in {language!r} (only in {known})"]
    before, after = _parts(old, words), _parts(new, words)
    return [
        f"{name}: {_became(before[name], after[name])}"
        for name in before
        if before[name] != after[name]
    ]


def _became(before: list[str], after: list[str]) -> str:
    """Return what changed from one list to the other; all of both where only the order did."""
    old, new = Counter(before), Counter(after)
    gone, added = [*(old - new).elements()], [*(new - old).elements()]
    both = (gone, added) if gone or added else (before, after)
    return " became ".join(map(_listed, both))


def _listed(items: list[str]) -> str:
    return ", ".join(repr(item) for item in items) or "none"


def _parts(text: str, words: _Words) -> dict[str, list[str]]:
    plain = _normalised(text)
    said = list(_said(plain))
    return {
        "figures": [" ".join(found.split()) for found in _FIGURE.findall(plain)],
        "signs": _SIGN.findall(plain),
        "number words": [word for word in said if word in words.numbers],
        "negations": sorted(word for word in said if word in words.negations),
        "placeholders": sorted(placeholders(text)),
        "citations": sorted(citations(text)),
        "links": sorted(links(text)),
    }


def _normalised(text: str) -> str:
    """Return text with ASCII digits, plain apostrophes and small letters, its links cut off."""
    without_targets = re.sub(r"\]\([^)]*\)|\[@[^\]]*\]|\{[a-z0-9_-]*\}", "]", text)
    digits = (_digit(sign) for sign in without_targets.replace("*", ""))
    return "".join(digits).replace("’", "'").casefold()


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _said(text: str) -> Iterator[str]:
    """Yield the words; a short form of `not`, and `cannot`, as `not`."""
    for word in _WORD.findall(text):
        if word == "cannot" or word.endswith("n't"):
            yield "not"
        else:
            yield from word.split("'")
