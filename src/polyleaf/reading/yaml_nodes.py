"""YAML in, the graph of its nodes out; and what a scalar stands for.

Job: have PyYAML parse a text, and hold it to the YAML 1.2 core schema plus dates
(https://yaml.org/spec/1.2.2/#103-core-schema), by which `no`, `on` and `y` are text. Trade-off:
libyaml reads first, for it is eight times as fast; what it refuses is read again by PyYAML's own
parser, which says best what is wrong, and where. Side effects: none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

import yaml
from yaml.composer import Composer
from yaml.resolver import BaseResolver

from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.reading.characters import Lines

__all__ = ["COLLECTIONS", "MAX_DEPTH", "TOO_DEEP", "compose", "has_own_tag", "scalar_value"]

MANUAL: Final = """
yaml-syntax (error): a file is not valid YAML
Why: nothing of it can be read.
Wrong: intro: Note: rest.
Right: intro: "Note: rest."
Mend: put the text in quotes if it holds ': ' or begins with one of @ & * ! % ` { [ ? -.

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
"""


# A file nested deeper would run out of Python's stack; no leaflet comes near it.
MAX_DEPTH: Final = 30
TOO_DEEP: Final = f"values are nested more than {MAX_DEPTH} deep"

_CORE: Final = "tag:yaml.org,2002:"
_TEXT: Final = f"{_CORE}str"
COLLECTIONS: Final = frozenset({f"{_CORE}map", f"{_CORE}seq"})
"""The tags of mappings and lists."""


def compose(text: str, lines: Lines) -> yaml.Node | None:
    """Return the root of a text's nodes, None where there is none.

    Raises:
        InputError: the text is no YAML, or values are nested more than `MAX_DEPTH` deep.
    """
    loader = _Loader(text)
    try:
        return _compose_fast(text) or loader.get_single_node()
    except (yaml.YAMLError, ValueError) as error:
        # PyYAML lets ValueError through for an escape such as \U00110000.
        mark = getattr(error, "problem_mark", None)
        index = mark.index if mark else loader.index
        raise InputError([_syntax_error(error, lines, index)]) from error


def has_own_tag(node: yaml.ScalarNode) -> bool:
    """Tell whether a scalar is tagged as what it would not be without a tag; text always may be."""
    plain = _SCHEMA.resolve(yaml.ScalarNode, node.value, (True, False))  # type: ignore[no-untyped-call]
    return node.tag not in {_TEXT, plain}


def scalar_value(node: yaml.ScalarNode) -> Any:  # noqa: ANN401 - any YAML scalar
    """Return what a scalar without a tag of its own stands for.

    Raises:
        ValueError: it looks like a date or number, and there is none such.
    """
    if node.tag == _TEXT:
        return node.value
    kind = node.tag.removeprefix(_CORE)
    try:
        return _KINDS[kind][2](node.value)
    except ValueError as error:
        what = "date" if kind == "timestamp" else kind
        raise ValueError(f"{node.value!r} is not a real {what}: {error}") from error


def _date(text: str) -> datetime.date:
    return datetime.date(*map(int, text.split("-")))


# Of each kind of plain scalar but text: what it looks like, begins with and stands for.
_KINDS: Final[Mapping[str, tuple[str, Iterable[str], Callable[[str], Any]]]] = {
    "null": (r"~|null|", ("~", "n", ""), lambda _text: None),
    "bool": (r"true|false", "tf", lambda text: text == "true"),
    "int": (r"[-+]?(0|[1-9][0-9]*)", "-+0123456789", int),
    "float": (r"[-+]?[0-9]+\.[0-9]+", "-+0123456789", float),
    "timestamp": (r"\d{4}-\d\d?-\d\d?", "0123456789", _date),
}


class _Schema(BaseResolver):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's name


for _kind, (_pattern, _first, _) in _KINDS.items():
    _Schema.add_implicit_resolver(f"{_CORE}{_kind}", re.compile(rf"(?:{_pattern})\Z"), [*_first])

_SCHEMA: Final = _Schema()


class _Composer(Composer, _Schema):
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
    """Parsed by libyaml; its own composer would not know the places."""

    def __init__(self, text: str) -> None:
        yaml.CSafeLoader.__init__(self, text)
        Composer.__init__(self)


class _Loader(_Composer, yaml.SafeLoader):
    """Parsed by PyYAML."""

    def __init__(self, text: str) -> None:
        yaml.SafeLoader.__init__(self, text)


class _TooDeepError(yaml.MarkedYAMLError):
    pass


def _compose_fast(text: str) -> yaml.Node | None:
    """Return what libyaml makes of a text; None where PyYAML may see a fault that it does not."""
    if "\t" not in text:
        with suppress(yaml.YAMLError):
            return _FastLoader(text).get_single_node()
    return None


def _syntax_error(error: Exception, lines: Lines, index: int) -> Diagnostic:
    place = lines.at(index)
    if isinstance(error, _TooDeepError):
        return Diagnostic("yaml-too-deep", place, TOO_DEEP)
    if "\t" in lines.indent(index) + lines.text[index : index + 1]:
        message = "there is a tab where only spaces may be"
        return Diagnostic("yaml-tab", place, message, "write spaces in place of the tab")
    hint = "put the text in quotes if it holds ': ' or begins with one of @ & * ! % ` { [ ? -"
    message = getattr(error, "problem", None) or str(error)
    return Diagnostic("yaml-syntax", place, f"this is not valid YAML: {message}", hint)
