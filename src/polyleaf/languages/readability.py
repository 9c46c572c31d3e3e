"""How hard a text is to read: published formulas, each for the language it was made for.

Job: texts in, counts and a score out, and which sentences are the hardest. Trade-off: no formula is
carried over to a language nobody published it for; there, the lengths of sentences and words are
all that is said. textstat is not used: for English it fetches a dictionary over the network while
it runs, and elsewhere it takes hyphenation points for syllables. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from polyleaf.languages.sentences import COUNTED, sentences, syllables, words

__all__ = ["FEWEST_WORDS", "Formula", "Reading", "Sentence", "formula_of", "read"]

FEWEST_WORDS: Final = 100
"""Words below which no score is told: the formulas were made with passages of 100 words."""
_LONG: Final = 6
_HARD_POLISH: Final = 4


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text: the unit it is in, itself, its words, and their syllables."""

    unit: str
    text: str
    words: tuple[str, ...]
    syllables: tuple[int, ...]


@dataclass(frozen=True)
class Reading:
    """The sentences of a text."""

    tag: str
    sentences: tuple[Sentence, ...]

    @cached_property
    def words(self) -> int:
        """Number of words."""
        return sum(len(sentence.words) for sentence in self.sentences)

    @cached_property
    def letters(self) -> int:
        """Number of letters and figures in words."""
        return sum(len(word) for sentence in self.sentences for word in sentence.words)

    @property
    def words_per_sentence(self) -> float:
        """Mean number of words of a sentence."""
        return self.words / max(1, len(self.sentences))

    @property
    def letters_per_word(self) -> float:
        """Mean number of letters of a word."""
        return self.letters / max(1, self.words)

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        return tuple(count for sentence in self.sentences for count in sentence.syllables)

    @property
    def syllables_per_word(self) -> float:
        """Mean number of syllables of a word."""
        return sum(self._counts) / max(1, self.words)

    def share(self, least: int, most: int = 1_000) -> float:
        """Return the share of words with so many syllables, in per cent."""
        found = sum(least <= count <= most for count in self._counts)
        return 100 * found / max(1, self.words)

    def long_words(self) -> float:
        """Return the share of words with more than six letters, in per cent."""
        found = sum(len(word) > _LONG for sentence in self.sentences for word in sentence.words)
        return 100 * found / max(1, self.words)

    @property
    def score(self) -> float | None:
        """The score by the formula of the language; None without one, or with too few words."""
        formula = formula_of(self.tag)
        return formula.of(self) if formula and self.words >= FEWEST_WORDS else None

    def hardest(self, number: int) -> list[Sentence]:
        """Return the sentences without which the text were easiest; without formula, the longest.

        The formulas are of whole texts: of a sentence alone they see little but one long word.
        """
        formula = formula_of(self.tag)

        def rest(at: int) -> float:
            others = Reading(self.tag, (*self.sentences[:at], *self.sentences[at + 1 :]))
            sign = 1 if formula and formula.is_grade else -1
            return sign * formula.of(others) if formula else -len(self.sentences[at].words)

        order = sorted(range(len(self.sentences)), key=rest)
        return [self.sentences[at] for at in order[:number]]


@dataclass(frozen=True)
class Formula:
    """A readability formula.

    Attributes:
        name: what it is called.
        is_grade: whether it gives years of school; else a score that is higher for easier texts.
        of: the formula.
        least: of a score, what a text for a school year needs, if the authors say so.

    """

    name: str
    is_grade: bool
    of: Callable[[Reading], float]
    least: Callable[[float], float] | None = None

    def is_met(self, score: float, grade: float) -> bool | None:
        """Tell whether a text can be read after so many years of school; None if unknown."""
        if self.is_grade:
            return score <= grade
        return score >= self.least(grade) if self.least else None


def formula_of(tag: str) -> Formula | None:
    """Return the formula for a language, or None."""
    return _FORMULAS.get(tag.split("-", maxsplit=1)[0])


