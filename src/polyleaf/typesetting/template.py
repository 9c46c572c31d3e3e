"""A localised document in, the HTML of its pages out.

Job: fill the Jinja2 templates with a document's markup and with labels in its language. Trade-off:
templates see finished markup and formatted dates only, so a project that overrides one cannot break
isolation or line breaking. Side effects: reads templates.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from markupsafe import Markup

from polyleaf.content.document import Document
from polyleaf.content.inline import plain_text
from polyleaf.content.library import Reference
from polyleaf.content.model import Leaflet
from polyleaf.languages.localize import (
    counter_style,
    format_date,
    format_list,
    format_time_range,
)
from polyleaf.languages.table import Language
from polyleaf.project import Hours, Settings
from polyleaf.translation.merge import LocalisedDocument, Status
from polyleaf.typesetting.citations import Piece, format_reference
from polyleaf.typesetting.environment import css_string, render_template
from polyleaf.typesetting.labels import LABEL_LANGUAGE, Labels, fill
from polyleaf.typesetting.markup import Setter
from polyleaf.typesetting.page_fonts import font_families, font_stack, page_languages
from polyleaf.typesetting.provenance import provenance
from polyleaf.typesetting.samples import samples
from polyleaf.typesetting.sandbox import Sandbox

__all__ = ["SetPage", "Typesetter"]

_COUNTER: Final = re.compile(r"(\{pages?\})")
_ZONE_IN_BRACKETS: Final = re.compile(r"\s*[(（]\{time_zone\}[)）]")


@dataclass(frozen=True)
class SetReference:
    """A reference as the template prints it."""

    unit: str
    pieces: Sequence[Piece]
    language: str
    direction: str
    accessed: str
    available: bool


@dataclass(frozen=True)
class SetPage:
    """A publication as HTML, and its labels that are not in the publication's language."""

    html: str
    missing_labels: frozenset[str]


