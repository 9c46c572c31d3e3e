"""What there is to translate: units and labels, with what their translators should know.

Job: a leaflet, the library or the labels of the templates in, their messages out, in the order of
the source. Trade-off: one record for texts with an id and for labels, which have none: a label is
told by its wording. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from polyleaf.content.model import Leaflet, units
from polyleaf.content.notes import Note, note_of

__all__ = ["Key", "Unit", "label_units", "leaflet_units", "note_and_limit", "shared_units"]

Key = tuple[str, str]
"""What tells a message: the id of a unit and "", or "" and the wording of a label."""

# Weblate's flag (https://docs.weblate.org/en/latest/admin/checks.html).
LIMIT: Final = "max-length:{}"
# Also as people write it by hand.
_LIMIT_LINE: Final = re.compile(r"^max[-_]length:[ \t]*([0-9]{1,6})[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Unit:
    """One text to translate.

    Attributes:
        id: the unit's id, its msgctxt; "" for a label.
        source: the text in the source language.
        plural: the source of the plural, for a label that goes with a number.
        note: what translators should know.
        max_length: the most characters the translation may have, or None.

    """

    id: str
    source: str
    plural: str = ""
    note: str = ""
    max_length: int | None = None

    @property
    def key(self) -> Key:
        """What tells it from the other messages of its catalog."""
        return (self.id, "") if self.id else ("", self.source)

    @property
    def comments(self) -> tuple[str, ...]:
        """The extracted comments (`#.`): the note, and the limit as Weblate spells it."""
        limit = [LIMIT.format(self.max_length)] if self.max_length else []
        return tuple(f"#. {line}".rstrip() for line in (*self.note.splitlines(), *limit))


def note_and_limit(comment: str) -> tuple[str, int | None]:
    """Return the note and the length limit that an entry's extracted comment holds.

    Args:
        comment: the lines of `Unit.comments`, without their `#.`.

    """
    limit = _LIMIT_LINE.search(comment)
    return _LIMIT_LINE.sub("", comment).strip(), int(limit[1]) if limit else None


def leaflet_units(leaflet: Leaflet) -> tuple[Unit, ...]:
    """Return the units of a leaflet's catalog in reading order."""
    return _noted(((unit, text, "") for unit, text in units(leaflet).items()), leaflet.notes)


def shared_units(texts: Mapping[str, str], notes: Mapping[str, str | Note]) -> tuple[Unit, ...]:
    """Return the units of the phrases' catalog.

    Args:
        texts: source texts by unit id.
        notes: what is noted of them, by unit id.

    """
    return _noted(((unit, text, "") for unit, text in texts.items()), notes)


def label_units(labels: Mapping[str, str], notes: Mapping[str, str | Note]) -> tuple[Unit, ...]:
    """Return the messages of the interface's catalog.

    Args:
        labels: the plural of each label by its wording, "" where it has none.
        notes: what is noted of them, by label.

    """
    return _noted((("", label, plural) for label, plural in labels.items()), notes)


def _noted(
    texts: Iterable[tuple[str, str, str]], notes: Mapping[str, str | Note]
) -> tuple[Unit, ...]:
    return tuple(
        Unit(unit, text, plural, note.note or "", note.max_length)
        for unit, text, plural in texts
        for note in [note_of(notes, unit or text)]
    )
