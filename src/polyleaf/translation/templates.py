"""Catalogs that nobody has translated yet: POT files, the first catalog of a language, pseudo ones.

Job: a header, and messages under it. Trade-off: no dates and no places in code, so that the same
texts give the same bytes. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from polyleaf.languages.table import Language
from polyleaf.translation.messages import Unit
from polyleaf.translation.po_parser import parse_po
from polyleaf.translation.po_strings import escape, quote
from polyleaf.translation.po_text import Entry, Text
from polyleaf.translation.update import update_catalog

__all__ = ["catalog_template", "empty_catalog", "filled_catalog"]

_TITLE = (
    "# Made by `polyleaf translations update`; translate the catalogs of locales/<lang>/, not this."
)


def catalog_template(units: Sequence[Unit], project: str) -> str:
    """Return the POT file of messages.

    Args:
        units: the messages in their order.
        project: the project's name.

    """
    header = _header({"Project-Id-Version": project, "Language": ""}, _TITLE)
    return update_catalog(header, units, Path("template.pot")).text


def empty_catalog(language: Language, project: str) -> str:
    """Return the header of a language's catalog, with nothing under it."""
    fields = {"Project-Id-Version": project, "Language": language.tag}
    return _header(fields, "#", {"Plural-Forms": language.plural})


def _header(before: Mapping[str, str], title: str, after: Mapping[str, str] | None = None) -> str:
    fields = {
        **before,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **(after or {}),
    }
    lines = (f'"{escape(f"{name}: {value}")}\\n"' for name, value in fields.items())
    return "\n".join([title, 'msgid ""', 'msgstr ""', *lines, ""])


def filled_catalog(text: str, translate: Callable[[Entry, str], str]) -> str:
    """Return a catalog with each translation in its place.

    Args:
        text: the catalog.
        translate: takes an entry and `msgstr` or `msgstr[n]`, and returns the translation.

    """
    po = parse_po(text, Path("catalog.po"))

    def fill(entry: Entry) -> Entry:
        texts = tuple(
            Text(t.keyword, quote(t.keyword, translate(entry, t.keyword)))
            if t in entry.targets
            else t
            for t in entry.texts
        )
        return entry if entry.header else replace(entry, texts=texts, raw="")

    return replace(po, entries=tuple(map(fill, po.entries))).write()
