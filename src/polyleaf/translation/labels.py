"""Templates and code in, the labels they show out.

Job: find every `label("…")` and its like by Babel's extraction. Trade-off: labels are found where
they stand as literals; one that is put together at run time has no translation, and never had.
Side effects: reads the files it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.extract import extract
from jinja2 import TemplateSyntaxError

from polyleaf.diagnostics import Diagnostic, InputError, Location

__all__ = ["extract_labels"]

MANUAL: Final = """
template-error (error): a template of the project fails
Why: no leaflet can be set with it.
Wrong: {{ leaflet.titel }}
Right: {{ leaflet.title }}
Mend: mend it, or remove it to use the template that Polyleaf ships.
"""

# The functions that show a label, and which of their arguments are its wording.
_KEYWORDS: Final = {"label": None, "words": None, "plural": (1, 2), "count_forms": (1, 2)}
_CALL: Final = re.compile(rb"\b(%s)[\s\\]*\(" % "|".join(_KEYWORDS).encode())
_METHODS: Final = {".py": "python", ".html": "jinja2.ext:babel_extract"}
# Without it, Jinja takes a template with a syntax error for one without labels.
_OPTIONS: Final = {"silent": "false"}


def extract_labels(files: Iterable[Path]) -> dict[str, str]:
    """Return the labels of templates and modules in their order: wording to plural, or to "".

    Raises:
        InputError: a template has a syntax error; each of them is named.
    """
    found: dict[str, str] = {}
    problems = []
    for file in files:
        try:
            labels = list(_labels(file))
        except TemplateSyntaxError as error:
            problems.append(_fails(file, error.lineno, str(error.message)))
            continue
        except (ValueError, RecursionError) as error:
            detail = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
            problems.append(_fails(file, 1, detail))
            continue
        for label, plural in labels:
            found[label] = plural or found.get(label, "")
    if problems:
        raise InputError(problems)
    return found


def _fails(file: Path, line: int, detail: str) -> Diagnostic:
    return Diagnostic("template-error", Location(file, line), f"the template fails: {detail}")


def _labels(file: Path) -> Iterator[tuple[str, str]]:
    method, data = _METHODS[file.suffix], file.read_bytes()
    # Babel takes a second for all our modules. A template without labels may have a syntax error.
    if method == "python" and not _CALL.search(data):
        return
    for _, message, _, _ in extract(method, BytesIO(data), keywords=_KEYWORDS, options=_OPTIONS):
        label, plural = message if isinstance(message, tuple) else (message, "")
        f"{label}{plural}".encode()  # half a surrogate pair can be in no catalog
        yield label, plural
