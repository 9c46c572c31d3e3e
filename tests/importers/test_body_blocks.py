"""Headings, paragraphs, lists and tables of the Markdown body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Content = Callable[[str], dict[str, Any]]


def test_paragraph_lists_and_table(content: Content) -> None:
    body = """
## Use

Take it
*daily*.

- one
- two

  more

1. first
2. second

| When | Dose |
|------|------|
| now  | 4 mL |
"""
    assert content(body) == {
        "take-it-daily": "Take it *daily*.",
        "list": {"bullets": {"one": "one", "two-more": "two more"}},
        "steps": {"steps": {"first": "first", "second": "second"}},
        "table": {
            "table": {
                "columns": {"when": "When", "dose": "Dose"},
                "rows": {"now": {"when": "now", "dose": "4 mL"}},
            }
        },
    }


def test_script_is_dropped_whole(content: Content) -> None:
    assert list(content("## Use\n\n<script>\nrun()\n</script>\n\nDaily.\n")) == ["daily"]


def test_heading_in_a_quotation_is_text(content: Content) -> None:
    assert content("## Use\n\n> # Said\n>\n> so\n") == {"said": "**Said**", "so": "so"}


def test_lists_three_deep_keep_every_item(content: Content) -> None:
    assert content("## Use\n\n- a\n  - b\n    - c\n    - d.\n    - e\n  - f\n") == {
        "a": "a",
        "list": {"bullets": {"b-c-d-e": "b c; d. e", "f": "f"}},
    }
