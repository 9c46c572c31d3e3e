"""The text of a PO file in, its entries out.

Job: split a catalog into entries that keep their own text. Trade-off: a small strict reader of its
own beside `translation.catalog`: polib reads more than gettext does.
The grammar is that of the GNU gettext manual, "The Format of PO Files". Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.conflicts import CONFLICTING_ENTRY, conflict_markers
from polyleaf.translation.po_text import Entry, PoText, Text

__all__ = ["parse_po"]

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
            yield _problem(file, line.number, 'a line is a comment, or a keyword and "text"')


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
        raise InputError([_problem(self.file, number, detail)])

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


def _problem(file: Path, line: int, detail: str) -> Diagnostic:
    message = f"this is not a valid PO file: {detail}"
    return Diagnostic("po-syntax", Location(file, line, 1), message, _HINT)
