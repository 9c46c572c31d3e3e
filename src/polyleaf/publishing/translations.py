"""All catalogs of a project: extracted, created, and brought up to date.

Job: for leaflets, shared texts and labels, write the POT file and merge the catalog of each
language. Trade-off: a catalog or source with an error is left untouched and told; the others go on.
Side effects: writes below locales/, leaflets/approved/ and `.polyleaf`, each file whole.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from polyleaf.content.notes import Notes, unknown_notes
from polyleaf.diagnostics import Diagnostic, InputError, Location, Severity, UsageError
from polyleaf.languages.table import Language, unknown_language
from polyleaf.project import Project
from polyleaf.publishing.files import write_file
from polyleaf.publishing.orphans import orphans
from polyleaf.publishing.snapshots import note_revisions
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.publishing.update_state import digest, read_state, units_digest, write_state
from polyleaf.reading.source import load_yaml, read_text
from polyleaf.reading.validation import validate
from polyleaf.translation.catalog import load_interface
from polyleaf.translation.labels import extract_labels
from polyleaf.translation.messages import Unit, label_units, leaflet_units, shared_units
from polyleaf.translation.templates import catalog_template, empty_catalog
from polyleaf.translation.update import Counts, update_catalog

__all__ = ["CatalogUpdate", "Messages", "Update", "load_messages", "update_translations"]

MANUAL: Final = """
pseudolocale (error): a pseudolocale was asked for where only languages are meant
Why: nobody translates it.
Wrong: translations update -l qps-ploc
Right: translations pseudo -l qps-ploc
Mend: use `polyleaf translations pseudo`.

