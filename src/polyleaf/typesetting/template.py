"""A localised document in, the HTML of its pages out.

Job: fill the Jinja2 templates with a document's markup and with labels in its language. Trade-off:
templates see finished markup and formatted dates only, so a project that overrides one cannot break
isolation or line breaking. They run in Jinja's sandbox, autoescaped. Side effects: reads templates.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from polyleaf.content.blocks import kind_of
from polyleaf.content.document import Document
from polyleaf.content.inline import plain_text
from polyleaf.content.library import Reference
from polyleaf.languages.localize import (
    counter_style,
    format_date,
    format_number,
    format_time_range,
)
from polyleaf.languages.table import Language
from polyleaf.project import Hours, Settings
from polyleaf.translation.merge import LocalisedDocument, Status
from polyleaf.typesetting.citations import Piece, format_reference
from polyleaf.typesetting.markup import Setter, address

__all__ = ["Typesetter", "font_families", "template_environment"]

# What the labels in the templates and in this module are written in.
LABEL_LANGUAGE: Final = "en"

# Arrows, mathematical signs and ticks, which the families of text lack (locales/fonts.yaml).
SYMBOLS: Final = "Leaf Symbols"


def template_environment(folders: Sequence[Path]) -> ImmutableSandboxedEnvironment:
    """Return the environment of the templates; an earlier folder's template wins."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["address"] = address
    environment.filters["target"] = _target
    environment.filters["kind"] = kind_of
    return environment


def _target(text: str) -> str:
    return text.replace("doi:", "https://doi.org/", 1) if text.startswith("doi:") else text


@dataclass(frozen=True)
class SetReference:
    """A reference as the template prints it."""

    pieces: Sequence[Piece]
    language: str
    direction: str
    accessed: str
    available: bool


@dataclass(frozen=True)
class Typesetter:
    """Sets the documents of one project.

    Attributes:
        environment: the templates.
        settings: the project's settings.
        languages: the table, for the direction of foreign words.

    """

    environment: ImmutableSandboxedEnvironment
    settings: Settings
    languages: Mapping[str, Language]

    def html(self, localised: LocalisedDocument, online: str = "", paper: str = "a4") -> str:
        """Return the HTML of a publication.

        Args:
            localised: the document in its language.
            online: web address of the leaflet in this language, or "".
            paper: `a4` or `letter`.

        """
        return _Page(self, localised, online, paper).render()


