"""What a page says in which language, read from its HTML.

Job: give every text of a finished page, labels and names as well as units, to whoever has to judge
it by its language. Trade-off: the standard library's parser, which knows no optional end tags; the
templates close what they open. Side effects: none.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

__all__ = ["texts_by_language"]

# Elements without an end tag (HTML Living Standard, 13.1.2).
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"})
_UNSEEN = frozenset({"head", "style", "script", "title"})


def texts_by_language(html: str) -> dict[str, list[str]]:
    """Return the texts between the tags of a page by the `lang` that they stand in."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.texts


class _Open(NamedTuple):
    """An element that is open: its tag, its language, and whether its text is seen."""

    tag: str
    language: str
    is_seen: bool


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [_Open("", "", is_seen=True)]
        self.texts: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            _, language, is_seen = self.open[-1]
            own = next((value for name, value in attrs if name == "lang" and value), language)
            self.open.append(_Open(tag, own, is_seen and tag not in _UNSEEN))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == one.tag for one in reversed(self.open)):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        _, language, is_seen = self.open[-1]
        if is_seen and (words := data.split()):
            self.texts.setdefault(language, []).append(" ".join(words))
