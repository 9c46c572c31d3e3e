"""build/index.html: every PDF of the build folder, by language.

Job: fill templates/index.html with the publications, grouped and sorted. Trade-off: one file that
holds its style and its script, named by their hashes in its Content-Security-Policy, so that the
build folder can be copied to a web site, a share or a stick and asks nothing of any server; the
search goes through what the page shows, in the reader's browser. Side effects: reads templates.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

from jinja2.runtime import Macro
from markupsafe import Markup, escape

from polyleaf.languages.localize import format_date, format_number, format_size, to_digits
from polyleaf.languages.table import Language
from polyleaf.project import Settings
from polyleaf.publishing.manifest import Publication
from polyleaf.translation.catalog import Interface
from polyleaf.translation.merge import Status
from polyleaf.typesetting.environment import render_template
from polyleaf.typesetting.labels import PSEUDO_NOTICE
from polyleaf.typesetting.sandbox import Sandbox

__all__ = ["render_catalogue"]

# What the labels in the templates are written in.
LABEL_LANGUAGE: Final = "en"
STANDARD: Final = "standard"
ORIGINAL: Final = frozenset({Status.SOURCE, Status.UNREVIEWED_SOURCE})


@dataclass(frozen=True)
class _Voice:
    """What HTML has to know of a language: `lang`, `dir`, names and line height."""

    tag: str
    direction: str = "auto"
    name: str = ""
    english: str = ""
    leading: float = 1.5


@dataclass(frozen=True)
class _Entry:
    """One PDF on a shelf.

    Attributes:
        href: web address of the PDF, relative to the page.
        title, title_voice, title_direction: the title in the PDF's language; a title left
            untranslated keeps its own language, and a copied one its own direction.
        source_title, source_voice: the title in the source language, or "" where it is the same.
        edition: what tells the PDF from the standard edition, or "".
        pages: number of pages.
        size: such as 45 kB.
        revised: (ISO date, formatted date), or None.
        status: how far the text has come; the template has a draft mark for each that is not done.

    """

    href: str
    title: str
    title_voice: _Voice
    title_direction: str
    source_title: str
    source_voice: _Voice
    edition: str
    pages: int
    size: str
    revised: tuple[str, str] | None
    status: str


@dataclass(frozen=True)
class _Shelf:
    """The PDFs of one language."""

    voice: _Voice
    entries: Sequence[_Entry]


def render_catalogue(
    publications: Sequence[Publication],
    languages: Mapping[str, Language],
    settings: Settings,
    interface: Interface,
    environment: Sandbox,
) -> str:
    """Return the HTML of the catalogue.

    Args:
        publications: the PDFs, in any order.
        languages: the table; a PDF in a language it lacks is listed under the tag.
        settings: the project's; the page is in its language.
        interface: the labels in that language.
        environment: the templates, autoescaped.

    Raises:
        InputError: a template cannot be used.

    """
    language = languages[settings.language]
    shelves = tuple(_shelves(publications, languages, language))
    look = {"colors": settings.colors, "shelves": shelves}
    style = Markup(render_template(environment, "index.css", look))  # noqa: S704 - it was escaped
    script = Markup(render_template(environment, "index.js", {}))  # noqa: S704 - as above
    labels = _Labels(interface, language)
    context = {
        "language": language,
        "settings": settings,
        "shelves": shelves,
        "total": len(publications),
        "label": labels.label,
        "plural": labels.plural,
        "once": cache(_call),
        "count_forms": labels.count_forms,
        "pseudo_notice": PSEUDO_NOTICE,
        "style": style,
        "script": script,
        "style_hash": _hash(style),
        "script_hash": _hash(script),
    }
    return render_template(environment, "index.html", context)


class _Formats:
    """Sizes and dates of the page, each of which is formatted once: ten thousand PDFs share them.

    Attributes:
        size: formats a number of bytes.
        revised: formats an ISO date, with that; "" has none.

    """

    def __init__(self, language: Language) -> None:
        @cache
        def size(number: int) -> str:
            return format_size(number, language)

        @cache
        def revised(date: str) -> tuple[str, str] | None:
            day = datetime.date.fromisoformat(date) if date else None
            return (date, format_date(day, language)) if day else None

        self.size, self.revised = size, revised


def _shelves(
    publications: Iterable[Publication], languages: Mapping[str, Language], language: Language
) -> Iterable[_Shelf]:
    """Yield a shelf a language: the project's, the others by English name, pseudolocales last."""
    publications = sorted(publications, key=_order)
    tags = dict.fromkeys([*(p.language for p in publications), language.tag])
    voices = {tag: _voice(tag, languages) for tag in tags}
    formats = _Formats(language)
    sources = {p.leaflet: voices[p.language] for p in publications if p.status in ORIGINAL}

    def entry(publication: Publication) -> _Entry:
        source = sources.get(publication.leaflet, voices[language.tag])
        return _entry(publication, voices[publication.language], source, formats)

    def position(publication: Publication) -> tuple[bool, bool, str, str]:
        tag, pseudo = publication.language, publication.status == Status.PSEUDO
        return pseudo, tag != language.tag, voices[tag].english.casefold(), tag

    for (*_, tag), shelf in groupby(sorted(publications, key=position), position):
        yield _Shelf(voices[tag], tuple(map(entry, shelf)))


