"""Plain data out as YAML that an editor likes to read.

Job: write a leaflet, and add words to know to a glossary. Trade-off: PyYAML's own emitter, told to
fold long texts, quote what our loader would take for another type, and never use aliases; a
glossary is only ever appended to, so that its comments and order stay. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.reading.source import parse_yaml

__all__ = ["merge_glossary", "to_yaml"]

MANUAL: Final = """
glossary-not-mergeable (error): the words of a record cannot be added at the end of the project's
    glossary
Why: the words to know would be lost, or the file spoilt.
Wrong: a glossary written as one line in braces
Right: `id:` at the start of a line, `term:` and `meaning:` indented below
Mend: rewrite the glossary in lines of their own, and import again.
"""

WIDTH: Final = 80
FOLD_FROM: Final = 60
# Only double quotes keep these from being read as ordinary line breaks.
LINE_SEPARATORS: Final = "\x85\u2028\u2029"


class _Dumper(yaml.SafeDumper):
    """Writes block style, short lists on one line, and breaks a line in folded texts only."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)

    def write_plain(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().write_plain(text, split=False)

    def write_single_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().write_single_quoted(text, split=False)

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().write_double_quoted(text, split=False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if any(separator in text for separator in LINE_SEPARATORS):
        style = '"'
    elif len(text) > FOLD_FROM and " " in text and text == " ".join(text.split()):
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_list(dumper: _Dumper, values: list[Any]) -> yaml.SequenceNode:
    short = all(not isinstance(v, dict | list) for v in values) and len(str(values)) < WIDTH
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=short)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
# Our loader takes 2025-1-5 for a date, PyYAML does not: a text that looks like one is quoted.
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:timestamp", re.compile(r"\d{4}-\d\d?-\d\d?\Z"), list("0123456789")
)


def to_yaml(data: Mapping[str, Any]) -> str:
    """Return data as YAML that `reading.source.load_yaml` reads back as the same data.

    The keys keep their order; sections that come last stand apart from each other.
    """
    *_, last = data or [""]
    sections = data.get("sections") if last == "sections" else None
    if not sections or not isinstance(sections, dict):
        return _dumped(data)
    fields = {key: value for key, value in data.items() if key != "sections"}
    written = (_indented(_dumped({key: value})) for key, value in sections.items())
    return (_dumped(fields) if fields else "") + "\nsections:\n" + "\n".join(written)


def _dumped(data: Mapping[str, Any]) -> str:
    text: str = yaml.dump(
        dict(data),
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=WIDTH,
    )
    return text


def _indented(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"  {line}" if line else line for line in lines)


def merge_glossary(
    existing: str,
    new: Mapping[str, Mapping[str, str]],
    file: Path = Path("leaflets/library/glossary.yaml"),
) -> str:
    """Return a glossary's text with the terms it lacks after it; what is there stays as it is.

    Args:
        existing: the text of the glossary, "" if there is none yet.
        new: terms by id; those whose id the glossary has are left out.
        file: the file to name in diagnostics.

    Raises:
        InputError: the text is no YAML, or nothing can be added at its end.
    """
    known = _read_terms(existing, file)
    added = {key: dict(term) for key, term in new.items() if key not in known}
    if not added:
        return existing
    merged = existing + ("" if existing.endswith("\n") or not existing else "\n") + to_yaml(added)
    if _read_terms(merged, file) != {**known, **added}:
        message = "no terms can be added at the end of this glossary"
        hint = (
            "write it as `id:` at the start of a line, with `term:` and `meaning:` indented below"
        )
        raise InputError(
            [Diagnostic("glossary-not-mergeable", Location(file, 1, 1), message, hint)]
        )
    return merged


def _read_terms(text: str, file: Path) -> dict[str, Any]:
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return {}
    data = parse_yaml(text, file).data
    return data if isinstance(data, dict) else {}