class _Page:
    """What the templates need to know about one publication."""

    def __init__(
        self, typesetter: Typesetter, localised: LocalisedDocument, online: str, paper: str
    ) -> None:
        self.typesetter = typesetter
        self.settings = typesetter.settings
        self.localised = localised
        self.language = localised.language
        self.online = online
        self.paper = paper
        document = localised.document
        self.setter = Setter(
            language=self.language,
            source_language=localised.source_language,
            untranslated=localised.untranslated,
            citation_numbers={key: n for n, key in enumerate(document.references, 1)},
            placeholders=self.settings.placeholders(),
        )
        self.document: Document = document.map_texts(self.setter.unit)

    def render(self) -> str:
        return self.typesetter.environment.get_template("leaflet.html").render(self.context())

    def context(self) -> dict[str, Any]:
        leaflet = self.localised.document.leaflet
        rtl = self.language.direction == "rtl"
        title = plain_text(leaflet.title)
        return {
            "document": self.document,
            "language": self.language,
            "source_language": self.localised.source_language,
            "project_language": self.typesetter.languages[self.settings.language],
            "label": self.label,
            "foreign": self.setter.foreign,
            "callout_words": self.callout_words(),
            "pdf_title": title,
            "pdf_description": plain_text(leaflet.summary or ""),
            "source_title": self.source_title(title),
            "draft": self.draft(),
            "draft_text": css_string(str(self.draft().striptags())),
            "start": "right" if rtl else "left",
            "end": "left" if rtl else "right",
            "font_families": font_stack(
                font_families(self.language, self.localised.source_language)
            ),
            "counter_style": counter_style(self.language),
            "footer_text": css_string(self.footer()),
            "page_label": self.page_label(),
            "paper": "A4" if self.paper == "a4" else "letter",
            "colors": self.settings.colors,
            "publisher": self.settings.publisher,
            "helpline": self.settings.helpline,
            "phone_hours": self.hours("phone_hours"),
            "chat_hours": self.hours("chat_hours"),
            "online": self.online,
            "references": tuple(map(self.reference, self.document.references.values())),
            "provenance": tuple(self.provenance()),
        }

    def label(self, source: str, **values: str) -> Markup:
        """Return a template's label in the language, its `{name}`s filled, set as texts are."""
        interface = self.localised.interface
        if interface.has(source) or self.language.tag == LABEL_LANGUAGE:
            return self.setter.plain(_fill(interface.text(source), values))
        return self.setter.foreign(_fill(source, values), self.typesetter.languages[LABEL_LANGUAGE])

    def words(self, source: str) -> str:
        """Return a label's words alone, to be put into another label or into CSS."""
        return self.localised.interface.text(source)

    def callout_words(self) -> dict[str, Markup]:
        return {
            "info": self.label("Good to know"),
            "caution": self.label("Take care"),
            "urgent": self.label("Urgent"),
        }

    def source_title(self, title: str) -> str:
        source_title = plain_text(self.localised.source_title)
        foreign = self.localised.language.tag != self.localised.source_language.tag
        return source_title if foreign and source_title != title else ""

    def draft(self) -> Markup:
        match self.localised.status:
            case Status.SOURCE:
                return Markup()
            case Status.UNREVIEWED_SOURCE:
                return self.label("Draft – not yet reviewed by a clinician")
            case Status.INCOMPLETE:
                return self.label("Draft – parts of this leaflet are not translated yet")
            case Status.MACHINE_DRAFTED:
                return self.label("Draft – translated by computer, not yet checked by a person")
            case Status.TRANSLATED:
                return self.label("Draft – this translation has not been reviewed")

    def footer(self) -> str:
        leaflet = self.localised.document.leaflet
        parts = (leaflet.code or leaflet.id, f"v{leaflet.version}", self.language.tag)
        return " · ".join((*parts, self.settings.publisher.name))

    def page_label(self) -> Markup:
        """Return the CSS `content` of the page number: strings and counters in their order."""
        text = self.words("Page {page} of {pages}")
        style = counter_style(self.language)
        counter = Markup("counter({}, {})")
        counters = {
            "{page}": counter.format("page", style),
            "{pages}": counter.format("pages", style),
        }
        return Markup(" ").join(
            counters.get(part) or css_string(part)
            for part in _split_keeping(text, tuple(counters))
            if part
        )

    def hours(self, which: str) -> Markup:
        """Return when the phone or the chat can be reached, as the language writes hours."""
        hours: Hours | str | None = getattr(self.settings.helpline, which, None)
        if hours is None:
            return Markup()
        if not isinstance(hours, Hours):
            return self.label("Day and night")
        weekdays, every_day = self.words("Monday to Friday"), self.words("Every day")
        opens, closes = map(datetime.time.fromisoformat, (hours.opens, hours.closes))
        return self.label(
            "{days}, {hours} ({time_zone})",
            days=weekdays if hours.days == "weekdays" else every_day,
            hours=format_time_range(opens, closes, self.language),
            time_zone=plain_text(self.localised.document.time_zone),
        )

    def reference(self, reference: Reference) -> SetReference:
        language = self.typesetter.languages.get(reference.language)
        accessed = format_date(reference.accessed, self.language) if reference.accessed else ""
        return SetReference(
            pieces=format_reference(reference),
            language=reference.language,
            direction=language.direction if language else "ltr",
            accessed=accessed,
            available=reference.custom.available,
        )

    def provenance(self) -> Iterator[tuple[Markup, Markup]]:
        """Yield the lines of the provenance panel: label and value."""
        leaflet = self.document.leaflet
        source = self.localised.source_language
        if leaflet.provenance.authors:
            yield self.label("Written by"), self.names(leaflet.provenance.authors)
        reviewers = leaflet.provenance.reviewers
        none_yet = self.label("No clinician has reviewed this leaflet yet")
        yield self.label("Clinical review"), self.names(reviewers) if reviewers else none_yet
        if self.language.tag != self.localised.source_language.tag:
            yield self.label("Translation"), self.translation()
        yield from self.dates()
        yield self.label("Version"), self.setter.foreign(escape(leaflet.version), source)
        yield from self.source_record()

    def dates(self) -> Iterator[tuple[Markup, Markup]]:
        dates = self.document.leaflet.dates
        for title, date in (
            (self.label("Last revised"), dates.revised),
            (self.label("Last reviewed"), dates.reviewed),
            (self.label("Next review due"), dates.review_due),
        ):
            if date is not None:
                yield title, self.setter.plain(format_date(date, self.language))
        if months := dates.review_months:
            pattern = self.localised.interface.plural("Every month", "Every {count} months", months)
            count = {"count": format_number(months, self.language)}
            yield self.label("How often it is reviewed"), self.setter.plain(_fill(pattern, count))

    def source_record(self) -> Iterator[tuple[Markup, Markup]]:
        provenance = self.document.leaflet.provenance
        language = self.localised.source_language
        if record := provenance.source:
            name = self.setter.foreign(escape(record.citation or record.name), language)
            if record.citation:
                name = self.setter.foreign(escape(f"{record.name} ({record.citation})"), language)
            yield self.label("Based on"), _with_address(name, record.url)
            if record.license:
                yield self.label("License of the source"), Markup(escape(record.license))  # noqa: S704 - escaped
        if provenance.license:
            yield (
                self.label("License of this text"),
                self.setter.foreign(escape(provenance.license), language),
            )

    def names(self, names: Sequence[str]) -> Markup:
        return self.setter.foreign(escape(", ".join(names)), self.localised.source_language)

    def translation(self) -> Markup:
        if self.localised.status is Status.TRANSLATED:
            return self.label("Translated by a person. Not reviewed yet.")
        return self.label("Translated by computer. No person has checked it yet.")


