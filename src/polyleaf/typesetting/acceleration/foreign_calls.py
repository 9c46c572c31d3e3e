"""Calls of Pango without looking up the C types of their arguments each time.

WeasyPrint names a type in text for every structure it makes, tens of thousands a document; cffi
then takes a lock and looks the text up through several calls. Side effects: `install` replaces
`new` of WeasyPrint's `ffi`.
"""

from __future__ import annotations

from typing import Any, Final

from weasyprint.text.ffi import ffi

__all__ = ["install"]

# The types that any document needs. Reading one takes ten milliseconds, once a process.
_USUAL: Final = (
    "char[]",
    "char[4]",
    "hb_tag_t[100]",
    "hb_codepoint_t *",
    "PangoFcFontMap *",
    "PangoGlyphInfo",
    "PangoLogAttr[]",
    "PangoRectangle *",
    "unsigned int *",
)


def install() -> None:
    """Keep the types."""
    typeof, backend = ffi.typeof, ffi._backend  # noqa: SLF001 - what `FFI.new` calls
    known: dict[str, Any] = {name: typeof(name) for name in _USUAL}

    def new(declaration: str, init: object = None) -> Any:  # noqa: ANN401 - cdata
        kind = known.get(declaration)
        if kind is None:
            kind = known[declaration] = array(declaration) or typeof(declaration)
        return backend.newp(kind, init)

    def array(declaration: str) -> Any:  # noqa: ANN401 - ctype
        """Return the type of an array of usual items; each font has two of new lengths."""
        item, _, length = declaration.removesuffix("]").rpartition("[")
        pointer = known.get(f"{item} *")
        return backend.new_array_type(pointer, int(length)) if pointer and length else None

    ffi.new = new
