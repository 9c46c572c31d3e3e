"""A catalog and today's messages in, the catalog brought up to date out.

Job: merge by unit id, never by similar text: similar sentences of a leaflet may say the opposite.
The rules: a reworded source keeps its translation, marked fuzzy with the source it was made from,
the oldest one if there are several; what is gone becomes obsolete, and is revived by its id.
Trade-off: entries that do not change keep their bytes, order and wrapping; what changes is written
part by part, so that the lines of a translation are never touched. Side effects: none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.translation.messages import Key, Unit
from polyleaf.translation.po_entries import retire, stale, with_note
from polyleaf.translation.po_header import charset_problem
from polyleaf.translation.po_parser import parse_po
from polyleaf.translation.po_strings import quote
from polyleaf.translation.po_text import Entry, PoText, Text

__all__ = ["Counts", "Updated", "update_catalog"]

_PLURALS: Final = re.compile(r"nplurals\s*=\s*([0-9])")


@dataclass(frozen=True)
class Counts:
    """How many entries became what.

    Attributes:
        new: there was none of that id.
        changed: the source was reworded.
        obsolete: the text is gone.
        revived: the text is back.
        noted: only the note for translators is another.

    """

    new: int = 0
    changed: int = 0
    obsolete: int = 0
    revived: int = 0
    noted: int = 0


@dataclass(frozen=True)
class Updated:
    """The text of a catalog, and what was done to it."""

    text: str
    counts: Counts


def update_catalog(
    text: str,
    units: Sequence[Unit],
    file: Path,
    *,
    plural_forms: str = "",
    elsewhere: Collection[str] = (),
) -> Updated:
    """Bring a catalog up to date.

    Args:
        text: the catalog.
        units: today's messages in their order.
        file: where the catalog is, for what is said about it.
        plural_forms: the language's `Plural-Forms`, for a catalog whose header has none.
        elsewhere: labels that another catalog translates: this one may do without them.

    Raises:
        InputError: the catalog is not sound; every problem is named with its line.

    """
    po = parse_po(text, file)
    charset = charset_problem(text, file)
    if problems := [*([charset] if charset else []), *_duplicates(po, file)]:
        raise InputError(problems)
    found: dict[Key, list[int]] = {}
    for index, entry in enumerate(po.entries):
        if not entry.header:
            found.setdefault(_key(entry), []).append(index)
    wanted = [unit for unit in units if unit.key in found or unit.source not in elsewhere]
    chosen = {unit.key: _choose(unit, found.get(unit.key, ()), po) for unit in wanted}
    merge = _Merge(po, plural_forms)
    return merge.run(wanted, chosen)


def _key(entry: Entry) -> Key:
    unit = entry.text("msgctxt")
    return (unit, "") if unit else ("", entry.text("msgid"))


def _duplicates(po: PoText, file: Path) -> Iterator[Diagnostic]:
    seen: dict[Key, int] = {}
    for entry in po.entries:
        key = _key(entry)
        if key in seen and not entry.obsolete:
            what = f"the id {key[0] or key[1]!r}" if any(key) else "the header"
            message = f"{what} is here twice; it was first given on line {seen[key]}"
            place = Location(file, entry.line, 1)
            yield Diagnostic("duplicate-unit", place, message, "remove one")
        if not entry.obsolete:
            seen.setdefault(key, entry.line)


def _choose(unit: Unit, found: Sequence[int], po: PoText) -> int | None:
    """Return the entry that holds the unit: one of today's source, a live one, the last obsolete.

    msgmerge leaves an obsolete entry of the older source beside a live one of the same id; when the
    older source is back, so is its translation.
    """

    def rank(index: int) -> tuple[bool, bool, int]:
        entry = po.entries[index]
        today = entry.text("msgid") == unit.source and (entry.translated or not entry.obsolete)
        return today, not entry.obsolete, index

    return max(found, key=rank, default=None)


class _Merge:
    """One catalog on its way to being up to date."""

    def __init__(self, po: PoText, plural_forms: str) -> None:
        self.po = po
        header = next((e.text("msgstr") for e in po.entries if e.header), "")
        forms = _PLURALS.search(header) or _PLURALS.search(plural_forms)
        self.plurals = int(forms[1]) if forms else 2
        self.counts = Counter[str]()

    def run(self, units: Sequence[Unit], chosen: Mapping[Key, int | None]) -> Updated:
        """Return the catalog with each unit in its place."""
        merged = {unit.key: self.merge(chosen[unit.key], unit) for unit in units}
        places = {index: key for key, index in chosen.items() if index is not None}
        kept: list[tuple[Key | None, Entry]] = []
        retired = []
        for index, entry in enumerate(self.po.entries):
            key = places.get(index)
            if key is not None and not entry.obsolete:
                kept.append((key, merged[key]))
            elif key is None and (entry.header or entry.obsolete):
                kept.append((None, entry))
            elif key is None:
                self.counts["obsolete"] += 1
                retired.append(retire(entry, self.po.newline))
        if not self.counts:
            return Updated(self.po.write(), Counts())
        _insert(kept, [(unit.key, merged[unit.key]) for unit in units])
        entries = [entry for _, entry in kept] + [entry for entry in retired if entry]
        return Updated(self.write(entries), Counts(**self.counts))

    def write(self, entries: Sequence[Entry]) -> str:
        """Return the text of the file, each entry on lines of its own."""
        newline = self.po.newline
        spaced = [
            replace(
                entry,
                before=entry.before or (newline if index and not entry.raw else ""),
                raw=_ended(entry.raw, newline),
            )
            for index, entry in enumerate(entries)
        ]
        return replace(self.po, entries=tuple(spaced)).write()

    def merge(self, index: int | None, unit: Unit) -> Entry:
        """Return the entry of a unit, the very same if there is nothing to change."""
        if index is None:
            self.counts["new"] += 1
            return self.new(unit)
        entry = self.po.entries[index]
        merged = self.reword(entry, unit)
        reworded = merged is not entry
        merged = with_note(merged, unit.comments)
        if entry.obsolete:
            self.counts["revived"] += 1
            return replace(merged, obsolete=False, before=self.po.newline, raw="")
        if merged is not entry:
            self.counts["changed" if reworded else "noted"] += 1
        return merged

    def new(self, unit: Unit) -> Entry:
        """Return an empty entry."""
        context = [self.text("msgctxt", unit.id)] if unit.id else []
        texts = (*context, *self.source(unit), *self.targets((), unit))
        return Entry(texts, comments=unit.comments, before=self.po.newline)

    def reword(self, entry: Entry, unit: Unit) -> Entry:
        """Return the entry with today's source, its translation kept and marked fuzzy."""
        if (entry.text("msgid"), entry.text("msgid_plural")) == (unit.source, unit.plural):
            return entry
        context = (text for text in entry.texts if text.keyword == "msgctxt")
        texts = (*context, *self.source(unit), *self.targets(entry.targets, unit))
        comments = entry.comments if unit.plural else (*_lost_forms(entry), *entry.comments)
        reworded = replace(entry, texts=texts, comments=comments, raw="")
        return stale(reworded, entry) if entry.translated else replace(reworded, previous=())

    def source(self, unit: Unit) -> Iterator[Text]:
        yield self.text("msgid", unit.source)
        if unit.plural:
            yield self.text("msgid_plural", unit.plural)

    def targets(self, old: Sequence[Text], unit: Unit) -> Iterator[Text]:
        """Yield the translation as it was, in as many forms as the unit needs."""
        if bool(unit.plural) == (bool(old) and old[0].keyword != "msgstr"):
            yield from old or [Text("msgstr", ('""',))]
        elif not unit.plural:
            yield Text("msgstr", old[0].lines)
        else:
            for form in range(self.plurals):
                lines = old[0].lines if old and not form else ('""',)
                yield Text(f"msgstr[{form}]", lines)

    def text(self, keyword: str, value: str) -> Text:
        return Text(keyword, quote(keyword, value, self.po.width))


def _lost_forms(entry: Entry) -> Iterator[str]:
    """Yield, as comments, the plural forms of a label that goes with a number no more."""
    yield from (f"# {line}" for text in entry.targets[1:] if text.value for line in text.written)


def _insert(kept: list[tuple[Key | None, Entry]], units: Sequence[tuple[Key, Entry]]) -> None:
    """Put in the entries that have no place yet, each behind the one before it in the source."""
    keys = [key for key, _ in kept]
    place = 1 if kept and kept[0][1].header else 0
    there = set(keys)
    for key, entry in units:
        if key in there:
            place = keys.index(key) + 1
            continue
        kept.insert(place, (key, entry))
        keys.insert(place, key)
        place += 1


def _ended(raw: str, newline: str) -> str:
    return raw + newline if raw and raw[-1] not in "\r\n" else raw
