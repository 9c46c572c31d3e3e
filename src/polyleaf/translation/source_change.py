"""A catalog's text in, the same with some units merged with a new source out.

Job: give entries today's source, and take off the doubt (fuzzy, previous source). Trade-off: the
lines of those entries are edited as text and no other line is touched, so that a diff shows what
was accepted and nothing else. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

__all__ = ["with_sources"]

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_STRING: Final = re.compile(r'"([^"]*)"')


def with_sources(text: str, sources: Mapping[str, str]) -> str:
    """Return a PO file's text with new sources: unit id to text.

    Raises:
        KeyError: the file has no entry of an id.
    """
    lines = re.split(r"(?<=\n)", text)
    left = dict(sources)
    found: list[str] = []
    for entry in _entries(lines):
        unit = _unit(entry)
        found += _merged(entry, left.pop(unit)) if unit in left else entry
    if left:
        raise KeyError(*left)
    return "".join(found)


def _unit(entry: list[str]) -> str:
    """Return the id of an entry, which tools may wrap into several lines; ids hold no escapes."""
    pieces: list[str] = []
    inside = False
    for line in entry:
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        inside = word == "msgctxt" or (inside and word.startswith('"'))
        pieces += _STRING.findall(line) if inside else ()
    return "".join(pieces)


def _entries(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each entry: one begins where a comment or a msgctxt follows a text."""
    entry: list[str] = []
    ended = False
    for line in lines:
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        if ended and (word.startswith("#") or word in {"msgctxt", "msgid"}):
            yield entry
            entry, ended = [], False
        entry.append(line)
        ended |= word.startswith("msgstr") or not word
    yield entry


def _merged(entry: list[str], source: str) -> Iterator[str]:
    inside = False
    for line in entry:
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        if word == "msgid":
            inside = True
            yield f'msgid "{_escaped(source)}"{_end(line)}'
        elif word.startswith("#,"):
            yield from _without_fuzzy(line)
        elif not (word.startswith("#|") or (inside and word.startswith('"'))):
            inside = False
            yield line


def _without_fuzzy(line: str) -> Iterator[str]:
    flags = [flag.strip() for flag in line.strip().removeprefix("#,").split(",")]
    if kept := [flag for flag in flags if flag and flag != "fuzzy"]:
        yield f"#, {', '.join(kept)}{_end(line)}"


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in text)


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]
