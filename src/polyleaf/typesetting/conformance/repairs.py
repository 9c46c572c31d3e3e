"""A laid-out document in, a PDF that conforms out: every repair, in the order it is made.

Job: have WeasyPrint write a PDF and mend what it leaves undone, each in a module of its own that
can be deleted when upstream catches up. Trade-off: a repair before or while the file is written
costs next to nothing; a second pass over finished files would cost as much as writing them.
Side effects: functions of WeasyPrint are replaced while a PDF is written. Import this module only
when the process knows its fonts: it imports WeasyPrint.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from polyleaf.typesetting.conformance.archiving import conform
from polyleaf.typesetting.conformance.destinations import structure_destinations
from polyleaf.typesetting.conformance.extraction import exact_text
from polyleaf.typesetting.conformance.identifier import identified
from polyleaf.typesetting.conformance.namespaces import use_pdf_2_structure
from polyleaf.typesetting.conformance.standards import STANDARDS
from polyleaf.typesetting.conformance.structure import readable_structure
from polyleaf.typesetting.layout import Provenance

if TYPE_CHECKING:  # as in `layout`
    from polyleaf.project import Standard

__all__ = ["written"]


def written(document: Any, standard: Standard, provenance: Provenance | None) -> bytes:  # noqa: ANN401 - WeasyPrint is untyped
    """Return the PDF of a document, conforming to PDF/UA and PDF/A.

    Args:
        document: WeasyPrint's document, laid out.
        standard: what it conforms to.
        provenance: what it says of its origin, or None for nothing.

    Raises:
        InternalsChangedError: WeasyPrint writes PDFs in another way than the repairs expect.

    """
    rules = STANDARDS[standard]

    repair = structure_destinations(document) if rules.leads_to_structure else nullcontext()

    def finish(document: Any, pdf: Any) -> None:  # noqa: ANN401 - the same
        mend_text(document, pdf)
        if mend_destinations:
            mend_destinations(pdf)
            use_pdf_2_structure(pdf)
        conform(pdf, rules, provenance)

    with (
        exact_text(document.pages) as mend_text,
        readable_structure(document),
        repair as mend_destinations,
    ):
        return identified(document.write_pdf(finisher=finish, pdf_variant=rules.variant))
