"""Which font families of the table have a character.

Job: answer the question that a missing glyph raises. Trade-off: the source files' own tables of
characters are read, cut to what the families' repertoires keep, so that no family has to be
prepared to be asked; as that takes a second for all of them, it is done only once there is a
question. Side effects: reads font files.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from polyleaf.diagnostics import InputError
from polyleaf.typesetting.font_files import UnusableFontError, check_font_file
from polyleaf.typesetting.font_instances import code_points
from polyleaf.typesetting.font_repertoire import select
from polyleaf.typesetting.font_table import FontFamily, find_source

__all__ = ["families_with"]


def families_with(text: str, families: Iterable[FontFamily]) -> tuple[str, ...]:
    """Return the names of the families that have every character of a text in every style."""
    wanted = frozenset(map(ord, text))
    return tuple(family.name for family in families if wanted <= _characters(family))


@functools.cache
def _characters(family: FontFamily) -> frozenset[int]:
    """Return the code points of a family; none if one of its files cannot be used."""
    try:
        paths = {find_source(family, face.source) for face in family.faces}
        for path in paths:
            check_font_file(path.read_bytes())
    except (InputError, UnusableFontError, OSError):
        return frozenset()
    found = (select(family.repertoire, code_points(path)) for path in paths)
    return frozenset.intersection(*found)
