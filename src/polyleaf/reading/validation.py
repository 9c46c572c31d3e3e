"""Pydantic's findings as diagnostics with a file, line and column.

Job: check data against a model and say every problem in the words an editor needs. Trade-off: the
texts of the usual mistakes are ours, the rest are pydantic's. Side effects: none.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from polyleaf.diagnostics import Diagnostic, did_you_mean
from polyleaf.reading.source import KeyPath, Source

__all__ = ["salvage", "validate"]

MANUAL: Final = """
missing-field (error): a key that is needed is missing
Why: a leaflet without its date, say, tells nobody how old it is.
Wrong: a leaflet without `dates`
Right: dates: {revised: 2025-07-07}
Mend: add the key.

unknown-key (error): a key that nothing reads
Why: what is written under it would be lost without a word.
Wrong: sumary: …
Right: summary: …
Mend: correct the key, remove it, or check how far it is indented.

unknown-block (error): a block is of no kind that there is
Why: its text would not be printed.
Wrong: bulets: {a: …}
Right: bullets: {a: …}
Mend: write a text, or one of the kinds that the hint names.

bad-id (error): an id is not lower-case letters and digits with single hyphens between them
Why: ids are names of files and addresses, on all machines.
Wrong: Side Effects:
Right: side-effects:
Mend: write lower-case letters, digits and single hyphens.

wrong-type (error): a value is of another kind: a number for a text, a text for a list
Why: YAML changes such values: `version: 1.10` becomes 1.1, `no` becomes false.
Wrong: version: 1.10
Right: version: "1.10"
Mend: put a text in quotes; write a list as `- …` or [a, b].

empty-text (error): a text is empty
Why: an empty line or heading would be printed.
Wrong: heading: ""
Right: heading: How it works
Mend: write the text, or remove the key.

