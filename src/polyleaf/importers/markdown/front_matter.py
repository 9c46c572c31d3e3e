"""The front matter of a record: what is known about it, key by key.

Job: cut the YAML off the Markdown, and read each key into the place a leaflet has for it.
Trade-off: a key of another type than expected is read as well as it can be, with a warning; a key
that no leaflet has a place for is named in a note, value included. Side effects: none but the
report it is given.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from polyleaf.diagnostics import Diagnostic, InputError, Location, did_you_mean
from polyleaf.importers.markdown.ids import slug
from polyleaf.importers.markdown.markup import escape_text
from polyleaf.importers.markdown.report import Report
from polyleaf.importers.markdown.values import (
    read_audience,
    read_date,
    read_frequency,
    read_language,
    read_license,
    read_version,
)
from polyleaf.reading.source import Source, parse_yaml

__all__ = ["FrontMatter", "read_front_matter", "split_record"]

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

list-for-text (warning): a key with a list where one text is expected; its values are joined by
    commas
Why: a title or licence of two halves may make no sense.
Wrong: title: [A, B]
Right: title: A and B
Mend: write one text.

value-not-used (warning): a value of a record cannot be used, and is left out
Why: something that was known is not in the leaflet.
Wrong: tags: ["***"]
Right: tags: [melanoma]
Mend: write it as the key expects, or into the leaflet.

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

missing-front-matter (error): a record does not begin with front matter
Why: nothing is known of its title, language and date.
Wrong: # T-VEC in the first line
Right: --- in the first line, then keys
Mend: begin it with a line `---`, keys such as `title:`, and another line `---`.

open-front-matter (error): the front matter of a record does not end
Why: the whole text would be taken for keys.
Wrong: --- and no second one
Right: --- after the last key
Mend: write a line `---` after its last key.

bad-front-matter (error): the front matter of a record holds no keys
Why: nothing is known of its title, language and date.
Wrong: just some words
Right: title: T-VEC
Mend: write `key: value`, one a line.

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

FENCE: Final = "---"
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
class FrontMatter:
    """What a leaflet takes from the front matter; "" or an empty list where there is nothing.

    Attributes:
        title: the title without the name of the source.
        full_title: the title as the record has it.
        publisher: the name of the source.
        fields: the leaflet's fields from `language` to `dates`, as the contract has them.
        people: the authors and reviewers of its provenance.
        origin: the url, citation and license of the source of its provenance.
        source: the data with its positions.

    """

    title: str
    full_title: str
    publisher: str
    fields: dict[str, Any]
    people: dict[str, list[str]]
    origin: dict[str, str]
    source: Source


def split_record(text: str, file: Path) -> tuple[str, str, int]:
    """Return the front matter, the body, and the line that the body begins on.

    Raises:
        InputError: there is no front matter, or it does not end.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        message = "the record has no front matter"
        hint = f"begin it with a line `{FENCE}`, keys such as `title:`, and another line `{FENCE}`"
        raise InputError([Diagnostic("missing-front-matter", Location(file, 1, 1), message, hint)])
    ends = (n for n, line in enumerate(lines) if n and line.rstrip() == FENCE)
    end = next(ends, None)
    if end is None:
        message = "the front matter does not end"
        hint = f"write a line `{FENCE}` after its last key"
        raise InputError([Diagnostic("open-front-matter", Location(file, 1, 1), message, hint)])
    return "\n".join(lines[1:end]).rstrip(), "\n".join(lines[end + 1 :]), end + 2


def read_front_matter(text: str, file: Path, report: Report) -> FrontMatter:
    """Read front matter that begins on the second line of its file.

    Raises:
        InputError: it is no YAML, or no mapping of keys to values.
    """
    source = parse_yaml(text or "{}", file, first_line=2)
    report.found += source.diagnostics
    if not isinstance(source.data, dict) or not source.data:
        message = "the front matter holds no keys"
        hint = "write `key: value`, one a line"
        raise InputError([Diagnostic("bad-front-matter", Location(file, 2, 1), message, hint)])
    return _Keys(source, report).read()


