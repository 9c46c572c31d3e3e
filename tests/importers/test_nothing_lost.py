"""Whatever a record holds: no crash, a leaflet that loads, and no word lost."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from polyleaf.content.leaflets import load_leaflet
from polyleaf.diagnostics import Severity
from polyleaf.importers import ImportedRecord, import_record, to_yaml

KEYS = """
title: Zetamab
language: en
lastReviewed: 2025-01-31
version: v2
url: https://zeta.example/a/b
""".strip().splitlines()
# Words told from all markup, so that each can be looked for in the result.
WORDS = st.from_regex(r"q[a-m]{3}z", fullmatch=True)
MARKUP = st.sampled_from(
    [
        *("\n", "\n\n", " ", "  \n", "\t", "\u00a0", "\u2028", "\\", "~", "'", '"', "(", ":", "!"),
        *("\n- ", "\n  - ", "\n1. ", "\n   3) ", "\n> ", "\n# ", "\n### ", "\n---\n", "\n===\n"),
        *("*", "**", " *", "** ", "_", "__", "`", "```\n", "\n    ", "{", "}", "[@", "]"),
        *("[", "](", "](http://x.example/", ")", "![", "\n[", "]: http://y.example/", ' "', '" '),
        *("| ", " |", "\n|---|---|\n", "\n| ", "&amp;", "<", ">", "http://", "<http://"),
        *("<b>", "</b>", "<sup>", "</sup>", "<br>", "<!-- ", " -->", "\n<div>\n", "<script>"),
        *("FDA Approved", "Yes", "US Brand Name(s)\n", "approved to treat:", "(ZE-ta)"),
        "(/Common/PopUps/popDefinition.aspx?id=4)",
    ]
)
BODIES = st.lists(st.one_of(WORDS, MARKUP), min_size=1, max_size=40).map("".join)
VALUES = st.sampled_from(
    [
        *("", "~", "true", "3", "3.5", "2025-01-01", "2025-02-30", "'2025-1-5'", "every 3 months"),
        *("[a, b]", "[", "{a: b}", "{", "'x", '"q\\n"', "|\n  a\n  b", ">-\n  a *b*\n", "\n- a"),
        *(
            "&a [*a]",
            "*x",
            "!tag v",
            "\n  k: v\n  k: w",
            "x: y",
            "@z",
            "\t- a",
            "#c",
            "? a",
            "\x07",
        ),
        *(
            "v1.2",
            "http://x",
            "https://[",
            "zh_hans",
            "治疗",
            "99999999999999999999",
            "\u2028",
            "- ",
        ),
    ]
)
NAMES = st.sampled_from(
    [
        *("title", "language", "lastReviewed", "reviewFrequency", "version", "url", "license"),
        *("source", "citation", "status", "tags", "cancerTypes", "audienceLevel", "authors", "odd"),
    ]
)


@given(BODIES)
@settings(max_examples=100)
def test_no_word_of_a_body_is_lost(body: str) -> None:
    record = _imported("\n".join(["---", *KEYS, "---", body]))
    if record.leaflet is None:
        assert {d.code for d in record.diagnostics if d.severity is Severity.ERROR} == {
            "empty-body"
        }
        return
    said = [str(record.leaflet), str(record.glossary), *(d.message for d in record.diagnostics)]
    assert not [word for word in re.findall(r"q[a-m]{3}z", body) if word not in " ".join(said)]


@given(st.text())
def test_any_text_as_body(body: str) -> None:
    _imported("\n".join(["---", *KEYS, "---", body]))


@given(st.text())
def test_any_text_as_record(text: str) -> None:
    _imported(text)


@given(st.dictionaries(NAMES, VALUES), st.booleans())
@settings(max_examples=100)
def test_any_front_matter(keys: dict[str, str], sound: bool) -> None:  # noqa: FBT001 - hypothesis
    lines = [f"{key}: {value}" for key, value in keys.items()]
    base = [line for line in KEYS if sound and line.split(":")[0] not in keys]
    _imported("\n".join(["---", *base, *lines, "---", "# Head", "", "Text."]))


def _imported(text: str) -> ImportedRecord:
    """Import a record; whatever is made of it must load, and nothing made must be explained."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "record.md"
        file.write_text(text, encoding="utf-8", newline="")
        record = import_record(file)
        failed = any(d.severity is Severity.ERROR for d in record.diagnostics)
        assert failed == (record.leaflet is None)
        if record.leaflet is not None:
            leaflet = Path(name) / f"{record.leaflet['id']}.yaml"
            leaflet.write_text(to_yaml(record.leaflet), encoding="utf-8")
            loaded, diagnostics = load_leaflet(leaflet)
            assert loaded is not None, diagnostics
    return record
