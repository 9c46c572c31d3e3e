"""Diagnostics as a SARIF log, which code scanning of GitHub, GitLab and editors read.

Job: one run of `polyleaf check` as the JSON of SARIF 2.1.0 (OASIS Standard, 27 March 2020,
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Trade-off: only the rules that
found something are listed, so that a sound project needs no manual. Side effects: none.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from polyleaf.diagnostics import Diagnostic, Location, Severity
from polyleaf.manual import Page, page_as_markdown, page_as_text, pages

__all__ = ["sarif_log"]

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# The folder that relative addresses start from (3.14.14); a reader knows where it keeps the files.
_ROOT: Final = "%SRCROOT%"
_FINGERPRINT: Final = "polyleaf/v1"


def sarif_log(diagnostics: Sequence[Diagnostic], version: str, *, complete: bool) -> dict[str, Any]:
    """Return a SARIF log with one run.

    Args:
        diagnostics: what was found, with files relative to the folder of the run.
        version: Polyleaf's.
        complete: whether the project could be read (3.20.14, `executionSuccessful`).

    """
    codes = {code: index for index, code in enumerate(sorted({d.code for d in diagnostics}))}
    manual = pages() if codes else {}
    driver = {
        "name": "Polyleaf",
        "version": version,
        "rules": [_rule(code, manual.get(code), diagnostics) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "polyleaf-check/"},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "where `polyleaf` was called"}}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": complete}],
        "results": [*_results(diagnostics, codes)],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, page: Page | None, diagnostics: Iterable[Diagnostic]) -> dict[str, Any]:
    """Return a rule (3.49); the level is the usual one, or the worst that was found."""
    if page is None:
        worst = min((d.severity for d in diagnostics if d.code == code), key=[*Severity].index)
        return {"id": code, "defaultConfiguration": {"level": worst.value}}
    return {
        "id": code,
        "shortDescription": {"text": f"{page.finds[:1].upper()}{page.finds[1:]}."},
        "fullDescription": {"text": page.why},
        "help": {"text": page_as_text(page), "markdown": page_as_markdown(page)},
        "defaultConfiguration": {"level": page.severities[0].value},
    }


def _results(
    diagnostics: Iterable[Diagnostic], codes: Mapping[str, int]
) -> Iterable[dict[str, Any]]:
    """Yield a result for each diagnostic (3.27)."""
    seen: Counter[tuple[str, ...]] = Counter()
    for found in diagnostics:
        what = (found.code, found.location.file.as_posix(), found.message, found.digest)
        seen[what] += 1
        mark = hashlib.sha256(repr((what, seen[what])).encode()).hexdigest()[:16]
        yield {
            "ruleId": found.code,
            "ruleIndex": codes[found.code],
            "level": found.severity.value,
            "message": {"text": _text(found)},
            "locations": [{"physicalLocation": _physical(found.location)}],
            "partialFingerprints": {_FINGERPRINT: mark},
        }


def _text(found: Diagnostic) -> str:
    return f"{found.message}\nHint: {found.hint}" if found.hint else found.message


def _physical(place: Location) -> dict[str, Any]:
    """Return a place (3.29); lines and columns count from 1, and are left out where unknown."""
    located: dict[str, Any] = {"artifactLocation": _artifact(place.file)}
    if place.line:
        region = {"startLine": place.line}
        located["region"] = region | ({"startColumn": place.column} if place.column else {})
    return located


def _artifact(file: Path) -> dict[str, str]:
    if file.is_absolute():
        return {"uri": file.as_uri()}
    return {"uri": quote(file.as_posix()), "uriBaseId": _ROOT}
