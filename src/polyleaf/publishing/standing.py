"""Where every leaflet stands in every language, and whose review is due.

Job: gather the figures of `polyleaf status` and `polyleaf due`. Trade-off: every catalog is read
anew, so that no figure is ever older than the files. Side effects: reads the project.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from polyleaf.diagnostics import Diagnostic, Location, Severity, UsageError
from polyleaf.languages.table import unknown_language
from polyleaf.project import Project
from polyleaf.publishing.release import blockers, progress_of, source_blockers
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.translation.progress import Progress

__all__ = ["Due", "Standing", "due_reviews", "standings"]


@dataclass(frozen=True)
class Standing:
    """How far a leaflet has come in a language, and what keeps it from being released."""

    leaflet: str
    language: str
    progress: Progress
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Due:
    """A review that is due: of the source leaflet, or of a translation of it."""

    date: datetime.date
    leaflet: str
    language: str
    what: str


def standings(
    project: Project, leaflets: Iterable[str], languages: Iterable[str], today: datetime.date
) -> tuple[list[Standing], list[Diagnostic]]:
    """Return where leaflets stand in languages, and what cannot be read.

    Args:
        project: the project.
        leaflets: ids, or none for all.
        languages: tags, or none for the project's.
        today: the date to judge by whether a review is overdue.

    Raises:
        UsageError: there is no such leaflet or language.

    """
    sources = load_sources(project, tuple(leaflets))
    diagnostics = _errors(sources.diagnostics)
    found = []
    for leaflet, language in _translations(sources, tuple(languages)):
        progress, problems = progress_of(sources, leaflet, language)
        loaded, rule = sources.leaflets[leaflet].leaflet, project.settings.release
        reasons = [*blockers(progress), *source_blockers(loaded, rule, today)]
        if problems:
            reasons.insert(0, "its files cannot be read")
        diagnostics += problems
        found.append(Standing(leaflet, language, progress, tuple(reasons)))
    return found, list(dict.fromkeys(diagnostics))


def due_reviews(
    project: Project, today: datetime.date, within: datetime.timedelta
) -> tuple[list[Due], list[Diagnostic]]:
    """Return the reviews that are due by the end of a span of days, and what cannot be read.

    A translation's review is due as long after its last one as that of its source is after the
    source's. One that is not approved has no review to repeat.
    """
    sources = load_sources(project)
    diagnostics = _errors(sources.diagnostics)
    found = []
    for leaflet, loaded in sources.leaflets.items():
        if date := loaded.leaflet.dates.review_due:
            found.append(Due(date, leaflet, loaded.leaflet.language, "source"))
    for leaflet, language in _translations(sources, ()):
        progress, problems = progress_of(sources, leaflet, language)
        diagnostics += problems
        dates = sources.leaflets[leaflet].leaflet.dates
        if again := dates.review_due_after(progress.completed):
            found.append(Due(again, leaflet, language, "translation"))
    last = today + within
    return sorted(d for d in found if d.date <= last), list(dict.fromkeys(diagnostics))


def _translations(sources: Sources, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    here = Location(sources.project.source.file)
    if unknown := [tag for tag in languages if tag not in sources.languages]:
        raise UsageError([unknown_language(sources.languages, tag, here) for tag in unknown])
    for leaflet, loaded in sources.leaflets.items():
        for language in languages or sources.project.settings.languages:
            if language != loaded.leaflet.language and not sources.languages[language].pseudo:
                yield leaflet, language


def _errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.severity is Severity.ERROR]
