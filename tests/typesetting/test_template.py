"""A document as HTML: structure, languages, labels, and nothing of a text taken for code."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import polib
import pytest
import tinyhtml5
from jinja2.exceptions import SecurityError, UndefinedError
from tests.printing import ROOT

from polyleaf.content.document import Document, assemble
from polyleaf.content.inline import plain_text
from polyleaf.content.library import Library, Reference, Term
from polyleaf.content.model import Leaflet
from polyleaf.languages.table import load_languages
from polyleaf.project import Settings
from polyleaf.translation.catalog import Interface
from polyleaf.translation.merge import Status, source_document
from polyleaf.typesetting.environment import template_environment
from polyleaf.typesetting.template import Typesetter

TABLE: Final = load_languages([ROOT / "locales" / "languages.yaml"])
TEMPLATES: Final = ROOT / "templates"
NASTY: Final = """Health & "care" 'x' </style><script>alert(1)</script> \\ {{ 7*7 }} {% raw %}"""

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


def document(zone: str = "", **fields: Any) -> Document:  # noqa: ANN401 - any field of a leaflet
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
    return assemble(Leaflet.model_validate(leaflet), library, {}, zone)


def settings(**fields: Any) -> Settings:  # noqa: ANN401 - any setting
    return Settings.model_validate(
        {"name": "S", "languages": ["en"], "publisher": {"name": "P"}, **fields}
    )


def interface(**labels: str) -> Interface:
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalog += [polib.POEntry(msgid=source, msgstr=target) for source, target in labels.items()]
    return Interface([catalog])


def html(
    tag: str = "en",
    *,
    said: Mapping[str, str] | None = None,
    labels: Interface | None = None,
    project: Settings | None = None,
    status: Status = Status.UNREVIEWED_SOURCE,
    **fields: Any,  # noqa: ANN401 - any field of a leaflet
) -> str:
    """Return the HTML of the document; what is `said` by unit id is translated, the rest not."""
    source, said = document(**fields), said or {}
    texts = source.map_texts(said.get)
    localised = dataclasses.replace(
        source_document(texts, TABLE["en"], labels or Interface()),
        language=TABLE[tag],
        source_title=source.leaflet.title,
        untranslated=frozenset() if tag == "en" else frozenset(source.units()) - frozenset(said),
        status=status,
    )
    typesetter = Typesetter(template_environment([TEMPLATES]), project or settings(), TABLE)
    return typesetter.set_page(localised).html


def tree(page: str) -> ET.Element:
    found = tinyhtml5.parse(page, namespace_html_elements=False)
    assert isinstance(found, ET.Element)
    return found


def text_of(element: ET.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def find(page: str, path: str) -> list[str]:
    return [text_of(element) for element in tree(page).iterfind(f".//{path}")]


# Structure


def test_the_page_has_language_direction_and_title() -> None:
    for tag, direction in (("en", "ltr"), ("fa", "rtl"), ("zh-Hans", "ltr")):
        page = tree(html(tag, said={"title": "*T* [@first]"}))
        assert (page.get("lang"), page.get("dir")) == (tag, direction)
        assert find(html(tag, said={"title": "*T* [@first]"}), "title") == ["T"]


def test_every_kind_of_block_has_its_elements() -> None:
    page = html()
    assert find(page, "main//section[@id='section-what']/h2") == ["What is it?"]
    assert find(page, "main//section/ul[1]/li") == ["One", "Two"]
    assert find(page, "ol[@class='steps']/li") == ["First", "Second"]
    assert find(page, "ul[@class='questions']/li") == ["Why?"]
    assert find(page, "div[@class='write-in']/p") == ["My notes"]
    assert len(find(page, "div[@class='line']")) == 4
    assert find(page, "aside[@class='callout urgent']/p") == ["Urgent"]
    assert find(page, "aside[@class='callout urgent']/h3") == ["Call if"]
    assert find(page, "aside[@class='callout urgent']//li") == ["it is 38 °C"]
    assert find(page, "caption") == ["When"]
    assert find(page, "th[@scope='col']") == ["Visit", "Day"]
    assert find(page, "tbody/tr/td")[-1] == "Day 1"
    assert find(page, "ol[@class='legend']/li") == ["a cell"]
    assert find(page, "dl[@class='definitions']//dt") == ["Cell"]
    assert find(page, "ul[@class='contacts']//span[@class='phone']") == ["1-800-555-0199"]


def test_every_kind_of_text_is_set_as_markup() -> None:
    texts = ("**B**", "[@first]")
    definition = {"definitions": {"a": dict(zip(("term", "meaning"), texts, strict=True))}}
    contact = {"contacts": {"a": dict(zip(("name", "note"), texts, strict=True))}}
    for block in (definition, contact):
        page = html(sections={"what": {"heading": "H", "content": {"block": block}}})
        assert find(page, "main//strong")[-1] == "B"
        assert find(page, "main//sup[@class='citation']/a") == ["1"]


def test_every_unit_is_told_on_the_element_that_holds_it() -> None:
    fields: dict[str, Any] = {
        "summary": "A summary, see [this](term:cell).",
        "medicine": {"name": "M", "approved_use": "Colds", "approved_by": "An agency"},
        "provenance": {"source": {"name": "S", "license": "As you like"}},
    }
    fields["sections"] = {
        "what": {
            "heading": "What is it?",
            "content": {
                **BLOCKS,
                "people": {"contacts": {"us": {"name": "We", "note": "Day and night"}}},
                "shown": {"figure": "a.svg", "alt": "A", "caption": "C"},
            },
        }
    }
    elements = list(tree(html(**fields)).iterfind(".//*[@data-unit]"))
    shown = {element.get("data-unit", ""): text_of(element) for element in elements}
    texts = {unit: plain_text(text) for unit, text in document(**fields).units().items()}
    references = {"references/first", "references/second"}
    alternatives = {"what/picture/alt", "what/shown/alt"}  # of pictures, not printed
    assert len(elements) == len(shown)
    assert set(shown) == set(texts) - alternatives | references
    for unit in set(shown) - references:
        assert shown[unit].startswith(" ".join(texts[unit].split()).rstrip(" .")), unit


def test_what_is_no_unit_has_no_unit() -> None:
    page = tree(html("es", labels=interface(References="Referencias")))
    labels = [e for e in page.iterfind(".//h2") if text_of(e) == "Referencias"]
    assert [label.get("data-unit") for label in labels] == [None]


def test_a_picture_has_its_text_without_markup() -> None:
    (image,) = tree(html()).iterfind(".//figure/img")
    assert image.get("src") == "asset:figures/a.svg"
    assert image.get("alt") == 'A "cell"'


def test_citations_are_numbered_by_first_mention() -> None:
    page = html()
    assert find(page, "main//sup[@class='citation']/a") == ["1", "2"]
    assert [item[:5] for item in find(page, "ol[@class='references']/li")] == [
        "癌症免疫治",
        "First",
    ]


# Nothing is code


def test_code_in_a_text_is_printed() -> None:
    page = html(sections={"what": {"heading": NASTY, "content": {"text": NASTY}}}, title=NASTY)
    wanted = " ".join(NASTY.replace("\\\\", "\\").split())
    assert find(page, "main//h2") == find(page, "main//section/p") == find(page, "h1") == [wanted]
    assert find(page, "title") == [wanted]
    assert not find(page, "script")
    assert len(find(page, "style")) == 1


def test_code_in_a_setting_is_printed() -> None:
    project = settings(
        publisher={"name": NASTY}, helpline={"name": NASTY, "phone": "1-800-555-0199"}
    )
    page = html(project=project)
    assert not find(page, "script")
    (style,) = find(page, "style")
    assert "</style" not in style
    assert find(page, "p[@class='helpline-name']") == [" ".join(NASTY.split())]
    (author,) = (m.get("content") for m in tree(page).iterfind(".//meta[@name='author']"))
    assert author == NASTY


def test_code_in_a_label_is_printed() -> None:
    page = html("es", labels=interface(Urgent=NASTY))
    assert find(page, "p[@class='word']") == [" ".join(NASTY.split())]
    assert not find(page, "script")


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("{{ ''.__class__.__mro__ }}", SecurityError),
        ("{{ document.leaflet.__init__.__globals__ }}", SecurityError),
        ("{{ no_such_name }}", UndefinedError),
    ],
)
def test_a_project_s_template_cannot_leave_the_sandbox(
    tmp_path: Path, source: str, error: type[Exception]
) -> None:
    (tmp_path / "a.html").write_text(source)
    template = template_environment([tmp_path]).get_template("a.html")
    with pytest.raises(error):
        template.render(document=document())


def test_a_project_s_template_wins_and_escapes(tmp_path: Path) -> None:
    (tmp_path / "back.html").write_text("<p id='own'>{{ '<' }}</p>")
    environment = template_environment([tmp_path, TEMPLATES])
    localised = source_document(document(), TABLE["en"], Interface())
    page = Typesetter(environment, settings(), TABLE).set_page(localised).html
    assert "<p id='own'>&lt;</p>" in page
    assert not find(page, "ol[@class='references']")


# Languages


def test_untranslated_texts_are_marked_as_english() -> None:
    page = tree(html("ar", said={"what/heading": "ما هو؟"}))
    (heading,) = page.iterfind(".//main//h2")
    assert list(heading) == []
    (first, *_) = page.iterfind(".//ol[@class='steps']/li")
    assert [(e.get("lang"), e.get("dir")) for e in first] == [("en", "ltr")]


def test_the_english_title_stands_under_another() -> None:
    (line,) = tree(html("ar", said={"title": "العنوان"})).iterfind(".//p[@class='source-title']")
    assert (text_of(line), line.get("lang"), line.get("dir")) == ("A short title", "en", "ltr")
    assert not find(html(), "p[@class='source-title']")
    assert not find(html("ar"), "p[@class='source-title']")


def test_references_keep_their_language_and_direction() -> None:
    cited = {"text": "a [@first; @second; @third]"}
    page = tree(html("fa", sections={"what": {"heading": "H", "content": cited}}))
    entries = page.findall(".//ol[@class='references']/li")
    found = [(entry.get("lang"), entry.get("dir")) for entry in entries]
    assert found == [("en", "ltr"), ("zh", "ltr"), ("ar", "rtl")]


def test_labels_are_filled_in_the_language() -> None:
    label = "{date} دیده شد."
    labels = interface(**{"Accessed {date}.": label})
    remarks = tree(html("fa", labels=labels)).findall(".//div[@class='remark']")
    assert [(text_of(r), r.get("lang"), r.get("dir")) for r in remarks] == [
        ("۷ اوت ۲۰۲۵ دیده شد.", "fa", "rtl")
    ]


def test_a_label_without_a_translation_is_marked_as_english() -> None:
    (word,) = tree(html("ar")).iterfind(".//p[@class='word']")
    assert [(text_of(e), e.get("lang"), e.get("dir")) for e in word] == [("Urgent", "en", "ltr")]
    (word,) = tree(html("ar", labels=interface(Urgent="عاجل"))).iterfind(".//p[@class='word']")
    assert (text_of(word), list(word)) == ("عاجل", [])


@pytest.mark.parametrize(("zone", "shown"), [("US Central Time", " (US Central Time)"), ("", "")])
def test_hours_are_written_as_the_language_does(zone: str, shown: str) -> None:
    hours = {"days": "weekdays", "opens": "07:00", "closes": "18:30"}
    project = settings(helpline={"name": "H", "phone": "123 456", "phone_hours": hours})
    (found,) = find(html(project=project, zone=zone), "p[@class='hours']")
    assert found.replace("\u202f", " ") == f"Monday to Friday, 7:00 am–6:30 pm{shown}"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.SOURCE, ""),
        (Status.UNREVIEWED_SOURCE, "not yet reviewed by a clinician"),
        (Status.INCOMPLETE, "parts of this leaflet are not translated yet"),
        (Status.MACHINE_DRAFTED, "translated by computer"),
        (Status.TRANSLATED, "this translation has not been reviewed"),
    ],
)
def test_a_draft_says_why(status: Status, words: str) -> None:
    page = html(status=status)
    assert [words in text for text in find(page, "p[@class='draft']")] == [True] * bool(words)
    assert ("@top-center" in find(page, "style")[0]) == bool(words)


def test_the_page_number_follows_the_order_of_the_language() -> None:
    labels = interface(**{"Page {page} of {pages}": "{pages}쪽 중 {page}쪽"})
    style = find(html("ko", labels=labels), "style")[0]
    found = re.search(r"content: (counter\(pages, decimal\) .*?); text-align: right", style)
    assert found
    assert found[1] == 'counter(pages, decimal) "쪽 중 " counter(page, decimal) "쪽"'
    assert "counter(page, persian)" in find(html("fa"), "style")[0]
