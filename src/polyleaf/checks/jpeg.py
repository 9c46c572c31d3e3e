"""A JPEG file in, the size of its picture out, before anything decodes it.

Job: read the one header that tells it. A file of a few kilobytes can hold a picture that fills the
memory. Source: ITU-T T.81, annex B. Side effects: none.
"""

from __future__ import annotations

from typing import Final

__all__ = ["jpeg_size"]

_MARK: Final = 0xFF
_START: Final = b"\xff\xd8\xff"
# Frame headers (B.1.1.3): C0 to CF but for DHT, JPG and DAC.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers that stand alone: TEM, RST, SOI.
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_END: Final = 0xD9
_SCAN: Final = 0xDA


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; None for what is no JPEG, or not a whole one.

    The renderer puts a JPEG into a PDF as it is, so that one that was cut short would print as an
    empty box.
    """
    size, at = (0, 0), 2
    while data.startswith(_START) and at + 9 <= len(data) and data[at] == _MARK:
        marker = data[at + 1]
        if marker == _SCAN:
            whole = data.rfind(bytes([_MARK, _END])) > at
            return size if whole and all(size) else None
        if marker in _FRAMES:
            height, width = (int.from_bytes(data[at + n : at + n + 2]) for n in (5, 7))
            size = (width, height)
        if marker == _MARK:  # a fill byte (B.1.1.2)
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker == _END:
            return None
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    return None
