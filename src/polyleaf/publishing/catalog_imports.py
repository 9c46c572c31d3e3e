"""Translators' files into catalogs.

Job: read what came back, and write each catalog that changes. Trade-off: where anything in the
files is refused nothing is written at all, unless the sound part is asked for: half an import is
hard to see. Side effects: reads the project's files; writes catalogs, each whole.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from polyleaf.checks import translations
from polyleaf.checks.pairs import length
from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic, InputError, Location, did_you_mean, has_errors
from polyleaf.languages.table import Language, unknown_language
from polyleaf.project import Project, leaflet_files
from polyleaf.publishing.exchanged_catalogs import (
    PHRASES,
    load_exchanged,
    source_language,
    source_texts,
    target_languages,
)
from polyleaf.publishing.files import write_file
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.translation.catalog import Catalog
from polyleaf.translation.po_rows import read_po
from polyleaf.translation.returned_rows import Change, Row, match
from polyleaf.translation.rewrite import NewTarget, with_targets
from polyleaf.translation.workbook_rows import read_workbook
from polyleaf.translation.xliff import read_xliff

__all__ = ["Imported", "import_files"]

MANUAL: Final = """
broken-leaflet (error): an import is of a leaflet that has errors
Why: its texts are not known, so nothing can be matched.
Wrong: an import while the leaflet lacks a `title`
Right: the leaflet mended first
Mend: mend what `polyleaf check` lists, then import again.

large-file (error): a file to import is larger than may be read
Why: it would fill the memory; no translation is that long.
Wrong: a workbook with pictures of 100 MB
Right: the workbook that was exported
Mend: take pictures and other sheets out of it.
"""

_MAX_BYTES: Final = 50_000_000


@dataclass(frozen=True)
class Imported:
    """What an import changes.

    Attributes:
        changes: by catalog file.
        diagnostics: what is wrong with the files, and what reviewers wrote.
        written: whether the catalogs were changed.

    """

    changes: Mapping[Path, tuple[Change, ...]]
    diagnostics: tuple[Diagnostic, ...]
    written: bool


def import_files(
    project: Project, files: Iterable[Path], *, write: bool, partial: bool = False
) -> Imported:
    """Take translations out of returned files into their catalogs.

    Args:
        project: the project.
        files: XLIFF 1.2, workbooks or PO files.
        write: whether to write; otherwise only say what would change.
        partial: whether to take what is sound although something is refused.

    Raises:
        UsageError: the project cannot be read.
        OSError: a catalog cannot be written; those not yet written are as they were.
    """
    problems: list[Diagnostic] = []
    rows = [row for file in files for row in _read(file, problems)]
    existing = leaflet_files(project.leaflets)
    wanted = [name for name in dict.fromkeys(row.catalog for row in rows) if name in existing]
    sources = load_sources(project, wanted)
    changes: dict[Path, tuple[Change, ...]] = {}
    for (name, tag), group in _by_catalog(rows, sources, problems).items():
        catalog = load_exchanged(sources, name, tag, problems)
        if catalog is not None:
            languages = source_language(sources, name), sources.languages[tag]
            found = _matched(group, catalog, source_texts(sources, name), languages, problems)
            changes |= {catalog.file: tuple(found)} if found else {}
    written = write and bool(changes) and (partial or not has_errors(problems))
    for file, planned in changes.items() if written else ():
        write_file(file, _changed(file.read_bytes(), planned, file))
    return Imported(changes, tuple(dict.fromkeys(problems)), written)


def _read(file: Path, problems: list[Diagnostic]) -> list[Row]:
    try:
        _refuse_large(file)
        return _reader(file)(file)
    except OSError as error:
        text = f"cannot read it: {error.strerror}"
        problems.append(Diagnostic("unreadable-file", Location(file), text))
    except InputError as error:
        problems += error.diagnostics
    return []


def _refuse_large(file: Path) -> None:
    if file.stat().st_size > _MAX_BYTES:
        text = f"the file is larger than {_MAX_BYTES // 1_000_000} MB"
        raise InputError([Diagnostic("large-file", Location(file), text)])


def _reader(file: Path) -> Callable[[Path], list[Row]]:
    match file.suffix.lower():
        case ".po":
            return read_po
        case ".xlsx":
            return lambda path: read_workbook(path.read_bytes(), path)
        case ".xlf" | ".xliff":
            return lambda path: read_xliff(path.read_bytes(), path)
    text = f"a file that ends in {file.suffix!r} cannot be imported"
    hint = "return it as .xlf, .xlsx or .po"
    raise InputError([Diagnostic("file-name", Location(file), text, hint)])


def _by_catalog(
    rows: Iterable[Row], sources: Sources, problems: list[Diagnostic]
) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of each catalog that exists; what others there are is a problem each."""
    tags = {tag.lower(): tag for tag in target_languages(sources)}
    groups: dict[tuple[str, str], list[Row]] = {}
    unknown: dict[tuple[str, str], Diagnostic] = {}
    for row in rows:
        tag = tags.get(row.language.lower(), row.language)
        key = (row.catalog, tag)
        if row.catalog != PHRASES and row.catalog not in sources.leaflets:
            unknown.setdefault(key, _unknown_leaflet(row, sources))
        elif tag not in tags.values():
            unknown.setdefault(key, unknown_language(tags.values(), tag, row.location))
        else:
            groups.setdefault(key, []).append(row)
    problems += unknown.values()
    return groups


def _unknown_leaflet(row: Row, sources: Sources) -> Diagnostic:
    if row.catalog in sources.broken:
        text = f"the leaflet {row.catalog!r} has errors"
        return Diagnostic("broken-leaflet", row.location, text, "`polyleaf check` lists them")
    text = f"there is no leaflet {row.catalog!r}"
    hint = did_you_mean(row.catalog, leaflet_files(sources.project.leaflets))
    return Diagnostic("unknown-leaflet", row.location, text, hint)


def _matched(
    rows: Sequence[Row],
    catalog: Catalog,
    texts: Mapping[str, str],
    languages: tuple[str, Language],
    problems: list[Diagnostic],
) -> list[Change]:
    """Return the changes whose markup is that of the source text, and that have room."""
    changes, found = match(rows, catalog, texts)
    problems += found
    planned = {
        change.message.id: replace(
            change.message, target=change.target, location=change.location, fuzzy=False
        )
        for change in changes
    }
    found = list(translations.check(Catalog(catalog.file, planned), texts))
    found += (x for m in planned.values() for x in length.check(Pair.of(m, *languages, ())))
    problems += found
    refused = {problem.location for problem in found if has_errors([problem])}
    return [change for change in changes if change.location not in refused]


def _changed(raw: bytes, changes: Iterable[Change], file: Path) -> bytes:
    """Return the bytes of a catalog with its changes; a byte order mark stays."""
    targets = {one.message.id: NewTarget(one.target, one.fuzzy) for one in changes}
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    text = raw.removeprefix(mark).decode("utf-8")
    return mark + with_targets(text, targets, file).encode()
