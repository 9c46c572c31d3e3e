"""The text of a PO file as the blocks it is made of, and back, byte for byte.

Job: split a catalog into entries that keep their own text, so that what is not changed is written
back as it was, whoever wrapped it. Trade-off: a small strict reader of its own beside
`translation.catalog`: polib reads more than gettext does, and forgets lines, wrapping and blanks.
The grammar is that of the GNU gettext manual, "The Format of PO Files". Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.conflicts import CONFLICTING_ENTRY, conflict_markers
from polyleaf.translation.po_strings import unescape, wrapping_width

__all__ = ["Entry", "PoText", "Text", "parse_po", "po_problem"]

MANUAL: Final = """
po-syntax (error): a file is not a valid PO file
Why: nothing of it can be trusted.
Wrong: msgstr "Tome 4 mL
Right: msgstr "Tome 4 mL"
Mend: mend the line, or write the file with a PO editor.
"""

# Only CR and LF end a line, as in editors (and not in str.splitlines).
_LINE: Final = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_STRING: Final = re.compile(
    r"(?P<mark>#~\||#~|#\||)[ \t]*"
    r"(?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)[ \t]+)?"
    r'(?P<quoted>"[^"\\]*(?:\\.[^"\\]*)*")[ \t]*'
)
_HINT: Final = "open it in Poedit, or run `msgfmt --check` on it, to see and mend the line"


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


def po_problem(file: Path, line: int, detail: str, hint: str = _HINT) -> Diagnostic:
    """Return the error for a line that is no PO."""
    message = f"this is not a valid PO file: {detail}"
    return Diagnostic("po-syntax", Location(file, line, 1), message, hint)


def parse_po(text: str, file: Path) -> PoText:
    """Split the text of a catalog into its entries.

    Raises:
        InputError: a line or the order of lines is wrong; each of them is named.
    """
    lines = [_Line.of(number, *found) for number, found in enumerate(_LINE.findall(text), start=1)]
    markers = conflict_markers(text, file, CONFLICTING_ENTRY)
    if problems := markers or list(_bad_lines(lines, file)):
        raise InputError(problems)
    reader = _Reader(file)
    for line in lines:
        reader.take(line)
    return reader.finish(lines[0].end or "\n")


class _Line(NamedTuple):
    """One line of a file: `stripped` of white space, and `found` in it, if it holds a text."""

    number: int
    raw: str
    end: str
    stripped: str
    found: re.Match[str] | None

    @classmethod
    def of(cls, number: int, line: str, end: str) -> _Line:
        """Read a line and its end."""
        stripped = line.strip()
        return cls(number, line + end, end, stripped, _STRING.fullmatch(stripped))


def _bad_lines(lines: Iterable[_Line], file: Path) -> Iterator[Diagnostic]:
    for line in lines:
        if not line.found and line.stripped and not line.stripped.startswith("#"):
            yield po_problem(file, line.number, 'a line is a comment, or a keyword and "text"')


def _may_follow(last: str, keyword: str) -> bool:
    """Tell whether a text may come after another one of the same entry ("" for none)."""
    match keyword:
        case "msgctxt":
            return last == ""
        case "msgid":
            return last in {"", "msgctxt"}
        case "msgid_plural" | "msgstr":
            return last == "msgid"
        case "msgstr[0]":
            return last == "msgid_plural"
    return last == f"msgstr[{int(keyword[7]) - 1}]"


class _Reader:
    """Gathers lines into entries."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.entries: list[Entry] = []
        self._begin("")

    def _begin(self, before: str) -> None:
        self.before = before
        self.raw = self.blanks = ""
        self.comments: list[str] = []
        self.texts: list[Text] = []
        self.previous: list[Text] = []
        self.obsolete = False
        self.line = 0

    @property
    def _last(self) -> str:
        return self.texts[-1].keyword if self.texts else ""

    @property
    def _complete(self) -> bool:
        return self._last.startswith("msgstr")

    def take(self, line: _Line) -> None:
        """Take one line of the file."""
        found = line.found
        if not line.stripped:
            self._blank(line.raw)
            return
        if self._complete and not (found and not found["keyword"] and self._own(found["mark"])):
            self._next(found)
        elif self.blanks:
            self._keep_blanks()
        if found:
            self._string(line.number, found)
        else:
            self._comment(line.number, line.stripped)
        self.raw += line.raw

    def _own(self, mark: str) -> bool:
        return mark in {"", "#~"} and (mark == "#~") == self.obsolete

    def _next(self, found: re.Match[str] | None) -> None:
        """End the entry unless the line is one more plural form of it."""
        keyword = found["keyword"] if found else ""
        if found and self._own(found["mark"]) and _may_follow(self._last, keyword or ""):
            self.raw += self.blanks
            self.blanks = ""
            return
        blanks = self.blanks
        self._flush()
        self._begin(blanks)

    def _blank(self, line: str) -> None:
        if self.raw:
            self.blanks += line
        else:
            self.before += line

    def _keep_blanks(self) -> None:
        """Keep blank lines inside an entry: free-standing comments stay apart from the next one."""
        if not self.texts and not self.previous:
            self.comments += [""] * len(re.findall(r"\r\n|\r|\n", self.blanks))
        self.raw += self.blanks
        self.blanks = ""

    def _comment(self, number: int, line: str) -> None:
        if line.startswith("#|"):
            self._fail(number, "what follows #| is no text")
        if self.texts:
            self._fail(number, f"a comment stands between {self._last} and what must follow it")
        self.comments.append(line)

    def _string(self, number: int, found: re.Match[str]) -> None:
        mark, keyword, quoted = found["mark"], found["keyword"], found["quoted"]
        into = self.previous if mark.endswith("|") else self.texts
        if into is self.previous and self.texts:
            self._fail(number, f"#| stands between {self._last} and what must follow it")
        if keyword is None:
            self._continue(number, quoted, into)
            return
        if into is self.texts:
            self._check(number, keyword, obsolete=mark == "#~")
        into.append(Text(keyword, (quoted,)))

    def _continue(self, number: int, quoted: str, into: list[Text]) -> None:
        if not into:
            self._fail(number, "a text has no keyword")
        into[-1] = replace(into[-1], lines=(*into[-1].lines, quoted))

    def _check(self, number: int, keyword: str, *, obsolete: bool) -> None:
        if not _may_follow(self._last, keyword):
            after = f"after {self._last}" if self._last else "at the beginning of an entry"
            self._fail(number, f"{keyword} may not stand {after}")
        if self.texts and obsolete != self.obsolete:
            self._fail(number, "one half of the entry is marked #~, the other is not")
        self.obsolete = obsolete
        self.line = self.line or number

    def _fail(self, number: int, detail: str) -> None:
        raise InputError([po_problem(self.file, number, detail)])

    def _flush(self) -> None:
        self.entries.append(
            Entry(
                texts=tuple(self.texts),
                previous=tuple(self.previous),
                comments=tuple(self.comments),
                obsolete=self.obsolete,
                line=self.line,
                before=self.before,
                raw=self.raw,
            )
        )

    def finish(self, newline: str) -> PoText:
        """Return the catalog; what belongs to no entry is its tail."""
        tail = self.blanks
        if self._complete:
            self._flush()
        elif self.texts:
            self._fail(self.line, f"the file ends in the middle of an entry, after {self._last}")
        else:
            tail = self.before + self.raw + tail
        return PoText(tuple(self.entries), tail, newline)
