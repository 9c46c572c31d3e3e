"""Planned publications in, finished PDFs in the store out.

Job: prepare each publication, take its PDF from the store or have it rendered, and check its pages.
Trade-off: publications are prepared one by one while others are rendered, so that ten thousand need
no more memory than ten. Side effects: reads the project; starts processes; writes to the store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from polyleaf.checks import layout, overflow, page_breaks
from polyleaf.content.inline import plain_text
from polyleaf.diagnostics import Diagnostic, has_errors
from polyleaf.publishing.executors import Executor, LostWorkerError, Outcome
from polyleaf.publishing.jobs import Prepared, Preparer, title_of
from polyleaf.publishing.manifest import Publication
from polyleaf.publishing.outputs import RELEASED, cannot_write
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.publishing.release import draft_refusal
from polyleaf.publishing.store import Store
from polyleaf.publishing.time_limits import TimeLimitError, time_limit, too_slow
from polyleaf.typesetting.fonts import FontFile, FontSet
from polyleaf.typesetting.layout import Job, Rendered

__all__ = ["Made", "Production"]

MANUAL: Final = """
lost-worker (error): a leaflet made its process die, or run out of time, twice
Why: one leaflet must not hold up all others; this one was not built.
Wrong: a figure with millions of points
Right: a figure with some hundreds
Mend: look for what is unusual in it, such as a huge figure.