def _fill(pattern: str, values: Mapping[str, str]) -> str:
    """Put values into a label's `{name}`s; a name the label lacks is left out."""
    for name, value in values.items():
        pattern = pattern.replace("{" + name + "}", value)
    return pattern


def _with_address(name: Markup, url: str | None) -> Markup:
    if not url:
        return name
    pattern = Markup('{} <a class="address" dir="ltr" href="{}">{}</a>')
    return pattern.format(name, url, address(url))


def _split_keeping(text: str, separators: Sequence[str]) -> list[str]:
    parts = [text]
    for separator in separators:
        parts = [
            piece
            for part in parts
            for piece in (
                [part] if part in separators else _interleave(part.split(separator), separator)
            )
        ]
    return parts


def _interleave(parts: list[str], separator: str) -> list[str]:
    return [piece for part in parts for piece in (separator, part)][1:]


def css_string(text: str) -> Markup:
    """Return text as a CSS string (https://www.w3.org/TR/css-syntax-3/#consume-string-token)."""
    escaped = re.sub(r"[^\w .,·–-]", lambda sign: f"\\{ord(sign[0]):x} ", text)
    return Markup(f'"{escaped}"')  # noqa: S704 - every sign that could end the string is escaped


def font_families(language: Language, source_language: Language) -> tuple[str, ...]:
    """Return the families a publication is set in, in the order they are asked for a character.

    The source language's come after the language's own, for texts that are not translated.
    """
    return tuple(dict.fromkeys((*language.fonts, *source_language.fonts, SYMBOLS)))


def font_stack(families: Sequence[str]) -> Markup:
    """Return the value of `font-family`."""
    return Markup(", ".join(f'"{family}"' for family in families))  # noqa: S704 - table values
