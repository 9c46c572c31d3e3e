"""One entry of a catalog after its texts were changed, or it was annotated anew or taken away.

The rules are msgmerge's where it has one: its users find what they know. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from polyleaf.translation.po_strings import quote
from polyleaf.translation.po_text import Entry, Text

__all__ = ["flagged", "retire", "settled", "stale", "with_note", "with_text"]

FUZZY: Final = "fuzzy"


def _is_fuzzy(entry: Entry) -> bool:
    """Tell whether an entry has the flag `fuzzy`."""
    flags = (line[2:].split(",") for line in entry.comments if line.startswith("#,"))
    return any(flag.strip() == FUZZY for line in flags for flag in line)


def stale(reworded: Entry, entry: Entry) -> Entry:
    """Return a reworded entry marked fuzzy, with the source that its translation was made from.

    Args:
        reworded: the entry with its new source.
        entry: the entry as it was; if it was fuzzy, it knows an older source, and that one stays.

    """
    old = tuple(text for text in entry.texts if text.keyword.startswith("msgid"))
    oldest = entry.previous if entry.previous and _is_fuzzy(entry) else old
    return flagged(replace(reworded, previous=oldest))


def flagged(entry: Entry) -> Entry:
    """Return the entry with the flag, in front of other flags as gettext writes it."""
    if _is_fuzzy(entry):
        return entry
    comments = list(entry.comments)
    place = next((n for n, line in enumerate(comments) if line.startswith("#,")), None)
    if place is None:
        comments.append(f"#, {FUZZY}")
    else:
        comments[place] = f"#, {FUZZY},{comments[place][2:]}"
    return replace(entry, comments=tuple(comments), raw="")


def settled(entry: Entry) -> Entry:
    """Return the entry without its doubts: the flag `fuzzy`, and the previous source."""
    comments = (line for comment in entry.comments for line in _without_flag(comment))
    return replace(entry, comments=tuple(comments), previous=(), raw="")


def _without_flag(comment: str) -> Iterator[str]:
    if not comment.startswith("#,"):
        yield comment
        return
    flags = [flag.strip() for flag in comment[2:].split(",")]
    if kept := [flag for flag in flags if flag not in {"", FUZZY}]:
        yield f"#, {', '.join(kept)}"


def with_text(entry: Entry, keyword: str, value: str, width: int) -> Entry:
    """Return the entry with another text behind a keyword it has, wrapped to a width in columns."""
    new = Text(keyword, quote(keyword, value, width))
    texts = tuple(new if text.keyword == keyword else text for text in entry.texts)
    return replace(entry, texts=texts, raw="")


def with_note(entry: Entry, wanted: tuple[str, ...]) -> Entry:
    """Return an entry with these extracted comments (`#.`) in place of those it has.

    They stand behind the translator's own comments, before references and flags.
    """
    notes = [line for line in entry.comments if line.startswith("#.")]
    if [line[2:].strip() for line in notes] == [line[2:].strip() for line in wanted]:
        return entry
    later = (n for n, line in enumerate(entry.comments) if line[:2] in {"#.", "#:", "#,"})
    place = next(later, len(entry.comments))
    rest = [line for line in entry.comments if not line.startswith("#.")]
    return replace(entry, comments=(*rest[:place], *wanted, *rest[place:]), raw="")


def retire(entry: Entry, newline: str) -> Entry | None:
    """Return an entry marked obsolete, as msgmerge marks it; None if there is nothing to keep."""
    comments = tuple(line for line in entry.comments if line[:2] not in {"#.", "#:", ""})
    if not entry.translated and not any(line[:2] in {"#", "# "} for line in comments):
        return None
    return replace(entry, comments=comments, obsolete=True, before=newline, raw="")
