"""Calls of Pango without looking up the C types of their arguments each time.

WeasyPrint names a type in text for every structure it makes, tens of thousands a document; cffi
then takes a lock and looks the text up through several calls. A text that is new to it, such as one
with the number of glyphs of a font, it has a compiler of C read, which takes milliseconds. Side
effects: `install` replaces `new` of WeasyPrint's `ffi`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from weasyprint.text.ffi import ffi

__all__ = ["install"]

# The types that any document needs. Reading one takes ten milliseconds, once a process.
_USUAL: Final = (
    "char[]",
    "char[4]",
    "hb_codepoint_t[1]",
    "hb_tag_t[100]",
    "PangoFcFontMap *",
    "PangoLogAttr[]",
    "PangoRectangle *",
    "unsigned int *",
)
_ARRAY: Final = re.compile(r"(\w+)\[(\d+)\]")


def install() -> None:
    """Keep the types."""
    backend = ffi._backend  # noqa: SLF001 - what `FFI.new` calls
    known: dict[str, Any] = {}

    def typeof(declaration: str) -> Any:  # noqa: ANN401 - a type of cffi
        if declaration not in known:
            array = _ARRAY.fullmatch(declaration)
            known[declaration] = (
                backend.new_array_type(typeof(f"{array[1]} *"), int(array[2]))
                if array
                else ffi.typeof(declaration)
            )
        return known[declaration]

    def new(declaration: str, init: object = None) -> Any:  # noqa: ANN401 - cdata
        return backend.newp(known.get(declaration) or typeof(declaration), init)

    for name in _USUAL:
        typeof(name)
    ffi.new = new
