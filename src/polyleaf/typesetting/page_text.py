"""What a page says in which language, read from its HTML.

Job: give every text of a finished page, labels and names as well as units, to whoever has to judge
it by its language. Trade-off: the standard library's parser, which knows no optional end tags; the
templates close what they open. Side effects: none.
"""

from __future__ import annotations

from html.parser import HTMLParser

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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.texts: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        if tag in {name for name, _ in self.open}:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not _UNSEEN & {name for name, _ in self.open}:
            self.texts.setdefault(self.open[-1][1], []).append(" ".join(data.split()))
