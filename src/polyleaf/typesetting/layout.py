"""What is known about the pages of a publication once they are laid out.

Plain facts that can be pickled, cached and checked without the renderer.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Job", "Layout", "Rendered"]


@dataclass(frozen=True)
class Job:
    """All that is needed to make one PDF, so that it can be sent to another process whole.

    Attributes:
        html: the document; it may refer to `assets` as `asset:NAME`, and to nothing else.
        css: style sheets, in order.
        assets: figures, icons and the QR code by name.

    """

    html: str
    css: tuple[str, ...]
    assets: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Layout:
    """Facts about the laid-out pages.

    Attributes:
        pages: number of pages.
        families: font families that were used.
        messages: what the renderer complained about.
        refused: addresses that were asked for and not given.

    """

    pages: int
    families: frozenset[str]
    messages: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Rendered:
    """A finished PDF and the facts about its layout."""

    pdf: bytes
    layout: Layout
