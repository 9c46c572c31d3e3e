"""YAML in, plain data and the place of every value out.

Job: read a YAML file so that every later problem can name its line and column. Trade-off: PyYAML's
node graph is walked by our own few lines instead of its constructors, because those forget
positions, accept duplicate keys and turn `no` into False; only strings, numbers, true/false, null
and dates are understood. Side effects: reads the file it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.characters import Lines, bad_character, control_code, refuse_control_codes
from polyleaf.reading.yaml_nodes import (
    COLLECTIONS,
    MAX_DEPTH,
    TOO_DEEP,
    compose,
    has_own_tag,
    scalar_value,
)

__all__ = ["KeyPath", "Source", "load_yaml", "parse_yaml", "read_bytes", "read_text"]

MANUAL: Final = """
file-too-large (error): a file has more bytes than any of its kind needs
Why: a huge file can stop the machine, and nobody meant it to be a leaflet.
Wrong: a video that was renamed to leaflet.yaml
Right: a text of some kilobytes
Mend: look whether it is what its name says, and shorten it.

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

# A leaflet has a few hundred values; the bound stops an alias bomb ("billion laughs").
MAX_VALUES: Final = 20_000
# A file of any kind, and YAML, of which PyYAML reads some 200 kB a second where libyaml gives up.
MAX_BYTES: Final = 20_000_000
MAX_YAML: Final = 3_000_000


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
        place = Lines(before, file).at(len(before))
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
    lines = Lines(text, file, first_line)
    if len(text) > MAX_YAML:
        raise InputError([_too_large(file, MAX_YAML)])
    refuse_control_codes(text, file, first_line)
    node = compose(text, lines)
    source = _Reader(lines).read(node) if node else None
    if source is None or source.data is None:
        raise InputError([Diagnostic("empty-file", lines.at(0), "the file holds no data")])
    return source


class _Reader:
    """Turn a node graph into data, counting values so that aliases cannot explode."""

    def __init__(self, lines: Lines) -> None:
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
        if node.tag not in COLLECTIONS:
            self.diagnostics.append(self._bad_tag(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]

    def _too_much(self, node: yaml.Node, path: KeyPath) -> Diagnostic:
        if len(path) > MAX_DEPTH:
            return Diagnostic("yaml-too-deep", self.place(node), TOO_DEEP)
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
        try:
            if not problem:
                return scalar_value(node)
        except ValueError as error:
            problem = Diagnostic("bad-value", self.place(node), str(error))
        self.diagnostics.append(problem)
        self.refused.add(path)
        return node.value

    def problem(self, node: yaml.ScalarNode) -> Diagnostic | None:
        """Return what forbids a key or single value: a tag of its own, or a control code."""
        if has_own_tag(node):
            return self._bad_tag(node)
        if code := control_code(node.value):
            return bad_character(code, self.place(node))
        return None
