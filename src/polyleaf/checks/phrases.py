"""`unknown-phrase`: a leaflet uses shared wording that the library does not have.

Mend it by adding the phrase to leaflets/library/phrases.yaml, or by correcting its id. The notices
named in polyleaf.yaml are phrases too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from polyleaf.checks.context import LeafletContext
from polyleaf.content.blocks import Block, Callout, Phrase
from polyleaf.diagnostics import Diagnostic, Location, did_you_mean
from polyleaf.reading.source import KeyPath

__all__ = ["check"]

MANUAL: Final = """
unknown-phrase (error): a leaflet, or polyleaf.yaml, uses a phrase that the library does not have
Why: the safety sentence that was meant would be missing.
Wrong: phrase: call-uss
Right: phrase: call-us
Mend: correct the id, or add it to leaflets/library/phrases.yaml.
"""


def check(context: LeafletContext) -> Iterator[Diagnostic]:
    """Yield an error for each phrase the library lacks."""
    known = context.library.phrases
    for key, location in (*_used(context), *_notices(context)):
        if key not in known:
            message = f"the phrase {key!r} is not in leaflets/library/phrases.yaml"
            hint = did_you_mean(key, known) or "add it there"
            yield Diagnostic("unknown-phrase", location, message, hint)


def _used(context: LeafletContext) -> Iterator[tuple[str, Location]]:
    for name, section in context.loaded.leaflet.sections.items():
        for path, phrase in _phrases(section.content, ("sections", name, "content")):
            yield phrase, context.loaded.source.locate(path)


def _phrases(blocks: Mapping[str, Block], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for name, block in blocks.items():
        if isinstance(block, Phrase):
            yield (*path, name, "phrase"), block.phrase
        if isinstance(block, Callout):
            yield from _phrases(block.content, (*path, name, "content"))


def _notices(context: LeafletContext) -> Iterator[tuple[str, Location]]:
    for role, key in context.project.settings.notices:
        if key:
            yield key, context.project.source.locate(("notices", role))
