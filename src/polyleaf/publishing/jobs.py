"""A planned publication in, a self-contained job out.

Job: localise a leaflet, set it as HTML and gather the files its pages need. Trade-off: everything
that can be known before layout is checked here, so that a worker only renders.
Side effects: reads catalogs, templates and figures.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import segno

from polyleaf.checks import glyphs
from polyleaf.checks.figures import figures
from polyleaf.content.document import revision
from polyleaf.content.inline import plain_text
from polyleaf.content.leaflets import LoadedLeaflet
from polyleaf.diagnostics import Diagnostic, InputError, Location, Severity, has_errors
from polyleaf.languages.table import Language
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.sources import Catalogs, Sources, load_catalogs
from polyleaf.translation.catalog import load_interface
from polyleaf.translation.merge import LocalisedDocument, localise, source_document
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job
from polyleaf.typesetting.template import Typesetter, font_families, template_environment

__all__ = ["Prepared", "Preparer", "families"]

STYLE_SHEETS = ("leaflet.css",)


@dataclass(frozen=True)
class Prepared:
    """A publication ready to be rendered, and what was found while it was made ready."""

    planned: PlannedPublication
    localised: LocalisedDocument | None
    job: Job | None
    location: Location
    source_revision: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def families(sources: Sources, planned: Iterable[PlannedPublication]) -> set[str]:
    """Return the names of the font families that the planned publications need."""
    table = sources.languages
    return {
        family
        for item in planned
        if item.leaflet in sources.leaflets
        for family in font_families(
            table[item.language], table[sources.leaflets[item.leaflet].leaflet.language]
        )
    }


class Preparer:
    """Makes jobs of planned publications; keeps templates and style sheets read."""

    def __init__(self, sources: Sources, fonts: FontSet) -> None:
        """Read the style sheets and icons of the project's templates."""
        self.sources = sources
        self.fonts = fonts
        project = sources.project
        environment = template_environment(project.templates)
        self.typesetter = Typesetter(environment, project.settings, sources.languages)
        self.css = tuple(_find(project.templates, name).read_text("utf-8") for name in STYLE_SHEETS)
        self.icons = _icons(project.templates)

    def prepare(self, planned: PlannedPublication) -> Prepared:
        """Return the publication ready to be rendered; without a job if it must not be."""
        loaded = self.sources.leaflets[planned.leaflet]
        localised, location, diagnostics = self._localise(planned, loaded)
        if localised is not None:
            diagnostics += self._missing_glyphs(localised, loaded, location)
        if localised is None or has_errors(diagnostics):
            return Prepared(planned, None, None, location, diagnostics=diagnostics)
        return Prepared(
            planned,
            localised,
            self._job(planned, localised, loaded),
            location,
            revision(loaded.leaflet, self.sources.document(planned.leaflet)),
            diagnostics,
        )

    def _localise(
        self, planned: PlannedPublication, loaded: LoadedLeaflet
    ) -> tuple[LocalisedDocument | None, Location, list[Diagnostic]]:
        document = self.sources.document(planned.leaflet)
        source, target = self._languages(planned, loaded)
        if source.tag == target.tag:
            location = Location(loaded.source.file)
            try:
                interface = load_interface(self.sources.project.locale_files(f"{target.tag}/ui.po"))
            except InputError as error:
                return None, location, list(error.diagnostics)
            return source_document(document, source, interface), location, []
        catalogs, diagnostics = load_catalogs(self.sources, planned.leaflet, target.tag)
        if catalogs is None:
            return None, Location(loaded.source.file), diagnostics
        localised, warnings = localise(
            document, (catalogs.leaflet, catalogs.phrases), (source, target), catalogs.interface
        )
        return localised, Location(catalogs.leaflet.file), diagnostics + _sum_up(warnings, catalogs)

    def _languages(
        self, planned: PlannedPublication, loaded: LoadedLeaflet
    ) -> tuple[Language, Language]:
        table = self.sources.languages
        return table[loaded.leaflet.language], table[planned.language]

    def _missing_glyphs(
        self, localised: LocalisedDocument, loaded: LoadedLeaflet, location: Location
    ) -> list[Diagnostic]:
        names = font_families(localised.language, localised.source_language)
        covered = frozenset().union(*map(self.fonts.covers, names))
        texts = localised.document.units()
        if localised.language.tag == localised.source_language.tag:
            location = Location(loaded.source.file, 1, 1)
        return list(glyphs.check(texts, localised.language, covered, location))

    def _job(
        self, planned: PlannedPublication, localised: LocalisedDocument, loaded: LoadedLeaflet
    ) -> Job:
        online = self._online(planned)
        html = self.typesetter.html(localised, online, planned.paper)
        assets = {**self.icons, **self._figures(loaded)}
        if online:
            assets["qr.svg"] = _qr_code(online)
        return Job(html, self.css, tuple(sorted(assets.items())))

    def _online(self, planned: PlannedPublication) -> str:
        pattern = self.sources.project.settings.online or ""
        return pattern.replace("{language}", planned.language).replace("{id}", planned.leaflet)

    def _figures(self, loaded: LoadedLeaflet) -> Mapping[str, bytes]:
        folder = self.sources.project.leaflets / "figures"
        return {
            f"figures/{figure.figure}": (folder / figure.figure).read_bytes()
            for section in loaded.leaflet.sections.values()
            for _, figure in figures(section.content)
        }


def _sum_up(warnings: list[Diagnostic], catalogs: Catalogs) -> list[Diagnostic]:
    """Return the warnings, or one for all where nothing of a leaflet is translated."""
    if len(warnings) > 1 and not any(m.target for m in catalogs.leaflet.messages.values()):
        message = f"nothing is translated: all {len(warnings)} texts print in the source language"
        location = Location(catalogs.leaflet.file)
        return [Diagnostic("missing-translation", location, message, "", Severity.WARNING)]
    return warnings


def _find(folders: tuple[Path, ...], name: str) -> Path:
    return next(folder / name for folder in folders if (folder / name).is_file())


def _icons(folders: tuple[Path, ...]) -> dict[str, bytes]:
    return {
        f"icons/{file.name}": file.read_bytes()
        for folder in reversed(folders)
        for file in sorted((folder / "icons").glob("*.svg"))
    }


def _qr_code(address: str) -> bytes:
    """Return the QR code of an address as SVG (ISO/IEC 18004, error correction level M)."""
    image = io.BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="svg", border=0, xmldecl=False)
    return image.getvalue()


def title_of(localised: LocalisedDocument) -> str:
    """Return the title of a publication without its markup."""
    return plain_text(localised.document.leaflet.title)
