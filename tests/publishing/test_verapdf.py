"""Every PDF of the sample project and every specimen, as veraPDF judges it.

One Java machine for all of them, since starting one takes as long as judging four files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from tests.printing import Press
from tests.publishing.sample import Sample
from tests.publishing.specimens import Specimens

import verapdf
from verapdf import Judgement

# What is printed in the other pair of standards: left to right, right to left, and CJK.
ALSO_IN_PDF_2: Final = ("en", "ar", "zh-Hans")
LEAFLET: Final = "oncolytic-virus-therapy"

# PDF/A-2 asks for the description of each property that is not XMP's own (ISO 19005-2, 6.6.2.3).
DESCRIBED: Final = (b'pdfaProperty:name="leaflet"', b'pdfaProperty:name="leaflex"')

WITHOUT: Final = "veraPDF is not here: `make verapdf` fetches it; that takes Java and Maven"


def judged(files: Iterable[Path]) -> Mapping[str, Judgement]:
    if not verapdf.is_ready():
        if os.environ.get("POLYLEAF_REQUIRE_VERAPDF"):
            pytest.fail(WITHOUT)
        pytest.skip(WITHOUT)
    return {judgement.file.name: judgement for judgement in verapdf.judge(files)}


@pytest.fixture(scope="module")
def judgements(
    sample: Sample, specimens: Specimens, press: Press, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Judgement]:
    """What is said of each file, by its name."""
    folder = tmp_path_factory.mktemp("others")
    files = [sample.out / publication.path for publication in sample.result.built]
    files += [specimens.out / publication.path for publication in specimens.result.built]
    damaged = folder / "undescribed.pdf"
    damaged.write_bytes(files[0].read_bytes().replace(*DESCRIBED))
    return judged([*files, damaged, *_in_pdf_2(sample, press, folder)])


def _in_pdf_2(sample: Sample, press: Press, folder: Path) -> Iterable[Path]:
    for tag in ALSO_IN_PDF_2:
        job = sample.job(LEAFLET, tag)
        file = folder / f"{tag}.pdf"
        file.write_bytes(press.print(replace(job, standard="ua-2+a-4f")).pdf)
        yield file


def test_every_leaflet_is_pdf_ua_1_and_pdf_a_2a(
    sample: Sample, judgements: Mapping[str, Judgement]
) -> None:
    names = {Path(publication.path).name for publication in sample.result.built}
    found = [judgements[name] for name in sorted(names)]
    assert [str(one) for one in found if one.judged != {"ua1", "2a"} or one.failures] == []


@pytest.mark.parametrize("tag", ALSO_IN_PDF_2)
def test_a_leaflet_can_be_pdf_ua_2_and_pdf_a_4f(
    judgements: Mapping[str, Judgement], tag: str
) -> None:
    found = judgements[f"{tag}.pdf"]
    assert found.judged == {"ua2", "4f"}
    assert found.failures == ()


def test_the_judge_is_awake(judgements: Mapping[str, Judgement]) -> None:
    found = judgements["undescribed.pdf"]
    assert not found.conforms
    assert any("6.6.2.3" in failure for failure in found.failures)


def test_every_specimen_is_pdf_ua_1_and_pdf_a_2a(
    specimens: Specimens, judgements: Mapping[str, Judgement]
) -> None:
    names = {Path(publication.path).name for publication in specimens.result.built}
    found = [judgements[name] for name in sorted(names)]
    assert len(found) == len(specimens.result.built)
    assert [str(one) for one in found if one.judged != {"ua1", "2a"} or one.failures] == []
