"""Two other checkers have nothing to say of our PDFs but what second_opinion.toml explains."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import outloud
import pdfua
import pytest
from tests.publishing.sample import Sample, every_pdf
from tests.publishing.specimens import Specimens, every_specimen
from tests.tag_tree import artifacts, read_order

EXPLAINED: Final[list[dict[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "second_opinion.toml").read_text(encoding="utf-8")
)["explained"]


class Finding(NamedTuple):
    """What a checker says of a file; a rule that could not be asked counts as well."""

    checker: str
    rule: str
    message: str


def findings(file: Path) -> Iterator[Finding]:
    result = outloud.check(str(file))
    assert result.error is None
    for found in result.findings:
        if found.severity != "info":
            yield Finding("outloud", found.rule, f"page {found.page}: {found.message}")
    for run in result.runs:
        if run.status == "crashed":
            yield Finding("outloud", run.rule, str(run.reason))
    report = pdfua.validate(str(file))
    for said in report.findings:
        if said.severity > pdfua.Severity.INFO:
            yield Finding("pdfua", said.rule_id, said.message)
    for outcome in report.outcomes:
        if outcome.skipped:
            yield Finding("pdfua", outcome.rule_id, str(outcome.skipped_reason))


def unexplained(file: Path) -> list[Finding]:
    known = {(e["checker"], e["rule"]) for e in EXPLAINED if re.search(e["files"], file.name)}
    return [found for found in findings(file) if (found.checker, found.rule) not in known]


@every_pdf
def test_the_other_checkers_agree(sample: Sample, leaflet: str, language: str) -> None:
    assert unexplained(sample.out / sample.publication(leaflet, language).path) == []


@every_specimen
def test_the_other_checkers_agree_on_the_specimen(specimens: Specimens, tag: str) -> None:
    assert unexplained(specimens.file(tag)) == []


@every_pdf
def test_a_page_is_drawn_in_the_order_of_its_tags(
    sample: Sample, leaflet: str, language: str
) -> None:
    pdf = sample.pdf(leaflet, language)
    for places in read_order(pdf):
        assert places == sorted(places)
    assert all(found.startswith("Pagination ") for found in artifacts(pdf))


@pytest.mark.parametrize("entry", EXPLAINED, ids=lambda entry: entry["rule"])
def test_what_is_explained_is_still_said(
    sample: Sample, specimens: Specimens, entry: dict[str, str]
) -> None:
    leaflet, language, _ = entry["example"].split(".")
    specimen = leaflet == "specimen"
    file = (specimens if specimen else sample).out / "pdf" / language / entry["example"]
    said = findings(file)
    assert (entry["checker"], entry["rule"]) in {found[:2] for found in said}
    assert entry["reason"].strip()