def _call(macro: Macro, *arguments: Any) -> Markup:  # noqa: ANN401 - any macro's
    """Return what a macro makes; remembered, it is not asked again for the same."""
    if not isinstance(macro, Macro):
        message = "once() is for macros"
        raise TypeError(message)  # or what the sandbox forbids could be called through it
    return Markup(macro(*arguments))  # noqa: S704 - macros escape


def _order(publication: Publication) -> tuple[str, str, bool, str]:
    """Sort by source title, so that a leaflet has the same place on every shelf."""
    edition = publication.edition
    return publication.source_title.casefold(), publication.leaflet, edition != STANDARD, edition


def _voice(tag: str, languages: Mapping[str, Language]) -> _Voice:
    language = languages.get(tag)
    if language is None:
        return _Voice(tag, name=tag, english=tag)
    return _Voice(tag, language.direction, language.name, language.english, language.leading)


def _entry(publication: Publication, voice: _Voice, source: _Voice, formats: _Formats) -> _Entry:
    copied = publication.title == publication.source_title
    untranslated = copied and publication.status == Status.INCOMPLETE
    return _Entry(
        href=quote(publication.path),
        title=publication.title,
        title_voice=source if untranslated else voice,
        title_direction=source.direction if copied else voice.direction,
        source_title="" if copied else publication.source_title,
        source_voice=source,
        edition="" if publication.edition == STANDARD else publication.edition.replace("-", " "),
        pages=publication.pages,
        size=formats.size(round(publication.size, -3)),
        revised=formats.revised(publication.revised),
        status=publication.status,
    )


@dataclass(frozen=True)
class _Labels:
    """The labels of the page; one without a translation stays English, and says so."""

    interface: Interface
    language: Language

    def label(self, source: str, **values: str) -> Markup:
        """Return a label, its `{name}`s filled."""
        return self._mark(source, self.interface.text(source), values)

    def plural(self, singular: str, plural: str, number: int) -> Markup:
        """Return the label that goes with a number, which is its `{count}`."""
        pattern = self.interface.plural(singular, plural, number)
        return self._mark(singular, pattern, {"count": format_number(number, self.language)})

    def count_forms(self, singular: str, plural: str, limit: int) -> str:
        """Return as JSON what the script needs to write `plural` for every number to the limit.

        `patterns` are the different forms, `choice` has for each number the index of its own,
        `digits` are the language's digits. CLDR's rules, which browsers know, are not gettext's.
        """
        forms = [self.interface.plural(singular, plural, n) for n in range(limit + 1)]
        patterns = sorted(set(forms))
        choice = "".join(str(patterns.index(form)) for form in forms)
        digits = to_digits("0123456789", self.language)
        return json.dumps({"patterns": patterns, "choice": choice, "digits": digits})

    def _mark(self, source: str, pattern: str, values: Mapping[str, str]) -> Markup:
        text = escape(pattern)
        for name, value in values.items():
            text = text.replace("{" + name + "}", Markup("<bdi>{}</bdi>").format(value))
        if self.language.tag == LABEL_LANGUAGE or self.interface.has(source):
            return text
        return Markup('<span lang="{}" dir="ltr">{}</span>').format(LABEL_LANGUAGE, text)


def _hash(text: str) -> str:
    """Return the source expression of an inlined text (https://www.w3.org/TR/CSP3/)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
