"""What is read back from a file of any origin: our provenance, nothing, or a plain refusal."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyleaf.typesetting.conformance.standards import STANDARDS
from polyleaf.typesetting.conformance.xmp import NAMESPACE, descriptions
from polyleaf.typesetting.layout import Provenance
from polyleaf.typesetting.xmp_reading import BrokenMetadataError, read_provenance

RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">%b</rdf:RDF>'
PACKET = (
    b'%%PDF-1.7\n<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>\n%b<?xpacket end="r"?>\n%%%%EOF'
)
OURS = Provenance(leaflet="flu", version="2 & 3", language="fa-AF", edition="standard")

values = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=30
).filter(
    lambda text: not set(text) & set(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
)


def packet(said: bytes) -> bytes:
    return PACKET % (RDF % said)


def written(provenance: Provenance | None) -> bytes:
    return packet(descriptions(STANDARDS["ua-1+a-2a"], provenance))


def attribute(name: str, value: str) -> bytes:
    return f'<rdf:Description xmlns:p="{NAMESPACE}" p:{name}="{value}"/>'.encode()


@given(st.builds(Provenance, **{field.name: values for field in fields(Provenance)}))
def test_what_was_written_is_read(provenance: Provenance) -> None:
    nothing = provenance == Provenance()
    expected = Provenance() if nothing else provenance
    clean = {
        f.name: getattr(expected, f.name).replace("\ufffe", "\ufffd") for f in fields(expected)
    }
    clean = {name: value.replace("\uffff", "\ufffd") for name, value in clean.items()}
    assert read_provenance(written(provenance)) == Provenance(**clean)


@pytest.mark.parametrize(
    "pdf", [b"", b"%PDF-1.7", PACKET % (RDF % b""), PACKET[:60], b"<?xpacket begin="]
)
def test_a_file_that_says_nothing_of_ours_has_none(pdf: bytes) -> None:
    assert read_provenance(pdf) is None


def test_a_file_without_provenance_has_none() -> None:
    assert read_provenance(written(None)) is None


def test_properties_may_be_elements() -> None:
    said = f'<rdf:Description xmlns:p="{NAMESPACE}"><p:leaflet>flu</p:leaflet></rdf:Description>'
    assert read_provenance(packet(said.encode())) == Provenance(leaflet="flu")


def test_the_last_packet_counts() -> None:
    newer = replace(OURS, version="4")
    assert read_provenance(written(OURS) + written(newer)) == newer
    assert read_provenance(written(OURS) + packet(b"")) == OURS


def test_properties_of_later_versions_are_left() -> None:
    assert read_provenance(packet(attribute("mood", "good"))) == Provenance()


BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + RDF % attribute(
    "leaflet", "&b;"
)


@pytest.mark.parametrize(
    "broken",
    [
        PACKET % BOMB,
        PACKET % BOMB.replace(b"DOCTYPE", b"doctype"),
        packet(attribute("leaflet", "x" * 2_000_000)),
        packet(attribute("leaflet", "x" * 201)),
        packet(attribute("leaflet", "a&#x9b;31m")),
        packet(attribute("leaflet", "a&#x202e;fdp")),
        packet(attribute("leaflet", "flu").replace(b'"/>', b"")),
        packet(attribute("leaflet", "flu")).replace(b"flu", b"\xff"),
        PACKET % (b'<?xml version="1.0" encoding="utf-7"?>' + RDF % attribute("leaflet", "a")),
        packet(b"<a>" * 100_000 + attribute("leaflet", "flu")),
        written(OURS)[:-200],
    ],
    ids=[
        "entities",
        "lower-case",
        "huge",
        "long",
        "control",
        "bidi",
        "cut",
        "latin",
        "utf-7",
        "deep",
        "torn",
    ],
)
def test_what_is_no_metadata_of_ours_is_refused(broken: bytes) -> None:
    with pytest.raises(BrokenMetadataError):
        read_provenance(broken)


def test_many_packets_are_not_many_times_the_work() -> None:
    assert read_provenance(b"<?xpacket begin=" * 100_000) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(junk: bytes) -> None:
    for pdf in (junk, packet(junk), packet(attribute("leaflet", "flu") + junk)):
        try:
            found = read_provenance(pdf)
        except BrokenMetadataError:
            continue
        assert found is None or found.leaflet in {"", "flu"}
