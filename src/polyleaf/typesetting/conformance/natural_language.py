"""Text in another language than the page's says so in the tags, and is read aloud as that.

Job: give each tag the `lang` of its HTML element (PDF/UA-1, 7.2; ISO 32000-1, 14.9.2), which
WeasyPrint writes for the document as a whole only. Trade-off: this wraps the function that makes
the tags, because no public interface says which element a tag was made for. Side effects:
`marked_languages` replaces a function of WeasyPrint while it is open. Import this module only when
the process knows its fonts: it imports WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.pdf import tags

__all__ = ["marked_languages"]


@contextmanager
def marked_languages() -> Iterator[None]:
    """Let the PDFs that are written meanwhile name the language of each tag."""
    original = tags._build_box_tree  # noqa: SLF001 - see above

    def build(box: Any, *others: Any) -> Iterator[Any]:  # noqa: ANN401 - WeasyPrint is untyped
        language = _language(box)
        for tag in original(box, *others):
            if language and "Lang" not in tag:
                tag["Lang"] = pydyf.String(language)
            yield tag

    tags._build_box_tree = build  # noqa: SLF001 - see above
    try:
        yield
    finally:
        tags._build_box_tree = original  # noqa: SLF001 - see above


def _language(box: Any) -> str:  # noqa: ANN401 - the same
    """Return the language of a box's element, if it is not that of the whole document."""
    element = box.element
    if element is None or element.tag == "html":
        return ""
    return str(element.attrib.get("lang", ""))
