"""The table of languages: locales/languages.yaml as frozen records.

Job: say for each BCP 47 tag how its text is set. Trade-off: a table of our own instead of Babel's
data, because Babel lacks many languages and some directions, and has no quotation marks; where an
entry is silent, `localize` asks Babel. Side effects: reads the files it is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import pyphen
from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator, Field, ValidationInfo

from polyleaf.diagnostics import Diagnostic, InputError, Location, UsageError, did_you_mean
from polyleaf.reading.record import Record, Text
from polyleaf.reading.remembered import remembered
from polyleaf.reading.source import KeyPath, Source, load_yaml
from polyleaf.reading.validation import validate

__all__ = [
    "DayPeriods",
    "Language",
    "ListPattern",
    "Pseudo",
    "load_languages",
    "locate_language",
    "unknown_language",
]

MANUAL: Final = """
unknown-language (error): a language that the table of languages does not have
Why: nobody knows its script, fonts or direction, so it cannot be set.
Wrong: language: eng
Right: language: en
Mend: correct the tag (`polyleaf languages` lists them), or add the language to
    locales/languages.yaml.
"""

# Pseudolocales are well-formed by RFC 5646 too: `qps` is a private-use language (section 2.2.1),
# `ploc` has the form of a script, `plocm` that of a variant. Lower case, as Windows writes them.
Tag = Annotated[
    str,
    Field(pattern=r"^([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?|qps-ploc[a-z]?)$"),
]
Pseudo = Literal["expanded", "mirrored", "tall", "unspaced", "digits"]
Digits = Literal[
    "latn",
    "arab",
    "arabext",
    "beng",
    "deva",
    "gujr",
    "guru",
    "khmr",
    "laoo",
    "mlym",
    "mymr",
    "tamldec",
    "telu",
    "thai",
]
Letter = Annotated[str, Field(min_length=1, max_length=1)]

# Patterns of UTS 35, table "Date Field Symbol": quoted text, the fields that can be filled, other
# signs. What else is a letter would be a field that a bare date or clock time does not have.
DatePattern = Annotated[Text, Field(pattern=r"^(?:'[^']*'|[GyMLdE]|[^A-Za-z'])+$")]
TimePattern = Annotated[Text, Field(pattern=r"^(?:'[^']*'|[hHkKmsabB]|[^A-Za-z'])+$")]
ItemPattern = Annotated[Text, Field(pattern=r"^[^{}]*\{0\}[^{}]*\{1\}[^{}]*$")]


class DayPeriods(Record):
    """Words for the parts of a day; am and pm stand in where a finer one is not given."""

    am: Text
    pm: Text
    noon: Text | None = None
    afternoon: Text | None = None
    night: Text | None = None

    def of(self, hour: int) -> str:
        """Return the word for an hour: noon is 12, afternoon ends at 17, night is from 21 to 4."""
        half = self.am if hour < 12 else self.pm  # noqa: PLR2004 - noon
        if hour == 12:  # noqa: PLR2004 - noon
            return self.noon or half
        if 12 < hour < 17:  # noqa: PLR2004 - the hours above
            return self.afternoon or half
        return (self.night or half) if hour >= 21 or hour < 4 else half  # noqa: PLR2004 - the same


class ListPattern(Record):
    """How items are joined, as CLDR patterns with {0} and {1}."""

    middle: ItemPattern
    end: ItemPattern


def _known_to_babel(identifier: str) -> str:
    try:
        Locale.parse(identifier)
    except (ValueError, UnknownLocaleError) as error:
        message = f"Babel has no locale {identifier!r}"
        raise ValueError(message) from error
    return identifier


def _has_dictionary(hyphenate: bool, info: ValidationInfo) -> bool:  # noqa: FBT001 - pydantic calls it
    tag = info.data.get("tag", "")
    if hyphenate and not pyphen.language_fallback(tag):
        message = f"there is no hyphenation dictionary for {tag!r}"
        raise ValueError(message)
    return hyphenate


class Language(Record):
    """How one language is set.

    Attributes:
        tag: BCP 47 tag (RFC 5646), also the name of its folder in locales/.
        name: the language's own name, fit for print.
        english: its English name.
        script: ISO 15924 code.
        direction: base direction of a paragraph.
        babel: CLDR locale that Babel formats with, or None where Babel has none that is right.
        csl: CSL locale of citeproc.
        fonts: font families (locales/fonts.yaml) in the order they are asked for a character.
        alphabet: the letters a text cannot do without, between spaces, in the language's order; its
            fonts are refused if they lack one.
        lookalikes: letters of a neighbouring language and the letter to write instead.
        digits: CLDR numbering system.
        date: pattern of a full date (UTS 35), or None for Babel's long date.
        months: month names, for a language Babel does not know.
        time: pattern of a clock time (UTS 35), or None for Babel's short time.
        day_periods: words for the parts of the day, in place of CLDR's.
        time_range: how two clock times make a span.
        list_pattern: how items are joined, or None for Babel's pattern.
        quotes: quotation marks.
        line_breaker: `icu` puts break opportunities between words of a script written without
            spaces; `words` keeps words whole where the renderer would break inside them.
        hyphenate: whether words are hyphenated; only where Pyphen has a dictionary.
        leading: line height in em.
        emphasis: how stress is shown; scripts without italics use weight.
        marker: what stands before an item of a list.
        ordinal: what stands before an item of a numbered list, {0} being its number.
        plural: the `Plural-Forms` of its catalogs (GNU gettext manual, section 11.2.6).
        pseudo: how a pseudolocale's texts are made from English (`languages.pseudo`), or None for a
            language that people read.
        facts: where the entry's facts come from.

    """

    tag: Tag
    name: Text
    english: Text
    script: Annotated[str, Field(pattern=r"^[A-Z][a-z]{3}$")]
    direction: Literal["ltr", "rtl"] = "ltr"
    babel: Annotated[str, AfterValidator(_known_to_babel)] | None = None
    csl: str = "en-US"
    fonts: Annotated[list[str], Field(min_length=1)]
    alphabet: str = ""
    lookalikes: dict[Letter, Letter] = Field(default_factory=dict)
    digits: Digits = "latn"
    date: DatePattern | None = None
    months: Annotated[list[str], Field(min_length=12, max_length=12)] | None = None
    time: TimePattern | None = None
    day_periods: DayPeriods | None = None
    time_range: Annotated[str, Field(pattern=r"^[^{}]*\{start\}[^{}]*\{end\}[^{}]*$")] = (
        "{start}–{end}"
    )
    list_pattern: ListPattern | None = None
    quotes: Annotated[
        list[str], Field(min_length=2, max_length=2, default_factory=lambda: ["“", "”"])
    ]
    line_breaker: Literal["renderer", "icu", "words"] = "renderer"
    hyphenate: Annotated[bool, AfterValidator(_has_dictionary)] = False
    leading: Annotated[float, Field(ge=1.2, le=3)] = 1.45
    emphasis: Literal["italic", "weight"] = "italic"
    marker: Literal["disc", "dash"] = "disc"
    ordinal: Annotated[str, Field(pattern=r"^[^{}]*\{0\}[^{}]*$")] = "{0}."
    plural: Annotated[str, Field(pattern=r"^nplurals=[1-6]; plural=[n0-9 ()%=!<>&|?:]+;$")] = (
        "nplurals=2; plural=(n != 1);"
    )
    pseudo: Pseudo | None = None
    facts: list[Text] = Field(default_factory=list)


@remembered
def load_languages(files: Iterable[Path]) -> dict[str, Language]:
    """Load the table; a later file replaces single fields of an entry, or adds entries.

    Raises:
        UsageError: an entry is wrong; every problem is listed with its line.
    """
    languages: dict[str, Language] = {}
    entries: dict[str, dict[str, Any]] = {}
    diagnostics: list[Diagnostic] = []
    for file in files:
        try:
            source = load_yaml(file)
        except InputError as error:
            raise UsageError(error.diagnostics) from error
        positions = _positions(source)
        for tag, entry in _entries(source, diagnostics).items():
            entries[tag] = {**entries.get(tag, {}), **entry}
            language, problems = validate(Language, Source(file, entries[tag], positions[tag]))
            diagnostics += problems
            if language is not None:
                languages[tag] = language
    if diagnostics:
        raise UsageError(diagnostics)
    return languages


def _positions(source: Source) -> dict[str, dict[KeyPath, Location]]:
    """Return the places of each entry's fields."""
    found: dict[str, dict[KeyPath, Location]] = defaultdict(dict)
    for path, place in source.positions.items():
        if path:
            found[str(path[0])][path[1:]] = place
    return found


