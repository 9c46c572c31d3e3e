"""The characters of a text: where each of them stands, and which no text file may hold.

Job: places that an editor leads to, and one answer to what a control code is. Trade-off: the
starts of all lines are found at once, for a text is asked for many places or for none.
Side effects: none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path
from typing import Final, cast

from polyleaf.diagnostics import Diagnostic, InputError, Location

__all__ = ["CONTROL_CODE", "Lines", "bad_character", "control_code", "refuse_control_codes"]

MANUAL: Final = """
bad-character (error): a file holds a control code
Why: it prints as nothing or as a box, and may stand for a lost letter.
Wrong: a U+0002 in a word
Right: the letter that was meant
Mend: delete it, and compare the text with the original.
"""

CONTROL_CODE: Final = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What a YAML file may not hold (https://yaml.org/spec/1.2.2/#51-character-set), nor any other."""

_LINE_END: Final = re.compile(r"\r\n?|\n")
_WHITE_SPACE: Final = re.compile(r"[ \t]*")


class Lines:
    """The place of each character; only CR and LF end a line, as in editors (and not in PyYAML).

    Args:
        text: the text.
        file: the file that it is in.
        first_line: the line of the file that it begins on.

    """

    def __init__(self, text: str, file: Path, first_line: int = 1) -> None:
        self.text = text
        self.file = file
        self.first_line = first_line
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def at(self, index: int) -> Location:
        """Return the place of the character at `index` of the text."""
        line = bisect_right(self.starts, index) - 1
        return Location(self.file, line + self.first_line, index - self.starts[line] + 1)

    def indent(self, index: int) -> str:
        """Return the white space that the line of a character begins with."""
        start = self.starts[bisect_right(self.starts, index) - 1]
        return cast("re.Match[str]", _WHITE_SPACE.match(self.text, start))[0]


def control_code(text: str) -> str:
    """Return the first character of a text that no text file may hold, or ""."""
    found = CONTROL_CODE.search(text)
    return found[0] if found else ""


def refuse_control_codes(text: str, file: Path, first_line: int = 1) -> None:
    """Refuse what no text file may hold.

    Raises:
        InputError: there is a control code; the first of them is named.
    """
    if found := CONTROL_CODE.search(text):
        raise InputError([bad_character(found[0], Lines(text, file, first_line).at(found.start()))])


def bad_character(character: str, place: Location) -> Diagnostic:
    """Return the error for a control code."""
    message = f"the character U+{ord(character):04X} is a control code, not text"
    return Diagnostic("bad-character", place, message, "delete it")
