"""Seeded defects are found, and correct translations let pass, in all corpora.

The word lists were tuned on defects.yaml. held_out.yaml was written before the lists of its
languages were read, held_out_2.yaml after they were mended by it: 96.3 % and 97.9 % were found at
first. Both have mended the lists since: they guard what is found, and measure nothing new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from polyleaf.checks.pairs.catalogs import check_pair
from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Diagnostic, Location
from polyleaf.languages.table import Language, load_languages
from polyleaf.translation.catalog import Message
from polyleaf.translation.termbase import Term

ROOT = Path(__file__).parents[3]
LEAST = {"defects.yaml": 300, "held_out.yaml": 150, "held_out_2.yaml": 40}
FILES = tuple(LEAST)
PLACE = Location(Path("flu.po"), 7, 1)
BRAND = Term("Imlygic", do_not_translate=True)


@dataclass(frozen=True)
class Seeded:
    """A translation with one defect, or with none where there is no code."""

    language: str
    name: str
    source: str
    target: str
    code: str = ""


@cache
def corpus(file: str) -> tuple[Seeded, ...]:
    found = []
    for language, pairs in yaml.safe_load(
        (Path(__file__).parent / file).read_text("utf-8")
    ).items():
        for name, pair in pairs.items():
            found.append(Seeded(language, name, pair["source"], pair["target"]))
            found += (
                Seeded(language, f"{name}/{defect}", pair["source"], target, code)
                for defect, (code, target) in pair["broken"].items()
            )
    return tuple(found)


@cache
def table() -> Mapping[str, Language]:
    return load_languages([ROOT / "locales" / "languages.yaml"])


@cache
def findings(seeded: Seeded) -> tuple[Diagnostic, ...]:
    message = Message(seeded.name, seeded.source, seeded.target, PLACE)
    return check_pair(Pair.of(message, "en", table()[seeded.language], (BRAND,)))


def broken(file: str) -> list[Seeded]:
    return [seeded for seeded in corpus(file) if seeded.code]


@pytest.mark.parametrize("file", FILES)
def test_there_are_enough_defects_in_languages_with_their_own_digits(file: str) -> None:
    assert len(broken(file)) >= LEAST[file]
    assert len({seeded.language for seeded in broken(file)}) >= 12


@pytest.mark.parametrize("file", FILES)
def test_98_percent_of_the_defects_are_found(file: str) -> None:
    missed = [s for s in broken(file) if s.code not in {d.code for d in findings(s)}]
    assert len(missed) <= 0.02 * len(broken(file)), "\n".join(map(str, missed))


@pytest.mark.parametrize("file", FILES)
def test_fewer_than_2_findings_in_100_correct_translations(file: str) -> None:
    correct = [seeded for seeded in corpus(file) if not seeded.code]
    found = [(seeded, findings(seeded)) for seeded in correct if findings(seeded)]
    assert len(found) < 0.02 * len(correct), "\n".join(map(str, found))


@pytest.mark.parametrize("code", ["figure-mismatch", "unit-mismatch", "negation-dropped"])
def test_what_matters_most_is_an_error_at_the_line_of_the_catalog(code: str) -> None:
    seeded = [s for file in FILES for s in broken(file) if s.code == code]
    found = [d for s in seeded for d in findings(s) if d.code == code]
    assert {(d.severity.value, d.location) for d in found} <= {("error", PLACE), ("warning", PLACE)}
    assert sum(d.severity.value == "error" for d in found) >= 0.98 * len(found)
