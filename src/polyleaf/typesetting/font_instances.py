"""Static, small, plainly named font files out of variable ones.

Job: pin a font's axes, cut it to a repertoire and rename it, bytes in and bytes out. Trade-off:
HarfBuzz does in 0.05 s what fontTools' instancer does in 28 s, but it keeps the default master's
names ("Noto Sans SC Thin"), so that fontTools rewrites four small tables afterwards. Static files
because WeasyPrint would instance a variable one anew for every document, and stamp it with the
clock. Side effects: none; the same bytes in give the same bytes out with the same versions.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import fontTools
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from polyleaf.typesetting.font_files import UnusableFontError, check_font_file
from polyleaf.typesetting.font_repertoire import select
from polyleaf.typesetting.font_rows import WEIGHT_NAMES
from polyleaf.typesetting.font_table import Face, FontFamily

__all__ = ["VERSIONS", "code_points", "instance", "postscript_name"]

MANUAL: Final = """
font-repertoire-empty (error): none of the characters that `repertoire:` keeps is in the font
Why: nothing could be set in it.
Wrong: repertoire: native, for a font of Latin letters alone
Right: no `repertoire:`
Mend: correct the repertoire, or name another file.

font-variable (error): `bold:` says that each file is one weight, and the file is variable
Why: nobody can tell which weight is meant.
Wrong: path: House[wght].ttf beside bold: House-Bold.ttf
Right: path: House[wght].ttf alone
Mend: remove `bold:` and `bold-italic:`, or name static files.

font-axis-missing (error): a font file has no weight axis, or not the weights that are asked for
Why: bold is never faked, so warnings would not stand out.
Wrong: weights: [400, 700] for a static file
Right: bold: House-Bold.ttf
Mend: give `bold:` a file of its own, or change `weights:`.
"""

VERSIONS = (f"uharfbuzz {hb.__version__}", f"fontTools {fontTools.version}")
"""The tools whose version may change an instance's bytes."""

_FLAGS = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE

# Left by HarfBuzz though every axis is pinned (STAT), of use only to hinting (gasp) or to vertical
# writing, which WeasyPrint has not (#577), or about the bytes of the source (DSIG).
_DROPPED_TABLES = ("STAT", "gasp", "vhea", "vmtx", "VORG", "DSIG", "meta")

# Vertical writing again, and the palette feature `aalt`, which pulls in every other alternate.
_DROPPED_FEATURES = ("vert", "vrt2", "vhal", "vkrn", "vpal", "aalt")

_KEPT_NAMES = frozenset({0, 5, 13, 14})  # copyright, version, licence: the OFL asks for them
_WINDOWS, _UNICODE, _ENGLISH = 3, 1, 0x409  # OpenType 1.9, name: platform, encoding, language
_BOLD, _ITALIC, _REGULAR = 1 << 5, 1 << 0, 1 << 6  # OpenType 1.9, OS/2 fsSelection
_BOLD_WEIGHT = 700  # the one weight that the bold bits stand for


def instance(source: bytes, family: FontFamily, face: Face) -> bytes:
    """Return a static font file for one style of the family, made from the source file's bytes.

    A source without a weight axis serves as it is, if it serves one weight only.

    Raises:
        UnusableFontError: `font-format`, `font-corrupt`, `font-variable`, `font-axis-missing` or
            `font-repertoire-empty`.

    """
    check_font_file(source)
    variable = hb.Face(hb.Blob(source))
    if family.bold or family.bold_italic:
        _refuse_axes(variable)
    kept = select(family.repertoire, frozenset(variable.unicodes))
    if not any(chr(code).isprintable() and not chr(code).isspace() for code in kept):
        message = "none of the characters that `repertoire:` keeps is in the font"
        raise UnusableFontError("font-repertoire-empty", message)
    weights = sorted({other.weight for other in family.faces if other.source == face.source})
    location = _location(variable, face.weight, weights)
    return _rename(_cut(variable, kept, location), family.name, face)


def postscript_name(family: str, face: Face) -> str:
    """Return the name that PDFs and file names show, such as `LeafSans-BoldItalic`."""
    return f"{family}-{_style_name(face)}".replace(" ", "")