def locate_language(files: Iterable[Path], tag: str, field: str) -> Location:
    """Return where the table's files, all of them readable, set a field of a language last."""
    found = [Location(Path("locales/languages.yaml"))]
    for file in files:
        source = load_yaml(file)
        found += (source.positions[path] for path in [(tag, field)] if path in source.positions)
    return found[-1]


def _entries(source: Source, diagnostics: list[Diagnostic]) -> dict[str, dict[str, Any]]:
    if not isinstance(source.data, dict):
        message = "the table must map language tags to entries"
        diagnostics.append(Diagnostic("wrong-type", source.locate(()), message))
        return {}
    diagnostics += source.diagnostics
    entries = {}
    for tag, entry in source.data.items():
        if isinstance(entry, dict):
            entries[tag] = {**entry, "tag": tag}
        else:
            message = f"the entry {tag!r} must be a mapping of fields"
            diagnostics.append(Diagnostic("wrong-type", source.locate((tag,)), message))
    return entries


def unknown_language(languages: Iterable[str], tag: str, location: Location) -> Diagnostic:
    """Return the diagnostic for a tag that is not in the table."""
    tags = list(languages)
    asked = tag.lower().replace("_", "-")
    primary = asked.split("-")[0]
    same = [t for t in tags if t.lower() == asked]
    related = [t for t in tags if t.split("-")[0] == primary or t in _MEMBERS.get(primary, ())]
    near = same or related
    hint = f"did you mean {' or '.join(map(repr, near))}?" if near else did_you_mean(tag, tags)
    message = f"the language {tag!r} is not in the table of languages"
    return Diagnostic(UNKNOWN, location, message, hint or "`polyleaf languages` lists them")


UNKNOWN: Final = "unknown-language"

# Tags by which these are asked for: macrolanguages and retired codes (ISO 639-3 code tables).
_MEMBERS: Final = {
    "fil": ("tl",),
    "hmn": ("mww",),
    "iw": ("he",),
    "kar": ("ksw",),
    "ku": ("kmr", "ckb"),
    "prs": ("fa-AF",),
    "sh": ("bs", "hr", "sr-Latn"),
    "zho": ("yue", "zh-Hans", "zh-Hant"),
}
