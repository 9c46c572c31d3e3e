"""The bytes of any file in, the provenance that Polyleaf wrote into it out.

Job: find the XMP packet in a PDF and read Polyleaf's properties in it. Trade-off: the packet is
found by scanning, as ISO 16684-1 (7.3) means it to be, rather than through the file's objects: no
PDF parser meets a hostile file, and damage elsewhere in it does no harm. What another program has
packed away (compressed or encrypted) is not found. Side effects: none; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from lxml import etree

from polyleaf.typesetting.conformance.xmp import NAMESPACE
from polyleaf.typesetting.layout import Provenance

__all__ = ["BrokenMetadataError", "read_provenance"]

_BEGIN: Final = b"<?xpacket begin="
_END: Final = b"<?xpacket end="
_CLOSE: Final = b"?>"
_DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")

# A packet of Polyleaf's is 5 kB long, and there is one a file; pictures may bring others.
_MOST_BYTES: Final = 1_000_000
_MOST_PACKETS: Final = 1_000

# Short, and nothing that would move a terminal's cursor or turn its text around.
_VALUE: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]{0,200}")


class BrokenMetadataError(ValueError):
    """Metadata that say they are Polyleaf's cannot be what Polyleaf wrote; the message says why."""


def read_provenance(pdf: bytes) -> Provenance | None:
    """Return what a PDF says of its origin; None where it says nothing that is Polyleaf's.

    Of several packets the last one counts: a PDF that is changed is written on at its end.

    Raises:
        BrokenMetadataError: the metadata are damaged, too large or not harmless.

    """
    packet = next(_packets(pdf), None)
    return None if packet is None else _provenance(_parsed(packet))


def _packets(pdf: bytes) -> Iterator[bytes]:
    """Yield the packets that name Polyleaf's namespace, the last one first."""
    end = len(pdf)
    for _ in range(_MOST_PACKETS):
        start = pdf.rfind(_BEGIN, 0, end)
        if start < 0:
            return
        body = pdf.find(_CLOSE, start, end)
        close = pdf.find(_END, start, end)
        packet = pdf[body + len(_CLOSE) : close if close >= 0 else end] if body >= 0 else b""
        if NAMESPACE.encode() in packet:
            yield packet
        end = start  # so that no byte is looked at twice


def _parsed(packet: bytes) -> etree._Element:
    """Return the root of a packet's XML, which must declare nothing and stand for itself."""
    if len(packet) > _MOST_BYTES:
        raise BrokenMetadataError(f"its metadata are {len(packet)} bytes long")
    if any(word in packet.upper() for word in _DECLARATIONS):
        raise BrokenMetadataError("its metadata declare entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        # As text, so that no encoding but UTF-8 can be claimed.
        return etree.fromstring(packet.decode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenMetadataError(f"its metadata are not XML: {error}") from error


def _provenance(root: etree._Element) -> Provenance:
    """Collect the properties, whether written as attributes or as elements."""
    found: dict[str, str] = {}
    for element in root.iter(etree.Element):
        pairs = [*element.attrib.items(), (element.tag, element.text or "")]
        found |= {str(key): str(value) for key, value in pairs}
    names = [field.name for field in fields(Provenance)]
    values = {name: found.get(f"{{{NAMESPACE}}}{name}", "") for name in names}
    if bad := [name for name, value in values.items() if not _VALUE.fullmatch(value)]:
        raise BrokenMetadataError(f"its metadata hold an impossible {bad[0]}")
    return Provenance(**values)
