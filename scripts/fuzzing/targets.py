"""What is fed with spoilt files: every reader of what other people wrote.

Job: say for each kind of file how a good one looks, what means something in it, and what reads it.
A reader returns, or raises `InputError` with at least one diagnostic; whatever else it raises is a
bug. Trade-off: readers are called as the program calls them, with files on disk, and what follows
on them as well, so that nothing passes that fails one step later.
Side effects: writes the files that are read, into the folder it is given.
"""
# ruff: noqa: E501 - the good files are as their authors would write them

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from fuzzing.mutation import TOKENS
from polyleaf.checks.context import LeafletContext
from polyleaf.checks.jpeg import jpeg_size
from polyleaf.checks.pairs.catalogs import PAIR_CHECKS
from polyleaf.checks.pairs.pair import Pair
from polyleaf.checks.source import check_leaflet
from polyleaf.checks.svg import svg_problems
from polyleaf.content.inline import (
    citations,
    links,
    map_words,
    parse_inline,
    placeholders,
    plain_text,
    terms,
)
from polyleaf.content.leaflets import load_leaflet, salvage_leaflet
from polyleaf.content.library import Library, load_library
from polyleaf.content.marks import pieces, written
from polyleaf.diagnostics import InputError, Location, UsageError
from polyleaf.importers import import_record, to_yaml
from polyleaf.languages.table import Language, load_languages
from polyleaf.project import Project, defaults_folder, load_project
from polyleaf.reading.source import load_yaml
from polyleaf.translation.catalog import Message, load_catalog, load_interface, load_labels
from polyleaf.translation.handover import Handover
from polyleaf.translation.ledger import load_ledger
from polyleaf.translation.po_parser import parse_po
from polyleaf.translation.po_rows import read_po
from polyleaf.translation.returned_rows import Row
from polyleaf.translation.termbase import load_terms
from polyleaf.translation.waivers import load_waivers
from polyleaf.translation.workbook import write_workbook
from polyleaf.translation.workbook_rows import read_workbook
from polyleaf.translation.xliff import read_xliff
from polyleaf.typesetting.environment import render_template, template_environment
from polyleaf.typesetting.font_table import load_font_table
from polyleaf.typesetting.markup import Setter

__all__ = ["TARGETS", "BrokenPromiseError", "Target"]


class BrokenPromiseError(Exception):
    """A reader let something pass that it promises to refuse, or lost something."""


@dataclass(frozen=True)
class Target:
    """A reader under test.

    Attributes:
        read: gets the bytes and a folder that it may use.
        seeds: good files.
        tokens: what means something in them.
        share: how many inputs are for it, beside those of the others: cheap readers get more.

    """

    read: Callable[[bytes, Path], object]
    seeds: Sequence[bytes]
    tokens: Sequence[bytes]
    share: int


