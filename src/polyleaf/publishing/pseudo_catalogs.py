"""The catalogs of pseudolocales as PO files, for trying tools that read PO.

Job: write what a build makes of itself (`translation.pseudo`). Trade-off: made anew each time: what
somebody changed in them is lost, and no build reads them. Side effects: writes below locales/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from polyleaf.diagnostics import Diagnostic, Location, UsageError
from polyleaf.languages.table import Language
from polyleaf.project import Project
from polyleaf.publishing.files import write_file
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.publishing.translations import Messages, load_messages
from polyleaf.translation.po_text import Entry
from polyleaf.translation.pseudo import PseudoInterface, pseudo_catalog
from polyleaf.translation.templates import empty_catalog, filled_catalog
from polyleaf.translation.update import update_catalog

__all__ = ["write_pseudo_catalogs"]


def write_pseudo_catalogs(
    project: Project, leaflets: Iterable[str], languages: Iterable[str]
) -> tuple[list[Path], list[Diagnostic]]:
    """Write the catalogs of pseudolocales; return them, and every problem found.

    Args:
        project: the project.
        leaflets: ids, none for all.
        languages: tags of pseudolocales.

    Raises:
        UsageError: a leaflet does not exist, or a tag is none of a pseudolocale.

    """
    sources = load_sources(project, leaflets)
    tags = tuple(languages)
    _check(sources, tags)
    messages, diagnostics = load_messages(sources)
    files = []
    for language in (sources.languages[tag] for tag in tags):
        for each in messages:
            file = project.locales / language.tag / f"{each.name}.po"
            write_file(file, _text(each, language, project.settings.name, file).encode())
            files.append(file)
    return files, diagnostics


def _check(sources: Sources, tags: Iterable[str]) -> None:
    known = [tag for tag, language in sources.languages.items() if language.pseudo]
    problems = [
        Diagnostic(
            "unknown-language",
            Location(sources.project.locales),
            f"{tag!r} is no pseudolocale",
            f"there are: {', '.join(known)}",
        )
        for tag in tags
        if tag not in known
    ]
    if problems:
        raise UsageError(problems)


def _text(messages: Messages, language: Language, project: str, file: Path) -> str:
    empty = update_catalog(empty_catalog(language, project), messages.units, file).text
    return filled_catalog(empty, _translator(messages, language, file))


def _translator(messages: Messages, language: Language, file: Path) -> Callable[[Entry, str], str]:
    units = {unit.id: unit.source for unit in messages.units if unit.id}
    texts = pseudo_catalog(file, units, language).messages
    interface = PseudoInterface(language)

    def translate(entry: Entry, keyword: str) -> str:
        if unit := entry.text("msgctxt"):
            return texts[unit].target
        singular = keyword in {"msgstr", "msgstr[0]"}
        return interface.text(entry.text("msgid" if singular else "msgid_plural"))

    return translate
