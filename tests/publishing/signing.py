"""A project whose texts can be signed, and the short ways to sign them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import SETTINGS
from tests.small_project import SmallProject, catalog

from polyleaf.diagnostics import PolyleafError
from polyleaf.project import Stage, load_project
from polyleaf.publishing.accepted_sources import accept_source
from polyleaf.publishing.approvals import approve
from polyleaf.publishing.release import progress_of
from polyleaf.publishing.signatures import Signature, Signed
from polyleaf.publishing.sources import load_sources
from polyleaf.translation.progress import State

__all__ = [
    "LEDGER",
    "MESSAGES",
    "PO",
    "UNITS",
    "accept",
    "refused",
    "sign",
    "signature",
    "states",
    "two_leaflets",
]

DAY = datetime.date(2025, 2, 1)
MESSAGES = {
    "title": ("A short leaflet", "Un folleto corto"),
    "what/heading": ("What is it?", "¿Qué es?"),
    "what/meaning": ("Something small.", "Algo pequeño."),
}
LEDGER = "locales/es/approvals/one.yaml"
PO = "locales/es/leaflets/one.po"
UNITS = (*MESSAGES, "phrases/thanks", "interface")


def two_leaflets(project: SmallProject) -> SmallProject:
    """Return the project with two leaflets and shared wording, translated and not yet signed."""
    project.write("polyleaf.yaml", f"{SETTINGS}notices: {{disclaimer: thanks}}\n")
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")
    project.write("locales/es/phrases.po", catalog({"phrases/thanks": ("Thank you.", "Gracias.")}))
    for name in ("one", "two"):
        project.leaflet(name)
        project.catalog(name, "es", MESSAGES)
    return project


def signature(*units: str, **changed: str) -> Signature:
    given = {"leaflet": "one", "language": "es", "by": "A. Translator", **changed}
    return Signature(given["leaflet"], given["language"], units, given["by"], DAY)


def sign(project: SmallProject, *units: str, stage: Stage = "translated", **changed: str) -> Signed:
    role = changed.pop("role", "translator")
    return approve(load_project(project.root), signature(*units, **changed), stage, role)


def accept(project: SmallProject, *units: str, **changed: str) -> Signed:
    reason = changed.pop("reason", "a typing mistake")
    return accept_source(load_project(project.root), signature(*units, **changed), reason)


def states(project: SmallProject, leaflet: str = "one") -> dict[str, State]:
    progress, problems = progress_of(load_sources(load_project(project.root)), leaflet, "es")
    assert problems == []
    return {item.unit.id: item.state for item in progress.units}


def files(project: SmallProject) -> dict[Path, bytes]:
    folder = project.root / "locales"
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def refused(project: SmallProject, action: Callable[[], Signed]) -> list[str]:
    before = files(project)
    with pytest.raises(PolyleafError) as error:
        action()
    assert files(project) == before
    return [problem.code for problem in error.value.diagnostics]
