"""Which characters each glyph of a shaped run stands for.

Job: cut a run into units that a reader of the PDF can take one after the other: a glyph, or glyphs
that stand over one another, and the text they show. Trade-off: in right-to-left runs the readers
rebuild the order of the characters by rules of thumb, which differ; invisible directional marks
beside punctuation make all of them come to the written order. Side effects: none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["Run", "Unit", "units"]

_LRM: Final = "\u200e"
_RLM: Final = "\u200f"
_JOINERS: Final = "\u200c\u200d"  # Join_Control: part of the spelling, unlike other invisible signs
_STRONG: Final = ("R", "AL")
_SEPARATORS: Final = ("ES", "ET", "CS")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of one font and direction as it was shaped; glyphs from left to right.

    Attributes:
        text: its text in UTF-8.
        rtl: whether it reads from right to left.
        clusters: for each glyph, the byte at which the text it stands for begins (Pango's
            `log_clusters`).
        hidden: the glyphs that are not drawn.
        attached: the glyphs that are drawn over another: raised, or without advance.
        hyphen: what its last character says if that is a hyphen at the end of a line.

    """

    text: bytes
    rtl: bool
    clusters: Sequence[int]
    hidden: frozenset[int]
    attached: frozenset[int]
    hyphen: str = ""


class Unit(NamedTuple):
    """Glyphs that stand side by side in their run, and what they say.

    Attributes:
        glyphs: their places in the run.
        texts: what they say, from left to right, cut where a reader may cut.

    """

    glyphs: Sequence[int]
    texts: Sequence[str]


def units(run: Run) -> list[Unit]:
    """Return the units of a run from left to right."""
    found = list(_logical(run))
    if not run.rtl:
        return [Unit(glyphs, (text,)) for glyphs, text in found]
    last = len(found) - 1
    return [
        Unit(glyphs[::-1], _right_to_left(text, at_left=n == last, at_right=n == 0))
        for n, (glyphs, text) in enumerate(found)
    ][::-1]


def _logical(run: Run) -> Iterator[tuple[list[int], str]]:
    """Yield glyphs and text in reading order; what is drawn over a letter goes with the letter."""
    glyphs: list[int] = []
    said = ""
    for group, text in _clusters(run):
        if run.hidden and (group := [n for n in group if n not in run.hidden]) == []:
            said += "".join(sign for sign in text if sign in _JOINERS)
        elif glyphs and not run.attached.issuperset(group):
            yield glyphs, said
            glyphs, said = group, text
        else:
            glyphs, said = glyphs + group, said + text
    if glyphs:
        yield glyphs, said[:-1] + run.hyphen if run.hyphen else said


def _clusters(run: Run) -> Iterator[tuple[list[int], str]]:
    """Yield the glyphs and the text of each cluster in reading order."""
    groups: dict[int, list[int]] = {}
    for n in range(len(run.clusters))[:: -1 if run.rtl else 1]:
        groups.setdefault(run.clusters[n], []).append(n)
    for (start, group), end in zip(groups.items(), [*groups, len(run.text)][1:], strict=True):
        yield group, run.text[start:end].decode()


@lru_cache(maxsize=2000)
def _right_to_left(text: str, *, at_left: bool, at_right: bool) -> tuple[str, ...]:
    """Cut a text into single letters from left to right, and tell readers which way they run.

    poppler puts the letters of one code from left to right and then turns the line round, so that
    each letter needs a code of its own. It and MuPDF take punctuation for left-to-right unless a
    right-to-left character stands beside it; PDFium turns a bracket round unless the character
    before it is left-to-right.
    """
    pieces: list[str] = []
    for sign in text:
        if pieces and unicodedata.combining(sign) and unicodedata.combining(pieces[0][0]):
            pieces[0] += sign  # marks on one letter may be read in any order: NFC sorts them
        else:
            pieces.insert(0, _directed(sign))
    if at_left and not _is_strong(pieces[0][0]):
        pieces[0] = _RLM + pieces[0]
    if at_right and not _is_strong(pieces[-1][-1]):
        pieces[-1] += _RLM
    return tuple(pieces)


def _directed(sign: str) -> str:
    if unicodedata.mirrored(sign):
        return _RLM + sign + _LRM
    return _RLM + sign if unicodedata.bidirectional(sign) in _SEPARATORS else sign


def _is_strong(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in _STRONG
