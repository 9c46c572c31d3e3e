"""The keys of a record's front matter in, what a leaflet says about itself out.

Job: find the place a leaflet has for each key. Trade-off: a key that no leaflet has a place for is
named in a note, value included. Side effects: none but the report of the keys.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from polyleaf.diagnostics import did_you_mean
from polyleaf.importers.markdown.front_matter import Keys
from polyleaf.importers.markdown.ids import slug
from polyleaf.importers.markdown.markup import escape_text
from polyleaf.importers.markdown.values import (
    read_audience,
    read_date,
    read_frequency,
    read_language,
    read_license,
    read_version,
)

__all__ = ["Metadata", "read_metadata"]

MANUAL: Final = """
bad-url (warning): the `url` of a record is no web address, and is not used
Why: the leaflet would not say where it comes from.
Wrong: url: library.example/t-vec
Right: url: https://library.example/t-vec
Mend: write the whole address, with https://.

unknown-audience (warning): the audience of a record is none that Polyleaf knows; `patient` is
    assumed
Why: a text for professionals may be handed to patients.
Wrong: audienceLevel: general
Right: audienceLevel: patient
Mend: write patient, caregiver or professional.

missing-version (warning): a record has no version, or one that is too long; `1` is used
Why: two revisions of one leaflet could not be told apart.
Wrong: version:
Right: version: "3"
Mend: check the `version` of the leaflet.

unknown-frequency (warning): how often a record is reviewed was not understood
Why: nobody would be told when its review is due.
Wrong: reviewFrequency: sometimes
Right: reviewFrequency: every year
Mend: write a period of months or years, such as P1Y.

inactive-record (warning): a record says that it is not active
Why: it may have been withdrawn because it is wrong.
Wrong: status: retired
Right: status: active
Mend: ask its publisher whether it may still be printed.

missing-language (error): a record does not say in which language it is
Why: it would be set, hyphenated and read aloud as another one.
Wrong: no `language`
Right: language: en
Mend: add `language:` with a BCP 47 tag.

missing-date (error): a record does not say when it was last reviewed
Why: readers and `polyleaf due` must know how old a leaflet is.
Wrong: no `lastReviewed`
Right: lastReviewed: 2025-12-30
Mend: write the day of the last review.

source-in-title (note): the end of a title repeats the source, and is dropped
Why: a title is what the leaflet is about.
Wrong: T-VEC – Sample Health Library
Right: T-VEC
Mend: nothing is to be done, if that is right.

unused-key (note): no leaflet has a place for a key of a record
Why: something that was known is not in the leaflet.
Wrong: colour: blue
Right: a key that a leaflet has
Mend: correct the key if it is misspelt.

bad-language (error): the language of a record is no language tag
Why: it would be set, hyphenated and read aloud as another one.
Wrong: language: english
Right: language: en
Mend: write the BCP 47 tag, such as en, es or zh-Hans.

