"""What a PDF says of its origin, and what makes it another PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest

from polyleaf.publishing.origin import _page_revision
from polyleaf.publishing.production import job_key
from polyleaf.typesetting.layout import Job, Provenance

JOB = Job("<p>", ("p {}",), (("a.svg", b"<svg/>"),), Provenance(leaflet="flu"))
PAGES = {
    "html": replace(JOB, html="<p>!"),
    "styles": replace(JOB, css=("p {}", "")),
    "pictures": replace(JOB, assets=(("a.svg", b"<svg>"),)),
}
OTHERS = PAGES | {
    "standard": replace(JOB, standard="ua-2+a-4f"),
    "provenance": replace(JOB, provenance=Provenance(leaflet="flu", approvals="1")),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_makes_another_pdf_has_another_key(name: str) -> None:
    assert job_key(OTHERS[name], (), "") != job_key(JOB, (), "")
    assert job_key(replace(JOB), (), "") == job_key(JOB, (), "")


@pytest.mark.parametrize("name", OTHERS)
def test_the_page_is_what_it_is_set_from(name: str) -> None:
    assert (_page_revision(OTHERS[name]) != _page_revision(JOB)) is (name in PAGES)
