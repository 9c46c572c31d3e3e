"""Provenance in, the part of a PDF's XMP metadata that says so out; and what it must look like.

Job: write what WeasyPrint's metadata lack (Kozea/WeasyPrint#2783): the identification of the PDF/A
part, Polyleaf's provenance, and for PDF/A-2 the descriptions of all properties that are not XMP's
own. Trade-off: text templates, not a tree: RDF has many spellings and this one is short.
Side effects: none.

Sources: ISO 16684-1 (XMP); ISO 19005-2, 6.6.2 to 6.6.4; ISO 19005-4, 6.7; ISO 14289-1, 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Final
from xml.sax.saxutils import quoteattr

from polyleaf.typesetting.conformance.standards import Rules
from polyleaf.typesetting.layout import Provenance

__all__ = ["NAMESPACE", "descriptions"]

NAMESPACE: Final = "urn:polyleaf:provenance:1/"

_PDFA: Final = "http://www.aiim.org/pdfa/ns/"
_PDFUA: Final = "http://www.aiim.org/pdfua/ns/id/"

_NO_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PROPERTIES: Final[Mapping[str, str]] = {
    "leaflet": "id",
    "version": "of the leaflet",
    "language": "BCP 47",
    "edition": "of the leaflet",
    "paper": "size",
    "status": "of the text",
    "source_revision": "SHA-256 of the source",
    "text_revision": "SHA-256 of the texts",
    "approvals": "SHA-256 of approvals",
    "page_revision": "SHA-256 of HTML, CSS, images",
    "polyleaf": "software version",
}


def descriptions(rules: Rules, provenance: Provenance | None) -> bytes:
    """Return `rdf:Description` elements to add to a PDF's metadata, where `rdf` is declared.

    Args:
        rules: the standards of the file.
        provenance: what it says of its origin, or None for nothing.

    """
    parts = [_description("pdfaid", f"{_PDFA}id/", rules.identification)]
    if provenance:
        parts.append(_description("polyleaf", NAMESPACE, asdict(provenance)))
    if rules.describes_properties:
        parts.append(_extensions(is_ours=provenance is not None))
    return "\n".join(parts).encode()


def _description(prefix: str, namespace: str, properties: Mapping[str, str]) -> str:
    said = "".join(f"\n {prefix}:{key}={_quoted(value)}" for key, value in properties.items())
    return f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}"{said}/>'


def _quoted(value: str) -> str:
    """Return an attribute's value; what XML 1.0 (2.2) has no place for is replaced."""
    return quoteattr(_NO_XML.sub("\ufffd", value))


def _extensions(*, is_ours: bool) -> str:
    """Return the extension schema container (ISO 19005-2, 6.6.2.3.3), also for our own schema."""
    spaces = "".join(
        f' xmlns:pdfa{name}="{_PDFA}{name.lower()}{end}"'
        for name, end in (("Extension", "/"), ("Schema", "#"), ("Property", "#"))
    )
    part = [("part", "Integer", "internal", "Part of ISO 14289")]
    own = [(key, "Text", "internal", text) for key, text in _PROPERTIES.items()]
    schemas = _schema("pdfuaid", _PDFUA, "PDF/UA identification", part)
    schemas += _schema("polyleaf", NAMESPACE, "Polyleaf provenance", own) if is_ours else ""
    return (
        f'<rdf:Description rdf:about=""{spaces}>'
        f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>"
        "</rdf:Description>"
    )


def _schema(
    prefix: str, namespace: str, name: str, properties: Iterable[tuple[str, str, str, str]]
) -> str:
    keys = ("name", "valueType", "category", "description")
    described = "".join(
        "\n<rdf:li><rdf:Description"
        + "".join(f' pdfaProperty:{k}="{v}"' for k, v in zip(keys, values, strict=True))
        + "/></rdf:li>"
        for values in properties
    )
    return (
        f'\n<rdf:li><rdf:Description pdfaSchema:schema="{name}" pdfaSchema:prefix="{prefix}"'
        f' pdfaSchema:namespaceURI="{namespace}">'
        f"<pdfaSchema:property><rdf:Seq>{described}</rdf:Seq></pdfaSchema:property>"
        "</rdf:Description></rdf:li>"
    )
