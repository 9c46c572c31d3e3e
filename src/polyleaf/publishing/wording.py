"""What the leaflets of a project share in one language: phrases, labels, and what is wrong there.

Job: read and check once what goes into every leaflet of a language. Trade-off: what was read is
kept as long as the sources are, so what writes these files goes on with `Sources.afresh`.
Side effects: reads catalogs, terms and waivers, each when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from polyleaf.diagnostics import Diagnostic
from polyleaf.languages.table import Language
from polyleaf.publishing.review import Reviewer, check_messages, load_reviewer
from polyleaf.translation.catalog import Catalog, Interface, load_catalog, load_interface

__all__ = ["Wording", "WordingReview", "review_shared", "review_wording"]


@dataclass(frozen=True)
class Wording:
    """The shared texts of one language.

    Attributes:
        folder: the language's folder in locales/.
        file: the catalog of the phrases, or None where there is none.
        labels: the catalogs of the labels; a later one wins.

    """

    folder: Path
    file: Path | None
    labels: tuple[Path, ...]

    @cached_property
    def phrases(self) -> Catalog:
        """The phrases; raises InputError where they cannot be read."""
        return load_catalog(self.file) if self.file else Catalog(self.folder / "phrases.po")

    @cached_property
    def interface(self) -> Interface:
        """The labels; raises InputError where they cannot be read."""
        return load_interface(self.labels)


@dataclass(frozen=True)
class WordingReview:
    """What is wrong with the shared texts of a language, and what its leaflets are held against.

    Attributes:
        reviewer: the terms and waivers of the language.
        problems: what is wrong with these.
        phrases: what is wrong with the phrases.
        labels: what is wrong with the labels.

    """

    reviewer: Reviewer
    problems: tuple[Diagnostic, ...]
    phrases: tuple[Diagnostic, ...]
    labels: tuple[Diagnostic, ...]


def review_wording(
    wording: Wording, source: str, language: Language, units: Mapping[str, str]
) -> WordingReview:
    """Review the shared texts of a language.

    Args:
        wording: the texts.
        source: tag of the source language.
        language: the language.
        units: the units of the phrases' catalog by id.

    Raises:
        InputError: the phrases or labels cannot be read.

    """
    reviewer, problems = load_reviewer(wording.folder, source, language)
    phrases = review_shared(reviewer, wording.phrases, units, whole=wording.file is not None)
    return WordingReview(reviewer, tuple(problems), phrases, tuple(reviewer.of_labels()))


def review_shared(
    reviewer: Reviewer, phrases: Catalog, units: Mapping[str, str], *, whole: bool
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with shared texts; `whole` tells whether there is a catalog of them."""
    found = check_messages(phrases, reviewer.language, units) if whole else ()
    return (*found, *reviewer.of_phrases(phrases, units))
