"""How much of a project is there in each language: interface strings and leaflets.

Job: count what is translated, for `polyleaf languages`. Trade-off: the strings are those
that any of its catalogs has, so that no template has to be read. A catalog that cannot be read
counts as none; `polyleaf check` says what is wrong with it. Side effects: reads catalogs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from polyleaf.diagnostics import InputError
from polyleaf.publishing.catalogs import load_catalogs
from polyleaf.publishing.sources import Sources
from polyleaf.translation.catalog import load_interface
from polyleaf.translation.merge import localise
from polyleaf.typesetting.labels import LABEL_LANGUAGE

__all__ = ["Coverage", "interface_coverage", "leaflet_coverage"]


@dataclass(frozen=True)
class Coverage:
    """How many of `total` are there in a language, whole and translated from today's source."""

    done: int
    total: int

    def __str__(self) -> str:
        """Return it as a person reads it: all, none, or 12 of 54."""
        if self.done in {0, self.total}:
            return "all" if self.done else "none"
        return f"{self.done} of {self.total}"


def interface_coverage(
    languages: Iterable[str], locale_files: Callable[[str], tuple[Path, ...]]
) -> Mapping[str, Coverage]:
    """Return how many of the interface's strings each language has.

    Args:
        languages: BCP 47 tags.
        locale_files: returns the files of a name below locales/, the shipped one first.

    """
    found = {tag: _labels(locale_files(f"{tag}/ui.po")) for tag in languages}
    every = frozenset().union(*found.values())
    return {
        tag: Coverage(len(every if tag == LABEL_LANGUAGE else labels), len(every))
        for tag, labels in found.items()
    }


def _labels(files: Iterable[Path]) -> frozenset[str]:
    try:
        return load_interface(files).labels
    except InputError:
        return frozenset()


def leaflet_coverage(sources: Sources) -> Mapping[str, Coverage]:
    """Return how many of the leaflets each language of the table has."""
    total = len(sources.leaflets) + len(sources.broken)
    return {
        tag: Coverage(sum(_is_there(sources, leaflet, tag) for leaflet in sources.leaflets), total)
        for tag, language in sources.languages.items()
        if not language.pseudo
    }


def _is_there(sources: Sources, leaflet: str, tag: str) -> bool:
    source = sources.leaflets[leaflet].leaflet.language
    if tag == source:
        return True
    if not sources.catalog_file(leaflet, tag).is_file():
        return False
    catalogs, _ = load_catalogs(sources, leaflet, tag)
    if catalogs is None:
        return False
    localised, _ = localise(
        sources.document(leaflet),
        (catalogs.leaflet, catalogs.phrases),
        (sources.languages[source], sources.languages[tag]),
        catalogs.interface,
    )
    return not localised.untranslated
