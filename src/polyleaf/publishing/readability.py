"""How hard the leaflets of a project are to read, in each language.

Side effects: reads the project.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from polyleaf.checks.reading_grade import check, measured, shown_place
from polyleaf.diagnostics import Diagnostic, has_errors
from polyleaf.languages.readability import Reading, formula_of
from polyleaf.project import Project
from polyleaf.publishing.localisation import Localisation, localise_publication
from polyleaf.publishing.plan import plan_publications
from polyleaf.publishing.selection import missing_catalog
from polyleaf.publishing.sources import Sources, load_sources

__all__ = ["LeafletReading", "grade_problems", "readings"]

_PROFESSIONAL = "professional"


@dataclass(frozen=True)
class LeafletReading:
    """What was counted of a leaflet in a language.

    Attributes:
        leaflet: the leaflet.
        language: the language.
        formula: the name of the formula, or "" where there is none for the language.
        score: what it gives; None without a formula, or with too few words for one.
        is_grade: whether the score is a school year; else higher is easier.
        goal: the school year after which the leaflet should be understood, or None.
        is_met: whether it is; None where that cannot be told.
        sentences: their number.
        words: their number.
        words_per_sentence: mean.
        letters_per_word: mean.
        hardest: the hardest sentences, each with its file and line.

    """

    leaflet: str
    language: str
    formula: str
    score: float | None
    is_grade: bool
    goal: float | None
    is_met: bool | None
    sentences: int
    words: int
    words_per_sentence: float
    letters_per_word: float
    hardest: tuple[tuple[str, str], ...]


def readings(
    project: Project, leaflets: Iterable[str], languages: Iterable[str], number: int
) -> tuple[list[LeafletReading], list[Diagnostic]]:
    """Return what was counted of leaflets in languages, and why some cannot be read.

    Args:
        project: the project.
        leaflets: ids, or none for all.
        languages: tags, or none for the project's.
        number: how many of the hardest sentences are named.

    Raises:
        UsageError: there is no such leaflet or language.

    """
    sources = load_sources(project, tuple(leaflets))
    table, asked = sources.languages, (tuple(languages), "", None)
    plan = plan_publications(project, table, sources.leaflets, asked, lambda _: None)
    found, problems = [], [d for d in sources.diagnostics if has_errors([d])]
    for item in plan.publications:
        if missing_catalog(sources, item):
            continue
        draft = localise_publication(sources, item)
        problems += (d for d in draft.diagnostics if has_errors([d]))
        if draft.localised is not None and not table[item.language].pseudo:
            found.append(_reading(sources, item.language, draft, number))
    return found, list(dict.fromkeys(problems))


def grade_problems(sources: Sources, language: str, draft: Localisation) -> list[Diagnostic]:
    """Return a warning for a document that is harder to read than its goal."""
    goal, reading = _goal_of(sources, draft), _measured(language, draft)
    if goal is None or reading is None:
        return []
    subject = f"{draft.loaded.leaflet.id} in {language}"
    return list(check(reading, goal, subject, draft.locate))


def _goal_of(sources: Sources, draft: Localisation) -> float | None:
    """Return the target grade of a leaflet; a text for professionals has one only if it says so."""
    leaflet = draft.loaded.leaflet
    if leaflet.reading_grade is None and leaflet.audience == _PROFESSIONAL:
        return None
    return leaflet.reading_grade or sources.project.settings.reading_grade


def _measured(language: str, draft: Localisation) -> Reading | None:
    if draft.localised is None:
        return None
    names = draft.loaded.leaflet.medicine_names
    units = draft.localised.document.units()
    return measured(units, draft.localised.untranslated, language, names)


def _reading(sources: Sources, language: str, draft: Localisation, number: int) -> LeafletReading:
    reading = _measured(language, draft) or Reading(language, ())
    formula, score, goal = formula_of(language), reading.score, _goal_of(sources, draft)
    known = formula is not None and score is not None and goal is not None
    return LeafletReading(
        leaflet=draft.loaded.leaflet.id,
        language=language,
        formula=formula.name if formula else "",
        score=None if score is None else round(score, 1),
        is_grade=formula is not None and formula.is_grade,
        goal=goal,
        is_met=formula.is_met(score, goal) if known and formula and score and goal else None,
        sentences=len(reading.sentences),
        words=reading.words,
        words_per_sentence=round(reading.words_per_sentence, 1),
        letters_per_word=round(reading.letters_per_word, 1),
        hardest=tuple(
            (shown_place(draft.locate(one.unit)), one.text) for one in reading.hardest(number)
        ),
    )
