"""What a page says in which language."""

from __future__ import annotations

from polyleaf.typesetting.page_text import texts_by_language


def test_the_nearest_lang_counts() -> None:
    html = """<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>t</title>
    <style>p { color: red }</style></head><body><p>one <span lang="en">two <b>three</b></span>
    four<br>five <img src="a.svg" alt="unseen"> &amp; six</p><p lang="ja">seven</p>
    eight</body></html>"""
    assert texts_by_language(html) == {
        "ar": ["one", "four", "five", "& six", "eight"],
        "en": ["two", "three"],
        "ja": ["seven"],
    }


def test_a_tag_that_is_not_closed_ends_with_its_parent() -> None:
    html = '<html lang="ar"><ul><li lang="en">one</ul>two</div></html>'
    assert texts_by_language(html) == {"en": ["one"], "ar": ["two"]}
