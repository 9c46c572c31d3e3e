"""Leaflets looked at: everything that can be found in them before a page is rendered.

Job: load what is asked for, and go as far with each publication as a build goes without rendering:
catalogs, translation, letters, glyphs, template. Trade-off: with many, languages are dealt out to
processes that are forked off with all leaflets loaded; where there is no fork, one process does it.
Side effects: reads the project's files; prepares fonts; starts processes.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cached_property
from typing import Final

from polyleaf.diagnostics import Diagnostic, InputError, Location, Severity
from polyleaf.project import Project, leaflet_files
from polyleaf.publishing.build_state import KnownFindings, as_text
from polyleaf.publishing.catalogs import read_catalogs
from polyleaf.publishing.jobs import Preparer, families
from polyleaf.publishing.localisation import Localisation, localise_publication
from polyleaf.publishing.plan import PlannedPublication, plan
from polyleaf.publishing.readability import grade_problems
from polyleaf.publishing.request import USUAL
from polyleaf.publishing.selection import missing_catalog
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.publishing.time_limits import TimeLimitError, time_limit, too_slow
from polyleaf.publishing.typefaces import check_letters, prepare_project_fonts
from polyleaf.typesetting.page_fonts import font_families

__all__ = ["examine"]

MANUAL: Final = """
review-overdue (warning): the review of a leaflet, or of an approved translation, is overdue
Why: advice that was right two years ago may be wrong today.
Wrong: dates: {reviewed: 2023-01-10, review_every: P1Y}, in 2025
Right: a review, and its day in `reviewed`
Mend: have it reviewed and write the day down; `polyleaf due` lists what comes next. A release
    refuses a leaflet whose source review is overdue.
