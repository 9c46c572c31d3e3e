"""Texts in; texts with tags in place of their marks out, and back.

Job: give each mark (`**…**`, a link, a citation, a placeholder) a number, so that a translation
tool shows and protects it. Trade-off: a tag is nothing but its number. What it stands for is looked
up in the project's own texts when it comes back, so no tool can change a link or a citation, and
the text is the same sign by sign. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from polyleaf.content.marks import Mark, Piece, marks, pieces

__all__ = ["Tag", "Tagged", "TaggedPair", "tag_ids", "tag_pair", "untag"]


@dataclass(frozen=True)
class Tag:
    """A tag: alone, or around words."""

    id: str
    children: Tagged = ()


Tagged = tuple["str | Tag", ...]


@dataclass(frozen=True)
class TaggedPair:
    """A source text and its translation with tags, and the mark behind each tag's id."""

    source: Tagged
    target: Tagged
    marks: Mapping[str, Mark]


def tag_pair(source: str, target: str) -> TaggedPair:
    """Put tags in place of marks; equal marks of source and target have one id, in their order.

    Marks that only the target has come behind: their numbers are none of the source's.
    """
    in_source, in_target = marks(source), marks(target)
    found = {str(number): mark for number, mark in enumerate(in_source, start=1)}
    source_ids = list(found)
    target_ids = []
    for mark in in_target:
        free = (i for i in source_ids if found[i] == mark and i not in target_ids)
        target_ids.append(next(free, "") or str(len(found) + 1))
        found[target_ids[-1]] = mark
    return TaggedPair(
        _tagged(pieces(source), iter(source_ids)), _tagged(pieces(target), iter(target_ids)), found
    )


def _tagged(parts: Sequence[Piece], ids: Iterator[str]) -> Tagged:
    return tuple(
        part if isinstance(part, str) else Tag(next(ids), _tagged(part.children, ids))
        for part in parts
    )


def untag(tagged: Tagged, found: Mapping[str, Mark]) -> str:
    """Put marks in place of tags.

    Raises:
        KeyError: a tag has an id that no mark has.
    """
    return "".join(
        part if isinstance(part, str) else _marked(part, found[part.id], found) for part in tagged
    )


def _marked(tag: Tag, mark: Mark, found: Mapping[str, Mark]) -> str:
    return mark.opening + untag(tag.children, found) + mark.closing


def tag_ids(tagged: Tagged) -> Iterator[str]:
    """Yield the ids of the tags in the order in which they open."""
    for part in tagged:
        if isinstance(part, Tag):
            yield part.id
            yield from tag_ids(part.children)
