"""One entry of a catalog after its source was reworded, annotated anew or taken away.

The rules are msgmerge's where it has one: its users find what they know. Side effects: none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from polyleaf.translation.po_text import Entry

__all__ = ["is_fuzzy", "retire", "stale", "with_note"]

FUZZY: Final = "fuzzy"


def is_fuzzy(entry: Entry) -> bool:
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
    oldest = entry.previous if entry.previous and is_fuzzy(entry) else old
    return _flagged(replace(reworded, previous=oldest))


def _flagged(entry: Entry) -> Entry:
    """Return the entry with the flag, in front of other flags as gettext writes it."""
    if is_fuzzy(entry):
        return entry
    comments = list(entry.comments)
    place = next((n for n, line in enumerate(comments) if line.startswith("#,")), None)
    if place is None:
        comments.append(f"#, {FUZZY}")
    else:
        comments[place] = f"#, {FUZZY},{comments[place][2:]}"
    return replace(entry, comments=tuple(comments))


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
