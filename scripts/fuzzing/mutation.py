"""Good files in, bad ones out: what the fuzzer and the tests feed the readers with.

Job: spoil a file by a few edits, some blind, some with what means something in its format.
Trade-off: no coverage steers it, so that it needs nothing installed and costs nearly nothing;
`--atheris` is for those who want more. Side effects: none.
"""
# ruff: noqa: E501 - tables of tokens

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import Final, NamedTuple

__all__ = ["EDITS", "TOKENS", "Edit", "random_edits", "spoilt"]

SCALE: Final = 10_000


class Edit(NamedTuple):
    """One change of a file.

    Attributes:
        kind: a key of `EDITS`.
        start: where, in ten-thousandths of the file.
        length: of how many bytes.
        token: what is put there, where the kind puts something there.

    """

    kind: str
    start: int
    length: int
    token: bytes


def _insert(data: bytes, at: int, _: int, token: bytes) -> bytes:
    return data[:at] + token + data[at:]


def _replace(data: bytes, at: int, length: int, token: bytes) -> bytes:
    return data[:at] + token + data[at + length :]


def _delete(data: bytes, at: int, length: int, _: bytes) -> bytes:
    return data[:at] + data[at + length :]


def _repeat(data: bytes, at: int, length: int, _: bytes) -> bytes:
    part = data[at : at + length]
    return data[:at] + part * (1 + 60 // (len(part) or 1)) + data[at:]


def _move(data: bytes, at: int, length: int, token: bytes) -> bytes:
    part = data[at : at + length]
    to = len(token) * 37 % (len(data) or 1)
    return data[:to] + part + data[to:]


def _cut(data: bytes, at: int, _: int, __: bytes) -> bytes:
    return data[:at]


def _flip(data: bytes, at: int, length: int, _: bytes) -> bytes:
    return data[:at] + bytes([data[at] ^ (1 << length % 8)]) + data[at + 1 :] if data else data


EDITS: Final[Mapping[str, Callable[[bytes, int, int, bytes], bytes]]] = {
    "insert": _insert,
    "replace": _replace,
    "delete": _delete,
    "repeat": _repeat,
    "move": _move,
    "cut": _cut,
    "flip": _flip,
}

_ANY: Final = (
    "\0", "\x07", "\x1b", "\x7f", "\x85", "\u200b", "\u2028", "\u202e", "\ufeff", "\ufffe", "\r", "\n",
    "\t", " ", "\u00a0", "é", "ع", "😀", "½", "٣", "9" * 40, "-1", "0", "1e999", "2025-02-30", "null",
    "true", "../", "/etc/passwd", "C:\\", "con", "\\", '"', "'", "<", ">", "&", "%", "{", "}", "[", "]",
    "x" * 300, "a" * 81, "\n" * 20,
)  # fmt: skip
_YAML: Final = (
    ": ", "- ", "? ", "&a ", "*a", "<<: *a", "!!python/name:x ", "!!int ", "|\n", ">-\n", "---\n", "...\n",
    "\n  ", "# ", '"\\ud800"', '"\\0"', "[" * 40, "{a: " * 40, "id: x\n", "content:\n", "figure: ../../x.svg\n",
    "callout: urgent\n", "table:\n", "header: row\n", "bullets: {", "steps: {", "medicine: {name: ",
)  # fmt: skip
_INLINE: Final = (
    "**", "*", "_", "[", "](", ")", "[a](b)", "[@a]", "[@a; @b]", "{helpline}", "{", "}", "\\", "[a](<",
    "term:x", "#a", "https://", "javascript:", "**a *b [c](d) e* f**", "*" * 50, "[" * 50, "`", "![", "<b>",
    "24 mg", "1-800-227-2345", "½ ml", "10:30", "1,5–2", "not", "&#xD800;", "&lt;",
)  # fmt: skip
_PO: Final = (
    'msgid "', 'msgstr "', 'msgctxt "', 'msgid_plural "', 'msgstr[0] "', "#~ ", "#| ", "#, fuzzy\n", "#. ",
    "\\n", "\\x07", "\\0", "\\", '"\n"', "charset=latin-1", "plural=n/0;", "nplurals=99;", "plural=" + "(" * 50,
    "<<<<<<< HEAD\n", "machine-drafted", "# back-translation: ",
)  # fmt: skip
_MARKDOWN: Final = (
    "---\n", "# ", "## ", "- ", "1. ", "> ", "    ", "```\n", "| a | b |\n|---|---|\n", "![a](b)", "<script>",
    "[a]: b\n", "[a][b]", "* " * 70, "> " * 70, "***\n", "&#xD800;", "&nbsp;", "title: ", "lastReviewed: 0000-00-00\n",
)  # fmt: skip
_XML: Final = (
    "<g>", "</g>", "<g ", "/>", 'id="', 'href="', "xlink:href=", "url(", "#a", "<!DOCTYPE x [", "<!ENTITY a 'b'>",
    "&a;", "<![CDATA[", "]]>", "<?x?>", "<use href='#a'/>", "<script/>", "<style>", "data:image/png;base64,",
    "<g>" * 60, "xmlns='", "<x id='1'/>", "encoding='utf-7'",
)  # fmt: skip
_TABLE: Final = (",", "|", ";", '""', "do_not_translate", "yes", "\n,,,\n")
_TEMPLATE: Final = (
    "{{", "}}", "{%", "%}", "{#", "|safe", "|join", "|length", ".__class__", "[0]", "range(10**9)", "include 'x'",
    "for x in ", "endfor", "macro m()", "endmacro", "m()", "~", "**", "*", "%", "document", "label('x')", "self",
    "loop", "caller()", "1/0", "none", "autoescape false",
)  # fmt: skip

TOKENS: Final[Mapping[str, Sequence[bytes]]] = {
    name: tuple(token.encode() for token in (*_ANY, *own))
    for name, own in {
        "any": (),
        "yaml": (*_YAML, *_INLINE),
        "inline": _INLINE,
        "po": (*_PO, *_INLINE),
        "markdown": (*_MARKDOWN, *_INLINE, *_YAML),
        "xml": _XML,
        "table": _TABLE,
        "template": _TEMPLATE,
    }.items()
}


def spoilt(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a file after some edits."""
    for kind, start, length, token in edits:
        at = start * len(data) // SCALE
        data = EDITS[kind](data, at, length, token)
    return data


def random_edits(chance: Random, tokens: Sequence[bytes], most: int = 6) -> list[Edit]:
    """Return one to `most` edits."""
    kinds = list(EDITS)
    return [
        Edit(
            chance.choice(kinds),
            chance.randrange(SCALE),
            chance.choice((1, 1, 2, 4, 8, 30, 200)),
            chance.choice(tokens),
        )
        for _ in range(chance.randint(1, most))
    ]
