"""A function of WeasyPrint replaced wherever it was imported.

Job: `substitute`. Side effects: those of `substitute`.
"""

from __future__ import annotations

import sys
from typing import Any

__all__ = ["substitute"]


def substitute(original: Any, replacement: Any) -> None:  # noqa: ANN401 - WeasyPrint is untyped
    """Put a function in the place of another in all modules of WeasyPrint.

    Raises:
        LookupError: no module has the original.

    """
    places = [
        (module, name)
        for key, module in list(sys.modules.items())
        if key.partition(".")[0] == "weasyprint"
        for name, value in vars(module).items()
        if value is original
    ]
    if not places:
        message = f"WeasyPrint does not use {original!r}"
        raise LookupError(message)
    for module, name in places:
        setattr(module, name, replacement)
