"""Two documents in, what the newer one says that the older one's reader would have to know out.

Job: hold an editor's word that a change was editorial against the texts. Trade-off: only another
wording of a text that stays can be editorial. A text that came or went, another order, kind of
block or picture, and shared wording, of which the mark of a leaflet says nothing, never are.
References are not compared: no approval covers them, and each page prints its own.
Side effects: none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from polyleaf.content.document import Document
from polyleaf.translation.editorial import meaning_changes
from polyleaf.translation.merge import SHARED

__all__ = ["frame", "more_than_wording"]


def more_than_wording(old: Document, new: Document) -> list[str]:
    """Return the changes between two documents that are no mere changes of wording.

    Args:
        old: the document that was approved, in its source language.
        new: today's.

    """
    before, after = old.units(), new.units()
    gone, added = before.keys() - after.keys(), after.keys() - before.keys()
    found = [*_listed("left out", gone), *_listed("added", added)]
    if not found and frame(old) != frame(new):
        found.append("the order, the kind of a block, a name or a picture changed")
    language = new.leaflet.language
    for unit, text in after.items():
        if unit in before and text != before[unit]:
            found += _reworded(unit, before[unit], text, language)
    return found


def _listed(verb: str, units: Iterable[str]) -> Iterator[str]:
    names = ", ".join(repr(unit) for unit in sorted(units))
    if names:
        yield f"{names} {verb} since"


def _reworded(unit: str, old: str, new: str, language: str) -> Iterator[str]:
    if unit.split("/", maxsplit=1)[0] in SHARED:
        yield f"the shared wording {unit!r} changed, of which the mark of a leaflet says nothing"
    for change in meaning_changes(old, new, language):
        yield f"{unit!r} changed in its meaning: {change}"


def frame(document: Document) -> str:
    """Return all of a document that is no text, date, credit or reference: its order and kinds.

    A field that is not given is left out, so that one which is new in Polyleaf changes nothing.
    """
    blank = document.map_texts(lambda *_: "")
    fields = {"language", "audience", "medicine", "sections"}
    # Pydantic would warn of the resolved phrases of a document.
    leaflet = blank.leaflet.model_dump(
        mode="json", include=fields, exclude_defaults=True, warnings=False
    )
    content = [
        leaflet,
        {key: term.url for key, term in blank.glossary.items()},
        dict(document.notice_ids),
    ]
    return json.dumps(content)