bad-date (error): the date of a record's last review is no date
Why: readers and `polyleaf due` must know how old a leaflet is.
Wrong: lastReviewed: last spring
Right: lastReviewed: 2025-03-30
Mend: write year-month-day.
"""

T = TypeVar("T")

USED: Final = (
    "audienceLevel",
    "authors",
    "cancerTypes",
    "citation",
    "language",
    "lastReviewed",
    "license",
    "reviewFrequency",
    "reviewers",
    "source",
    "status",
    "tags",
    "title",
    "url",
    "version",
)
# Known to stand in records, and about the record itself.
UNUSED: Final = frozenset({"sourceType"})
SEPARATORS: Final = (" - ", " – ", " — ", " | ")


@dataclass(frozen=True)
class Metadata:
    """What a leaflet takes from the front matter; "" or an empty list where there is nothing.

    Attributes:
        title: the title without the name of the source.
        full_title: the title as the record has it.
        publisher: the name of the source.
        fields: the leaflet's fields from `language` to `dates`, as the contract has them.
        people: the authors and reviewers of its provenance.
        origin: the url, citation and license of the source of its provenance.

    """

    title: str
    full_title: str
    publisher: str
    fields: dict[str, Any]
    people: dict[str, list[str]]
    origin: dict[str, str]


def read_metadata(keys: Keys) -> Metadata:
    """Return what a leaflet takes from the keys, and report what it does not."""
    return _Reader(keys).read()


class _Reader:
    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.report = keys.report

    def read(self) -> Metadata:
        full_title, publisher = self.keys.text("title"), self.keys.text("source")
        self.status()
        self.unused()
        return Metadata(
            title=self.title(full_title, publisher),
            full_title=full_title,
            publisher=publisher,
            fields=self.fields(),
            people=_given({key: self.keys.texts(key) for key in ("authors", "reviewers")}),
            origin=self.origin(),
        )

    def fields(self) -> dict[str, Any]:
        return _given(
            {
                "language": self.language(),
                "audience": self.audience(),
                "topics": self.topics(),
                "version": self.version(),
                "dates": self.dates(),
            }
        )

    def origin(self) -> dict[str, str]:
        return _given(
            {
                "url": self.url(),
                "citation": self.keys.text("citation"),
                "license": escape_text(read_license(self.keys.text("license"))),
            }
        )

    def title(self, full_title: str, publisher: str) -> str:
        """Return the title without the name of the source, which the leaflet gives elsewhere."""
        for separator in SEPARATORS:
            title, _, last = full_title.rpartition(separator)
            if title.strip() and last.strip().casefold() == publisher.casefold() != "":
                message = f"the title's end {separator + last!r} repeats the source; it is dropped"
                self.report.note("source-in-title", self.keys.place("title"), message)
                return title.strip()
        return full_title

    def url(self) -> str:
        url = self.keys.text("url")
        if not url or re.fullmatch(r"https?://\S+", url):
            return url
        message = f"url: {url!r} is no web address; it is not used"
        self.report.warning("bad-url", self.keys.place("url"), message, "write https://…")
        return ""

    def status(self) -> None:
        status = self.keys.text("status")
        if status and status.casefold() != "active":
            message = f"the record's status is {status!r}, not 'active'"
            hint = "make sure that it may still be printed"
            self.report.warning("inactive-record", self.keys.place("status"), message, hint)

    def unused(self) -> None:
        for key, value in self.keys.source.data.items():
            if key not in USED:
                message = f"{key}: no leaflet has a place for this key; {value!s} is not used"
                hint = "" if key in UNUSED else did_you_mean(key, USED)
                self.report.note("unused-key", self.keys.place(key), message, hint)

    def language(self) -> str:
        text = self.keys.text("language")
        language = read_language(text)
        if not text:
            message = "the record does not say in which language it is"
            self.report.error(
                "missing-language", self.keys.place("language"), message, "add `language: en`"
            )
        elif not language:
            message = f"language: {text!r} is no language tag"
            hint = "write the tag of the language, such as en, es or zh-Hans"
            self.report.error("bad-language", self.keys.place("language"), message, hint)
        return language

    def audience(self) -> str:
        wanted = "patient, caregiver or professional; `patient` is assumed"
        return self.known("audienceLevel", "unknown-audience", read_audience, wanted)

    def known(self, key: str, code: str, read: Callable[[str], str], wanted: str) -> str:
        """Return what a key says in our terms; warn where it says something we do not know."""
        text = self.keys.text(key)
        value = read(text)
        if text and not value:
            message = f"{key}: {text!r} is not {wanted}"
            self.report.warning(code, self.keys.place(key), message)
        return value

    def topics(self) -> list[str]:
        topics: dict[str, None] = {}
        for key in ("cancerTypes", "tags"):
            for text in (part for value in self.keys.texts(key) for part in value.split(",")):
                topic = slug(text)
                topics |= {topic: None} if topic else {}
                if text.strip() and not topic:
                    message = f"{key}: {text!r} has no letter that an id may have; it is not used"
                    self.report.warning("value-not-used", self.keys.place(key), message)
        return list(topics)

    def version(self) -> str:
        text = self.keys.text("version")
        version = read_version(text)
        if version:
            return version
        message = f"version: {text!r} is too long" if text else "the record has no version"
        hint = "check the `version` of the leaflet"
        self.report.warning(
            "missing-version", self.keys.place("version"), f"{message}; “1” is used", hint
        )
        return "1"

    def dates(self) -> dict[str, datetime.date | str | None]:
        wanted = "a period of months or years; the leaflet will have no date for its next review"
        frequency = self.known("reviewFrequency", "unknown-frequency", read_frequency, wanted)
        return _given({"reviewed": self.reviewed(), "review_every": frequency})

    def reviewed(self) -> datetime.date | None:
        value = self.keys.source.data.get("lastReviewed")
        reviewed = read_date(value)
        hint = "write the day of the last review as year-month-day: `lastReviewed: 2025-12-30`"
        if value is None:
            message = "the record does not say when it was last reviewed"
            self.report.error("missing-date", self.keys.place("lastReviewed"), message, hint)
        elif reviewed is None and ("lastReviewed",) not in self.keys.source.refused:
            message = f"lastReviewed: {value!s} is not a date"
            self.report.error("bad-date", self.keys.place("lastReviewed"), message, hint)
        return reviewed


def _given(fields: dict[str, T]) -> dict[str, T]:
    return {key: value for key, value in fields.items() if value}
