"""Which publications are asked for, and where each one's PDF goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location, Severity, UsageError, did_you_mean
from polyleaf.languages.table import Language, unknown_language
from polyleaf.project import Project, Standard
from polyleaf.typesetting.layout import STANDARD

__all__ = ["Plan", "PlannedPublication", "plan", "plan_publications", "wanted_leaflets"]

MANUAL: Final = """
no-catalog (error, warning): a leaflet has no catalog in a language that was asked for
Why: readers of that language get nothing.
Wrong: -l sw without locales/sw/leaflets/dose.po
Right: the catalog, made and translated
Mend: `polyleaf translations update -l LANG` makes the catalog.

unknown-leaflet (error): there is no leaflet with that id
Why: something else than was meant would be built, or nothing.
Wrong: polyleaf build talimogen
Right: polyleaf build talimogene-laherparepvec
Mend: correct the id; the nearest are named.
"""


@dataclass(frozen=True, order=True)
class PlannedPublication:
    """A publication to be made."""

    leaflet: str
    language: str
    paper: str
    edition: str = "standard"
    standard: Standard = STANDARD

    @property
    def path(self) -> str:
        """The PDF's place in the build folder, as the contract fixes it."""
        suffix = "" if self.edition == "standard" else f".{self.edition}"
        return f"pdf/{self.language}/{self.leaflet}.{self.language}{suffix}.pdf"


def plan(
    leaflets: Iterable[str],
    languages: Iterable[str],
    paper: str,
    standard: Standard = STANDARD,
) -> Iterator[PlannedPublication]:
    """Yield every leaflet in every language, a leaflet at a time."""
    tags = tuple(languages)
    for leaflet in leaflets:
        for language in tags:
            yield PlannedPublication(leaflet, language, paper, standard=standard)


@dataclass(frozen=True)
class Plan:
    """What a build is about.

    Attributes:
        publications: what is to be built.
        left_out: what is not, for want of a catalog.
        diagnostics: a word on each catalog that there is not.

    """

    publications: tuple[PlannedPublication, ...]
    left_out: tuple[PlannedPublication, ...]
    diagnostics: tuple[Diagnostic, ...]


def plan_publications(
    project: Project,
    table: Mapping[str, Language],
    leaflets: Iterable[str],
    request: tuple[Sequence[str], str, Standard | None],
    missing: Callable[[PlannedPublication], Path | None],
) -> Plan:
    """Return the plan of a build.

    Args:
        project: the project.
        table: the table of languages.
        leaflets: ids of the leaflets that are to be built.
        request: tags, or none for the project's; `a4`, `letter`, or "" for the project's; and a
            standard, or None for the project's.
        missing: tells which catalog of a publication there is not, if it needs one.

    Raises:
        UsageError: there is no such language.

    """
    languages, paper, standard = request
    settings = project.settings
    tags = dict.fromkeys(languages or settings.languages)
    _check_languages(project, table, tags)
    planned: list[PlannedPublication] = []
    left_out: list[PlannedPublication] = []
    diagnostics = []
    kind = (paper or settings.paper, standard or settings.pdf.standard)
    for item in plan(sorted(leaflets), tags, *kind):
        file = missing(item)
        if file is not None:
            severity = Severity.ERROR if languages else Severity.WARNING
            diagnostics.append(_no_catalog(item, file, severity))
        (planned if file is None or languages else left_out).append(item)
    return Plan(tuple(planned), tuple(left_out), tuple(diagnostics))


def _check_languages(
    project: Project, table: Mapping[str, Language], languages: Iterable[str]
) -> None:
    problems = [
        unknown_language(table, tag, Location(project.source.file))
        for tag in languages
        if tag not in table
    ]
    if problems:
        raise UsageError(problems)


def _no_catalog(item: PlannedPublication, file: Path, severity: Severity) -> Diagnostic:
    message = f"{item.leaflet!r} is not translated into {item.language}: there is no such catalog"
    return Diagnostic("no-catalog", Location(file), message, "", severity)


def wanted_leaflets(
    files: Mapping[str, Path], wanted: tuple[str, ...], folder: Path
) -> Mapping[str, Path]:
    """Return the files of the leaflets whose ids are wanted; of none, all.

    Raises:
        UsageError: there is no such leaflet in the folder.
    """
    problems = []
    for name in wanted:
        if name not in files:
            hint = did_you_mean(name, files) or f"there are: {', '.join(files) or 'none yet'}"
            message = f"there is no leaflet {name!r}"
            problems.append(Diagnostic("unknown-leaflet", Location(folder), message, hint))
    if problems:
        raise UsageError(problems)
    return {name: files[name] for name in dict.fromkeys(wanted)} if wanted else files
