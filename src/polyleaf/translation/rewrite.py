"""The text of a catalog and what a person said about single entries in, the text with it out.

Job: put in new translations, and sources that their translations were accepted for. Trade-off: the
catalog is edited as text (`po_text`): order, wrapping, headers, comments and obsolete entries are
other people's, and polib would not keep them. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from polyleaf.translation.catalog import BACK_TRANSLATION, MACHINE_DRAFTED
from polyleaf.translation.po_entries import flagged, settled, with_text
from polyleaf.translation.po_parser import parse_po
from polyleaf.translation.po_text import Entry

__all__ = ["NewTarget", "with_sources", "with_targets"]


@dataclass(frozen=True)
class NewTarget:
    """The new translation of an entry, and whether it stays marked as fuzzy."""

    text: str
    fuzzy: bool = False


def with_targets(text: str, targets: Mapping[str, NewTarget], file: Path) -> str:
    """Return the text of a catalog with new translations by unit id.

    An entry with a new translation is no longer machine-drafted, and a back-translation of another
    wording is gone; one that is not fuzzy has no previous source.

    Raises:
        InputError: the text is no PO.
        KeyError: the catalog has no entry of a unit, or only an obsolete one.
    """

    def translate(entry: Entry, unit: str, width: int) -> Entry:
        new = targets[unit]
        reworded = new.text != entry.text("msgstr")
        comments = (c for c in entry.comments if not _is_outdated(c, reworded=reworded))
        translated = with_text(entry, "msgstr", new.text, width)
        translated = replace(translated, comments=tuple(comments))
        return flagged(translated) if new.fuzzy else settled(translated)

    return _with_entries(text, file, targets, translate)


def with_sources(text: str, sources: Mapping[str, str], file: Path) -> str:
    """Return the text of a catalog with new sources by unit id, which their translations fit.

    Raises:
        InputError: the text is no PO.
        KeyError: the catalog has no entry of a unit, or only an obsolete one.
    """

    def accept(entry: Entry, unit: str, width: int) -> Entry:
        return settled(with_text(entry, "msgid", sources[unit], width))

    return _with_entries(text, file, sources, accept)


def _is_outdated(comment: str, *, reworded: bool) -> bool:
    """Tell whether a comment is untrue of a new translation: a mark of ours, no person's remark."""
    mark = comment.removeprefix("#").strip()
    return mark == MACHINE_DRAFTED or (reworded and mark.startswith(BACK_TRANSLATION))


def _with_entries(
    text: str,
    file: Path,
    units: Mapping[str, object],
    change: Callable[[Entry, str, int], Entry],
) -> str:
    po = parse_po(text, file)
    present = {entry.text("msgctxt") for entry in po.entries if not entry.obsolete}
    if absent := units.keys() - present:
        raise KeyError(*sorted(absent))

    def changed(entry: Entry) -> Entry:
        unit = entry.text("msgctxt")
        return entry if entry.obsolete or unit not in units else change(entry, unit, po.width)

    return replace(po, entries=tuple(map(changed, po.entries))).write()