def read(texts: Iterable[tuple[str, str]], tag: str, names: Sequence[str] = ()) -> Reading:
    """Count sentences, words and syllables.

    A name that the reader cannot be spared counts in full once; after that it is a word that the
    reader knows, of one syllable.

    Args:
        texts: units by id with their plain texts; each text ends a sentence.
        tag: BCP 47 tag of the language.
        names: names of medicines.

    """
    primary, seen = tag.split("-", maxsplit=1)[0], set[str]()
    known = {part.casefold() for name in names for part in words(name, primary)}
    found = []
    for unit, text in texts:
        for sentence in sentences(text, tag):
            if parts := words(sentence, primary):
                counts = tuple(_count(word, primary, known, seen) for word in parts)
                found.append(Sentence(unit, sentence, parts, counts))
    return Reading(tag, tuple(found))


def _count(word: str, tag: str, known: set[str], seen: set[str]) -> int:
    if tag not in COUNTED:
        return 1
    folded = word.casefold()
    if folded in known and folded in seen:
        return 1
    seen.add(folded)
    return syllables(word, tag)


def _flesch_kincaid(text: Reading) -> float:
    """Return a US grade (Kincaid, Fishburne, Rogers and Chissom 1975, Navy report 8-75)."""
    return 0.39 * text.words_per_sentence + 11.8 * text.syllables_per_word - 15.59


def _crawford(text: Reading) -> float:
    """Return years of school (Crawford 1984, Lectura y Vida 5:4), from counts in 100 words."""
    per_hundred = 100 / max(1.0, text.words_per_sentence)
    return -0.205 * per_hundred + 0.049 * 100 * text.syllables_per_word - 3.407


def _wiener(text: Reading) -> float:
    """Return a school year, by the first Wiener Sachtextformel (Bamberger and Vanecek 1984)."""
    hard, single = text.share(3), text.share(1, 1)
    long = text.long_words()
    mean = text.words_per_sentence
    return 0.1935 * hard + 0.1672 * mean + 0.1297 * long - 0.0327 * single - 0.875


def _gulpease(text: Reading) -> float:
    """Return 0 to 100 (Lucisano and Piemontese 1988, Scuola e città 3)."""
    number = max(1, text.words)
    return 89 + (300 * len(text.sentences) - 10 * text.letters) / number


def _gulpease_least(grade: float) -> float:
    """Return what readers need by the authors: 80 with primary, 60 with lower secondary school."""
    return 80.0 if grade < 8 else 60.0 if grade < 13 else 40.0  # noqa: PLR2004 - years of school


def _fog(text: Reading) -> float:
    """Return years of school: FOG with four syllables for three, as Jasnopis takes it for Polish.

    Broda, Nitoń, Gruszczyński and Ogrodniczuk 2014 (LREC); https://jasnopis.pl/instrukcja/
    """
    return 0.4 * (text.words_per_sentence + text.share(_HARD_POLISH))


def _kandel_moles(text: Reading) -> float:
    """Return an ease of reading (Kandel and Moles 1958, Cahiers d'études de radio-télévision)."""
    return 207 - 1.015 * text.words_per_sentence - 73.6 * text.syllables_per_word


def _martins(text: Reading) -> float:
    """Return an ease of reading (Martins and others 1996, Notas do ICMSC 28)."""
    return 248.835 - 1.015 * text.words_per_sentence - 84.6 * text.syllables_per_word


def _oborneva(text: Reading) -> float:
    """Return an ease of reading (Oborneva 2006)."""
    return 206.835 - 1.3 * text.words_per_sentence - 60.1 * text.syllables_per_word


def _atesman(text: Reading) -> float:
    """Return an ease of reading (Ateşman 1997, Dil Dergisi 58)."""
    return 198.825 - 40.175 * text.syllables_per_word - 2.610 * text.words_per_sentence


_FORMULAS: Final = {
    "de": Formula("Wiener Sachtextformel 1", is_grade=True, of=_wiener),
    "en": Formula("Flesch-Kincaid grade", is_grade=True, of=_flesch_kincaid),
    "es": Formula("Crawford", is_grade=True, of=_crawford),
    "fr": Formula("Kandel-Moles", is_grade=False, of=_kandel_moles),
    "it": Formula("Gulpease", is_grade=False, of=_gulpease, least=_gulpease_least),
    "pl": Formula("FOG-PL", is_grade=True, of=_fog),
    "pt": Formula("Flesch-Martins", is_grade=False, of=_martins),
    "ru": Formula("Flesch-Oborneva", is_grade=False, of=_oborneva),
    "tr": Formula("Ateşman", is_grade=False, of=_atesman),
}
