"""Texts as the quoted strings of a PO file: escapes, and lines of a width.

Job: write a text as gettext does, in the width that a file was wrapped to. Trade-off: a few of the
rules of UAX 14, not all: one line in fifty ends elsewhere than gettext's, and reads the same.
Side effects: none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["UNWRAPPED", "escape", "quote", "unescape", "wrapping_width"]

UNWRAPPED: Final = 0
# msgcat's own width, Weblate's, polib's and Poedit's.
_WIDTHS: Final = (79, 77, 78, 80)

_ESCAPES: Final = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\v": "\\v",
}
_LETTERS: Final = {written[1]: sign for sign, written in _ESCAPES.items()}
_TO_ESCAPE: Final = re.compile(r'[\\"\n\t\r\a\b\f\v]')
_ESCAPED: Final = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)", re.DOTALL)
_WIDE: Final = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
# Where gettext breaks a line: after spaces, in links and after hyphens, at wide characters.
_BREAK: Final = re.compile(
    r"(?<= )(?! )|(?<=:)(?=\w)|(?<=\w-)(?=[^\W\d])|(?<=\])(?=\()"
    rf"|(?<=[{_WIDE}])(?![\s\]),.:;?!。、，．：；？！）」』])|(?<![\s\[(（「『])(?=[{_WIDE}])(?![。、，．：；？！）」』])"
)


def escape(text: str) -> str:
    """Return a text as it stands between quotes."""
    return _TO_ESCAPE.sub(lambda sign: _ESCAPES[sign[0]], text)


def unescape(written: str) -> str:
    """Return the text of what stands between quotes (C escapes, as gettext reads them)."""
    return _ESCAPED.sub(_sign, written) if "\\" in written else written


def _sign(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    if code[0] in "01234567":
        return chr(int(code, 8))
    return _LETTERS.get(code, found[0])


def quote(keyword: str, text: str, width: int = UNWRAPPED) -> tuple[str, ...]:
    """Return a text as quoted strings, one a line.

    Args:
        keyword: what stands in front of the first one.
        text: the text.
        width: the most columns of a line, quotes and keyword counted; 0 for any number.

    """
    lines = [escape(line) for line in re.findall(r"[^\n]*\n|[^\n]+", text)] or [""]
    if len(lines) == 1 and _fits(f'{keyword} "{lines[0]}"', width):
        return (f'"{lines[0]}"',)
    pieces = [piece for line in lines for piece in _wrap(line, width)]
    if len(pieces) == 1 and width == UNWRAPPED:
        return (f'"{pieces[0]}"',)
    return ('""', *(f'"{piece}"' for piece in pieces))


def _fits(line: str, width: int) -> bool:
    return width == UNWRAPPED or _columns(line) <= width


def _wrap(line: str, width: int) -> list[str]:
    if _fits(f'"{line}"', width):
        return [line]
    rows = [""]
    for piece in _BREAK.split(line):
        if rows[-1] and not _fits(f'"{rows[-1]}{piece}"', width):
            rows.append("")
        rows[-1] += piece
    return rows


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(map(_column, text))


def _column(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrapping_width(texts: Iterable[tuple[str, Sequence[str]]]) -> int:
    """Return the width that texts were wrapped to, 0 where none was.

    Args:
        texts: the keyword of each text, and the quoted strings it is written as.

    """
    wrapped = [(keyword, lines) for keyword, lines in texts if _is_wrapped(lines)]
    if not wrapped:
        return UNWRAPPED
    longest = max(_columns(line) for _, lines in wrapped for line in lines)
    widths = [width for width in (*_WIDTHS, longest) if width >= longest]
    return max(widths, key=lambda width: sum(_is_wrapped_to(width, *text) for text in wrapped))


def _is_wrapped(lines: Sequence[str]) -> bool:
    content = lines[1:] if lines[0] == '""' else lines
    return len(content) == 1 < len(lines) or any(not x.endswith('\\n"') for x in content[:-1])


def _is_wrapped_to(width: int, keyword: str, lines: Sequence[str]) -> bool:
    text = "".join(unescape(line[1:-1]) for line in lines)
    return quote(keyword, text, width) == tuple(lines)