render-failed (error): a leaflet could not be rendered
Why: it was not built; a PDF of an earlier build stays.
Wrong: a template that the renderer cannot lay out
Right: one that it can
Mend: read what the renderer says, and mend the template or the figure.
"""


@dataclass(frozen=True)
class Made:
    """What became of a planned publication.

    Attributes:
        planned: what it is.
        publication: its entry in the manifest; None if it was not made.
        key: the key of its PDF in the store.
        rendered: whether it was rendered just now.
        is_draft: whether a release refuses it because its pages say that they are a draft.
        diagnostics: what was found while it was made.

    """

    planned: PlannedPublication
    publication: Publication | None = None
    key: str = ""
    rendered: bool = False
    is_draft: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class _Ready:
    item: Prepared
    key: str
    diagnostics: Sequence[Diagnostic]


@dataclass
class Production:
    """Makes the PDFs of a build.

    Attributes:
        preparer: makes jobs.
        fonts: the fonts of the build.
        letters: what was found on the letters of each language's fonts.
        executor: renders jobs.
        store: where PDFs are kept.
        software: `software.drawing`.
        seconds: how long making a publication ready may take.
        release: whether drafts are refused.
        force: whether PDFs are rendered although the store has them.

    """

    preparer: Preparer
    fonts: FontSet
    letters: Mapping[str, Sequence[Diagnostic]]
    executor: Executor
    store: Store
    software: str
    seconds: float
    release: bool = False
    force: bool = False
    _done: list[Made] = field(default_factory=list)
    _ready: dict[str, _Ready] = field(default_factory=dict)

    def run(self, planned: Iterable[PlannedPublication]) -> Generator[Made, None, None]:
        """Yield what became of each publication, as soon as it is known."""
        with closing(self.executor(self._jobs(planned))) as outcomes:
            for path, outcome in outcomes:
                yield from self._take_done()
                yield self._finished(self._ready.pop(path), outcome)
        yield from self._take_done()

    def _take_done(self) -> list[Made]:
        done, self._done = self._done, []
        return done

    def _jobs(self, planned: Iterable[PlannedPublication]) -> Iterator[tuple[str, Job]]:
        """Yield the jobs that must be rendered; the rest is done."""
        for one in planned:
            found = self.letters.get(one.language, ())
            if has_errors(found):
                self._done.append(Made(one, diagnostics=tuple(found)))
                continue
            try:
                with time_limit(self.seconds):
                    item = self.preparer.prepare(one)
            except TimeLimitError as error:
                self._done.append(Made(one, diagnostics=(*found, self._too_slow(one, error))))
                continue
            ready = _Ready(item, self._key(item), (*found, *item.diagnostics))
            if item.job is None or self._is_refused(item):
                self._done.append(self._not_made(ready))
            elif not self.force and (stored := self.store.find(ready.key)):
                self._done.append(self._made(ready, stored, rendered=False))
            else:
                self._ready[one.path] = ready
                yield one.path, item.job

    def _too_slow(self, planned: PlannedPublication, error: TimeLimitError) -> Diagnostic:
        file = self.preparer.sources.leaflets[planned.leaflet].source.file
        return too_slow(f"{planned.leaflet} in {planned.language}", file, error)

    def _key(self, item: Prepared) -> str:
        fonts = tuple(file for file in self.fonts.files if file.family in item.families)
        return job_key(item.job, fonts, self.software) if item.job else ""

    def _is_refused(self, item: Prepared) -> bool:
        localised = item.localised
        return self.release and localised is not None and localised.status not in RELEASED

    def _not_made(self, ready: _Ready) -> Made:
        """Return what is not made for an error, or for a draft notice that no ledger tells."""
        item, found = ready.item, list(ready.diagnostics)
        if (refused := self._is_refused(item)) and item.localised:
            found.append(draft_refusal(item.planned, item.location, item.localised.status))
        return Made(item.planned, is_draft=refused, diagnostics=tuple(found))

    def _finished(self, ready: _Ready, outcome: Outcome) -> Made:
        if isinstance(outcome, Exception):
            found = (*ready.diagnostics, _not_rendered(ready.item, outcome))
            return Made(ready.item.planned, diagnostics=found)
        return self._made(ready, outcome, rendered=True)

    def _made(self, ready: _Ready, pdf: Rendered, *, rendered: bool) -> Made:
        item, problems = ready.item, _problems(pdf, ready.item)
        if rendered and not has_errors(problems):
            problems += self._keep(ready, pdf, clean=not problems)
        found = (*ready.diagnostics, *problems)
        if has_errors(problems):
            return Made(item.planned, diagnostics=found)
        publication = _publication(item, pdf, tuple(d.code for d in found))
        return Made(item.planned, publication, ready.key, rendered, diagnostics=found)

    def _keep(self, ready: _Ready, pdf: Rendered, *, clean: bool) -> list[Diagnostic]:
        try:
            self.store.keep(ready.key, pdf, clean=clean)
        except OSError as error:
            return [cannot_write(Path(ready.item.planned.path), error)]
        return []


def _not_rendered(item: Prepared, error: Exception) -> Diagnostic:
    what = f"{item.planned.leaflet} in {item.planned.language} could not be rendered: {error}"
    if isinstance(error, LostWorkerError):
        hint = "look for what is unusual in it, such as a huge figure; the others were built"
        return Diagnostic("lost-worker", item.location, what, hint)
    return Diagnostic("render-failed", item.location, what)


def _problems(rendered: Rendered, item: Prepared) -> list[Diagnostic]:
    facts, publication = rendered.layout, f"{item.planned.leaflet} in {item.planned.language}"
    return [
        *layout.check(facts, item.families, item.location),
        *overflow.check(facts, publication, item.locate),
        *page_breaks.check(facts, publication, item.locate),
    ]


def _publication(item: Prepared, rendered: Rendered, warnings: tuple[str, ...]) -> Publication:
    localised, planned = item.localised, item.planned
    if localised is None:
        message = "only a localised document is rendered"
        raise ValueError(message)
    dates = localised.document.leaflet.dates
    return Publication(
        leaflet=planned.leaflet,
        language=planned.language,
        edition=planned.edition,
        paper=planned.paper,
        path=planned.path,
        title=title_of(localised),
        source_title=plain_text(localised.source_title),
        sha256=hashlib.sha256(rendered.pdf).hexdigest(),
        size=len(rendered.pdf),
        pages=rendered.layout.pages,
        status=localised.status.value,
        revised=str(dates.revised or ""),
        reviewed=str(dates.reviewed or ""),
        review_due=str(dates.review_due or ""),
        source_revision=item.source_revision,
        warnings=warnings,
    )


def job_key(job: Job, fonts: tuple[FontFile, ...], software: str) -> str:
    """Return what stands for the PDF of a job before it is made: a SHA-256 in hex.

    Args:
        job: the job.
        fonts: the fonts that its pages may use.
        software: `software.drawing`.

    """
    key = hashlib.sha256(software.encode())
    key.update(f"{job.standard}\0{job.provenance}".encode())
    for font in sorted((f.family, f.weight, f.style, f.sha256) for f in fonts):
        key.update(repr(font).encode())
    for name, data in (
        ("html", job.html.encode()),
        *(("css", sheet.encode()) for sheet in job.css),
        *job.assets,
    ):
        key.update(f"\0{name}\0{len(data)}\0".encode())
        key.update(data)
    return key.hexdigest()
