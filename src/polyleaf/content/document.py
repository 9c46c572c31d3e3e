"""A leaflet with everything it draws from the library: all that its readers will read.

Job: gather phrases, words to know, notices and references in the order of their first mention in
the source language, so that numbers are the same in every language. Trade-off: what the library
lacks is left out here; `polyleaf.checks` refuses such a leaflet. Side effects: none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from polyleaf.content import inline
from polyleaf.content.blocks import Block, Callout, Phrase, ResolvedPhrase
from polyleaf.content.library import Library, Reference, Term
from polyleaf.content.model import Leaflet, Section, units
from polyleaf.reading.record import TextMap

__all__ = ["Document", "assemble", "revision"]

T = TypeVar("T")


@dataclass(frozen=True)
class Document:
    """What one publication says, in one language.

    Attributes:
        leaflet: the leaflet, its phrases resolved.
        glossary: words to know, by id, in the order of first mention.
        notices: phrases printed at the end, by their role (disclaimer, reprint, …).
        notice_ids: the phrase behind each notice.
        references: the references cited, by id, in the order of first mention.
        time_zone: the helpline's time zone, as printed, or "".

    """

    leaflet: Leaflet
    glossary: Mapping[str, Term]
    notices: Mapping[str, str]
    notice_ids: Mapping[str, str]
    references: Mapping[str, Reference]
    time_zone: str = ""

    def map_texts(self, change: TextMap) -> Document:
        """Return the document with each unit's text replaced by `change(unit id, text)`."""
        return replace(
            self,
            leaflet=self.leaflet.map_texts(change),
            glossary={k: t.map_texts(f"glossary/{k}", change) for k, t in self.glossary.items()},
            notices={
                role: change(f"phrases/{self.notice_ids[role]}", text)
                for role, text in self.notices.items()
            },
            time_zone=change("helpline/time-zone", self.time_zone) if self.time_zone else "",
        )

    def units(self) -> dict[str, str]:
        """Return every unit of the document: unit id to text."""
        return dict(self._units)

    @cached_property
    def _units(self) -> dict[str, str]:
        found: dict[str, str] = {}

        def collect(unit: str, text: str) -> str:
            found[unit] = text
            return text

        self.map_texts(collect)
        return found

    def cited(self) -> dict[str, Reference]:
        """Return the references by the id of their text, `references/<id>`, in their order."""
        return {f"references/{key}": reference for key, reference in self.references.items()}


def assemble(
    leaflet: Leaflet, library: Library, notices: Mapping[str, str], time_zone: str = ""
) -> Document:
    """Gather the document of a leaflet.

    Args:
        leaflet: the leaflet in its source language.
        library: the project's phrases, glossary and references.
        notices: phrase ids by the role they print in.
        time_zone: the helpline's time zone, as printed.

    """
    resolved = _resolve_phrases(leaflet, library.phrases)
    known = {role: key for role, key in notices.items() if key in library.phrases}
    texts = list(units(resolved).values())
    texts += (library.phrases[key] for key in known.values())
    return Document(
        leaflet=resolved,
        glossary=_in_order((t for x in texts for t in inline.terms(x)), library.glossary),
        notices={role: library.phrases[key] for role, key in known.items()},
        notice_ids=known,
        references=_in_order((c for x in texts for c in inline.citations(x)), library.references),
        time_zone=time_zone,
    )


def revision(leaflet: Leaflet, document: Document) -> str:
    """Return what stands for a leaflet's content: 16 hex digits of its SHA-256.

    Notes for translators, the mark of the change and the target grade are no part of it: no
    reader sees them.

    Args:
        leaflet: the leaflet as it was loaded.
        document: the same with its phrases, terms and references.

    """
    content = {
        "leaflet": leaflet.model_dump(mode="json", exclude={"notes", "change", "reading_grade"}),
        "units": document.units(),
        "references": {k: v.model_dump(mode="json") for k, v in document.references.items()},
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _in_order(ids: Iterable[str], items: Mapping[str, T]) -> dict[str, T]:
    return {key: items[key] for key in ids if key in items}


def _resolve_phrases(leaflet: Leaflet, phrases: Mapping[str, str]) -> Leaflet:
    def section(value: Section) -> Section:
        return value.model_copy(update={"content": _resolve_blocks(value.content, phrases)})

    sections = {key: section(value) for key, value in leaflet.sections.items()}
    return leaflet.model_copy(update={"sections": sections})


def _resolve_blocks(
    blocks: Mapping[str, Block], phrases: Mapping[str, str]
) -> dict[str, Block | ResolvedPhrase]:
    return {key: _resolve(block, phrases) for key, block in blocks.items()}


def _resolve(block: Block, phrases: Mapping[str, str]) -> Block | ResolvedPhrase:
    if isinstance(block, Phrase) and block.phrase in phrases:
        return ResolvedPhrase(phrase=block.phrase, text=phrases[block.phrase])
    if isinstance(block, Callout):
        return block.model_copy(update={"content": _resolve_blocks(block.content, phrases)})
    return block
