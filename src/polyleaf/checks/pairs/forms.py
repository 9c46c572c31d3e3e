"""Forms of words in, where a text has them out.

Job: find words of a list in a text, the longest first. Trade-off: forms are looked up in a dict at
the places where a word may begin; a regular expression of hundreds of words takes longer to
compile than a project takes to check. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

__all__ = ["Bounds", "Forms", "Span", "WordList"]

_LETTER: Final = r"[^\W\d_]"
_NEVER: Final = re.compile(r"(?!)")


class Span(NamedTuple):
    """A form that was found, and what it stands for."""

    start: int
    end: int
    meaning: str


@dataclass(frozen=True)
class Bounds:
    """What stands around the words of a language.

    Attributes:
        spaced: whether spaces stand between words.
        marks: vowel signs and other marks of its script, as ranges of a pattern's class.
        prefixes: particles that are written together with the next word, and "".

    """

    spaced: bool
    marks: str = ""
    prefixes: frozenset[str] = frozenset({""})

    @property
    def end(self) -> str:
        """The pattern of what comes behind a word: no letter."""
        if not self.spaced:
            return ""
        marks = rf"|[{self.marks}]|\u200c\w" if self.marks else ""
        return rf"(?!{_LETTER}{marks})"

    @property
    def start(self) -> str:
        """The pattern of a place where a word may begin."""
        if not self.spaced:
            return ""
        return rf"(?<!{_LETTER})" + (f"(?<![{self.marks}])" if self.marks else "")


@dataclass(frozen=True)
class Forms:
    """Forms with what each stands for; those of `opened` go on with any letters.

    Attributes:
        meanings: what each form stands for.
        opened: forms that may go on with other letters.
        lengths: how long the forms with one first letter are, the longest first.
        end: what must follow the other forms.

    """

    meanings: Mapping[str, str]
    opened: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    end: re.Pattern[str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], end: str) -> Forms:
        """Return the forms of pairs of form and meaning; of two alike, the first counts.

        A `*` at the end of a form leaves that side open, `_` stands for a space.
        """
        meanings: dict[str, str] = {}
        opened = set()
        for form, meaning in pairs:
            bare = form.removesuffix("*").replace("_", " ")
            meanings.setdefault(bare, meaning)
            if form.endswith("*"):
                opened.add(bare)
        lengths: dict[str, set[int]] = {}
        for form in meanings:
            lengths.setdefault(form[:1], set()).add(len(form))
        longest_first = {k: tuple(sorted(v, reverse=True)) for k, v in lengths.items()}
        return cls(meanings, frozenset(opened), longest_first, re.compile(end))

    def at(self, text: str, place: int) -> Span | None:
        """Return the longest form that begins at a place."""
        for length in self.lengths.get(text[place : place + 1], ()):
            form = text[place : place + length]
            meaning = self.meanings.get(form)
            if meaning is None:
                continue
            if form in self.opened or self.end.match(text, place + length):
                return Span(place, place + length, meaning)
        return None

    def before(
        self, text: str, place: int, reach: int, leads: frozenset[str] | None
    ) -> Span | None:
        """Return the longest form that ends at a place.

        Args:
            text: the text.
            place: where the form ends.
            reach: how long it may be.
            leads: letters of its word that may stand before it; None for any.

        """
        for start in range(max(0, place - reach), place):
            meaning = self.meanings.get(text[start:place])
            if meaning is not None and (leads is None or _lead(text, start) in leads):
                return Span(start, place, meaning)
        return None

    @property
    def heads(self) -> str:
        """The pattern of the first two letters of the forms, to look nowhere else."""
        second: dict[str, set[str]] = {}
        for form in self.meanings:
            second.setdefault(form[:1], set()).add(form[1:2])
        return "|".join(
            re.escape(first) + ("" if "" in after else f"[{re.escape(''.join(sorted(after)))}]")
            for first, after in sorted(second.items())
        )


def _lead(text: str, place: int) -> str:
    """Return the letters right before a place."""
    start = place
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:place]


@dataclass(frozen=True)
class WordList:
    """Forms that are words of their own, and forms that are found inside words.

    Attributes:
        whole: the forms that begin where a word begins.
        inside: the forms that may begin anywhere.
        places: where the former may begin.
        inner_places: where the latter may begin.
        prefixes: how long the particles before a form may be, with those of each length.

    """

    whole: Forms
    inside: Forms
    places: re.Pattern[str]
    inner_places: re.Pattern[str]
    prefixes: tuple[tuple[int, frozenset[str]], ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], bounds: Bounds) -> WordList:
        """Return the list of pairs of form and meaning; a `*` before a form: inside words."""
        pairs = list(pairs)
        whole = Forms.of((p for p in pairs if not p[0].startswith("*")), bounds.end)
        inside = Forms.of(((f[1:], m) for f, m in pairs if f.startswith("*")), bounds.end)
        heads = f"{whole.heads}|{_LETTER}" if bounds.prefixes != {""} else whole.heads
        by_length: dict[int, set[str]] = {}
        for prefix in bounds.prefixes:
            by_length.setdefault(len(prefix), set()).add(prefix)
        prefixes = tuple((n, frozenset(by_length[n])) for n in sorted(by_length, reverse=True))
        places = _places(bounds.start, heads if whole.meanings else "")
        return cls(whole, inside, places, _places("", inside.heads), prefixes)

    def find(self, text: str) -> Iterator[Span]:
        """Yield the forms of a text from left to right, particles included, none twice."""
        spans: Iterable[Span] = self._whole(text)
        if self.inside.meanings:
            spans = sorted((*spans, *self._inside(text)), key=_longest_first)
        end = 0
        for span in spans:
            if span.start >= end:
                end = span.end
                yield span

    def first(self, text: str) -> Span | None:
        """Return the first form of a text."""
        return next(self.find(text), None)

    def replace(self, text: str, other: str) -> str:
        """Return a text with something else in the place of each form."""
        if not self.whole.meanings and not self.inside.meanings:
            return text
        parts, end = [], 0
        for span in self.find(text):
            parts += [text[end : span.start], other]
            end = span.end
        return "".join([*parts, text[end:]]) if parts else text

    def _whole(self, text: str) -> Iterator[Span]:
        for place in self.places.finditer(text):
            start = place.start()
            for length, prefixes in self.prefixes:
                if length and text[start : start + length] not in prefixes:
                    continue
                if found := self.whole.at(text, start + length):
                    yield Span(start, found.end, found.meaning)
                    break

    def _inside(self, text: str) -> Iterator[Span]:
        for place in self.inner_places.finditer(text):
            if found := self.inside.at(text, place.start()):
                yield found


def _places(start: str, heads: str) -> re.Pattern[str]:
    return re.compile(f"{start}(?={heads})") if heads else _NEVER


def _longest_first(span: Span) -> tuple[int, int]:
    return span.start, -span.end
