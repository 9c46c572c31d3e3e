"""`markup-mismatch`: a translation lost, gained or changed a citation, a link or a placeholder.

Words may stand in any order; each `[@reference]`, `{placeholder}` and link target of the source
text must be in the translation as often as in the source. Mend the line of the PO file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from polyleaf.checks.markup import stray_markup
from polyleaf.content.inline import citations, links, placeholders
from polyleaf.diagnostics import Diagnostic
from polyleaf.translation.catalog import Catalog, Message

__all__ = ["check"]

MANUAL: Final = """
markup-mismatch (error): a translation lost, gained or changed a citation, a link or a placeholder
Why: a phone number, a source or the way to more information is lost in one language.
Wrong: Call {helpline}. / Llame.
Right: Call {helpline}. / Llame al {helpline}.
Mend: copy citations, link targets and placeholders from the source as they are.
"""


def check(catalog: Catalog, units: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield an error for each message whose markup is not that of its unit's source text."""
    for message in catalog.messages.values():
        if message.target and units.get(message.id) == message.source and not message.fuzzy:
            yield from _compare(message)
            yield from stray_markup(message.target, message.location)


def _compare(message: Message) -> Iterator[Diagnostic]:
    source, target = _markup(message.source), _markup(message.target)
    for verb, parts in (("lacks", source - target), ("has the extra", target - source)):
        for part in parts.elements():
            text = f"the translation of {message.id!r} {verb} {part}"
            hint = "the source text has it" if verb == "lacks" else "the source text has it not"
            yield Diagnostic("markup-mismatch", message.location, text, hint)


@lru_cache(maxsize=20_000)
def _markup(text: str) -> Counter[str]:
    return Counter(
        [f"[@{key}]" for key in citations(text)]
        + [f"({target})" for target in links(text)]
        + [f"{{{name}}}" for name in placeholders(text)]
    )
