"""A proof in, the HTML that a reviewer reads and signs out.

Job: set each unit's source beside its translation, with all that is known about it. Trade-off: what
the proof itself says is in English, because it is written to the reviewer and not to a patient; the
texts are set by the setters that set leaflets, so that they look as they will be printed, but their
links lead nowhere. Side effects: reads templates.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from polyleaf.content.inline import plain_text
from polyleaf.content.model import Leaflet
from polyleaf.diagnostics import Diagnostic
from polyleaf.languages.table import Language
from polyleaf.project import Settings
from polyleaf.translation.catalog import INTERFACE
from polyleaf.translation.progress import State
from polyleaf.translation.proofs import LABELS_PART, SHARED_PART, Proof, ProofUnit
from polyleaf.typesetting.environment import css_string, render_template
from polyleaf.typesetting.labels import LABEL_LANGUAGE
from polyleaf.typesetting.markup import Setter
from polyleaf.typesetting.page_fonts import font_families, font_stack
from polyleaf.typesetting.sandbox import Sandbox
from polyleaf.typesetting.sign_off import sign_offs, stage_rows

__all__ = ["ProofSheet", "proof_languages", "set_proof"]

TEMPLATE: Final = "proof.html"
_PART_TITLES: Final = {
    "": "Title and summary",
    "medicine": "About the medicine",
    SHARED_PART: "Wording shared by leaflets",
    LABELS_PART: "Labels of the page",
}


@dataclass(frozen=True)
class ProofSheet:
    """A proof, and what its head says about it.

    Attributes:
        proof: the units and what was found.
        leaflet: the leaflet in its source language.
        citations: ids of the references, in the order of their numbers.
        source: its language.
        target: the language of the translation.
        revision: stands for the content of the source.
        files: what is read for it, by what it is: the catalogs and the ledger, as the project
            names them.
        target_title: the translated title, or "".

    """

    proof: Proof
    leaflet: Leaflet
    citations: Sequence[str]
    source: Language
    target: Language
    revision: str
    files: Mapping[str, str]
    target_title: str = ""


def proof_languages(
    source: Language, target: Language, table: Mapping[str, Language]
) -> tuple[Language, ...]:
    """Return the languages that a proof holds text in."""
    return tuple({x.tag: x for x in (table[LABEL_LANGUAGE], source, target)}.values())


def set_proof(
    environment: Sandbox,
    sheet: ProofSheet,
    settings: Settings,
    table: Mapping[str, Language],
) -> str:
    """Return the HTML of a proof.

    Args:
        environment: the templates.
        sheet: what is proofed.
        settings: the project's, for paper, colours and the values of placeholders.
        table: the languages, for that of the proof's own words.

    Raises:
        InputError: the template cannot be used.

    """
    return render_template(environment, TEMPLATE, _Sheet(sheet, settings, table).context())


@dataclass(frozen=True)
class _SetUnit:
    """A unit as the template prints it."""

    item: ProofUnit
    source: Markup
    target: Markup
    back_translation: Markup

    @property
    def state(self) -> State:
        """How far it has come."""
        return self.item.progress.state

    @property
    def doubtful(self) -> bool:
        """Whether it is marked as fuzzy although the source is the one that was translated."""
        return self.state is State.STALE and not self.item.changes


class _Sheet:
    """What the template needs to know about one proof."""

    def __init__(
        self, sheet: ProofSheet, settings: Settings, table: Mapping[str, Language]
    ) -> None:
        self.sheet = sheet
        self.settings = settings
        self.english = table[LABEL_LANGUAGE]
        self.languages = proof_languages(sheet.source, sheet.target, table)
        self.source = self._setter(sheet.source)
        self.target = self._setter(sheet.target)

    def _setter(self, language: Language) -> Setter:
        return Setter(
            language=language,
            source_language=language,
            untranslated=frozenset(),
            citation_numbers={key: n for n, key in enumerate(self.sheet.citations, 1)},
            placeholders=self.settings.placeholders(),
            links=False,
        )

    def context(self) -> dict[str, Any]:
        sheet, proof = self.sheet, self.sheet.proof
        title = plain_text(sheet.leaflet.title)
        families = font_families(self.languages)
        return {
            "sheet": sheet,
            "proof": proof,
            "publisher": self.settings.publisher,
            "colors": self.settings.colors,
            "paper": "A4" if self.settings.paper == "a4" else "letter",
            "english": self.english,
            "languages": [(x, font_stack(font_families([x]))) for x in self.languages],
            "all_families": font_stack(families),
            "pdf_title": f"Proof of “{title}” in {sheet.target.english}",
            "title": title,
            "target_title": _set(self.target, "", sheet.target_title),
            "footer_text": css_string(self.footer()),
            "counts": {s.value: n for s, n in proof.progress.counts.items() if n},
            "stages": list(stage_rows(proof.progress)),
            "care": [item for item in proof.units if item.needs_care],
            "parts": list(self.parts()),
            "labels": list(self.labels()),
            "sign_offs": list(sign_offs(proof, sheet.leaflet.id, sheet.target.tag)),
            "worst": worst,
        }

    def footer(self) -> str:
        sheet = self.sheet
        return f"{sheet.leaflet.id} · {sheet.target.tag} · proof {sheet.proof.digest}"

    def parts(self) -> Iterator[tuple[str, list[_SetUnit]]]:
        """Yield the title of each part, and its units."""
        for part, units in self.sheet.proof.parts.items():
            section = self.sheet.leaflet.sections.get(part)
            title = plain_text(section.heading) if section else _PART_TITLES.get(part, part)
            yield title, [self.unit(item) for item in units]

    def unit(self, item: ProofUnit) -> _SetUnit:
        """Return a unit set; of the labels, which are a table of their own, no text."""
        unit, message = item.unit, item.unit.message
        if unit.id == INTERFACE or message is None:
            source = "" if unit.id == INTERFACE else unit.source
            return _SetUnit(item, _set(self.source, unit.id, source), Markup(), Markup())
        return _SetUnit(
            item,
            _set(self.source, unit.id, unit.source),
            _set(self.target, unit.id, message.target),
            _set(self.source, "", message.back_translation),
        )

    def labels(self) -> Iterator[tuple[str, Markup]]:
        """Yield each label and its translation; of one with plural forms, all forms."""
        message = next(
            (x.unit.message for x in self.sheet.proof.units if x.part == LABELS_PART), None
        )
        pairs = json.loads(message.target) if message and message.target else []
        for label, forms in pairs:
            shown = dict.fromkeys(form for form in forms if form)
            yield label, Markup(" / ").join(self.target.plain(form) for form in shown)


def _set(setter: Setter, unit: str, text: str) -> Markup:
    return setter.unit(unit, text.strip()) if text.strip() else Markup()


def worst(findings: Sequence[Diagnostic]) -> str:
    """Return the severity of the worst finding, or ""."""
    order = ("error", "warning", "note")
    return min((str(f.severity) for f in findings), key=order.index, default="")
