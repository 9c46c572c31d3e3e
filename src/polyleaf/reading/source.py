"""YAML in, plain data and the place of every value out.

Job: read a YAML file so that every later problem can name its line and column. Trade-off: PyYAML's
node graph is walked by our own few lines instead of its constructors, because those forget
positions, accept duplicate keys and turn `no` into False; only strings, numbers, true/false, null
and dates are understood. Side effects: reads the file it is given.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import yaml
from yaml.composer import Composer
from yaml.resolver import BaseResolver

from polyleaf.diagnostics import Diagnostic, InputError, Location

__all__ = [
    "KeyPath",
    "Source",
    "control_code",
    "load_yaml",
    "parse_yaml",
    "read_bytes",
    "read_text",
    "refuse_control_codes",
]

MANUAL: Final = """
yaml-syntax (error): a file is not valid YAML
Why: nothing of it can be read.
Wrong: intro: Note: rest.
Right: intro: "Note: rest."
Mend: put the text in quotes if it holds ': ' or begins with one of @ & * ! % ` { [ ? -.

file-too-large (error): a file has more bytes than any of its kind needs
Why: a huge file can stop the machine, and nobody meant it to be a leaflet.
Wrong: a video that was renamed to leaflet.yaml
Right: a text of some kilobytes
Mend: look whether it is what its name says, and shorten it.

bad-character (error): a file holds a control code
Why: it prints as nothing or as a box, and may stand for a lost letter.
Wrong: a U+0002 in a word
Right: the letter that was meant
Mend: delete it, and compare the text with the original.

yaml-too-deep (error): values of a file are nested too deep
Why: no leaflet needs that, and it may be an attack.
Wrong: [[[[… thirty times
Right: a list
Mend: write it flatter.

yaml-tab (error): there is a tab where only spaces may be
Why: YAML cannot tell what belongs to what.
Wrong: a line indented by a tab
Right: a line indented by two spaces
Mend: write spaces in place of the tab.

yaml-too-large (error): a file has too many values once its aliases are filled in
Why: a few lines of aliases can fill all memory.
Wrong: nine lines of *a *a *a …
Right: the values written out
Mend: write the values out.

yaml-tag (error): a file uses a YAML tag
Why: a tag can make a program run code.
Wrong: !!python/object:os.system
Right: plain texts and lists
Mend: remove the tag.

not-utf-8 (error): a file is not UTF-8 text
Why: its letters would be printed as others.
Wrong: a file saved as Windows-1252
Right: a file saved as UTF-8
Mend: save it as UTF-8 in your editor.

unreadable-file (error): a file cannot be read
Why: what it says would be missing without a word.
Wrong: a file without permission to read it
Right: a file that you may read
Mend: look for its permissions, and whether it is a folder.

bad-key (error): a key is not a plain word
Why: it cannot be the id of anything.
Wrong: [a, b]: text
Right: a: text
Mend: write a word.

duplicate-key (error): a key is here twice
Why: one of the two texts would be lost without a word.
Wrong: title: twice in a leaflet
Right: one title:
Mend: rename or remove one of them.

bad-value (error): a value is none that may stand there
Why: a date that there is not, or a word that Polyleaf does not know, says nothing.
Wrong: revised: 2025-02-30
Right: revised: 2025-02-28
Mend: write what the message asks for.

empty-file (error): a file is empty, or holds no data
Why: a leaflet or a translation would be missing.
Wrong: an empty leaflets/dose.yaml
Right: the leaflet, or no file
Mend: write it, or remove the file.
"""

KeyPath = tuple[str | int, ...]

# A leaflet has a few hundred values; these bounds stop an alias bomb ("billion laughs") and a file
# nested deeper than Python's stack long before either does harm.
MAX_VALUES: Final = 20_000
MAX_DEPTH: Final = 30
# A file of any kind, and YAML, of which PyYAML reads some 200 kB a second where libyaml gives up.
MAX_BYTES: Final = 20_000_000
MAX_YAML: Final = 3_000_000

_TOO_DEEP: Final = f"values are nested more than {MAX_DEPTH} deep"

_DATE = re.compile(r"\d{4}-\d\d?-\d\d?")

# What a YAML file may not hold (https://yaml.org/spec/1.2.2/#51-character-set), even by an escape.
_UNPRINTABLE: Final = yaml.reader.Reader.NON_PRINTABLE


class _Composer(Composer, BaseResolver):
    """Resolve plain scalars by the YAML 1.2 core schema plus dates: `no`, `on` and `y` are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's name
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:  # noqa: ANN401 - PyYAML's signature
        """Compose a node, unless it is nested so deep that PyYAML would run out of stack."""
        if self.depth > MAX_DEPTH:
            raise _TooDeepError(problem_mark=self.peek_event().start_mark)  # type: ignore[attr-defined]
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _FastLoader(_Composer, yaml.CSafeLoader):
    """Parsed by libyaml, eight times as fast; its own composer would not know the places."""

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)


class _Loader(_Composer, yaml.SafeLoader):
    """Parsed by PyYAML, which says best what is wrong, and where."""

    def __init__(self, text: str) -> None:
        yaml.SafeLoader.__init__(self, text)


class _TooDeepError(yaml.MarkedYAMLError):
    pass


for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"[-+]?(0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?[0-9]+\.[0-9]+", list("-+0123456789")),
    ("timestamp", _DATE.pattern, list("0123456789")),
):
    _Composer.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first
    )


@dataclass(frozen=True)
class Source:
    """The data of one YAML file, and where each value and key stands.

    Attributes:
        file: the file.
        data: what it holds.
        positions: the place of each value: that of its key, if it has one.
        diagnostics: what was wrong with it so far.
        refused: the paths of single values that a diagnostic is about already.

    """

    file: Path
    data: Any
    positions: Mapping[KeyPath, Location]
    diagnostics: tuple[Diagnostic, ...] = ()
    refused: frozenset[KeyPath] = frozenset()

    def locate(self, path: KeyPath) -> Location:
        """Return the place of the value at `path`, or of its nearest ancestor that has one."""
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, Location(self.file, 1, 1))


def read_bytes(file: Path, most: int) -> bytes:
    """Return what a file holds.

    Raises:
        InputError: the file cannot be read, or has more than `most` bytes.
    """
    try:
        with file.open("rb") as stream:
            raw = stream.read(most + 1)
    except OSError as error:
        problem = Diagnostic("unreadable-file", Location(file), f"cannot read it: {error.strerror}")
        raise InputError([problem]) from error
    if len(raw) > most:
        raise InputError([_too_large(file, most)])
    return raw


def _too_large(file: Path, most: int) -> Diagnostic:
    message = f"the file has more than {most:,} bytes"
    return Diagnostic("file-too-large", Location(file), message, "is it what its name says?")


def read_text(file: Path) -> str:
    """Return the text of a UTF-8 file (a byte order mark is dropped).

    Raises:
        InputError: the file cannot be read, is too large, is empty or is not UTF-8.
    """
    raw = read_bytes(file, MAX_BYTES)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")  # error.object has no byte order mark
        message = f"the file is not UTF-8 text (byte 0x{error.object[error.start]:02x})"
        hint = "save it as UTF-8 in your editor"
        place = _Lines(before, file).at(len(before))
        raise InputError([Diagnostic("not-utf-8", place, message, hint)]) from error
    if not text.strip():
        raise InputError([Diagnostic("empty-file", Location(file, 1, 1), "the file is empty")])
    return text


def load_yaml(file: Path) -> Source:
    """Read and parse a YAML file.

    Raises:
        InputError: the file cannot be read, or is no YAML we can trust.
    """
    return parse_yaml(read_text(file), file)


def parse_yaml(text: str, file: Path, first_line: int = 1) -> Source:
    """Parse YAML text that begins at `first_line` of `file`.

    Duplicate keys are reported in the result's diagnostics; the first value stands.

    Raises:
        InputError: syntax errors, control codes, too many values through aliases, nesting too deep,
            or more than `MAX_YAML` characters.
    """
    lines = _Lines(text, file, first_line)
    if len(text) > MAX_YAML:
        raise InputError([_too_large(file, MAX_YAML)])
    refuse_control_codes(text, file, first_line)
    loader = _Loader(text)
    try:
        node = _compose_fast(text) or loader.get_single_node()
    except (yaml.YAMLError, ValueError) as error:
        # PyYAML lets ValueError through for an escape such as \U00110000.
        mark = getattr(error, "problem_mark", None)
        index = mark.index if mark else loader.index
        raise InputError([_syntax_error(error, lines, index)]) from error
    source = _Reader(loader, lines).read(node) if node else None
    if source is None or source.data is None:
        raise InputError([Diagnostic("empty-file", lines.at(0), "the file holds no data")])
    return source


def control_code(text: str) -> str:
    """Return the first character of a text that no text file may hold, or ""."""
    found = _UNPRINTABLE.search(text)
    return found[0] if found else ""


def refuse_control_codes(text: str, file: Path, first_line: int = 1) -> None:
    """Refuse what no text file may hold.

    Raises:
        InputError: there is a control code; the first of them is named.
    """
    if unprintable := _UNPRINTABLE.search(text):
        place = _Lines(text, file, first_line).at(unprintable.start())
        raise InputError([_bad_character(unprintable[0], place)])


def _compose_fast(text: str) -> yaml.Node | None:
    """Return what libyaml makes of a text; None where PyYAML may see a fault that it does not."""
    if "\t" not in text:
        with suppress(yaml.YAMLError):
            return _FastLoader(text).get_single_node()
    return None


class _Lines:
    """The place of each character; only CR and LF end a line, as in editors (and not in PyYAML)."""

    def __init__(self, text: str, file: Path, first_line: int = 1) -> None:
        self.text = text
        self.file = file
        self.first_line = first_line
        self.starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    def at(self, index: int) -> Location:
        line = bisect_right(self.starts, index) - 1
        return Location(self.file, line + self.first_line, index - self.starts[line] + 1)

    def indent(self, index: int) -> str:
        """Return the white space that the line of a character begins with."""
        start = self.starts[bisect_right(self.starts, index) - 1]
        return cast("re.Match[str]", re.compile(r"[ \t]*").match(self.text, start))[0]


def _syntax_error(error: Exception, lines: _Lines, index: int) -> Diagnostic:
    place = lines.at(index)
    if isinstance(error, _TooDeepError):
        return Diagnostic("yaml-too-deep", place, _TOO_DEEP)
    if "\t" in lines.indent(index) + lines.text[index : index + 1]:
        message = "there is a tab where only spaces may be"
        return Diagnostic("yaml-tab", place, message, "write spaces in place of the tab")
    hint = "put the text in quotes if it holds ': ' or begins with one of @ & * ! % ` { [ ? -"
    message = getattr(error, "problem", None) or str(error)
    return Diagnostic("yaml-syntax", place, f"this is not valid YAML: {message}", hint)


def _bad_character(character: str, place: Location) -> Diagnostic:
    message = f"the character U+{ord(character):04X} is a control code, not text"
    return Diagnostic("bad-character", place, message, "delete it")


class _Reader:
    """Turn a node graph into data, counting values so that aliases cannot explode."""

    def __init__(self, loader: _Loader, lines: _Lines) -> None:
        self.loader = loader
        self.lines = lines
        self.values = 0
        self.positions: dict[KeyPath, Location] = {}
        self.diagnostics: list[Diagnostic] = []
        self.refused: set[KeyPath] = set()

    def read(self, node: yaml.Node) -> Source:
        data = self.value(node, ())
        return Source(
            self.lines.file,
            data,
            self.positions,
            tuple(self.diagnostics),
            frozenset(self.refused),
        )

    def place(self, node: yaml.Node) -> Location:
        return self.lines.at(node.start_mark.index)

    def value(self, node: yaml.Node, path: KeyPath) -> Any:  # noqa: ANN401 - any YAML value
        self.values += 1
        if self.values > MAX_VALUES or len(path) > MAX_DEPTH:
            raise InputError([self._too_much(node, path)])
        self.positions.setdefault(path, self.place(node))
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, path)
        if node.tag not in _COLLECTIONS:
            self.diagnostics.append(self._bad_tag(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]

    def _too_much(self, node: yaml.Node, path: KeyPath) -> Diagnostic:
        if len(path) > MAX_DEPTH:
            return Diagnostic("yaml-too-deep", self.place(node), _TOO_DEEP)
        message = (
            f"the file has more than {MAX_VALUES} values once its aliases (*name) are filled in"
        )
        return Diagnostic("yaml-too-large", self.place(node), message, "write the values out")

    def _bad_tag(self, node: yaml.Node) -> Diagnostic:
        message = f"the tag {node.tag!r} is not allowed"
        return Diagnostic("yaml-tag", self.place(node), message, "remove it")

    def pairs(self, node: yaml.MappingNode, path: KeyPath) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Location] = {}
        for key_node, value_node in node.value:
            place = self.place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                message = "a key must be a plain word"
                self.diagnostics.append(Diagnostic("bad-key", place, message))
                continue
            key = key_node.value
            if problem := self.problem(key_node):
                self.diagnostics.append(problem)
                continue
            if key in seen:
                message = (
                    f"the key {key!r} is here twice; it was first given on line {seen[key].line}"
                )
                hint = "rename or remove one of them"
                self.diagnostics.append(Diagnostic("duplicate-key", place, message, hint))
                continue
            seen[key] = place
            self.positions[(*path, key)] = place
            yield key, self.value(value_node, (*path, key))

    def scalar(self, node: yaml.ScalarNode, path: KeyPath) -> Any:  # noqa: ANN401 - any YAML scalar
        problem = self.problem(node)
        kind = node.tag.removeprefix(_CORE)
        try:
            if not problem:
                return _SCALARS[kind](node.value)
        except ValueError as error:
            what = "date" if kind == "timestamp" else kind
            message = f"{node.value!r} is not a real {what}: {error}"
            problem = Diagnostic("bad-value", self.place(node), message)
        self.diagnostics.append(problem)
        self.refused.add(path)
        return node.value

    def problem(self, node: yaml.ScalarNode) -> Diagnostic | None:
        """Return what forbids a key or single value: a tag of its own, or a control code."""
        plain = self.loader.resolve(yaml.ScalarNode, node.value, (True, False))  # type: ignore[no-untyped-call]
        if node.tag not in (f"{_CORE}str", plain):
            return self._bad_tag(node)
        if unprintable := _UNPRINTABLE.search(node.value):
            return _bad_character(unprintable[0], self.place(node))
        return None


def _date(text: str) -> datetime.date:
    return datetime.date(*map(int, text.split("-")))


_CORE: Final = "tag:yaml.org,2002:"
_COLLECTIONS: Final = frozenset({f"{_CORE}map", f"{_CORE}seq"})
_SCALARS: Final[Mapping[str, Callable[[str], Any]]] = {
    "str": str,
    "null": lambda _text: None,
    "bool": lambda text: text == "true",
    "int": int,
    "float": float,
    "timestamp": _date,
}
