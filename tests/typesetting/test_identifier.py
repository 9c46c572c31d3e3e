"""The identifier of a file: made of its bytes, and broken by any change of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyleaf.typesetting.conformance.identifier import identified, is_unchanged

PDF = b"""%%PDF-1.7
some objects
9 0 obj
<</Type /XRef /W [1 2 1]>>
stream
%b
endstream
%%%%EOF
"""


@given(st.binary(max_size=40))
def test_a_file_as_it_was_made_is_unchanged(content: bytes) -> None:
    pdf = identified(PDF % content)
    assert is_unchanged(pdf)
    assert identified(PDF % content) == pdf


@given(st.data())
def test_any_other_byte_is_a_change(data: st.DataObject) -> None:
    pdf = bytearray(identified(PDF % b"content"))
    place = data.draw(st.integers(0, len(pdf) - 1))
    pdf[place] ^= data.draw(st.integers(1, 255))
    assert not is_unchanged(bytes(pdf))


@pytest.mark.parametrize(
    "change",
    [lambda pdf: pdf + b"\n", lambda pdf: pdf[:-1], lambda pdf: pdf + pdf, lambda _: b""],
)
def test_what_is_added_or_lost_is_a_change(change: object) -> None:
    assert callable(change)
    assert not is_unchanged(change(identified(PDF % b"content")))


def test_a_file_without_an_identifier_is_not_vouched_for() -> None:
    assert not is_unchanged(PDF % b"")


def test_only_files_with_a_cross_reference_stream_get_one() -> None:
    with pytest.raises(ValueError, match="cross-reference"):
        identified(b"%PDF-1.4\ntrailer <<>>")
