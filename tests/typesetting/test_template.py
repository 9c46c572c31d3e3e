"""A document as HTML: structure, languages, labels, and nothing of a text taken for code."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import polib
import pytest
import tinyhtml5  # type: ignore[import-untyped] # comes with WeasyPrint
from jinja2 import UndefinedError
from jinja2.sandbox import SecurityError

from polyleaf.content.document import Document, assemble
from polyleaf.content.library import Library, Reference, Term
from polyleaf.content.model import Leaflet
from polyleaf.languages.table import load_languages
from polyleaf.project import Settings
from polyleaf.translation.catalog import Catalog, Interface, Message
from polyleaf.translation.merge import localise, source_document
from polyleaf.typesetting.template import Typesetter, template_environment
from tests.printing import ROOT

TABLE: Final = load_languages([ROOT / "locales" / "languages.yaml"])
TEMPLATES: Final = ROOT / "templates"
MINUS: Final = 'Health & "care" </style><script>x</script> \\ \n{{ 7*7 }}'

BLOCKS: Final[Mapping[str, Any]] = {
    "text": "A paragraph {{ 7*7 }} <script>alert(1)</script> [@second; @first].",
    "list": {"bullets": {"one": "One", "two": "Two"}},
    "steps": {"steps": {"one": "First", "two": "Second"}},
    "ask": {"questions": {"one": "Why?"}},
    "notes": {"write-in": "My notes", "lines": 4},
    "call": {
        "callout": "urgent",
        "heading": "Call if",
        "content": {"signs": {"bullets": {"fever": "it is 38 °C"}}},
    },
    "plan": {
        "table": {
            "caption": "When",
            "columns": {"visit": "Visit", "day": "Day"},
            "rows": {"first": {"visit": "First", "day": "Day 1"}},
        }
    },
    "picture": {"figure": "a.svg", "alt": 'A **"cell"**', "legend": {"one": "a cell"}},
    "words": {"definitions": {"cell": {"term": "Cell", "meaning": "a part of the body"}}},
    "people": {"contacts": {"us": {"name": "We", "phone": "1-800-555-0199"}}},
}
REFERENCES: Final = {
    "first": Reference(type="webpage", title="First", accessed=datetime.date(2025, 8, 7)),
    "second": Reference(type="webpage", title="癌症免疫治疗", language="zh"),
    "third": Reference(type="webpage", title="العلاج", language="ar"),
}


def document(**fields: Any) -> Document:  # noqa: ANN401 - any field of a leaflet
    leaflet: dict[str, Any] = {
        "id": "sample",
        "language": "en",
        "title": "A *short* title",
        "version": "2",
        "dates": {"revised": datetime.date(2025, 7, 7)},
        "sections": {"what": {"heading": "What is it?", "content": dict(BLOCKS)}},
        **fields,
    }
    library = Library({}, {"cell": Term(term="cell", meaning="a small part")}, REFERENCES)
    return assemble(Leaflet.model_validate(leaflet), library, {})


def settings(**fields: Any) -> Settings:  # noqa: ANN401 - any setting
    return Settings.model_validate(
        {"name": "S", "languages": ["en"], "publisher": {"name": "P"}, **fields}
    )


def interface(**labels: str) -> Interface:
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalog += [polib.POEntry(msgid=k.replace("_", " "), msgstr=v) for k, v in labels.items()]
    return Interface([catalog])


def html(text: Document, project: Settings | None = None) -> str:
    typesetter = Typesetter(template_environment([TEMPLATES]), project or settings(), TABLE)
    return typesetter.html(source_document(text, TABLE["en"], Interface()))


def translated(
    tag: str, labels: Interface, targets: Mapping[str, str] | None = None, **fields: object
) -> str:
    """Return the HTML of a translation of some units."""
    source = document(**fields)
    units = source.units()
    messages = {
        key: Message(key, units[key], target, polib_location())
        for key, target in (targets or {}).items()
    }
    catalogs = [Catalog(Path("a.po"), messages), Catalog(Path("b.po"))]
    localised, _ = localise(source, catalogs, (TABLE["en"], TABLE[tag]), labels)
    return Typesetter(template_environment([TEMPLATES]), settings(), TABLE).html(localised)


def tree(page: str) -> ET.Element:
    found = tinyhtml5.parse(page, namespace_html_elements=False)
    assert isinstance(found, ET.Element)
    return found


def said(element: ET.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())