@dataclass(frozen=True)
class Typesetter:
    """Sets the documents of one project.

    Attributes:
        environment: the templates.
        settings: the project's settings.
        languages: the table, for the direction of foreign words.
        template: the name of the template.

    """

    environment: Sandbox
    settings: Settings
    languages: Mapping[str, Language]
    template: str = "leaflet.html"

    def set_page(
        self, localised: LocalisedDocument, online: str = "", paper: str = "a4"
    ) -> SetPage:
        """Return the HTML of a publication, and the labels that its language lacks.

        Args:
            localised: the document in its language.
            online: web address of the leaflet in this language, or "".
            paper: `a4` or `letter`.

        Raises:
            InputError: a template cannot be used.

        """
        page = _Page(self, localised, online, paper)
        html = render_template(self.environment, self.template, page.context())
        return SetPage(html, frozenset(page.labels.missing))


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
            names=_names(document.leaflet),
        )
        self.labels = Labels(self.setter, localised.interface, typesetter.languages[LABEL_LANGUAGE])
        self.document: Document = document.map_texts(self.setter.unit)

    def context(self) -> dict[str, Any]:
        return self.words() | self.looks() | self.panels()

    def words(self) -> dict[str, Any]:
        """Return what is read: the document, its titles, and the notice of a draft."""
        leaflet = self.localised.document.leaflet
        title, draft = plain_text(leaflet.title), self.draft()
        return {
            "document": self.document,
            "language": self.language,
            "source_language": self.localised.source_language,
            "project_language": self.typesetter.languages[self.settings.language],
            "label": self.labels.label,
            "foreign": self.setter.foreign,
            "callout_words": self.callout_words(),
            "pdf_title": title,
            "pdf_description": plain_text(leaflet.summary or ""),
            "source_title": self.source_title(title),
            "draft": draft,
            "draft_text": css_string(str(draft.striptags())),
            "brands": self.brands(),
        }

    def looks(self) -> dict[str, Any]:
        """Return how it is set: sides, fonts, paper, colours, and the `content` of CSS."""
        table, settings = self.typesetter.languages, self.settings
        rtl = self.language.direction == "rtl"
        languages = page_languages(self.document, self.language.tag, settings, table)
        return {
            "start": "right" if rtl else "left",
            "end": "left" if rtl else "right",
            "font_families": font_stack(font_families([self.language])),
            "languages": tuple((x, font_stack(font_families([x]))) for x in languages),
            "all_families": font_stack(font_families(languages)),
            "footer_families": font_stack(font_families((table[LABEL_LANGUAGE], *languages))),
            "counter_style": counter_style(self.language),
            "quotes": Markup(" ").join(map(css_string, self.language.quotes)),
            "ordinal": self.ordinal(),
            "footer_text": css_string(self.footer()),
            "page_label": self.page_label(),
            "paper": "A4" if self.paper == "a4" else "letter",
            "colors": settings.colors,
        }

    def panels(self) -> dict[str, Any]:
        """Return what stands at the end: who made it, whom to call, what it was made from."""
        cited = self.document.cited()
        return {
            "publisher": self.settings.publisher,
            "helpline": self.settings.helpline,
            "phone_hours": self.hours("phone_hours"),
            "chat_hours": self.hours("chat_hours"),
            "online": self.online,
            "references": tuple(self.reference(unit, item) for unit, item in cited.items()),
            "samples": partial(samples, self.setter),
            "provenance": self.provenance(),
        }

    def provenance(self) -> Iterator[tuple[Markup, str]]:
        """Yield the rows of the provenance panel, set only if a template prints them."""
        yield from provenance(self.localised, self.document.leaflet, self.labels)

    def brands(self) -> Markup:
        """Return the medicine's brand names, which are not translated, as one list."""
        medicine, source = self.document.leaflet.medicine, self.localised.source_language
        return self.setter.foreign(format_list(medicine.brands if medicine else (), source), source)

    def callout_words(self) -> dict[str, Markup]:
        return {
            "info": self.labels.label("Good to know"),
            "caution": self.labels.label("Take care"),
            "urgent": self.labels.label("Urgent"),
        }

    def source_title(self, title: str) -> str:
        source_title = plain_text(self.localised.source_title)
        foreign = self.localised.language.tag != self.localised.source_language.tag
        return source_title if foreign and source_title != title else ""

    def draft(self) -> Markup:
        match self.localised.status:
            case Status.SOURCE | Status.APPROVED | Status.LAST_APPROVED:
                return Markup()
            case Status.UNREVIEWED_SOURCE | Status.AWAITING_CLINICIAN:
                return self.labels.label("Draft – not yet reviewed by a clinician")
            case Status.INCOMPLETE:
                return self.labels.label("Draft – parts of this leaflet are not translated yet")
            case Status.PSEUDO:
                return self.labels.pseudo_notice()
            case Status.MACHINE_DRAFTED:
                return self.labels.label(
                    "Draft – translated by computer, not yet checked by a person"
                )
            case Status.TRANSLATED:
                return self.labels.label("Draft – this translation has not been reviewed")

    def footer(self) -> str:
        leaflet = self.localised.document.leaflet
        parts = (leaflet.code or leaflet.id, f"v{leaflet.version}", self.language.tag)
        return " · ".join((*parts, self.settings.publisher.name))

    def page_label(self) -> Markup:
        """Return the CSS `content` of the page number: strings and counters in their order."""
        text = self.labels.words("Page {page} of {pages}")
        style = counter_style(self.language)
        counter = Markup("counter({}, {})")
        counters = {
            "{page}": counter.format("page", style),
            "{pages}": counter.format("pages", style),
        }
        return Markup(" ").join(
            counters.get(part) or css_string(part) for part in _COUNTER.split(text) if part
        )

    def ordinal(self) -> Markup:
        """Return the CSS `content` of the marker of a numbered list's item."""
        before, after = map(css_string, self.language.ordinal.split("{0}"))
        counter = Markup("counter(item, {})").format(counter_style(self.language))
        return Markup(" ").join((before, counter, after))

    def hours(self, which: str) -> Markup:
        """Return when the phone or the chat can be reached, as the language writes hours."""
        hours: Hours | str | None = getattr(self.settings.helpline, which, None)
        if hours is None:
            return Markup()
        if not isinstance(hours, Hours):
            return self.labels.label("Day and night")
        weekdays, every_day = self.labels.words("Monday to Friday"), self.labels.words("Every day")
        opens, closes = map(datetime.time.fromisoformat, (hours.opens, hours.closes))
        pattern = self.labels.words("{days}, {hours} ({time_zone})")
        values = {
            "days": weekdays if hours.days == "weekdays" else every_day,
            "hours": format_time_range(opens, closes, self.language),
            "time_zone": plain_text(self.localised.document.time_zone),
        }
        if not values["time_zone"]:
            pattern = _ZONE_IN_BRACKETS.sub("", pattern)
        return self.setter.plain(fill(pattern, values))

    def reference(self, unit: str, reference: Reference) -> SetReference:
        language = self.typesetter.languages.get(reference.language)
        accessed = format_date(reference.accessed, self.language) if reference.accessed else ""
        return SetReference(
            unit=unit,
            pieces=format_reference(reference),
            language=reference.language,
            direction=language.direction if language else "ltr",
            accessed=accessed,
            available=reference.custom.available,
        )


def _names(leaflet: Leaflet) -> frozenset[str]:
    """Return the words, case folded, of the names of a leaflet's medicine."""
    names = leaflet.medicine_names
    return frozenset(word for name in names for word in re.findall(r"\w+", name.casefold()))
