"""A translation in, its proof as a PDF out: what a reviewer signs.

Job: read the catalogs as they are, run every check on them, and print source and translation side
by side. Trade-off: unlike a build, nothing that is wrong with a text stops it, because showing that
is what a proof is for; only files that cannot be read do. Side effects: reads the project, prepares
fonts, starts a process and writes one PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from polyleaf.checks import glyphs, layout
from polyleaf.checks.glyphs import Texts
from polyleaf.content.document import revision
from polyleaf.diagnostics import Diagnostic, InputError, Location, Severity
from polyleaf.project import Project
from polyleaf.publishing.catalogs import Catalogs, check_catalogs, check_translatable, read_catalogs
from polyleaf.publishing.executors import render_all
from polyleaf.publishing.files import write_file
from polyleaf.publishing.origin import proof_provenance
from polyleaf.publishing.outputs import cannot_write
from polyleaf.publishing.release import units_of
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.publishing.typefaces import prepare_project_fonts
from polyleaf.reading.source import read_text
from polyleaf.translation.catalog import INTERFACE
from polyleaf.translation.progress import assess
from polyleaf.translation.proofs import Proof, proof_of
from polyleaf.typesetting.environment import template_environment
from polyleaf.typesetting.font_search import families_with
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job, Rendered
from polyleaf.typesetting.page_fonts import font_families
from polyleaf.typesetting.proof_page import ProofSheet, proof_languages, set_proof

__all__ = ["Printed", "print_proof", "proof_file"]

STYLE_SHEET: Final = "proof.css"


@dataclass(frozen=True)
class Printed:
    """A proof that was written, and warnings of what is wrong with its pages."""

    file: Path
    proof: Proof
    pages: int
    diagnostics: tuple[Diagnostic, ...]


def proof_file(project: Project, leaflet: str, language: str) -> Path:
    """Return where the proof of a translation goes unless somebody says otherwise."""
    return project.root / "build" / "proofs" / language / f"{leaflet}.{language}.proof.pdf"


def print_proof(project: Project, leaflet: str, language: str, file: Path) -> Printed:
    """Write the proof of a leaflet's translation.

    Args:
        project: the project.
        leaflet: the leaflet's id.
        language: the tag of the translation.
        file: the PDF to write.

    Raises:
        UsageError: there is no such leaflet or language.
        InputError: the leaflet has an error, there is no catalog or one that cannot be read, or the
            PDF cannot be set or written.

    """
    sources = load_sources(project, [leaflet])
    check_translatable(sources, leaflet, language)
    catalogs = _catalogs(sources, leaflet, language)
    fonts = _fonts(sources, leaflet, language)
    proof = _proof(sources, leaflet, language, catalogs, fonts)
    sheet = _sheet(sources, leaflet, language, catalogs, proof)
    environment = template_environment(project.templates)
    html = set_proof(environment, sheet, project.settings, sources.languages)
    css = _style_sheet(project)
    job = Job(html, (css,), (), proof_provenance(sheet, project.settings.paper))
    rendered = _render(job, fonts, catalogs.leaflet.file)
    _write(file, rendered.pdf)
    families = frozenset(_families(sources, leaflet, language))
    problems = layout.check(rendered.layout, families, Location(file))
    warnings = tuple(replace(problem, severity=Severity.WARNING) for problem in problems)
    return Printed(file, proof, rendered.layout.pages, warnings)


def _catalogs(sources: Sources, leaflet: str, language: str) -> Catalogs:
    file = sources.catalog_file(leaflet, language)
    if not file.is_file():
        message = f"{leaflet!r} is not translated into {language}: there is no such catalog"
        hint = f"`polyleaf translations update -l {language}` creates it"
        raise InputError([Diagnostic("no-catalog", Location(file), message, hint)])
    catalogs, problems = read_catalogs(sources, leaflet, language)
    if catalogs is None:
        raise InputError(problems)
    return catalogs


def _families(sources: Sources, leaflet: str, language: str) -> tuple[str, ...]:
    table = sources.languages
    source = table[sources.leaflets[leaflet].leaflet.language]
    return font_families(proof_languages(source, table[language], table))


def _fonts(sources: Sources, leaflet: str, language: str) -> FontSet:
    return prepare_project_fonts(sources, _families(sources, leaflet, language))


def _proof(
    sources: Sources, leaflet: str, language: str, catalogs: Catalogs, fonts: FontSet
) -> Proof:
    units = units_of(sources, sources.document(leaflet), language, catalogs)
    loaded = sources.leaflets[leaflet].leaflet
    progress = assess(units, catalogs.ledger, sources.project.settings.release)
    found = [
        *check_catalogs(sources, catalogs, loaded, language),
        *_missing_glyphs(sources, leaflet, language, catalogs, fonts),
    ]
    elsewhere = _places_elsewhere(sources, catalogs, {unit.id for unit in units})
    kept = (finding for finding in found if finding.location not in elsewhere)
    return proof_of(progress, catalogs.ledger, dict.fromkeys(kept))


def _missing_glyphs(
    sources: Sources, leaflet: str, language: str, catalogs: Catalogs, fonts: FontSet
) -> Iterator[Diagnostic]:
    target = sources.languages[language]
    messages = {**catalogs.leaflet.messages, **catalogs.phrases.messages}
    texts = {key: message.target for key, message in messages.items()}
    covered = frozenset[int]().union(*map(fonts.covers, font_families([target])))
    yield from glyphs.check(
        Texts(leaflet, target, texts),
        covered,
        lambda unit: messages[unit].location,
        lambda text: families_with(text, sources.families.values()),
    )


def _places_elsewhere(
    sources: Sources, catalogs: Catalogs, printed: set[str]
) -> frozenset[Location]:
    """Return where the shared texts are that only other leaflets print."""
    others = sources.shared_units().keys() - printed
    messages = catalogs.phrases.messages
    return frozenset(messages[unit].location for unit in others if unit in messages)


def _sheet(
    sources: Sources, leaflet: str, language: str, catalogs: Catalogs, proof: Proof
) -> ProofSheet:
    loaded, document = sources.leaflets[leaflet].leaflet, sources.document(leaflet)
    title = catalogs.leaflet.messages.get("title")
    files = {"Catalog": catalogs.leaflet.file, "Approvals": catalogs.ledger.file}
    if shared := sources.shared_catalog_file(language):
        files["Shared wording"] = shared
    if any(item.unit.id == INTERFACE for item in proof.units):
        files["Labels"] = sources.interface_file(language)
    return ProofSheet(
        proof=proof,
        leaflet=loaded,
        citations=tuple(document.references),
        source=sources.languages[loaded.language],
        target=sources.languages[language],
        revision=revision(loaded, document),
        files={
            what: f"{file.relative_to(sources.project.root).as_posix()}"
            f"{'' if file.is_file() else ' (none yet)'}"
            for what, file in files.items()
        },
        target_title=title.target if title else "",
    )


def _style_sheet(project: Project) -> str:
    files = (folder / STYLE_SHEET for folder in project.templates)
    return read_text(next(file for file in files if file.is_file()))


def _render(job: Job, fonts: FontSet, catalog: Path) -> Rendered:
    """Render in a process of its own, since one process sees one set of fonts."""
    ((_, outcome),) = render_all([("proof", job)], fonts.config_file, 1)
    if isinstance(outcome, Exception):
        message = f"the proof could not be rendered: {outcome}"
        raise InputError([Diagnostic("render-failed", Location(catalog), message)]) from outcome
    return outcome


def _write(file: Path, data: bytes) -> None:
    try:
        write_file(file, data)
    except OSError as error:
        raise InputError([cannot_write(file, error)]) from error