class _Keys:
    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report

    def read(self) -> FrontMatter:
        full_title, publisher = self.text("title"), self.text("source")
        self.status()
        self.unused()
        return FrontMatter(
            title=self.title(full_title, publisher),
            full_title=full_title,
            publisher=publisher,
            fields=self.fields(),
            people=_given({key: self.texts(key) for key in ("authors", "reviewers")}),
            origin=self.origin(),
            source=self.source,
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
                "citation": self.text("citation"),
                "license": escape_text(read_license(self.text("license"))),
            }
        )

    def place(self, key: str) -> Location:
        return self.source.locate((key,))

    def text(self, key: str) -> str:
        """Return the value of a key as one line of text, "" where there is none."""
        value = self.source.data.get(key)
        if isinstance(value, list):
            message = f"{key}: one text is expected; the {len(value)} values are joined by commas"
            self.report.warning("list-for-text", self.place(key), message)
        return ", ".join(self.texts(key))

    def texts(self, key: str) -> list[str]:
        """Return the value, or each value, of a key as one line of text."""
        value = self.source.data.get(key)
        values = value if isinstance(value, list) else [value]
        texts = [self.plain(key, item) for item in values]
        return [text for text in texts if text]

    def plain(self, key: str, value: Any) -> str:  # noqa: ANN401 - any YAML value
        if isinstance(value, dict | list):
            message = f"{key}: a text is expected, so this is not used: {value}"
            self.report.warning("value-not-used", self.place(key), message)
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        return "" if value is None else " ".join(str(value).split())

    def title(self, full_title: str, publisher: str) -> str:
        """Return the title without the name of the source, which the leaflet gives elsewhere."""
        for separator in SEPARATORS:
            title, _, last = full_title.rpartition(separator)
            if title.strip() and last.strip().casefold() == publisher.casefold() != "":
                message = f"the title's end {separator + last!r} repeats the source; it is dropped"
                self.report.note("source-in-title", self.place("title"), message)
                return title.strip()
        return full_title

    def url(self) -> str:
        url = self.text("url")
        if not url or re.fullmatch(r"https?://\S+", url):
            return url
        message = f"url: {url!r} is no web address; it is not used"
        self.report.warning("bad-url", self.place("url"), message, "write https://…")
        return ""

    def status(self) -> None:
        status = self.text("status")
        if status and status.casefold() != "active":
            message = f"the record's status is {status!r}, not 'active'"
            hint = "make sure that it may still be printed"
            self.report.warning("inactive-record", self.place("status"), message, hint)

    def unused(self) -> None:
        for key, value in self.source.data.items():
            if key not in USED:
                message = f"{key}: no leaflet has a place for this key; {value!s} is not used"
                hint = "" if key in UNUSED else did_you_mean(key, USED)
                self.report.note("unused-key", self.place(key), message, hint)

    def language(self) -> str:
        text = self.text("language")
        language = read_language(text)
        if not text:
            message = "the record does not say in which language it is"
            self.report.error(
                "missing-language", self.place("language"), message, "add `language: en`"
            )
        elif not language:
            message = f"language: {text!r} is no language tag"
            hint = "write the tag of the language, such as en, es or zh-Hans"
            self.report.error("bad-language", self.place("language"), message, hint)
        return language

    def audience(self) -> str:
        wanted = "patient, caregiver or professional; `patient` is assumed"
        return self.known("audienceLevel", "unknown-audience", read_audience, wanted)

    def known(self, key: str, code: str, read: Callable[[str], str], wanted: str) -> str:
        """Return what a key says in our terms; warn where it says something we do not know."""
        text = self.text(key)
        value = read(text)
        if text and not value:
            message = f"{key}: {text!r} is not {wanted}"
            self.report.warning(code, self.place(key), message)
        return value

    def topics(self) -> list[str]:
        topics: dict[str, None] = {}
        for key in ("cancerTypes", "tags"):
            for text in (part for value in self.texts(key) for part in value.split(",")):
                topic = slug(text)
                topics |= {topic: None} if topic else {}
                if text.strip() and not topic:
                    message = f"{key}: {text!r} has no letter that an id may have; it is not used"
                    self.report.warning("value-not-used", self.place(key), message)
        return list(topics)

    def version(self) -> str:
        text = self.text("version")
        version = read_version(text)
        if version:
            return version
        message = f"version: {text!r} is too long" if text else "the record has no version"
        hint = "check the `version` of the leaflet"
        self.report.warning(
            "missing-version", self.place("version"), f"{message}; “1” is used", hint
        )
        return "1"

    def dates(self) -> dict[str, datetime.date | str | None]:
        wanted = "a period of months or years; the leaflet will have no date for its next review"
        frequency = self.known("reviewFrequency", "unknown-frequency", read_frequency, wanted)
        return _given({"reviewed": self.reviewed(), "review_every": frequency})

    def reviewed(self) -> datetime.date | None:
        value = self.source.data.get("lastReviewed")
        reviewed = read_date(value)
        hint = "write the day of the last review as year-month-day: `lastReviewed: 2025-12-30`"
        if value is None:
            message = "the record does not say when it was last reviewed"
            self.report.error("missing-date", self.place("lastReviewed"), message, hint)
        elif reviewed is None and ("lastReviewed",) not in self.source.refused:
            message = f"lastReviewed: {value!s} is not a date"
            self.report.error("bad-date", self.place("lastReviewed"), message, hint)
        return reviewed


def _given(fields: dict[str, T]) -> dict[str, T]:
    return {key: value for key, value in fields.items() if value}
