"""The sRGB colour space as an ICC profile, made from the numbers of its standard.

Job: the profile of the output intent. Trade-off: WeasyPrint ships one, eight times the size, with
its curve as a table of 1,024 values; the curve is here given as the formula that it is.
Side effects: none.

Sources: IEC 61966-2-1:1999 (primaries and curve); ICC.1:2004-10, profile version 4.2, as
ISO 19005-2, 6.2.3 allows (https://www.color.org/specification/ICC1v42_2006-05.pdf).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Final

__all__ = ["srgb_profile"]

# X, Y and Z of red, green and blue, adapted to D50 by Bradford's method; and D50 itself.
_PRIMARIES: Final = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_D50: Final = (0.9642, 1.0, 0.8249)

# Bradford's adaptation of D65 to D50, in rows.
_ADAPTATION: Final = (
    (1.04788, 0.02292, -0.05022),
    (0.02959, 0.99048, -0.01707),
    (-0.00925, 0.01508, 0.75168),
)

# Y = ((X + 0.055) / 1.055) ** 2.4 from X = 0.04045 on, else X / 12.92.
_CURVE: Final = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_FUNCTION: Final = 3


def srgb_profile() -> bytes:
    """Return the profile: a display profile of version 4.2 with matrix and curve."""
    curve = _element(b"para", struct.pack(">H2x", _FUNCTION) + _numbers(_CURVE))
    tags = {
        b"desc": _text("sRGB"),
        b"cprt": _text("CC0"),
        b"wtpt": _xyz(_D50),
        b"chad": _element(b"sf32", b"".join(map(_numbers, _ADAPTATION))),
        **{name: _xyz(primary) for name, primary in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, data = _laid_out(tags)
    return _header(128 + len(table) + len(data)) + table + data


def _laid_out(tags: dict[bytes, bytes]) -> tuple[bytes, bytes]:
    """Return the table of tags and their data, equal data once."""
    start = 128 + 4 + 12 * len(tags)
    table, data, places = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for name, element in tags.items():
        if element not in places:
            places[element] = start + len(data)
            data += element + bytes(-len(element) % 4)
        table += struct.pack(">4sII", name, places[element], len(element))
    return table, data


def _header(size: int) -> bytes:
    created = (1999, 10, 18, 0, 0, 0)  # the day of the standard, so that no clock is asked
    fields = (size, b"", 0x04200000, b"mntr", b"RGB ", b"XYZ ", *created, b"acsp")
    head = struct.pack(">I4sI4s4s4s6H4s", *fields)
    return (head + bytes(28) + _numbers(_D50)).ljust(128, b"\0")


def _element(kind: bytes, data: bytes) -> bytes:
    return kind + bytes(4) + data


def _xyz(values: Iterable[float]) -> bytes:
    return _element(b"XYZ ", _numbers(values))


def _numbers(values: Iterable[float]) -> bytes:
    """Return numbers as s15Fixed16."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _text(text: str) -> bytes:
    """Return a text in English (multiLocalizedUnicodeType)."""
    said = text.encode("utf-16-be")
    return _element(b"mluc", struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(said), 28) + said)