byte-order-mark (error): a file begins with a byte order mark, which gettext's tools refuse
Why: translators' tools cannot open it.
Wrong: UTF-8 with BOM
Right: UTF-8
Mend: save it as UTF-8 without a byte order mark.
"""

UI: Final = "ui"
PHRASES: Final = "phrases"
STATE: Final = "translations.json"


@dataclass(frozen=True)
class Messages:
    """The messages of one catalog, whatever its language.

    Attributes:
        name: where it is below locales/<lang>/, without `.po`.
        language: tag of the language the texts are written in.
        units: the messages.

    """

    name: str
    language: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class CatalogUpdate:
    """What was done, or would be, to one catalog."""

    file: Path
    language: str
    created: bool
    counts: Counts


@dataclass(frozen=True)
class Update:
    """What an update did, or would do.

    Attributes:
        templates: the POT files that were written.
        catalogs: the catalogs that were written.
        seen: how many catalogs were looked at.
        diagnostics: every problem found.

    """

    templates: tuple[Path, ...]
    catalogs: tuple[CatalogUpdate, ...]
    seen: int
    diagnostics: tuple[Diagnostic, ...]


def update_translations(
    project: Project,
    leaflets: Iterable[str] = (),
    languages: Sequence[str] = (),
    *,
    dry_run: bool = False,
) -> Update:
    """Extract the messages of a project and bring its catalogs up to date.

    Args:
        project: the project.
        leaflets: ids, none for all; phrases and labels are in every leaflet and always go along.
        languages: tags, whose missing catalogs are created; none for every catalog there is.
        dry_run: whether nothing is to be written.

    Raises:
        UsageError: the project cannot be read, or a leaflet or language does not exist.

    """
    wanted = tuple(leaflets)
    sources = load_sources(project, wanted)
    _check_languages(sources, languages)
    messages, diagnostics = load_messages(sources)
    run = _Run(sources, dry_run=dry_run, diagnostics=diagnostics)
    for each in messages:
        run.template(each)
        for language in languages or run.catalogs_of(each):
            run.catalog(each, sources.languages[language])
    if not wanted:
        run.diagnostics += orphans(project, sources.every_leaflet)
    run.diagnostics += () if dry_run else note_revisions(sources.afresh())
    run.finish()
    return Update(
        tuple(run.templates), tuple(run.updates), run.seen, tuple(dict.fromkeys(run.diagnostics))
    )


def _check_languages(sources: Sources, tags: Iterable[str]) -> None:
    place = Location(sources.project.locales)
    problems = [
        unknown_language(sources.languages, x, place) for x in tags if x not in sources.languages
    ]
    pseudo = [tag for tag in tags if tag in sources.languages and sources.languages[tag].pseudo]
    hint = "`polyleaf translations pseudo` writes its catalogs"
    for tag in pseudo:
        message = f"{tag!r} is a pseudolocale; nobody translates it"
        problems.append(Diagnostic("pseudolocale", place, message, hint))
    if problems:
        raise UsageError(problems)


def load_messages(sources: Sources) -> tuple[list[Messages], list[Diagnostic]]:
    """Return the messages of each catalog of a project, and the errors that keep others away."""
    settings = sources.project.settings
    diagnostics = [d for d in sources.diagnostics if d.severity is Severity.ERROR]
    found = [
        Messages(f"leaflets/{name}", loaded.leaflet.language, leaflet_units(loaded.leaflet))
        for name, loaded in sources.leaflets.items()
    ]
    library = sources.project.library
    # A text that could not be read is not gone.
    if not any(d.location.file.parent == library for d in diagnostics):
        units = shared_units(sources.shared_units(), sources.library.notes)
        found.append(Messages(PHRASES, settings.language, units))
    try:
        found.append(Messages(UI, "en", load_labels(sources.project)))
    except InputError as error:
        diagnostics += error.diagnostics
    return found, diagnostics


def load_labels(project: Project) -> tuple[Unit, ...]:
    """Return the labels of the templates, a project's own among them, and of the code.

    Raises:
        InputError: a template or a file of notes cannot be used.
    """
    code = sorted(Path(__file__).parents[1].rglob("*.py"))
    templates = [
        f for folder in reversed(project.templates) for f in sorted(folder.rglob("*.html"))
    ]
    labels = extract_labels([*templates, *code])
    notes: Notes = {}
    for file in project.locale_files("labels.yaml"):
        source = load_yaml(file)
        own, problems = validate(Notes, source)
        problems += unknown_notes(own or {}, labels, source)
        if problems:
            raise InputError(problems)
        notes |= own
    return label_units(labels, notes)


@dataclass
class _Run:
    """One update on its way."""

    sources: Sources
    dry_run: bool
    diagnostics: list[Diagnostic]
    templates: list[Path] = field(default_factory=list)
    updates: list[CatalogUpdate] = field(default_factory=list)
    seen: int = 0

    def __post_init__(self) -> None:
        project = self.sources.project
        self.locales = project.locales
        self.name = project.settings.name
        self.state_file = project.cache / STATE
        self.old_state = read_state(self.state_file)
        self.state: dict[str, str] = {}
        self.shipped = cache(self._shipped)
        self.digests: dict[tuple[str, frozenset[str]], bytes] = {}

    def template(self, messages: Messages) -> None:
        """Write the POT file of messages, if it is another one."""
        file = self.locales / "pot" / f"{messages.name}.pot"
        text = catalog_template(messages.units, self.name).encode()
        if messages.units and not (file.is_file() and file.read_bytes() == text):
            self.templates.append(file)
            self._write(file, text)

    def catalogs_of(self, messages: Messages) -> list[str]:
        """Return the languages of the table that have a catalog of these messages."""
        table = self.sources.languages
        files = sorted(self.locales.glob(f"*/{messages.name}.po"))
        tags = (file.relative_to(self.locales).parts[0] for file in files)
        return [tag for tag in tags if tag in table and not table[tag].pseudo]

    def catalog(self, messages: Messages, language: Language) -> None:
        """Bring one catalog up to date; tell its errors and leave it, if it has some."""
        if language.tag == messages.language:
            return
        file = self.locales / language.tag / f"{messages.name}.po"
        self.seen += 1
        try:
            self._update(messages, language, file)
        except InputError as error:
            self.diagnostics += error.diagnostics

    def _update(self, messages: Messages, language: Language, file: Path) -> None:
        elsewhere = self.shipped(file) if messages.name == UI else frozenset()
        old = _read(file)
        key, known = self._key(file), self._units_digest(messages, elsewhere)
        if old is not None and self.old_state.get(key) == digest(known, old):
            self.state[key] = self.old_state[key]
            return
        text = empty_catalog(language, self.name) if old is None else _decode(old, file)
        updated = update_catalog(
            text, messages.units, file, plural_forms=language.plural, elsewhere=elsewhere
        )
        new = updated.text.encode()
        if updated.counts != Counts():
            self.updates.append(CatalogUpdate(file, language.tag, old is None, updated.counts))
            self._write(file, new)
        self.state[key] = digest(known, new)

    def _shipped(self, file: Path) -> frozenset[str]:
        """Return the labels that Polyleaf's own catalog of the language translates."""
        files = self.sources.project.locale_files(f"{file.parent.name}/{file.name}")
        own = file.resolve()
        return load_interface(f for f in files if f != own).labels

    def _units_digest(self, messages: Messages, elsewhere: frozenset[str]) -> bytes:
        key = (messages.name, elsewhere)
        if key not in self.digests:
            self.digests[key] = units_digest(messages.units, elsewhere)
        return self.digests[key]

    def _key(self, file: Path) -> str:
        return file.relative_to(self.locales).as_posix()

    def _write(self, file: Path, data: bytes) -> None:
        if not self.dry_run:
            write_file(file, data)

    def finish(self) -> None:
        """Remember which catalogs are up to date."""
        if not self.dry_run:
            write_state(self.state_file, {**self.old_state, **self.state})


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"cannot read it: {error.strerror}"
        raise InputError([Diagnostic("unreadable-file", Location(file), message)]) from error


def _decode(data: bytes, file: Path) -> str:
    if data.startswith(BOM_UTF8):
        message = "the file begins with a byte order mark, which gettext's tools refuse"
        hint = "save it as UTF-8 without a byte order mark (BOM)"
        raise InputError([Diagnostic("byte-order-mark", Location(file, 1, 1), message, hint)])
    return read_text(file)
