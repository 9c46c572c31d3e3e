"""A PO file that comes back in, its rows out.

Job: read a catalog that Poedit, Weblate, OmegaT or `msgmerge` has been over. Trade-off: which
catalog it is, is told by the file's name alone, `LEAFLET.LANG.po`, because those tools keep no
header of ours for sure. Side effects: reads the file it is given.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.translation.catalog import load_catalog
from polyleaf.translation.digests import text_digest
from polyleaf.translation.returned_rows import Row

__all__ = ["po_file_name", "read_po"]

MANUAL: Final = """
file-name (error): the name of a file does not say what it is
Why: it could be imported into the wrong language.
Wrong: translation-final.po
Right: dose.es.po
Mend: name it as it was exported, and end it in .xlf, .xlsx or .po.
"""

_NAME: Final = re.compile(r"(?P<catalog>[a-z0-9.-]+)\.(?P<language>[A-Za-z0-9_-]+)\.po")


def po_file_name(catalog: str, language: str) -> str:
    """Return the name under which a catalog is handed over."""
    return f"{catalog.replace('/', '.')}.{language}.po"


def read_po(file: Path) -> list[Row]:
    """Return the units of a PO file; obsolete entries are left out.

    An entry that the file calls fuzzy is unfinished; that it calls one finished means nothing.

    Raises:
        InputError: its name does not say what it is, or it is no valid catalog in UTF-8.
    """
    if not (name := _NAME.fullmatch(file.name)):
        text = f"the name {file.name!r} does not say which catalog this is"
        hint = "name it as it was exported: LEAFLET.LANG.po"
        raise InputError([Diagnostic("file-name", Location(file), text, hint)])
    return [
        Row(
            catalog=name["catalog"].replace(".", "/"),
            language=name["language"].replace("_", "-"),
            unit=message.id,
            source=message.source,
            source_hash=text_digest(message.source),
            target=message.target,
            location=message.location,
            unfinished=message.fuzzy,
        )
        for message in load_catalog(file).messages.values()
    ]