def _saved(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    if not file.parent.is_dir():
        file.parent.mkdir(parents=True)
    file.write_bytes(data)
    return file


@cache
def _languages() -> Mapping[str, Language]:
    return load_languages([defaults_folder() / "locales" / "languages.yaml"])


@cache
def _project() -> Project:
    return load_project(defaults_folder())


@cache
def _library_of_samples() -> Library:
    return load_library(defaults_folder() / "leaflets" / "library")[0]


@cache
def _setter(tag: str) -> Setter:
    table = _languages()
    return Setter(table[tag], table["en"], frozenset(), {"a": 1}, {"helpline": "1-800-227-2345"})


def _must(kept: bool, what: str) -> None:  # noqa: FBT001 - reads as an assertion
    if not kept:
        raise BrokenPromiseError(what)


def _must_be_text(row: Row) -> None:
    for text in (row.catalog, row.unit, row.source_hash, row.comment, str(row.target)):
        text.encode()


# Each reader with what follows on it.


def _leaflet(data: bytes, folder: Path) -> None:
    file = _saved(folder, "x.yaml", data)
    loaded, problems = load_leaflet(file)
    _must(bool(loaded) != bool(problems), "a leaflet, or why there is none")
    some = loaded or salvage_leaflet(file)
    if some:
        context = LeafletContext(_project(), some, _library_of_samples(), _languages())
        check_leaflet(context)
        for unit, text in context.units().items():
            context.locate(unit)
            _setter("ar").unit(unit, text)


def _set(text: str) -> None:
    for tag in ("en", "ar", "km"):
        setter = _setter(tag)
        markup = str(setter.unit("a/b", text))
        _must("<script" not in markup and "<b>" not in markup, "markup of a text is text")


def _inline(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "replace")
    parse_inline.__wrapped__(text)
    _must(written(pieces(text)) == text, "pieces are the text")
    map_words(text, str.upper)
    for facts in (citations, links, terms, placeholders, plain_text):
        facts(text)


def _markup(data: bytes, _: Path) -> None:
    _set(data.decode("utf-8", "replace"))


def _pair(data: bytes, _folder: Path) -> None:
    source, _, target = data.decode("utf-8", "replace").partition("\n\n")
    table, message = _languages(), Message("a/b", source, target, Location(Path("x.po"), 1, 1))
    for tag in ("es", "ar"):
        pair = Pair.of(message, "en", table[tag], ())
        for check in PAIR_CHECKS:
            list(check(pair))


def _catalog(data: bytes, folder: Path) -> None:
    file = _saved(folder, "x.es.po", data)
    catalog = load_catalog(file)
    read_po(file)
    text = data.decode("utf-8-sig")
    _must(parse_po(text, file).write() == text, "a catalog is written as it was read")
    for message in catalog.messages.values():
        message.target.encode()
        _set(message.target)


def _labels(data: bytes, folder: Path) -> None:
    file = _saved(folder, "ui.po", data)
    load_labels(file)
    interface = load_interface([file])
    interface.message(file)
    for number in (0, 1, 2, 5, 11, 100, 1_000_000):
        interface.plural("{count} page", "{count} pages", number)


def _record(data: bytes, folder: Path) -> None:
    record = import_record(_saved(folder, "record.md", data))
    if record.leaflet is not None:
        file = _saved(folder, f"{record.leaflet['id']}.yaml", to_yaml(record.leaflet).encode())
        _must(file.parent == folder, "a record stays in its folder")
        loaded, problems = load_leaflet(file)
        file.unlink()
        _must(loaded is not None, f"an imported record loads: {problems}")
    _must(record.leaflet is not None or bool(record.diagnostics), "a leaflet, or why not")


def _svg(data: bytes, _: Path) -> None:
    list(svg_problems(data))


def _jpeg(data: bytes, _: Path) -> None:
    jpeg_size(data)


def _xliff(data: bytes, folder: Path) -> None:
    for row in read_xliff(data, folder / "x.xlf"):
        _must_be_text(row)


def _workbook(data: bytes, folder: Path) -> None:
    """Read a workbook with a spoilt sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_WORKBOOK)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, data if name == _SHEET else old.read(name))
    for row in read_workbook(stream.getvalue(), folder / "x.xlsx"):
        _must_be_text(row)


def _terms(data: bytes, folder: Path) -> None:
    load_terms(_saved(folder, "terms.csv", data))


def _yaml(data: bytes, folder: Path) -> None:
    load_yaml(_saved(folder, "any.yaml", data))


def _settings(data: bytes, folder: Path) -> None:
    _saved(folder, "polyleaf.yaml", data)
    load_project(folder)


def _tables(data: bytes, folder: Path) -> None:
    load_ledger(_saved(folder, "ledger.yaml", data))
    load_waivers(_saved(folder, "waivers.yaml", data))


def _table(data: bytes, folder: Path) -> None:
    load_languages([_saved(folder, "languages.yaml", data)])


def _library(data: bytes, folder: Path) -> None:
    for name in ("phrases", "glossary", "references", "notes"):
        _saved(folder, f"library/{name}.yaml", data)
    load_library(folder / "library")


def _fonts(data: bytes, folder: Path) -> None:
    load_font_table(_saved(folder, "fonts.yaml", data))


def _template(data: bytes, folder: Path) -> None:
    _saved(folder, "templates/x.html", data)
    environment = template_environment([folder / "templates"])
    context = {"document": {"title": "<b>"}, "label": str, "items": ["a", "b"]}
    render_template(environment, "x.html", context)


# Good files.

_GOOD_LEAFLET: Final = """\
id: x
language: en
title: A leaflet
summary: What **it** is about [@a].
version: "1"
dates: {revised: 2025-07-07, reviewed: 2025-07-07, review_every: P1Y}
provenance: {source: {name: A clinic, url: "https://example.org/a"}}
medicine: {name: Examplin, pronunciation: ex-AM-plin, brands: [Exa]}
sections:
  what:
    heading: What it is
    content:
      intro: A plain string [words](https://example.org), {helpline}.
      list: {bullets: {a: One., b: Two 24 mg.}}
      call:
        callout: urgent
        heading: Call if
        content: {more: {steps: {a: Wait.}}}
      grid:
        table: {caption: C, header: row, columns: {a: A, b: B}, rows: {x: {a: "1", b: "2"}}}
      ask: {questions: {a: Why?}}
      line: {write-in: Your name}
"""
_GOOD_CATALOG: Final = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#. a note
#, fuzzy
#| msgctxt "what/intro"
#| msgid "Old **words**."
msgctxt "what/intro"
msgid "New **words** [@a], 24 mg."
msgstr "Nuevas **palabras** [@a], 24 mg."

# machine-drafted
msgctxt "title"
msgid "A leaflet"
msgstr ""
"Un "
"folleto"

#~ msgctxt "gone"
#~ msgid "Gone"
#~ msgstr "Ido"
"""
_GOOD_LABELS: Final = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Last revised"
msgstr "Revisado"

msgid "{count} page"
msgid_plural "{count} pages"
msgstr[0] "{count} página"
msgstr[1] "{count} páginas"
"""
_GOOD_RECORD: Final = """\
---
title: A record - A source
source: A source
language: en
lastReviewed: 2025-01-31
version: 2
url: https://example.org/a
tags: [one, two]
---
# A record

An opening with **strong**, *stressed* and [linked](https://example.org) words.

## What it is

- one
- two

1. first
2. second

| a | b |
|---|---|
| 1 | 2 |

> A quotation.
"""
_GOOD_SVG: Final = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox="0 0 40 40"><title>x</title><style>g { fill: url(#g) }</style><defs><linearGradient id="g"/>
</defs><g id="a" style="fill: url('#g')"><path d="M0 0L9 9"/></g><use href="#a"/></svg>"""
_GOOD_XLIFF: Final = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a"
 source-language="en" target-language="es" datatype="plaintext"><body><trans-unit id="a/b"
 extradata="source-hash:0123456789abcdef"><source>One <g id="1">two</g><x id="2"/></source>
<target>Uno <g id="1">dos</g><x id="2"/></target></trans-unit></body></file></xliff>"""
_GOOD_PAIR: Final = (
    "Take 24 mg twice a day, not more, by 10:30.\n\nTome 24 mg dos veces al día, no más, a las 10:30.",
    "Call **1-800-227-2345** [here](https://example.org) {helpline} [@a].\n\nاتصل **1-800-227-2345**.",
)
_GOOD_SETTINGS: Final = """\
name: A project
languages: [en, es]
publisher: {name: A clinic, url: "https://example.org"}
helpline: {name: Help, phone: 1-800-227-2345, phone_hours: {days: weekdays, opens: "08:00", closes: "17:00"}}
colors: {primary: "#0b4f6c"}
release: {stages: [translated, clinical]}
"""
_GOOD_TABLE: Final = """\
xx:
  name: Xx
  english: Xx
  script: Latn
  fonts: [Leaf Sans]
  quotes: ["“", "”"]
  direction: ltr
"""
_GOOD_REFERENCES: Final = """\
a:
  type: article-journal
  title: A title
  author: [{family: A, given: B}, {literal: A clinic}]
  issued: 2024
  URL: "https://example.org"
b: {type: book, title: Another, issued: 2024-05}
"""
_GOOD_GLOSSARY: Final = """\
melanoma: {term: Melanoma, definition: "A **cancer** of the skin [@a]."}
"""
_GOOD_FONTS: Final = """\
Leaf Sans: {package: manimgx_fonts, file: a.ttf, italic: b.ttf, weights: [400, 700], leading: 1.5}
House Sans: {path: fonts/house.otf, repertoire: [native, gb2312, U+2190-21FF]}
"""
_GOOD_TERMS: Final = (
    "term,target,forbidden,do_not_translate\nmelanoma,melanoma,cáncer|otro,\nExa,,,yes\n"
)
_GOOD_TABLES: Final = """\
- approval: {by: A, role: reviewer, stage: clinical, date: 2025-01-31}
  seal: 0123456789abcdef
  units: {a/b: 0123456789abcdef}
"""
_GOOD_TEMPLATE: Final = """\
{% macro m(x) %}<p>{{ x }}</p>{% endmacro -%}
<h1 title="{{ document.title }}">{{ label("x") ~ 1 }}</h1>
{% for i in items %}{{ m(i) }}{{ loop.index * 2 }}{% else %}-{% endfor %}{% if items | length %}y{% endif %}
"""
_GOOD_INLINE: Final = (
    "A **strong *and* stressed** text [@a; @b].",
    "A [link](https://example.org/a_(b)) {helpline}.",
    r"Escaped \*signs\* and _others_, a [term](term:melanoma).",
    "24 mg of ½ – 1-800-227-2345, **not** HSV-1.",
)
_GOOD_JPEG: Final = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\x00\x11\x08\x00\x10\x00\x10\x03"
    b"\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00\xff\xd9"
)
_SHEET: Final = "xl/worksheets/sheet2.xml"


def _workbook_bytes() -> bytes:
    table = _languages()
    texts = (Message("a/b", "One", "Uno", Location(Path("x.po"), 1, 1)),)
    return write_workbook([Handover("a", table["en"], table["es"], texts)])


_WORKBOOK: Final = _workbook_bytes()


def _sheet() -> bytes:
    with zipfile.ZipFile(io.BytesIO(_WORKBOOK)) as archive:
        return archive.read(_SHEET)


def _target(
    read: Callable[[bytes, Path], object], tokens: str, share: int, *seeds: str | bytes
) -> Target:
    files = tuple(seed.encode() if isinstance(seed, str) else seed for seed in seeds)
    return Target(read, files, TOKENS[tokens], share)


TARGETS: Final[Mapping[str, Target]] = {
    "leaflet": _target(_leaflet, "yaml", 10, _GOOD_LEAFLET),
    "inline": _target(_inline, "inline", 440, *_GOOD_INLINE),
    "markup": _target(_markup, "inline", 50, *_GOOD_INLINE),
    "pair": _target(_pair, "inline", 20, *_GOOD_PAIR),
    "catalog": _target(_catalog, "po", 60, _GOOD_CATALOG),
    "labels": _target(_labels, "po", 40, _GOOD_LABELS),
    "record": _target(_record, "markdown", 20, _GOOD_RECORD),
    "svg": _target(_svg, "xml", 100, _GOOD_SVG),
    "jpeg": _target(_jpeg, "any", 50, _GOOD_JPEG),
    "xliff": _target(_xliff, "xml", 100, _GOOD_XLIFF),
    "workbook": _target(_workbook, "xml", 2, _sheet()),
    "terms": _target(_terms, "table", 60, _GOOD_TERMS),
    "yaml": _target(_yaml, "yaml", 15, _GOOD_TABLE),
    "settings": _target(_settings, "yaml", 6, _GOOD_SETTINGS),
    "languages": _target(_table, "yaml", 6, _GOOD_TABLE),
    "library": _target(_library, "yaml", 4, _GOOD_REFERENCES, _GOOD_GLOSSARY),
    "fonts": _target(_fonts, "yaml", 6, _GOOD_FONTS),
    "records of review": _target(_tables, "yaml", 6, _GOOD_TABLES),
    "template": _target(_template, "template", 12, _GOOD_TEMPLATE),
}
"""Every reader, by name."""


def problems(target: Target, data: bytes, folder: Path) -> None:
    """Read an input.

    Raises:
        Exception: other than an `InputError` or `UsageError` with diagnostics: a bug.
    """
    try:
        target.read(data, folder)
    except (InputError, UsageError) as error:
        _must(bool(error.diagnostics), "a refusal says why")
