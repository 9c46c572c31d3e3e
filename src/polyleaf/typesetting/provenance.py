"""The provenance panel: who wrote and reviewed a leaflet, when, and from what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from polyleaf.content.model import Leaflet
from polyleaf.languages.localize import format_date, format_list
from polyleaf.translation.merge import LocalisedDocument, Status
from polyleaf.typesetting.labels import Labels
from polyleaf.typesetting.markup import address

__all__ = ["Line", "provenance"]

Line = tuple[Markup, str]
"""Label and value of a line of the panel."""


def provenance(localised: LocalisedDocument, leaflet: Leaflet, labels: Labels) -> tuple[Line, ...]:
    """Return the lines of the panel.

    Args:
        localised: what is known about the translation.
        leaflet: the leaflet, its texts set as markup.
        labels: the labels in the reader's language.

    """
    panel = _Panel(localised, leaflet, labels)
    return (
        *panel.people(),
        *panel.translation(),
        *panel.dates(),
        *panel.version(),
        *panel.source(),
    )


@dataclass(frozen=True)
class _Panel:
    localised: LocalisedDocument
    leaflet: Leaflet
    labels: Labels

    def people(self) -> Iterator[Line]:
        label, people = self.labels.label, self.leaflet.provenance
        if people.authors:
            yield label("Written by"), self._names(people.authors)
        none_yet = label("No clinician has reviewed this leaflet yet")
        reviewers = self._names(people.reviewers) if people.reviewers else none_yet
        yield label("Clinical review"), reviewers

    def translation(self) -> Iterator[Line]:
        label = self.labels.label
        if self.localised.language.tag == self.localised.source_language.tag:
            return
        if self.localised.status is Status.PSEUDO:
            yield label("Translation"), self.labels.pseudo_notice()
            return
        if self.localised.approved is not None:
            date = format_date(self.localised.approved, self.localised.language)
            names = self._names(self.localised.people)
            yield (
                label("Translation"),
                Markup("{} · {}").format(names, self.labels.setter.plain(date)),
            )
            return
        by_computer = label("Translated by computer. No person has checked it yet.")
        by_person = label("Translated by a person. Not reviewed yet.")
        yield label("Translation"), by_computer if self.localised.machine_drafted else by_person

    def dates(self) -> Iterator[Line]:
        label, dates = self.labels.label, self.leaflet.dates
        for title, date in (
            (label("Last revised"), dates.revised),
            (label("Last reviewed"), dates.reviewed),
            (label("Next review due"), dates.review_due),
        ):
            if date is not None:
                yield title, self.labels.setter.plain(format_date(date, self.localised.language))
        if months := dates.review_months:
            every = self.labels.plural("Every month", "Every {count} months", months)
            yield label("How often it is reviewed"), every

    def version(self) -> Iterator[Line]:
        yield self.labels.label("Version"), self._foreign(self.leaflet.version)

    def source(self) -> Iterator[Line]:
        label, people = self.labels.label, self.leaflet.provenance
        if record := people.source:
            name = f"{record.name} ({record.citation})" if record.citation else record.name
            yield label("Based on"), _with_address(self._foreign(name), record.url)
            if record.license:
                yield label("License of the source"), record.license
        if people.license:
            yield label("License of this text"), self._foreign(people.license)

    def _names(self, names: Sequence[str]) -> Markup:
        return self._foreign(format_list(names, self.localised.source_language))

    def _foreign(self, text: str) -> Markup:
        """Return text that is not translated, such as a name, in the source language."""
        return self.labels.setter.foreign(text, self.localised.source_language)


def _with_address(name: Markup, url: str | None) -> Markup:
    if not url:
        return name
    pattern = Markup('{} <a class="address" dir="ltr" href="{}">{}</a>')
    return pattern.format(name, url, address(url))
