"""The pairs of standards that a PDF can conform to, and what each asks of its metadata.

Job: say in one table how PDF/UA-1 with PDF/A-2a differs from PDF/UA-2 with PDF/A-4f, so that no
repair asks for the name of a standard. Side effects: none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # as in `layout`
    from polyleaf.project import Standard

__all__ = ["STANDARDS", "Rules"]


@dataclass(frozen=True)
class Rules:
    """What a pair of standards asks for.

    Attributes:
        variant: WeasyPrint's name of the PDF/UA part; it knows one variant a file.
        identification: the properties that identify the PDF/A part, by name. Those of PDF/UA are
            WeasyPrint's.
        describes_properties: whether properties that XMP does not define are described in the
            metadata: PDF/A-2 (ISO 19005-2, 6.6.2.3) asks for it, PDF/A-4 no longer.
        has_info: whether there is a document information dictionary: PDF/A-4 forbids it
            (ISO 19005-4, 6.1.3).
        embeds_file: whether a file must be embedded: that is what the f of PDF/A-4f stands for
            (ISO 19005-4, 6.9).
        leads_to_structure: whether links and bookmarks must lead to structure elements
            (ISO 14289-2, 8.8).

    """

    variant: str
    identification: Mapping[str, str]
    describes_properties: bool
    has_info: bool
    embeds_file: bool
    leads_to_structure: bool


STANDARDS: Final[Mapping[Standard, Rules]] = {
    "ua-1+a-2a": Rules(
        variant="pdf/ua-1",
        identification={"part": "2", "conformance": "A"},
        describes_properties=True,
        has_info=True,
        embeds_file=False,
        leads_to_structure=False,
    ),
    "ua-2+a-4f": Rules(
        variant="pdf/ua-2",
        identification={"part": "4", "rev": "2020", "conformance": "F"},
        describes_properties=False,
        has_info=False,
        embeds_file=True,
        leads_to_structure=True,
    ),
}
