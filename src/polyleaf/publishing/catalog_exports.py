"""Catalogs out to translators' files.

Job: choose what is exported, and write it in the form that is asked for. Trade-off: a catalog that
is not up to date stays behind, with an error, and the others go. Side effects: reads the project's
files; writes the exported files, each whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from polyleaf.diagnostics import Diagnostic, InputError
from polyleaf.languages.table import Language, unknown_language
from polyleaf.project import Project
from polyleaf.publishing.exchanged_catalogs import (
    PHRASES,
    exchanged_file,
    load_exchanged,
    source_language,
    source_texts,
    target_languages,
)
from polyleaf.publishing.files import write_file
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.translation.handover import Handover, catalog_behind
from polyleaf.translation.po_rows import po_file_name
from polyleaf.translation.workbook import write_workbook
from polyleaf.translation.xliff import write_xliff

__all__ = ["Exported", "Form", "export_catalogs"]


class Form(StrEnum):
    """The kinds of file that are exchanged."""

    XLIFF = "xliff"
    XLSX = "xlsx"
    PO = "po"


@dataclass(frozen=True)
class Exported:
    """The files that were written, and what was wrong with the rest."""

    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def export_catalogs(
    project: Project, leaflets: Sequence[str], tags: Iterable[str], form: Form, folder: Path
) -> Exported:
    """Write files for translators; without `leaflets` all of them, and the shared wording.

    Raises:
        UsageError: the project cannot be read, or a leaflet does not exist.
        OSError: a file cannot be written.
    """
    sources = load_sources(project, leaflets)
    problems = [d for d in sources.diagnostics if sources.broken]
    files: list[Path] = []
    for tag in dict.fromkeys(tags):
        language = sources.languages.get(tag)
        if language is None or language.pseudo:
            known, here = target_languages(sources), project.source.locate(())
            problems.append(unknown_language(known, tag, here))
            continue
        handovers = list(_handovers(sources, language, problems, shared=not leaflets))
        for name, data in _written(sources, handovers, language, form, problems):
            write_file(folder / name, data)
            files.append(folder / name)
    return Exported(tuple(files), tuple(dict.fromkeys(problems)))


def _handovers(
    sources: Sources, language: Language, problems: list[Diagnostic], *, shared: bool
) -> Iterator[Handover]:
    names = [*sources.leaflets]
    if shared and sources.shared_catalog_file(language.tag) is not None:
        names.append(PHRASES)
    for name in names:
        if source_language(sources, name) == language.tag:
            continue
        catalog = load_exchanged(sources, name, language.tag, problems)
        if catalog is None:
            continue
        texts = source_texts(sources, name)
        behind = [p for unit, text in texts.items() if (p := catalog_behind(catalog, unit, text))]
        problems += behind
        if not behind:
            source = sources.languages[source_language(sources, name)]
            yield Handover(name, source, language, tuple(catalog.messages[unit] for unit in texts))


def _written(
    sources: Sources,
    handovers: Sequence[Handover],
    language: Language,
    form: Form,
    problems: list[Diagnostic],
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file of a language."""
    if form is Form.PO:
        for handover in handovers:
            file = exchanged_file(sources, handover.name, language.tag)
            yield po_file_name(handover.name, language.tag), file.read_bytes()
        return
    write = {Form.XLIFF: write_xliff, Form.XLSX: write_workbook}[form]
    suffix = {Form.XLIFF: "xlf", Form.XLSX: "xlsx"}[form]
    try:
        if handovers:
            yield f"{language.tag}.{suffix}", write(handovers)
    except InputError as error:
        problems += error.diagnostics
