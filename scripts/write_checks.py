"""Write docs/checks.md: every code of a diagnostic, from the manual that the modules keep.

Side effects: writes the file.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from polyleaf.manual import Page, page_as_markdown, pages

__all__ = ["checks_page"]

_FILE = Path(__file__).parents[1] / "docs" / "checks.md"
_INTRO = """\
# What Polyleaf finds

Made by `python scripts/write_checks.py` from the modules; do not edit.
`polyleaf check --explain CODE` prints the same.

An **error** stops the publication it touches and makes `polyleaf check` end with status 1; a
**warning** does with `--strict`; a **note** never does.
"""
_WINGS = {
    "checks": "Between source and target, in the source, and on the page",
    "cli": "The command line",
    "content": "Leaflets and library",
    "importers": "Records that are imported",
    "languages": "The table of languages",
    "project": "The project",
    "publishing": "Building, signing and releasing",
    "reading": "YAML files",
    "translation": "Catalogs, approvals, terms and translators' files",
    "typesetting": "Fonts and templates",
}


def checks_page() -> str:
    """Return the document: a list of all codes, then a page for each, by wing."""
    every = sorted(pages().values(), key=lambda page: (_wing(page), page.code))
    parts = [_INTRO]
    for wing, group in groupby(every, key=_wing):
        own = list(group)
        parts += [f"\n## {_WINGS[wing]}\n", *map(_line, own), "", *map(_section, own)]
    return "\n".join(parts).rstrip("\n") + "\n"


def _wing(page: Page) -> str:
    return page.module.partition(".")[0]


def _line(page: Page) -> str:
    return f"- [`{page.code}`](#{page.code}) {page.finds}"


def _section(page: Page) -> str:
    severities = " or ".join(page.severities)
    return f"### {page.code}\n\n*{severities}, `{page.module}`:* {page_as_markdown(page)}\n"


if __name__ == "__main__":
    _FILE.write_text(checks_page(), encoding="utf-8")
