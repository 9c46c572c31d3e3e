"""Lines of text that are shaped once, with contexts and font descriptions that are kept.

WeasyPrint throws the Pango layout of a line away when it has measured it, and shapes the line anew
to draw it; and it makes a Pango context and a font description for every attempt at a line.
Trade-off: layouts stay in memory until their document is done, some kilobytes a line. Side effects:
those of `install`; keeps contexts for the life of a font configuration.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from weasyprint.text import fonts, line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p

from polyleaf.typesetting.acceleration.substitution import substitute

__all__ = ["install"]

# What ends a paragraph or a line for Pango, unless it is told that there is one paragraph.
_ENDS: Final = frozenset("\n\r\u2028\u2029")
_FEATURES: Final = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
_DESCRIBED: Final = (
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variant_caps",
    "font_variation_settings",
)
_MANY: Final = 500
"""Font descriptions after which all are forgotten; pairs of letters that are kept."""


def install() -> None:
    """Replace how layouts are made and kept."""
    _install_descriptions()
    _install_set_up()
    _install_keeping()
    _install_struts()
    _install_breaks()


def _install_descriptions() -> None:
    slow = fonts.get_font_description
    known: dict[tuple[Any, ...], Any] = {}

    def get_font_description(style: Any) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        key = (tuple(style["font_family"]), *(style[name] for name in _DESCRIBED))
        description = known.get(key)
        if description is None:
            if len(known) == _MANY:
                known.clear()
            description = known[key] = slow(style)
        return description

    substitute(slow, get_font_description)


def _install_set_up() -> None:
    slow = line_break.Layout.setup

    def setup(layout: Any, style: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        try:
            prepared = style.prepared
        except AttributeError:
            prepared = style.prepared = _prepared(style)
        if prepared is None:
            slow(layout, style)
            return
        context, layout.language, description = prepared
        layout.style, layout.first_line_direction = style, 0
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)  # noqa: FBT003 - C
        pango.pango_layout_set_font_description(layout.layout, description)

    line_break.Layout.setup = setup


def _prepared(style: Any) -> tuple[Any, Any, Any] | None:  # noqa: ANN401 - the same
    """Return the Pango context, language and font description of a style, if it is a usual one.

    It is kept with the style. A style whose font changes is copied first, and a copy has no
    attributes of its own.
    """
    is_usual = (
        style["lang"]
        and style["text_decoration_line"] == "none"
        and style["font_language_override"] == "normal"
    )
    if not is_usual or line_break.font_features(*(style[name] for name in _FEATURES)):
        return None
    return *_context(style), line_break.get_font_description(style)


def _context(style: Any) -> tuple[Any, Any]:  # noqa: ANN401 - WeasyPrint is untyped
    """Return the Pango context and language of a style, made once a font configuration."""
    config, key = style.font_config, (style["direction"], style["lang"])
    if not hasattr(config, "pango_contexts"):
        config.pango_contexts = {}
    if key not in config.pango_contexts:
        new = pango.pango_font_map_create_context(config.font_map)
        context = ffi.gc(new, gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, False)  # noqa: FBT003 - C
        pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
        name, _kept_meanwhile = unicode_to_char_p(style["lang"])
        language = pango.pango_language_from_string(name)
        pango.pango_context_set_language(context, language)
        config.pango_contexts[key] = context, language
    found: tuple[Any, Any] = config.pango_contexts[key]
    return found


def _install_keeping() -> None:
    slow_text = line_break.Layout.set_text

    def set_text(layout: Any, text: str, justify: bool = False) -> None:  # noqa: ANN401, FBT001, FBT002 - WeasyPrint's
        # As drawing has it, which would otherwise shape the line again.
        is_one = _ENDS.isdisjoint(text)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, is_one)
        slow_text(layout, text, justify)

    def deactivate(_layout: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        """Keep what was shaped."""

    def reactivate(layout: Any, style: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
        if layout.justification_spacing:
            layout.setup(style)
            layout.set_text(layout.text, justify=True)

    line_break.Layout.set_text = set_text
    line_break.Layout.deactivate = deactivate
    line_break.Layout.reactivate = reactivate


def _install_struts() -> None:
    slow = line_break.strut

    def strut(style: Any) -> tuple[float, float]:  # noqa: ANN401 - WeasyPrint is untyped
        known: tuple[float, float] | None = getattr(style, "known_strut", None)
        if known is None:
            known = style.known_strut = slow(style)
        return known

    substitute(slow, strut)


def _install_breaks() -> None:
    """Whether a line may end between two letters is asked wherever an inline element begins."""
    slow = line_break.can_break_text
    substitute(slow, lru_cache(maxsize=_MANY)(slow))
