"""The text of a catalog and new translations in, the text with them out.

Job: change single entries of a PO file and not one byte of anything else: order, wrapping,
headers, comments and obsolete entries are other people's. Trade-off: it works on lines, and only on
a text that `load_catalog` has accepted; polib would put the headers and the obsolete entries in an
order of its own. Side effects: none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polib

from polyleaf.translation.catalog import MACHINE_DRAFTED

__all__ = ["NewTarget", "with_targets"]

# CR and LF alone end a line, as in `load_catalog`.
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
_BEGINS: Final = re.compile(r"\s*(?:#(?!~\s*\")|msgctxt\b|msgid\b)")
_TARGET: Final = re.compile(r"\s*(?:#~\s*)?msgstr\b")
_STRING: Final = re.compile(r'\s*(?:\w+\s+)?"(.*)"\s*\Z')
_DRAFTED: Final = re.compile(rf"\s*#\s+{MACHINE_DRAFTED}\s*\Z")
_FLAGS: Final = "#,"
_PREVIOUS: Final = "#|"
# The line width of xgettext and msgmerge, as polib counts it.
_WIDTH: Final = 78


@dataclass(frozen=True)
class NewTarget:
    """The new translation of an entry, and whether it stays marked as fuzzy."""

    text: str
    fuzzy: bool = False


def with_targets(text: str, targets: Mapping[str, NewTarget]) -> str:
    """Return the text of a valid catalog with new translations by unit id.

    An entry with a new translation is no longer machine-drafted; one that is not fuzzy has no
    previous source.
    """
    lines = _LINE.findall(text)
    width = _WIDTH if _is_wrapped(lines) else 0
    end = found[0] if (found := re.search(r"\r\n?|\n", text)) else "\n"
    changed: list[str] = []
    for entry in _entries(lines):
        unit = _string(entry, "msgctxt")
        new = targets.get(unit) if unit is not None else None
        changed += entry if new is None else _changed(entry, new, width, end)
    return "".join(changed)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether a string goes on in another line although its text has no line end there."""
    return any(
        following.lstrip().startswith('"') and not line.rstrip().endswith(('\\n"', '""'))
        for line, following in itertools.pairwise(lines)
    )


def _entries(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines of each entry; empty lines go with the entry before them."""
    entry: list[str] = []
    ended = False
    for line in lines:
        if ended and _BEGINS.match(line) and not _TARGET.match(line):
            yield entry
            entry, ended = [], False
        ended = ended or bool(_TARGET.match(line))
        entry.append(line)
    yield entry


def _span(entry: Sequence[str], keyword: str) -> range:
    """Return where the lines of a keyword's string are; nowhere if the entry has none."""
    starts = (i for i, line in enumerate(entry) if re.match(rf"\s*{keyword}\b", line))
    start = next(starts, len(entry))
    stop = start + 1
    while stop < len(entry) and entry[stop].lstrip().startswith('"'):
        stop += 1
    return range(start, min(stop, len(entry)))


def _string(entry: Sequence[str], keyword: str) -> str | None:
    span = _span(entry, keyword)
    found = (_STRING.match(entry[i]) for i in span)
    return "".join(polib.unescape(match[1]) for match in found if match) if span else None


def _changed(entry: Sequence[str], new: NewTarget, width: int, end: str) -> Iterator[str]:
    """Yield the lines of an entry with its new translation, and what it says about itself."""
    span = _span(entry, "msgstr")
    first = _span(entry, "msgctxt").start
    yield from _remarks(entry[:first], end, fuzzy=new.fuzzy)
    yield from entry[first : span.start]
    yield from (f"{line}{end}" for line in _field(new.text, width))
    yield from entry[span.stop :]


def _remarks(lines: Sequence[str], end: str, *, fuzzy: bool) -> Iterator[str]:
    """Yield the comments of an entry that a person translated."""
    flags = [flag for line in lines if line.startswith(_FLAGS) for flag in _flags(line)]
    kept = [line for line in lines if not _DRAFTED.match(line)]
    if ("fuzzy" in flags) == fuzzy:
        yield from (line for line in kept if fuzzy or not line.startswith(_PREVIOUS))
        return
    flags = [*flags, "fuzzy"] if fuzzy else [flag for flag in flags if flag != "fuzzy"]
    before = [line for line in kept if not line.startswith((_FLAGS, _PREVIOUS))]
    yield from before
    if flags:
        yield f"{_FLAGS} {', '.join(flags)}{end}"
    yield from (line for line in kept if fuzzy and line.startswith(_PREVIOUS))


def _flags(line: str) -> list[str]:
    return [flag.strip() for flag in line.removeprefix(_FLAGS).split(",") if flag.strip()]


def _field(text: str, width: int) -> list[str]:
    """Return the lines of `msgstr`, as gettext and polib wrap them."""
    entry = polib.POEntry(msgid="", msgstr=text)
    lines = str(entry.__unicode__(wrapwidth=width)).rstrip("\n").split("\n")
    return lines[next(i for i, line in enumerate(lines) if line.startswith("msgstr")) :]
