"""YAML in, plain data and the place of every value out.

Job: read a YAML file so that every later problem can name its line and column. Trade-off: PyYAML's
node graph is walked by our own few lines instead of its constructors, because those forget
positions, accept duplicate keys and turn `no` into False; only strings, numbers, true/false, null
and dates are understood. Side effects: reads the file it is given.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from polyleaf.diagnostics import Diagnostic, InputError, Location

__all__ = ["KeyPath", "Source", "load_yaml", "parse_yaml", "read_text"]

KeyPath = tuple[str | int, ...]

# A leaflet has a few hundred values; these bounds stop an alias bomb ("billion laughs") and a file
# nested deeper than Python's stack long before either does harm.
MAX_VALUES: Final = 20_000
MAX_DEPTH: Final = 30

_DATE = re.compile(r"\d{4}-\d\d?-\d\d?")


class _Loader(yaml.SafeLoader):
    """Resolve plain scalars by the YAML 1.2 core schema plus dates: `no`, `on` and `y` are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's name


for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"[-+]?(0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?[0-9]+\.[0-9]+", list("-+0123456789")),
    ("timestamp", _DATE.pattern, list("0123456789")),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first
    )


@dataclass(frozen=True)
class Source:
    """The data of one YAML file, and where each value and key stands."""

    file: Path
    data: Any
    positions: Mapping[KeyPath, Location]
    diagnostics: tuple[Diagnostic, ...] = ()

    def locate(self, path: KeyPath) -> Location:
        """Return the place of the value at `path`, or of its nearest ancestor that has one."""
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, Location(self.file, 1, 1))


def read_text(file: Path) -> str:
    """Return the text of a UTF-8 file (a byte order mark is dropped).

    Raises:
        InputError: the file cannot be read, is empty or is not UTF-8.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        problem = Diagnostic("unreadable-file", Location(file), f"cannot read it: {error.strerror}")
        raise InputError([problem]) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = f"the file is not UTF-8 text (byte 0x{raw[error.start]:02x})"
        hint = "save it as UTF-8 in your editor"
        raise InputError(
            [Diagnostic("not-utf-8", Location(file, line, column), message, hint)]
        ) from error
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
        InputError: syntax errors, too many values through aliases, nesting too deep.
    """
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        raise InputError([_syntax_error(error, file, text, first_line)]) from error
    except RecursionError as error:
        problem = Diagnostic("yaml-too-deep", Location(file, 1, 1), "values are nested too deep")
        raise InputError([problem]) from error
    if node is None:
        raise InputError([Diagnostic("empty-file", Location(file, 1, 1), "the file holds no data")])
    return _Reader(loader, file, first_line).read(node)


def _syntax_error(error: yaml.YAMLError, file: Path, text: str, first_line: int) -> Diagnostic:
    mark = getattr(error, "problem_mark", None)
    message = getattr(error, "problem", None) or str(error)
    location = Location(file, mark.line + first_line, mark.column + 1) if mark else Location(file)
    line = text.splitlines()[mark.line] if mark and mark.line < text.count("\n") + 1 else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Diagnostic(
            "yaml-tab", location, "the line is indented with a tab", "indent with spaces"
        )
    hint = "put the text in quotes if it holds ': ' or begins with one of @ & * ! % ` { [ ? -"
    return Diagnostic("yaml-syntax", location, f"this is not valid YAML: {message}", hint)


class _Reader:
    """Turn a node graph into data, counting values so that aliases cannot explode."""

    def __init__(self, loader: _Loader, file: Path, first_line: int) -> None:
        self.loader = loader
        self.file = file
        self.first_line = first_line
        self.values = 0
        self.positions: dict[KeyPath, Location] = {}
        self.diagnostics: list[Diagnostic] = []

    def read(self, node: yaml.Node) -> Source:
        data = self.value(node, ())
        return Source(self.file, data, self.positions, tuple(self.diagnostics))

    def place(self, node: yaml.Node) -> Location:
        mark = node.start_mark
        return Location(self.file, mark.line + self.first_line, mark.column + 1)

    def value(self, node: yaml.Node, path: KeyPath) -> Any:  # noqa: ANN401 - any YAML value
        self.values += 1
        if self.values > MAX_VALUES or len(path) > MAX_DEPTH:
            raise InputError([self._too_much(node, path)])
        self.positions.setdefault(path, self.place(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self.scalar(node)

    def _too_much(self, node: yaml.Node, path: KeyPath) -> Diagnostic:
        if len(path) > MAX_DEPTH:
            message = f"values are nested more than {MAX_DEPTH} deep"
            return Diagnostic("yaml-too-deep", self.place(node), message)
        message = (
            f"the file has more than {MAX_VALUES} values once its aliases (*name) are filled in"
        )
        return Diagnostic("yaml-too-large", self.place(node), message, "write the values out")

    def pairs(self, node: yaml.MappingNode, path: KeyPath) -> Iterator[tuple[str, Any]]:
        seen: dict[str, Location] = {}
        for key_node, value_node in node.value:
            place = self.place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                message = "a key must be a plain word"
                self.diagnostics.append(Diagnostic("bad-key", place, message))
                continue
            key = key_node.value
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

    def scalar(self, node: yaml.Node) -> Any:  # noqa: ANN401 - any YAML scalar
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        if kind not in _SCALARS:
            message = f"the tag {node.tag!r} is not allowed"
            self.diagnostics.append(Diagnostic("yaml-tag", self.place(node), message, "remove it"))
            return node.value
        try:
            return _SCALARS[kind](node.value)
        except ValueError as error:
            message = (
                f"{node.value!r} is not a real {'date' if kind == 'timestamp' else kind}: {error}"
            )
            self.diagnostics.append(Diagnostic("bad-value", self.place(node), message))
            return node.value


def _date(text: str) -> datetime.date:
    return datetime.date(*map(int, text.split("-")))


_SCALARS: Final[Mapping[str, Callable[[str], Any]]] = {
    "str": str,
    "null": lambda _text: None,
    "bool": lambda text: text == "true",
    "int": int,
    "float": float,
    "timestamp": _date,
}
