"""Sections, links and terms of the Markdown body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from polyleaf.importers import ImportedRecord

Content = Callable[[str], dict[str, Any]]
ImportBody = Callable[[str], ImportedRecord]


def test_ids_are_never_given_twice(content: Content) -> None:
    blocks = content("## Use\n\nSame.\n\nSame.\n\n- a\n- a\n\nHeading\n\n治疗\n")
    assert list(blocks) == ["same", "same-2", "list", "heading-2", "text"]
    assert blocks["list"] == {"bullets": {"a": "a", "a-2": "a"}}


def test_sections_of_reserved_and_foreign_names(import_body: ImportBody) -> None:
    leaflet = import_body("## Summary\n\na\n\n## 治疗\n\nb\n\n## 用药\n\nc\n").leaflet
    assert leaflet is not None
    assert list(leaflet["sections"]) == ["summary-2", "section", "section-2"]


def test_first_paragraph_is_the_summary_and_the_rest_a_section(import_body: ImportBody) -> None:
    leaflet = import_body("# Zetamab\n\nIn short.\n\nAnd then.\n\n## Use\n\nDaily.\n").leaflet
    assert leaflet is not None
    assert leaflet["summary"] == "In short."
    assert leaflet["sections"]["zetamab"] == {
        "heading": "Zetamab",
        "content": {"and-then": "And then."},
    }


@pytest.mark.parametrize("lead", ["It is for:\n\n- this", "It is for\n\n- this", "- this\n\nOnly."])
def test_what_belongs_to_a_list_is_no_summary(lead: str, import_body: ImportBody) -> None:
    leaflet = import_body(f"{lead}\n\n## Use\n\nDaily.\n").leaflet
    assert leaflet is not None
    assert "summary" not in leaflet
    assert "list" in leaflet["sections"]["zetamab"]["content"]


def test_other_first_heading_opens_the_page(import_body: ImportBody) -> None:
    leaflet = import_body("# About it\n\nIn short.\n\nMore.\n\n## Use\n\nDaily.\n").leaflet
    assert leaflet is not None
    assert leaflet["summary"] == "In short."
    assert [s["heading"] for s in leaflet["sections"].values()] == ["About it", "Use"]


def test_page_of_one_paragraph_has_a_section(content: Content) -> None:
    assert content("Only this.") == {"only-this": "Only this."}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("[a](/b?c=1&d=2)", "[a](https://zeta.example/b?c=1&d=2)"),
        ("[a](other)", "[a](https://zeta.example/medicines/other)"),
        ("[a](//cdn.example/x)", "[a](https://cdn.example/x)"),
        ("[a](mailto:me@zeta.example)", "[a](mailto:me@zeta.example)"),
        ("<https://zeta.example>", "[https://zeta.example](https://zeta.example)"),
        ("[a][b]\n\n[b]: /c", "[a](https://zeta.example/c)"),
        ("[a](/b_(c))", "[a](https://zeta.example/b_(c))"),
        ("[a](<b)c>)", r"[a](https://zeta.example/medicines/b\)c)"),
        ("[a](#use)", "[a](#use)"),
        ("[a](#elsewhere)", "[a](https://zeta.example/medicines/zetamab#elsewhere)"),
        ("[![Logo](x.png)](/b)", "[Logo](https://zeta.example/b)"),
        ("**[a](/b)**", "**[a](https://zeta.example/b)**"),
        ("a **b **c", "a **b **c"),
        ("__a__**b** _c_", "**ab** *c*"),
        ("**a&nbsp;** b", "**a**\u00a0 b"),
        ("use {helpline} [@me]", r"use \{helpline\} \[\@me\]"),
        ("5 * 3, a_b_c, x[1]", "5 * 3, a_b_c, x[1]"),
        ("10<sup>-6</sup>", "10⁻⁶"),
        ("`a*b*`", r"a\*b\*"),
        (r"\# &lt;b&gt;", "# <b>"),
    ],
)
def test_inline_text(written: str, text: str, content: Content) -> None:
    (block, *_) = content(f"## Use\n\n{written}\n").values()
    assert block == text


def test_term_is_known_by_its_popup(import_body: ImportBody) -> None:
    popup = "/Common/PopUps/popDefinition.aspx?id="
    record = import_body(f"[Node]({popup}1), [nodes]({popup}1), [node]({popup}2), [治]({popup}3)")
    assert record.leaflet is not None
    (section,) = record.leaflet["sections"].values()
    (text,) = section["content"].values()
    assert text == "[Node](term:node), [nodes](term:node), [node](term:node-2), [治](term:term-3)"
    assert record.glossary["node-2"] == {"term": "node", "url": f"https://zeta.example{popup}2"}


def test_scraping_debris_is_dropped(content: Content) -> None:
    assert list(content("## Use\n\nPlaceholder slot\n\nDaily.\n\n[Back to top]\n")) == ["daily"]


def test_control_codes_are_dropped_and_reported(import_body: ImportBody) -> None:
    record = import_body("## Use\n\nfirst\n\nby\x0cthe\x00way\n")
    assert record.leaflet is not None
    (section,) = record.leaflet["sections"].values()
    assert section["content"]["by-the-way"] == "by the way"
    assert [(d.code, d.location.line) for d in record.diagnostics] == [("control-code-dropped", 12)]
