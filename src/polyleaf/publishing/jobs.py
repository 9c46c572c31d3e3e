"""A planned publication in, a self-contained job out.

Job: localise a leaflet, set it as HTML and gather the files its pages need. Trade-off: everything
that can be known before layout is checked here, so that a worker only renders.
Side effects: reads catalogs, templates and figures.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import segno

from polyleaf.checks import glyphs
from polyleaf.checks.figures import MAX_BYTES, figure_file, figures, unsafe_parts
from polyleaf.checks.glyphs import Texts
from polyleaf.content.inline import plain_text
from polyleaf.content.leaflets import LoadedLeaflet
from polyleaf.diagnostics import Diagnostic, InputError, Location, Severity, has_errors
from polyleaf.languages.table import Language
from polyleaf.publishing.localisation import Localisation, localise_publication
from polyleaf.publishing.origin import provenance_of
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.sources import Sources
from polyleaf.reading.source import read_bytes, read_text
from polyleaf.translation.merge import LocalisedDocument, Status
from polyleaf.translation.snapshots import Snapshot
from polyleaf.typesetting.citations import format_reference
from polyleaf.typesetting.environment import template_environment
from polyleaf.typesetting.font_search import families_with
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job
from polyleaf.typesetting.page_fonts import font_families, page_languages
from polyleaf.typesetting.page_text import texts_by_language
from polyleaf.typesetting.template import SetPage, Typesetter

__all__ = ["Prepared", "Preparer", "families"]

MANUAL: Final = """
missing-label (warning): labels of the page, such as "Last reviewed", are not translated
Why: they print in English, and the leaflet is a draft.
Wrong: locales/sw/ui.po without "Page {page} of {pages}"
Right: all labels in locales/sw/ui.po
Mend: translate them in `locales/<lang>/ui.po`; a catalog of another language shows all.
"""

STYLE_SHEETS = ("leaflet.css",)

Snapshots = Mapping[PlannedPublication, Snapshot]
"""What is set in place of today's texts, by publication."""

NO_SNAPSHOTS: Final[Snapshots] = MappingProxyType({})


@dataclass(frozen=True)
class Prepared:
    """A publication ready to be rendered, and what was found while it was made ready.

    Attributes:
        planned: what it is.
        localised: its document, or None where there is none.
        job: what to render, or None where an error forbids it.
        location: the file its text comes from.
        places: tells where the printed text of a unit is written.
        families: the font families it may use.
        source_revision: stands for the content of the source document.
        diagnostics: what was found.

    """

    planned: PlannedPublication
    localised: LocalisedDocument | None
    job: Job | None
    location: Location
    places: Callable[[str], Location]
    families: frozenset[str] = frozenset()
    source_revision: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def locate(self, unit: str) -> Location:
        """Return where a unit's printed text is written; of "", where the publication's text is."""
        return self.places(unit) if unit else self.location


def families(
    sources: Sources, planned: Iterable[PlannedPublication], snapshots: Snapshots = NO_SNAPSHOTS
) -> set[str]:
    """Return the names of the font families that the planned publications need."""
    settings, table = sources.project.settings, sources.languages
    found: set[str] = set()
    for item in planned:
        if item.leaflet in sources.leaflets:
            kept = snapshots.get(item)
            document = kept.document if kept else sources.document(item.leaflet)
            found |= set(font_families(page_languages(document, item.language, settings, table)))
    return found


@dataclass(frozen=True)
class _Made:
    """A publication as a page of HTML, or None, and what was found on the way."""

    draft: Localisation
    localised: LocalisedDocument | None
    page: SetPage | None
    diagnostics: list[Diagnostic]


