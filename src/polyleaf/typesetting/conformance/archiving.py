"""What PDF/A asks for and WeasyPrint writes only in place of PDF/UA (Kozea/WeasyPrint#2783).

Job: identify a file as both, give it the output intent that its colours are meant in, and let its
annotations print. Trade-off: the metadata that WeasyPrint wrote are kept and added to, so that
title and authors stay its affair. Side effects: changes the objects of the PDF that it is given.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from functools import cache
from typing import Any, Final

import pydyf

from polyleaf.typesetting.conformance.shaped import InternalsChangedError
from polyleaf.typesetting.conformance.srgb import srgb_profile
from polyleaf.typesetting.conformance.standards import Rules
from polyleaf.typesetting.conformance.xmp import descriptions
from polyleaf.typesetting.layout import Provenance

__all__ = ["conform"]

_END: Final = b"</rdf:RDF>"

_JSON: Final = "/application#2fjson"

# Annotation flag Print (ISO 32000-1, table 165).
_PRINTS: Final = 4


def conform(pdf: Any, rules: Rules, provenance: Provenance | None) -> None:  # noqa: ANN401 - pydyf is untyped
    """Make a PDF/UA file conform to PDF/A as well.

    Args:
        pdf: pydyf's PDF, complete but for its trailer.
        rules: the standards it conforms to.
        provenance: what it says of its origin, or None for nothing.

    Raises:
        InternalsChangedError: WeasyPrint wrote no metadata as they were when this was made.

    """
    _add_metadata(pdf, descriptions(rules, provenance))
    _add_output_intent(pdf)
    _let_annotations_print(pdf)
    if rules.embeds_file:
        _embed(pdf, provenance)
    if not rules.has_info:
        pdf.info.clear()


def _add_metadata(pdf: Any, parts: bytes) -> None:  # noqa: ANN401 - the same
    """Add to the metadata, and leave them uncompressed: any tool may then scan for them (XMP)."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    (content,) = metadata.stream
    if content.count(_END) != 1:
        raise InternalsChangedError("the metadata are no single RDF element")
    metadata.stream = [content.replace(_END, parts + _END)]
    metadata.compress = False


def _add_output_intent(pdf: Any) -> None:  # noqa: ANN401 - the same
    """Say that colours are meant as sRGB (ISO 19005-2, 6.2.3)."""
    profile = pydyf.Stream([_compressed_profile()], {"N": 3, "Filter": "/FlateDecode"})
    pdf.add_object(profile)
    intent = pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pydyf.String("sRGB"),
            "Info": pydyf.String("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile.reference,
        }
    )
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])


def _embed(pdf: Any, provenance: Provenance | None) -> None:  # noqa: ANN401 - the same
    """Embed the provenance as a file, which says the same as the metadata (ISO 32000-2, 7.11.4)."""
    said = json.dumps(asdict(provenance) if provenance else {}, ensure_ascii=False, indent=1)
    content = pydyf.Stream([said.encode()], {"Type": "/EmbeddedFile", "Subtype": _JSON}, True)  # noqa: FBT003 - pydyf's order
    pdf.add_object(content)
    name = pydyf.String("provenance.json")
    file = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": name,
            "UF": name,
            "Desc": pydyf.String("What this leaflet was made from"),
            "AFRelationship": "/Data",
            "EF": pydyf.Dictionary({"F": content.reference, "UF": content.reference}),
        }
    )
    pdf.add_object(file)
    pdf.catalog["AF"] = pydyf.Array([file.reference])
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    names["EmbeddedFiles"] = pydyf.Dictionary({"Names": pydyf.Array([name, file.reference])})


@cache
def _compressed_profile() -> bytes:
    return zlib.compress(srgb_profile(), 9)


def _let_annotations_print(pdf: Any) -> None:  # noqa: ANN401 - the same
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/Annot":
            thing["F"] = _PRINTS
