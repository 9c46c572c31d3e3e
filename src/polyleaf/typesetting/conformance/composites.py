"""New glyphs in a TrueType font file, made of the glyphs that it has.

Job: add composite glyphs behind those of the file, at the numbers that a PDF shows them by
(OpenType 1.9: `glyf`, `loca`, `hmtx`, `maxp`). Trade-off: the tables are written byte by byte,
because fontTools takes as long for them as WeasyPrint takes for a page. Side effects: none.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from polyleaf.typesetting.conformance.codes import Drawing

__all__ = ["with_drawings"]

Tables = dict[bytes, bytes]

_WORDS, _XY, _MORE = 0x0001, 0x0002, 0x0020  # flags of a component
_MAGIC: Final = 0xB1B0AFBA  # what the checksum of a whole file is made up to


@dataclass(frozen=True)
class _Outlines:
    """The outlines of a font: glyf, and where each glyph begins in it and the last one ends."""

    data: bytes
    places: Sequence[int]

    def number(self, glyph: int) -> int:
        """Return a glyph's number, or that of .notdef for one that the font does not have."""
        return glyph if glyph < len(self.places) - 1 else 0

    def box(self, glyph: int) -> tuple[int, int, int, int]:
        """Return xMin, yMin, xMax and yMax of a glyph, in font units."""
        start, end = self.places[glyph : glyph + 2]
        return struct.unpack_from(">4h", self.data, start + 2) if end > start else (0, 0, 0, 0)


def with_drawings(file: bytes, drawings: Sequence[Drawing], first: int) -> bytes:
    """Return a TrueType file with new glyphs, numbered from `first`."""
    tables = _read(file)
    outlines = _outlines(tables)
    count = len(outlines.places) - 1
    made = [_composite(drawing, outlines) for drawing in drawings]
    _add_outlines(tables, outlines, [b""] * (first - count) + made)
    _add_metrics(tables, [(0, 0)] * (first - count) + list(_metrics(tables, drawings, made)), count)
    _raise_limits(tables, first + len(made), max(len(drawing.parts) for drawing in drawings))
    return _write(file[:4], tables)


def _outlines(tables: Tables) -> _Outlines:
    (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    (long,) = struct.unpack_from(">h", tables[b"head"], 50)
    kind, size = ("I", 1) if long else ("H", 2)
    places = struct.unpack_from(f">{count + 1}{kind}", tables[b"loca"])
    return _Outlines(tables[b"glyf"], [place * size for place in places])


def _composite(drawing: Drawing, outlines: _Outlines) -> bytes:
    """Return a composite glyph, padded to four bytes; nothing for a blank one."""
    if not drawing.parts:
        return b""
    parts = [(outlines.number(glyph), x, y) for glyph, x, y in drawing.parts]
    boxes = [
        (left + x, bottom + y, right + x, top + y)
        for glyph, x, y in parts
        for left, bottom, right, top in [outlines.box(glyph)]
    ]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    packed = [struct.pack(">HHhh", _WORDS | _XY | _MORE, *part) for part in parts[:-1]]
    packed.append(struct.pack(">HHhh", _WORDS | _XY, *parts[-1]))
    header = struct.pack(">5h", -1, min(lefts), min(bottoms), max(rights), max(tops))
    return _padded(header + b"".join(packed))


def _add_outlines(tables: Tables, outlines: _Outlines, added: Sequence[bytes]) -> None:
    places = list(outlines.places)
    for outline in added:
        places.append(places[-1] + len(outline))
    tables[b"glyf"] = outlines.data[: outlines.places[-1]] + b"".join(added)
    tables[b"loca"] = struct.pack(f">{len(places)}I", *places)
    _set(tables, b"head", 50, 1)  # indexToLocFormat: long


def _metrics(
    tables: Tables, drawings: Sequence[Drawing], made: Sequence[bytes]
) -> Iterator[tuple[int, int]]:
    """Yield advance and left side bearing of the new glyphs."""
    (em,) = struct.unpack_from(">H", tables[b"head"], 18)
    for drawing, outline in zip(drawings, made, strict=True):
        left = struct.unpack_from(">h", outline, 2)[0] if outline else 0
        yield round(drawing.advance * em / 1000), left


def _add_metrics(tables: Tables, added: Sequence[tuple[int, int]], count: int) -> None:
    """Write an advance for every glyph; the last ones of a file may have shared theirs."""
    (measured,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    own, bearings = tables[b"hmtx"][: measured * 4], tables[b"hmtx"][measured * 4 : count * 4]
    shared = own[-4:-2]
    rest = (shared + bearings[n : n + 2] for n in range(0, (count - measured) * 2, 2))
    new = (struct.pack(">Hh", *metric) for metric in added)
    tables[b"hmtx"] = b"".join((own, *rest, *new))
    _set(tables, b"hhea", 34, count + len(added))


def _raise_limits(tables: Tables, count: int, parts: int) -> None:
    """Write into maxp how many glyphs there are, and how large a composite one may be."""
    limits = list(struct.unpack(">I14H", tables[b"maxp"][:32]))
    limits[1] = count
    for simple, composite in ((2, 4), (3, 5)):  # points and contours
        limits[composite] = min(0xFFFF, max(limits[simple], limits[composite]) * parts)
    limits[13] = max(limits[13], parts)
    limits[14] += 1  # composites of composites
    tables[b"maxp"] = struct.pack(">I14H", *limits)


def _set(tables: Tables, tag: bytes, place: int, value: int) -> None:
    table = tables[tag]
    tables[tag] = table[:place] + struct.pack(">H", value) + table[place + 2 :]


def _read(file: bytes) -> Tables:
    (count,) = struct.unpack_from(">H", file, 4)
    records = (struct.unpack_from(">4s3I", file, 12 + 16 * n) for n in range(count))
    return {tag: file[start : start + length] for tag, _, start, length in records}


def _write(kind: bytes, tables: Tables) -> bytes:
    """Return the file of some tables, in the order of their tags."""
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">4H", count, 16 << power, power, (count << 4) - (16 << power))
    head = tables[b"head"]
    tables[b"head"] = head[:8] + bytes(4) + head[12:]
    directory, body = b"", b""
    for tag, table in sorted(tables.items()):
        place = 12 + 16 * count + len(body)
        directory += struct.pack(">4s3I", tag, _checksum(table), place, len(table))
        body += _padded(table)
    file = kind + header + directory + body
    adjusted = file.index(tables[b"head"], len(directory)) + 8
    sign = struct.pack(">I", (_MAGIC - _checksum(file)) & 0xFFFFFFFF)
    return file[:adjusted] + sign + file[adjusted + 4 :]


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{-(-len(data) // 4)}I", _padded(data))
    return sum(words) & 0xFFFFFFFF


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
