"""Where the links of a record lead.

Job: make each target one that a leaflet may have: an absolute address, a section of the leaflet or
a word to know. Trade-off: a popup definition becomes a glossary term by its address alone; the
record holds no meaning, so none is invented. Side effects: none; no address is visited.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import SplitResult, parse_qs, urljoin, urlsplit

from polyleaf.content.inline import link_problem
from polyleaf.importers.markdown.ids import Ids, slug
from polyleaf.importers.markdown.markup import escape_text
from polyleaf.importers.markdown.report import Report

__all__ = ["Links"]

MANUAL: Final = """
link-kept-as-text (warning): a link of a record leads where no leaflet may lead; its text is kept
Why: the reader cannot follow it.
Wrong: [more](../more.html)
Right: [more](https://library.example/more.html)
Mend: write the whole address, or give the record its own `url:`.
"""

# A page of the National Cancer Institute's dictionary, made to be shown in a small window.
POPUP: Final = "popdefinition.aspx"
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


class Links:
    """Resolves the targets of one record.

    Attributes:
        glossary: the words to know that were met, by term id.
        seen: every target met, as the record has it.

    """

    def __init__(self, base: str, anchors: frozenset[str], report: Report) -> None:
        """Take the record's own address, and the ids of the sections it will have."""
        self.glossary: dict[str, dict[str, str]] = {}
        self.seen: set[str] = set()
        self._base = base
        self._anchors = anchors
        self._report = report
        self._ids = Ids()
        self._terms: dict[str, str] = {}

    def resolve(self, target: str, text: str, line: int) -> str:
        """Return the leaflet's target for a link with this text, or "" if it may have none."""
        self.seen.add(target)
        if target.startswith("#") and target[1:] in self._anchors:
            return target
        address = self._absolute(target)
        parts = _split(address)
        if parts is None or parts.scheme not in SCHEMES or link_problem(address):
            self._refuse(target, text, line)
            return ""
        if parts.path.lower().endswith(POPUP):
            return f"term:{self._term(parts, text)}"
        return address

    def _absolute(self, target: str) -> str:
        try:
            return urljoin(self._base, target)
        except ValueError:
            return target

    def _term(self, address: SplitResult, text: str) -> str:
        """Return the id of the term a popup explains; the first text that names it stands."""
        number = "".join(parse_qs(address.query).get("id", [])[:1])
        known = number or address.geturl()
        if known not in self._terms:
            self._terms[known] = self._ids.unique(text, slug(f"term {number}"))
            entry = {"term": escape_text(text), "url": address.geturl()}
            self.glossary[self._terms[known]] = entry
        return self._terms[known]

    def _refuse(self, target: str, text: str, line: int) -> None:
        message = f"the link of {text!r} to {target!r} is kept as text only"
        hint = "a leaflet links to https://, mailto: and tel: addresses"
        if not self._base and not _scheme(target):
            hint = "add the record's own address as `url:`, so that relative links can be followed"
        self._report.warning("link-kept-as-text", line, message, hint)


def _scheme(target: str) -> str:
    """Return the scheme of a target, or "" when it has none or is no address at all."""
    parts = _split(target)
    return parts.scheme if parts else ""


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None
