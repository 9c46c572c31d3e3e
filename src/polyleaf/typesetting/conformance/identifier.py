"""The identifier of a file, made of its own bytes, by which a file tells whether it was changed.

Job: put /ID into the trailer (ISO 32000-1, 14.4; ISO 19005-2, 6.1.3 requires it), and tell whether
a file is still as it was when it got one. Trade-off: WeasyPrint's own `pdf_identifier` compresses
every stream a second time to make one; here the finished bytes are hashed. Like the identifier of
any file it proves no origin: it shows damage and editing, not forgery. Side effects: none.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

__all__ = ["identified", "is_unchanged"]

# The cross-reference stream is the last object, so nothing that is counted in bytes moves.
_TRAILER: Final = b"/Type /XRef"
_ID: Final = re.compile(rb" /ID \[<([0-9a-f]{32})> <([0-9a-f]{32})>\]")


def identified(pdf: bytes) -> bytes:
    """Return a PDF with an identifier.

    Args:
        pdf: a file whose trailer is a cross-reference stream and has no identifier.

    Raises:
        ValueError: it is no such file.

    """
    before, mark, after = pdf.rpartition(_TRAILER)
    if not mark:
        message = "a PDF without a cross-reference stream"
        raise ValueError(message)
    identifier = _digest(pdf)
    return b"%b%b /ID [<%b> <%b>]%b" % (before, mark, identifier, identifier, after)


def is_unchanged(pdf: bytes) -> bool:
    """Tell whether a PDF is byte for byte as `identified` returned it."""
    start = pdf.rfind(_TRAILER) + len(_TRAILER)
    found = _ID.match(pdf, start)
    if found is None or found[1] != found[2]:
        return False
    return found[1] == _digest(pdf[:start] + pdf[found.end() :])


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest()[:32].encode()