"""

Problems = Sequence[Diagnostic]
# Publications from which on processes are worth starting.
_MANY: Final = 400


def examine(
    project: Project, subjects: Sequence[tuple[str, str]], workers: int
) -> Iterator[list[KnownFindings]]:
    """Yield what is found in each subject, a language at a time; digests are left to the caller.

    Args:
        project: the project.
        subjects: leaflets and languages: without a language, the source of the leaflet; without a
            leaflet, what leaflets share in the language; without either, what all share.
        workers: how many processes may be used.

    Raises:
        UsageError: the project cannot be read at all.

    """
    named = dict.fromkeys(leaflet for leaflet, _ in subjects if leaflet)
    # What leaflets share is found with any of them.
    sources = load_sources(project, named or [*leaflet_files(project.leaflets)][:1])
    examiner = _Examiner(sources)
    by_language: dict[str, list[str]] = {}
    for leaflet, language in subjects:
        by_language.setdefault(language, []).append(leaflet)
    yield examiner.of_language("", by_language.pop("", []))
    groups = [*by_language.items()]
    if workers > 1 and len(subjects) >= _MANY and _can_fork():
        yield from _in_processes(examiner, groups, workers)
    else:
        for language, leaflets in groups:
            yield examiner.of_language(language, leaflets)


class _Examiner:
    """What has loaded the leaflets, and looks at them."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.preparer: Preparer | None = None
        self.font_problems: list[Diagnostic] = []
        # At once, so that processes which are forked off have the fonts ready.
        self._prepare_fonts()

    def _prepare_fonts(self) -> None:
        sources, settings = self.sources, self.sources.project.settings
        tags = settings.languages
        names = {*font_families(sources.languages[tag] for tag in tags)}
        names |= families(sources, plan(sources.leaflets, tags, settings.paper))
        try:
            fonts = prepare_project_fonts(sources, sorted(names))
        except InputError as error:
            self.font_problems += error.diagnostics
            return
        for found in check_letters(sources, fonts, tags).values():
            self.font_problems += found
        try:
            self.preparer = Preparer(sources, fonts)
        except InputError as error:
            self.font_problems += error.diagnostics

    def of_language(self, language: str, leaflets: Iterable[str]) -> list[KnownFindings]:
        """Return what is found in leaflets in a language."""
        look = self.of_publication if language else self.of_source
        return [look(leaflet, language) for leaflet in leaflets]

    def of_source(self, leaflet: str, _: str) -> KnownFindings:
        """Return what is found in a leaflet, or in what the whole project shares."""
        found = self.sources.problems.get(leaflet, ())
        if not leaflet:
            return _found(("", ""), as_text([*found, *self.font_problems]))
        loaded = self.sources.leaflets.get(leaflet)
        due = loaded.leaflet.dates.review_due if loaded else None
        if loaded is None or due is None:
            return _found((leaflet, ""), as_text(found))
        place = loaded.source.locate(("dates", "reviewed"))
        overdue = _overdue(f"the review of {leaflet!r} was due on {due}", place)
        return _found((leaflet, ""), as_text(found), due.isoformat(), as_text([overdue]))

    def of_publication(self, leaflet: str, language: str) -> KnownFindings:
        """Return what is found in a leaflet in a language, or in what leaflets share there."""
        subject = (leaflet, language)
        if not leaflet:
            return _found(subject, as_text(self._shared(language)))
        planned = PlannedPublication(leaflet, language, self.sources.project.settings.paper)
        if leaflet not in self.sources.leaflets:
            return _found(subject, as_text(self._unread(planned)))
        if missing_catalog(self.sources, planned):
            return _found(subject, "")
        found, due = self._inspect(planned)
        # What is shared is told once, and not with each leaflet.
        shared = self._shared(language)
        own = as_text(d for d in found if d not in shared)
        if due is None:
            return _found(subject, own)
        place = Location(self.sources.ledger_file(leaflet, language))
        text = f"the review of {leaflet!r} in {language} was due on {due}"
        return _found(subject, own, due, as_text([_overdue(text, place)]))

    def _inspect(self, planned: PlannedPublication) -> tuple[Problems, str | None]:
        """Return what is found in a publication, and when its translation is to be reviewed."""
        try:
            with time_limit(USUAL.seconds):
                draft, found = self._look(planned)
        except TimeLimitError as error:
            file = self.sources.leaflets[planned.leaflet].source.file
            return [too_slow(f"{planned.leaflet} in {planned.language}", file, error)], None
        found = [*found, *grade_problems(self.sources, planned.language, draft)]
        if draft.localised is None:
            return found, None
        dates = self.sources.leaflets[planned.leaflet].leaflet.dates
        due = dates.review_due_after(draft.localised.approved)
        return found, due.isoformat() if due else None

    def _look(self, planned: PlannedPublication) -> tuple[Localisation, Problems]:
        if self.preparer:
            return self.preparer.inspect(planned)
        made = localise_publication(self.sources, planned)
        return made, made.diagnostics

    def _unread(self, planned: PlannedPublication) -> Problems:
        """Return why the files of a leaflet with errors cannot be read."""
        if not self.sources.catalog_file(planned.leaflet, planned.language).is_file():
            return []
        return read_catalogs(self.sources, planned.leaflet, planned.language)[1]

    def _shared(self, language: str) -> Mapping[Diagnostic, None]:
        """Return what is wrong with the shared wording of a language, in order."""
        if language not in self._known:
            self._known[language] = dict.fromkeys(self._look_at_shared(language))
        return self._known[language]

    def _look_at_shared(self, language: str) -> Iterator[Diagnostic]:
        """Yield what is wrong with the wording that leaflets share in a language."""
        sources, source = self.sources, self.sources.project.settings.language
        try:
            if language == source:
                _ = sources.wording(language).interface
                return
            review = sources.review(language, source)
        except InputError as error:
            yield from error.diagnostics
            return
        yield from (*review.problems, *review.phrases, *review.labels)
        yield from review.reviewer.strays(sources.every_leaflet)

    @cached_property
    def _known(self) -> dict[str, dict[Diagnostic, None]]:
        return {}


def _found(
    subject: tuple[str, str], diagnostics: str, due: str = "", overdue: str = ""
) -> KnownFindings:
    return KnownFindings(*subject, "", diagnostics, due, overdue)


def _overdue(text: str, place: Location) -> Diagnostic:
    hint = "have it reviewed; `polyleaf due` lists what comes next"
    return Diagnostic("review-overdue", place, text, hint, Severity.WARNING)


def _can_fork() -> bool:
    # On macOS, system libraries do not survive a fork.
    return sys.platform != "darwin" and "fork" in multiprocessing.get_all_start_methods()


def _in_processes(
    examiner: _Examiner, groups: Iterable[tuple[str, list[str]]], workers: int
) -> Iterator[list[KnownFindings]]:
    """Yield what is found, a language at a time; what a process leaves undone is done here."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _begin, (examiner,)) as pool:
        tasks = [(group, pool.submit(_work, *group)) for group in groups]
        for (language, leaflets), task in tasks:
            try:
                yield task.result()
            except BrokenProcessPool:
                yield examiner.of_language(language, leaflets)


# The examiner of this process, if it is one of those that were forked off.
_own: list[_Examiner] = []


def _begin(examiner: _Examiner) -> None:
    _own[:] = [examiner]


def _work(language: str, leaflets: list[str]) -> list[KnownFindings]:
    return _own[0].of_language(language, leaflets)
