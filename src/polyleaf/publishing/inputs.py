"""What a publication is made from, as digests by kind: equal inputs, equal PDF.

Job: tell without reading a leaflet or a catalog whether one of them, or anything they are set with,
changed since a publication was made, and say what. Trade-off: some inputs are taken whole (all
figures, all templates), so that a change of one makes every publication be looked at again; what
is then the same comes from the store. Side effects: reads files through `file_digests`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from polyleaf.project import SETTINGS_FILE, Project
from polyleaf.publishing import software
from polyleaf.publishing.file_digests import FileDigests
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.translation.digests import digest_of
from polyleaf.typesetting.font_table import FontFamily

__all__ = ["Inputs", "changes"]

# The kinds, in the order in which they are told, each with what is said when it changed.
_CHANGES: Final = {
    "leaflet": "leaflet changed",
    "catalog": "catalog changed",
    "approvals": "approvals changed",
    "phrases": "shared wording changed",
    "interface": "interface strings changed",
    "terms": "terms or waivers changed",
    "figures": "figures changed",
    "templates": "templates changed",
    "fonts": "fonts changed",
    "languages": "table of languages changed",
    "settings": "polyleaf.yaml changed",
    "paper": "another paper",
    "standard": "another PDF standard",
    "release": "another release rule",
    "software": "software changed",
}
_TABLES: Final = ("languages.yaml", "pseudolocales.yaml")


class Inputs:
    """The inputs of a project's publications."""

    def __init__(
        self, project: Project, families: Iterable[FontFamily], files: FileDigests
    ) -> None:
        """Look at nothing yet.

        Args:
            project: the project.
            families: the table of font families, some of them made from files of the project.
            files: what knows the digests of files.

        """
        self.project = project
        self.families = families
        self.files = files

    @cached_property
    def shared(self) -> Mapping[str, str]:
        """Digests of what every publication depends on, by kind."""
        project, files = self.project, self.files
        folders = sorted({str(f.folder) for f in self.families if not f.package})
        return {
            "figures": files.of_folder(str(project.leaflets / "figures")),
            "templates": digest_of([files.of_folder(str(f)) for f in project.templates]),
            "fonts": digest_of([self._table("fonts.yaml"), *map(files.of_folder, folders)]),
            "languages": digest_of([*map(self._table, _TABLES)]),
            "settings": files.of(str(project.root / SETTINGS_FILE)),
            "software": software.installed(files),
        }

    @cached_property
    def library(self) -> str:
        """Digest of what leaflets are loaded with."""
        library = self.files.of_folder(str(self.project.library))
        return digest_of([library, *self.shared.values()])

    def of_leaflet(self, leaflet: str) -> str:
        """Return the digest of all that a leaflet's text and its checks depend on."""
        own = self.files.of(str(self.project.leaflets / f"{leaflet}.yaml"))
        return digest_of([own, self.library])

    def of(self, planned: PlannedPublication, content: str, release: str) -> str:
        """Return the digests of all that a publication is made from, with their kinds.

        Args:
            planned: the publication.
            content: the source revision of its leaflet.
            release: what a release rule was asked, or "".

        """
        return (
            f"leaflet={content} catalog={self._catalog(planned)}"
            f" approvals={self._of_leaflet(planned, 'approvals', '.yaml')}"
            f" paper={planned.paper} standard={planned.standard} release={release}"
            f" {self._common(planned.language)}"
        )

    def _common(self, language: str) -> str:
        """Return the digests of what all publications in a language are made from."""
        if language not in self._commons:
            found = {**self.of_language(language), **self.shared}
            self._commons[language] = " ".join(f"{kind}={of}" for kind, of in found.items())
        return self._commons[language]

    @cached_property
    def _commons(self) -> dict[str, str]:
        return {}

    def has_catalog(self, planned: PlannedPublication) -> bool:
        """Tell whether there is a catalog of a leaflet in a language."""
        return bool(self._catalog(planned))

    def catalog_file(self, planned: PlannedPublication) -> Path:
        """Return where the catalog of a leaflet in a language is, or would be."""
        return Path(self._folder(planned.language)) / "leaflets" / f"{planned.leaflet}.po"

    def _catalog(self, planned: PlannedPublication) -> str:
        return self._of_leaflet(planned, "leaflets", ".po")

    def _of_leaflet(self, planned: PlannedPublication, kind: str, suffix: str) -> str:
        # Not joined by pathlib or `os.path.join`: this is done for each of ten thousand PDFs.
        folder = self._folder(planned.language)
        return self.files.of(f"{folder}{os.sep}{kind}{os.sep}{planned.leaflet}{suffix}")

    def _folder(self, language: str) -> str:
        return f"{self._locales}{os.sep}{language}"

    @cached_property
    def _locales(self) -> str:
        return str(self.project.locales)

    def of_publication(self, planned: PlannedPublication) -> str:
        """Return the digests of what is a publication's own: catalog and approvals."""
        kinds = (("leaflets", ".po"), ("approvals", ".yaml"))
        return " ".join(self._of_leaflet(planned, *kind) for kind in kinds)

    def of_language(self, language: str) -> Mapping[str, str]:
        """Return the digests of what leaflets share in a language, by kind."""
        if language not in self._languages:
            folder, files = Path(self._folder(language)), self.files
            terms = (folder.parent / "terms.csv", folder / "terms.csv", folder / "waivers.yaml")
            self._languages[language] = {
                "phrases": files.of(str(folder / "phrases.po")),
                "interface": self._table(f"{language}/ui.po"),
                "terms": files.of_all(map(str, terms)),
            }
        return self._languages[language]

    @cached_property
    def _languages(self) -> dict[str, Mapping[str, str]]:
        return {}

    def _table(self, name: str) -> str:
        return self.files.of_all(map(str, self.project.locale_files(name)))


def changes(before: str, now: str) -> tuple[str, ...]:
    """Return what changed between two states of the inputs of a publication, for people."""
    if before == now:
        return ()
    old, new = _kinds(before), _kinds(now)
    return tuple(text for kind, text in _CHANGES.items() if old.get(kind) != new.get(kind))


def _kinds(inputs: str) -> dict[str, str]:
    pairs = (one.partition("=") for one in inputs.split(" "))
    return {kind: digest for kind, _, digest in pairs}
