"""The facts of a medicine, gathered from labels and values scattered over a page.

Job: recognise pronunciation, brand names and approval as drug pages print them ("US Brand Name(s)",
then the names), and move them into the leaflet's panel. Trade-off: a panel is made only where a
brand name or an approval is found, since a pronunciation alone may be that of a disease; the
approved use is copied only when it is a single item, since a summary of several would be our own
words. What is not recognised for certain stays where it was. Side effects: none but the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from typing import Any, Final

from polyleaf.importers.markdown.blocks import Block, Items, Paragraph, plain, targets
from polyleaf.importers.markdown.markup import write_inline
from polyleaf.importers.markdown.report import Report

__all__ = ["is_pronunciation", "take_medicine"]

MANUAL: Final = """
moved-to-medicine (note): facts of a record are now part of the panel about the medicine
Why: they stand in another place than before.
Wrong: Brand name: Imlygic, in the text
Right: brands: [Imlygic]
Mend: compare the panel with the record.
"""

BRANDS: Final = frozenset(
    f"{country}{label}"
    for country in ("", "us ", "u.s. ")
    for label in ("brand name", "brand names", "brand name(s)")
)
APPROVAL: Final = "fda approved"
APPROVED_BY: Final = "US Food and Drug Administration (FDA)"
APPROVED_USE: Final = "approved to treat:"
MAX_NAME: Final = 60

# (tah-LIH-moh-jeen lah-HER-pah-REP-vek): syllables with hyphens, the stressed ones in capitals.
_PRONUNCIATION: Final = re.compile(r"\(((?=[^)]*-)(?=[^)]*[A-Z]{2})[A-Za-z0-9'’ ,/-]+)\)")


def is_pronunciation(block: Block) -> bool:
    """Tell whether the block is a pronunciation and nothing else."""
    return isinstance(block, Paragraph) and bool(_PRONUNCIATION.fullmatch(block.text))


def take_medicine(
    name: str, lead: Sequence[Block], rest: Iterable[Block], report: Report
) -> tuple[dict[str, Any], list[Block]]:
    """Return the medicine's panel ({} if the page is about none) and the lead without its facts.

    Args:
        name: the name of the medicine: the page's title.
        lead: the blocks before the first section, which labels are looked for in.
        rest: all other blocks, which the approved use is looked for in.
        report: where the facts that moved are noted.

    """
    panel = _Panel(lead, report)
    panel.read()
    facts = panel.facts
    if not facts:
        return {}, panel.left
    use = _approved_use(rest)
    order = ("pronunciation", "brands", "approved_use", "approved_by")
    facts |= {"approved_use": use} if use else {}
    facts |= panel.take_pronunciation()
    return {"name": name, **{key: facts[key] for key in order if key in facts}}, panel.left


class _Panel:
    def __init__(self, blocks: Sequence[Block], report: Report) -> None:
        self.blocks = blocks
        self.report = report
        self.left: list[Block] = []
        self.facts: dict[str, Any] = {}

    def read(self) -> None:
        position = 0
        while position < len(self.blocks):
            taken = self.take_fact(position)
            if not taken:
                self.left.append(self.blocks[position])
            position += taken or 1

    def take_fact(self, position: int) -> int:
        """Take the fact whose label is at `position`; return how many blocks say it, or 0."""
        label, values = _label(self.blocks[position])
        following = [] if values or not label else self.names(position + 1)
        values = values or [name for block in following for name in _names(block)]
        if label in BRANDS and values:
            self.facts.setdefault("brands", []).extend(values)
        elif label == APPROVAL and [value.casefold().rstrip(".") for value in values] == ["yes"]:
            self.facts["approved_by"] = APPROVED_BY
        else:
            return 0
        self.moved(self.blocks[position : position + 1 + len(following)])
        return 1 + len(following)

    def names(self, start: int) -> list[Block]:
        """Return the blocks that are the values of a label: all up to the next label, or one."""
        names = list(takewhile(lambda b: _names(b) and not _label(b)[0], self.blocks[start:]))
        after = self.blocks[start + len(names) : start + len(names) + 1]
        return names if after and _label(after[0])[0] else names[:1]

    def take_pronunciation(self) -> dict[str, str]:
        for block in self.left:
            if isinstance(block, Paragraph) and (match := _PRONUNCIATION.fullmatch(block.text)):
                self.left.remove(block)
                self.moved([block])
                return {"pronunciation": match[1].strip()}
        return {}

    def moved(self, blocks: Sequence[Block]) -> None:
        said = ", ".join(line for block in blocks for line in _lines(block))
        message = f"this is now part of the panel `medicine`: {said}"
        self.report.note("moved-to-medicine", blocks[0].line, message)


def _lines(block: Block) -> list[str]:
    """Return the lines, or items, of a block that links to nothing."""
    if isinstance(block, Paragraph) and not targets(block.nodes):
        return block.lines
    if isinstance(block, Items) and not any(targets(item) for item in block.items):
        return [" ".join(plain(item).split()) for item in block.items]
    return []


def _label(block: Block) -> tuple[str, list[str]]:
    """Return the known label a paragraph begins with, or "", and the values after it."""
    lines = _lines(block) if isinstance(block, Paragraph) else []
    if not lines:
        return "", []
    label, _, value = lines[0].partition(":")
    label = label.strip().casefold()
    if label not in BRANDS and label != APPROVAL:
        return "", []
    return label, _split([value, *lines[1:]])


def _names(block: Block) -> list[str]:
    """Return the names a block lists, or nothing if it reads like a sentence."""
    names = _split(_lines(block))
    if any(len(name) > MAX_NAME or name.endswith((":", "!", "?")) for name in names):
        return []
    return names


def _split(lines: Iterable[str]) -> list[str]:
    return [name for line in lines for part in line.split(",") if (name := part.strip())]


def _approved_use(blocks: Iterable[Block]) -> str:
    """Return the only item of the list that says what the medicine is approved to treat, or ""."""
    for before, after in pairwise(blocks):
        introduces = isinstance(before, Paragraph) and before.text.endswith(APPROVED_USE)
        if introduces and isinstance(after, Items) and len(after.items) == 1:
            return write_inline(after.items[0])[0]
    return ""
