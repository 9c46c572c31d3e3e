"""The text of a PO file as the blocks it is made of, and back, byte for byte.

Job: let each entry keep its own text, so that what is not changed is written back as it was,
whoever wrapped it. Trade-off: another model beside `translation.catalog`, since polib forgets
lines, wrapping and blanks. Side effects: none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from polyleaf.translation.po_strings import unescape, wrapping_width

__all__ = ["Entry", "PoText", "Text"]


@dataclass(frozen=True)
class Text:
    """One text of an entry.

    Attributes:
        keyword: `msgctxt`, `msgid`, `msgid_plural`, `msgstr` or `msgstr[n]`.
        lines: the quoted strings it is written as, one a line.

    """

    keyword: str
    lines: tuple[str, ...]

    @property
    def value(self) -> str:
        """The text itself."""
        return "".join(unescape(line[1:-1]) for line in self.lines)

    @property
    def written(self) -> tuple[str, ...]:
        """The lines with their keyword."""
        return (f"{self.keyword} {self.lines[0]}", *self.lines[1:])


@dataclass(frozen=True)
class Entry:
    """One entry of a catalog.

    Attributes:
        texts: its texts in their order.
        previous: what stands behind `#|`: the source that was translated.
        comments: every other line that begins with #, and blank lines between them.
        obsolete: whether it is marked `#~`.
        line: the line of its first text.
        before: the blank lines in front of it.
        raw: its own lines as they are in the file, or "" once it is changed.

    """

    texts: tuple[Text, ...]
    previous: tuple[Text, ...] = ()
    comments: tuple[str, ...] = ()
    obsolete: bool = False
    line: int = 0
    before: str = ""
    raw: str = field(default="", compare=False)

    def text(self, keyword: str) -> str:
        """Return a text by its keyword, "" where there is none."""
        return next((text.value for text in self.texts if text.keyword == keyword), "")

    def has(self, keyword: str) -> bool:
        """Tell whether there is a text of that keyword."""
        return any(text.keyword == keyword for text in self.texts)

    @property
    def targets(self) -> tuple[Text, ...]:
        """The translation: `msgstr`, or every `msgstr[n]`."""
        return tuple(text for text in self.texts if text.keyword.startswith("msgstr"))

    @property
    def translated(self) -> bool:
        """Whether any of the translation is there."""
        return any(text.value.strip() for text in self.targets)

    @property
    def header(self) -> bool:
        """Whether this is the file's header."""
        return not (self.obsolete or self.text("msgctxt") or self.text("msgid"))

    def write(self, newline: str) -> str:
        """Return the entry as it stands in a file."""
        mark = "#~ " if self.obsolete else ""
        previous = "#~| " if self.obsolete else "#| "
        lines = [
            *self.comments,
            *(previous + line for text in self.previous for line in text.written),
            *(mark + line for text in self.texts for line in text.written),
        ]
        return self.before + (self.raw or "".join(line + newline for line in lines))


@dataclass(frozen=True)
class PoText:
    """A catalog as its entries; `tail` is what comes after the last one."""

    entries: tuple[Entry, ...]
    tail: str = ""
    newline: str = "\n"

    @cached_property
    def width(self) -> int:
        """The width in columns that the file's strings are wrapped to."""
        entries = (entry for entry in self.entries if not entry.header)
        return wrapping_width((text.keyword, text.lines) for e in entries for text in e.texts)

    def write(self) -> str:
        """Return the text of the file; of what was read, the very same."""
        return "".join(entry.write(self.newline) for entry in self.entries) + self.tail