class Preparer:
    """Makes jobs of planned publications; keeps templates and style sheets read."""

    def __init__(
        self, sources: Sources, fonts: FontSet | None, snapshots: Snapshots = NO_SNAPSHOTS
    ) -> None:
        """Read the style sheets and icons of the project's templates.

        Args:
            sources: the project's content.
            fonts: the fonts that must have its letters, or None not to look at that.
            snapshots: what is set in place of today's texts.

        Raises:
            InputError: one of them cannot be used.

        """
        self.sources = sources
        self.fonts = fonts
        self.snapshots = snapshots
        self._coverage: dict[str, frozenset[int]] = {}
        project = sources.project
        environment = template_environment(project.templates)
        self.typesetter = Typesetter(
            environment, project.settings, sources.languages, sources.template
        )
        self.css = tuple(read_text(_find(project.templates, name)) for name in STYLE_SHEETS)
        self.icons = _icons(project.templates)

    def inspect(self, planned: PlannedPublication) -> tuple[Localisation, list[Diagnostic]]:
        """Return a publication in its language, and what is found without rendering it."""
        made = self._set(planned)
        return made.draft, made.diagnostics

    def prepare(self, planned: PlannedPublication) -> Prepared:
        """Return the publication ready to be rendered; without a job if it must not be."""
        made = self._set(planned)
        draft, localised, diagnostics, job = made.draft, made.localised, made.diagnostics, None
        if made.page is not None and not has_errors(diagnostics):
            try:
                job = self._job(planned, replace(draft, localised=localised), made.page.html)
            except InputError as error:
                diagnostics += error.diagnostics
        return Prepared(
            planned,
            localised,
            job,
            Location(draft.file),
            draft.locate,
            frozenset(self._families(localised)) if localised else frozenset(),
            draft.source_revision,
            diagnostics,
        )

    def _set(self, planned: PlannedPublication) -> _Made:
        """Return the publication as a page, if nothing forbids it, and what was found."""
        draft = localise_publication(self.sources, planned, self.snapshots.get(planned))
        texts = _texts(planned.leaflet, draft.localised, self.sources.languages)
        diagnostics = [*draft.diagnostics, *self._missing_glyphs(texts, draft.locate)]
        localised, page = draft.localised, None
        if localised is not None and not has_errors(diagnostics):
            try:
                localised, page = self._set_page(planned, localised)
                diagnostics += self._missing_labels(planned.language, page)
                rest = _other_texts(planned, page.html, self.sources.languages)
                diagnostics += self._missing_glyphs(rest, lambda _: Location(draft.file))
            except InputError as error:
                diagnostics += error.diagnostics
        return _Made(draft, localised, page, diagnostics)

    def _missing_glyphs(
        self, texts: Iterable[Texts], locate: Callable[[str], Location]
    ) -> Iterator[Diagnostic]:
        """Yield what is missing: text in a language must be set in the fonts of that language."""
        if self.fonts is None:
            return
        for some in texts:
            covered = self._covered(some.language, self.fonts)
            yield from glyphs.check(some, covered, locate, self._families_with)

    def _covered(self, language: Language, fonts: FontSet) -> frozenset[int]:
        """Return the characters that the fonts of a language have, looked up once."""
        if language.tag not in self._coverage:
            families = map(fonts.covers, font_families([language]))
            self._coverage[language.tag] = frozenset[int]().union(*families)
        return self._coverage[language.tag]

    def _families_with(self, text: str) -> tuple[str, ...]:
        return families_with(text, self.sources.families.values())

    def _families(self, localised: LocalisedDocument) -> tuple[str, ...]:
        settings, table = self.sources.project.settings, self.sources.languages
        own = localised.language.tag
        return font_families(page_languages(localised.document, own, settings, table))

    def _set_page(
        self, planned: PlannedPublication, localised: LocalisedDocument
    ) -> tuple[LocalisedDocument, SetPage]:
        """Set the page; where labels are missing, once more as the incomplete draft it is."""
        online = self._online(planned)
        page = self.typesetter.set_page(localised, online, planned.paper)
        if page.missing_labels and localised.status is not Status.INCOMPLETE:
            localised = replace(localised, status=Status.INCOMPLETE)
            page = self.typesetter.set_page(localised, online, planned.paper)
        return localised, page

    def _missing_labels(self, language: str, page: SetPage) -> Iterable[Diagnostic]:
        if page.missing_labels:
            first, number = min(page.missing_labels), len(page.missing_labels)
            message = f"{number} labels of the page are not translated, such as {first!r}"
            file = self.sources.project.locales / language / "ui.po"
            hint = "a catalog of another language shows all of them"
            yield Diagnostic("missing-label", Location(file), message, hint, Severity.WARNING)

    def _job(self, planned: PlannedPublication, draft: Localisation, html: str) -> Job:
        online = self._online(planned)
        assets = {**self.icons, **self._figures(draft.loaded, planned.language)}
        if online:
            assets["qr.svg"] = _qr_code(online)
        job = Job(html, self.css, tuple(sorted(assets.items())), standard=planned.standard)
        return replace(job, provenance=provenance_of(planned, draft, job))

    def _online(self, planned: PlannedPublication) -> str:
        pattern = self.sources.project.settings.online or ""
        return pattern.replace("{language}", planned.language).replace("{id}", planned.leaflet)

    def _figures(self, loaded: LoadedLeaflet, language: str) -> Mapping[str, bytes]:
        folder = self.sources.project.leaflets / "figures"
        direction = self.sources.languages[language].direction
        return {
            f"figures/{figure.figure}": figure_file(folder, figure.figure, direction).read_bytes()
            for section in loaded.leaflet.sections.values()
            for _, figure in figures(section.content)
        }


def _texts(
    leaflet: str, localised: LocalisedDocument | None, table: Mapping[str, Language]
) -> Iterator[Texts]:
    """Yield the units and references of a document, apart for each language they are set in."""
    if localised is None:
        return
    own, source = localised.language, localised.source_language
    found: dict[str, dict[str, str]] = {}
    for unit, text in localised.document.units().items():
        tag = source.tag if unit in localised.untranslated else own.tag
        found.setdefault(tag, {})[unit] = text
    for unit, reference in localised.document.cited().items():
        tag = reference.language if reference.language in table else own.tag
        pieces = format_reference(reference)
        found.setdefault(tag, {})[unit] = "".join(text for _, text in pieces)
    for tag, texts in found.items():
        yield Texts(leaflet, table[tag], texts)


def _other_texts(
    planned: PlannedPublication, html: str, table: Mapping[str, Language]
) -> Iterator[Texts]:
    """Yield all that a page says, so that labels, names and dates are looked at too."""
    for tag, texts in texts_by_language(html).items():
        language = table.get(tag, table[planned.language])
        yield Texts(planned.leaflet, language, {text: text for text in texts})


def _find(folders: tuple[Path, ...], name: str) -> Path:
    return next(folder / name for folder in folders if (folder / name).is_file())


def _icons(folders: tuple[Path, ...]) -> dict[str, bytes]:
    found = {
        f"icons/{file.name}": (file, read_bytes(file, MAX_BYTES))
        for folder in reversed(folders)
        for file in sorted((folder / "icons").glob("*.svg"))
    }
    problems = [
        problem
        for name, (file, data) in found.items()
        for problem in unsafe_parts(data, name, Location(file))
    ]
    if problems:
        raise InputError(problems)
    return {name: data for name, (_, data) in found.items()}


def _qr_code(address: str) -> bytes:
    """Return the QR code of an address as SVG (ISO/IEC 18004, error correction level M)."""
    image = io.BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="svg", border=0, xmldecl=False)
    return image.getvalue()


def title_of(localised: LocalisedDocument) -> str:
    """Return the title of a publication without its markup."""
    return plain_text(localised.document.leaflet.title)