empty-list (error): a list, or a block of items, is empty
Why: a heading without anything under it would be printed.
Wrong: bullets: {}
Right: bullets: {rest: Rest often.}
Mend: write its items, or remove it.
"""

T = TypeVar("T")

_CODES: Final = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-key",
    "unknown_block": "unknown-block",
    "string_pattern_mismatch": "bad-value",
    "literal_error": "bad-value",
    "value_error": "bad-value",
    "greater_than_equal": "bad-value",
    "less_than_equal": "bad-value",
    "string_too_short": "empty-text",
    "too_short": "empty-list",
    "too_long": "too-long",
    "string_too_long": "too-long",
}
_MESSAGES: Final = {
    "string_type": "this must be text",
    "int_type": "this must be a whole number",
    "bool_type": "this must be true or false",
    "date_type": "this must be a date",
    "list_type": "this must be a list (`- …` or [a, b])",
    "dict_type": "this must be keys with values (`key: …`)",
    "model_type": "this must be keys with values (`key: …`)",
    "string_too_short": "this must not be empty",
}
_ID_HINT: Final = "an id is lower-case letters and digits, with single hyphens between them"


def validate(
    kind: Any,  # noqa: ANN401 - whatever `kind` describes
    source: Source,
) -> tuple[Any, list[Diagnostic]]:
    """Check the data of a file.

    Args:
        kind: the type to validate against (a model, or a dict of models).
        source: the data with its positions.

    Returns:
        the validated value or None, and the problems found, in the order of the file.

    """
    diagnostics = list(source.diagnostics)
    value = None
    try:
        value = TypeAdapter(kind).validate_python(source.data)
    except ValidationError as error:
        names = sorted(_field_names(kind))
        diagnostics += (
            _diagnostic(problem, source, names)
            for problem in error.errors()
            if _data_path(problem["loc"], source.data) not in source.refused
        )
    diagnostics.sort(key=lambda d: (d.location, d.code))
    return value, diagnostics


def salvage(
    kind: Any,  # noqa: ANN401 - whatever `kind` describes
    source: Source,
    stand_ins: Mapping[str, Any] = MappingProxyType({}),
) -> Any:  # noqa: ANN401 - the same
    """Return what is left when the parts with errors are taken out, or None if that is nothing.

    It is fit for looking for further problems, and for nothing else. Each round takes out what is
    wrong; what then lacks something it needs is wrong in the next, until the rest is sound.
    `stand_ins` are put in for keys of the whole that it cannot do without.
    """
    data = copy.deepcopy(source.data)
    while True:
        if isinstance(data, dict):
            data = {**stand_ins, **data}
        try:
            return TypeAdapter(kind).validate_python(data)
        except ValidationError as error:
            paths = {_data_path(problem["loc"], data) for problem in error.errors()}
        removed = [_remove(data, path) for path in sorted(paths, key=len, reverse=True)]
        if not any(removed):
            return None


_GONE: Final = object()


def _remove(data: Any, path: KeyPath) -> bool:  # noqa: ANN401 - any YAML value
    """Take out the value at `path`, or the list it is an item of; tell whether anything went."""
    holders = [data]
    for part in path[:-1]:
        if isinstance(holders[-1], dict) and part not in holders[-1]:
            return False  # it went with another part
        holders.append(holders[-1][part])
    for holder, part in reversed([*zip(holders, path, strict=True)] if path else []):
        if isinstance(holder, dict):
            return holder.pop(part, _GONE) is not _GONE
    return False


def _field_names(model: Any) -> set[str]:  # noqa: ANN401 - walks pydantic's schema
    schema = TypeAdapter(model).json_schema()
    objects = [schema, *schema.get("$defs", {}).values()]
    return {name for item in objects for name in item.get("properties", {})}


def _diagnostic(error: ErrorDetails, source: Source, names: list[str]) -> Diagnostic:
    path = _data_path(error["loc"], source.data)
    kind = error["type"]
    name = str(error["loc"][-1]) if error["loc"] else ""
    shown = ".".join(str(part) for part in path) or "the file"
    code = _code(error)
    location = source.locate(path)
    if kind == "missing":
        return Diagnostic(code, location, f"{shown} needs a {name!r}", f"add `{name}:`")
    if kind == "extra_forbidden":
        near = "" if name in names else did_you_mean(name, names)
        hint = near or "remove it, or check how far it is indented"
        return Diagnostic(code, location, f"unknown key {name!r}", hint)
    if kind == "unknown_block":
        kinds = str(error.get("ctx", {}).get("kinds", "")).split()
        hint = _near_key(path, source, kinds) or f"write a text, or one of {', '.join(kinds)}"
        return Diagnostic(code, location, f"{shown} is no kind of block", hint)
    return Diagnostic(code, location, f"{shown}: {_message(error)}", _hint(code, error))


def _code(error: ErrorDetails) -> str:
    pattern = error.get("ctx", {}).get("pattern", "")
    if error["type"] == "string_pattern_mismatch" and "(-[a-z0-9]+)*" in pattern:
        return "bad-id"
    return _CODES.get(error["type"], "wrong-type")


def _message(error: ErrorDetails) -> str:
    found = error.get("input")
    shown = f" (found {found!r})" if isinstance(found, str | int | float) and found != "" else ""
    text = _MESSAGES.get(error["type"], error["msg"].removeprefix("Value error, "))
    return text[:1].lower() + text[1:] + (shown if error["type"] != "value_error" else "")


def _hint(code: str, error: ErrorDetails) -> str:
    if code == "bad-id":
        return _ID_HINT
    found = error.get("input")
    if error["type"] == "string_type" and isinstance(found, int | float | datetime.date):
        # Not for 1.10 or true: they are no longer as the editor wrote them.
        return f'put it in quotes: "{found}"' if type(found) is int else "put it in quotes"
    if error["type"].startswith("date"):
        return "write a date as year-month-day, without quotes: 2025-07-07"
    return ""


def _near_key(path: KeyPath, source: Source, kinds: list[str]) -> str:
    value = source.data
    for part in path:
        value = value[part]
    keys = value if isinstance(value, dict) else ()
    return next((hint for key in keys if (hint := did_you_mean(key, kinds))), "")


def _data_path(loc: tuple[int | str, ...], data: Any) -> KeyPath:  # noqa: ANN401 - any YAML value
    """Return the part of pydantic's location that exists in the data.

    Pydantic puts the names of union members and of key checks between the keys; they are skipped.
    """
    return tuple(_existing(loc, data))


def _existing(loc: tuple[int | str, ...], data: Any) -> Iterator[int | str]:  # noqa: ANN401 - any YAML value
    for part in loc:
        inside = (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if inside:
            yield part
            data = cast("Any", data)[part]
