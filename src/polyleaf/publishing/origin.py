"""A publication and its job in, the provenance that its PDF carries out.

Job: say what a PDF is made from, so that it can be told from the PDF alone whether it is the
current one. Trade-off: digests, not texts: equal ones say that nothing changed, others only which
part did. Side effects: none; no clock.
"""

from __future__ import annotations

import hashlib
from typing import Final

from polyleaf import __version__
from polyleaf.publishing.localisation import Localisation
from polyleaf.publishing.plan import PlannedPublication
from polyleaf.translation.digests import document_digest
from polyleaf.translation.merge import Status
from polyleaf.typesetting.layout import Job, Provenance
from polyleaf.typesetting.proof_page import ProofSheet

__all__ = ["PROOF", "proof_provenance", "provenance_of"]

PROOF: Final = "proof"
"""The edition that is for reviewers and not for readers."""


def provenance_of(planned: PlannedPublication, draft: Localisation, job: Job) -> Provenance:
    """Return the provenance of a publication.

    Args:
        planned: what it is.
        draft: its document in its language.
        job: what its pages are set from.

    Raises:
        ValueError: there is no document in its language.

    """
    if draft.localised is None:
        message = "only a localised document is set"
        raise ValueError(message)
    return Provenance(
        leaflet=planned.leaflet,
        version=draft.loaded.leaflet.version,
        language=planned.language,
        edition=planned.edition,
        paper=planned.paper,
        status=_status(draft.localised.status).value,
        source_revision=draft.source_revision,
        text_revision=document_digest(draft.localised.document.units()),
        approvals=draft.approvals,
        page_revision=_page_revision(job),
        polyleaf=__version__,
    )


def _status(status: Status) -> Status:
    """Return a status as it was at first: a sheet that is set once more is the same sheet."""
    return Status.APPROVED if status is Status.LAST_APPROVED else status


def proof_provenance(sheet: ProofSheet, paper: str) -> Provenance:
    """Return the provenance of a proof; its text revision is the digest that is printed on it."""
    return Provenance(
        leaflet=sheet.leaflet.id,
        version=sheet.leaflet.version,
        language=sheet.target.tag,
        edition=PROOF,
        paper=paper,
        source_revision=sheet.revision,
        text_revision=sheet.proof.digest,
        polyleaf=__version__,
    )


def _page_revision(job: Job) -> str:
    """Return 16 hex digits of the SHA-256 of all that the pages are set from."""
    digest = hashlib.sha256()
    for data in (job.html.encode(), *(s.encode() for s in job.css), *(a for _, a in job.assets)):
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]
