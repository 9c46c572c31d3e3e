"""What the header of a PO file says of the file itself.

Side effects: none.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, Location

__all__ = ["charset_problem"]

MANUAL: Final = """
wrong-charset (error): the header of a catalog names another charset than UTF-8
Why: tools that believe it garble the text.
Wrong: charset=ISO-8859-1
Right: charset=UTF-8
Mend: compare the text, then write charset=UTF-8.
"""

_CHARSET: Final = re.compile(r"Content-Type:[^\r\n]*charset=([\w.:-]+)", re.IGNORECASE)
_UTF_8: Final = frozenset({"utf-8", "utf8"})


def charset_problem(text: str, file: Path) -> Diagnostic | None:
    """Return what is wrong with the charset that a catalog's header names, or None.

    Args:
        text: the catalog, which was read as UTF-8.
        file: where it is.

    """
    header = re.split(r"^msgctxt", text, maxsplit=1, flags=re.MULTILINE)[0]
    found = _CHARSET.search(header)
    if found is None or found[1].lower() in _UTF_8:
        return None
    line = len(re.findall(r"\r\n?|\n", header[: found.start()])) + 1
    message = f"the header says that the file is {found[1]}, and catalogs are UTF-8"
    hint = "tools that believe it garble the text: compare it, then write charset=UTF-8"
    return Diagnostic("wrong-charset", Location(file, line, 1), message, hint)