def code_points(path: Path) -> frozenset[int]:
    """Return the code points that the font file maps to glyphs."""
    return frozenset(hb.Face(hb.Blob.from_file_path(str(path))).unicodes)


def _refuse_axes(face: hb.Face) -> None:
    """Raise where a file that should be one weight is variable: which weight is meant?"""
    axes = [f"{axis.tag} {axis.min_value:g}–{axis.max_value:g}" for axis in face.axis_infos]
    if axes:
        message = (
            f"is a variable font ({', '.join(axes)}), but `bold:` says each file is one weight"
        )
        hint = "remove `bold:` and `bold-italic:` to make all weights from it, or name static files"
        raise UnusableFontError("font-variable", message, hint)


def _location(face: hb.Face, weight: int, weights: Sequence[int]) -> dict[str, float]:
    """Return where to pin each axis: the weight as asked, all others at their default."""
    axes = {axis.tag: axis for axis in face.axis_infos}
    location = {tag: axis.default_value for tag, axis in axes.items()}
    if "wght" not in axes:
        if len(weights) == 1:
            return location
        hint = "give `bold:` a file of its own, or one weight in `weights:`"
        message = f"has no weight axis to make the weights {', '.join(map(str, weights))} from"
        raise UnusableFontError("font-axis-missing", message, hint)
    low, high = axes["wght"].min_value, axes["wght"].max_value
    if not low <= weight <= high:
        message = f"has the weights {low:g} to {high:g}, not {weight}"
        raise UnusableFontError("font-axis-missing", message, "change `weights:`")
    return location | {"wght": weight}


def _cut(face: hb.Face, kept: frozenset[int], location: dict[str, float]) -> bytes:
    plan = hb.SubsetInput()
    plan.flags = _FLAGS
    plan.unicode_set.update(kept)
    plan.name_id_set.update(_KEPT_NAMES)
    plan.drop_table_tag_set.update(map(_tag, _DROPPED_TABLES))
    plan.layout_feature_tag_set.clear()
    plan.layout_feature_tag_set.invert()
    plan.layout_feature_tag_set.difference_update(hb.Set(map(_tag, _DROPPED_FEATURES)))
    for axis, value in location.items():
        plan.pin_axis_location(face, axis, value)
    try:
        return bytes(hb.subset(face, plan).blob.data)
    except (RuntimeError, MemoryError) as error:
        message = f"HarfBuzz cannot make an instance: {error}"
        raise UnusableFontError("font-corrupt", message) from error


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def _rename(data: bytes, family: str, face: Face) -> bytes:
    # Neither the clock nor freshly measured boxes: the bytes hang on the source alone.
    with TTFont(io.BytesIO(data), lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        _set_names(font, family, face)
        _set_style_bits(font, face)
        result = io.BytesIO()
        font.save(result)
    return result.getvalue()


def _set_names(font: TTFont, family: str, face: Face) -> None:
    style, postscript = _style_name(face), postscript_name(family, face)
    names = {1: family, 2: style, 3: postscript, 4: f"{family} {style}", 6: postscript}
    table = font["name"]
    table.names = [
        name for name in table.names if name.nameID in _KEPT_NAMES and name.platformID == _WINDOWS
    ]
    for name_id, text in (names | {16: family, 17: style}).items():
        table.setName(text, name_id, _WINDOWS, _UNICODE, _ENGLISH)


def _set_style_bits(font: TTFont, face: Face) -> None:
    bold, italic = face.weight == _BOLD_WEIGHT, face.style == "italic"
    os2, head = font["OS/2"], font["head"]
    os2.usWeightClass = face.weight
    bits = (_BOLD if bold else 0) | (_ITALIC if italic else 0)
    os2.fsSelection = os2.fsSelection & ~(_BOLD | _ITALIC | _REGULAR) | (bits or _REGULAR)
    head.macStyle = head.macStyle & ~0b11 | bold | italic << 1


def _style_name(face: Face) -> str:
    name = WEIGHT_NAMES[face.weight]
    if face.style != "italic":
        return name
    return "Italic" if name == "Regular" else f"{name} Italic"
