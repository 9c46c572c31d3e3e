"""Waivers in: locales/<lang>/waivers.yaml, findings that a named person looked at and let pass.

Job: read who waived which finding of which unit, and why. A waiver is bound to the digest of source
and target, so that any edit of either voids it; one written without it is told what to write.
Side effects: reads the file it is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from polyleaf.diagnostics import Diagnostic, InputError, Location, Severity
from polyleaf.reading.record import Id, Record, Text
from polyleaf.reading.source import load_yaml
from polyleaf.reading.validation import validate
from polyleaf.translation.catalog import Catalog
from polyleaf.translation.digests import DIGEST_PATTERN, unit_digest

__all__ = ["Waiver", "Waivers", "load_waivers"]

MANUAL: Final = """
unused-waiver (warning): a waiver covers nothing
Why: it may hide a finding of tomorrow.
Wrong: a waiver of a text that was mended
Right: no waiver
Mend: remove it.

void-waiver (warning): a waiver is void: its text was edited, or it names no digest
Why: a person looked at another text than today's.
Wrong: digest of the text before its edit
Right: digest of today's text, after a person looked at it
Mend: look at the text, then write the digest of the hint.
"""


class Waiver(Record):
    """One finding of one unit that may stand.

    Attributes:
        unit: the unit's id (of an interface string, its source text).
        leaflet: the leaflet of the catalog, or None for a shared one.
        catalog: the shared catalog: `phrases` or `ui`.
        code: the code of the finding.
        by: who looked at it.
        reason: why it may stand.
        digest: `unit_digest` of source and target as that person saw them; None is never valid.

    """

    unit: Text
    leaflet: Id | None = None
    catalog: Literal["phrases", "ui"] | None = None
    code: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)+$")]
    by: Text
    reason: Text
    digest: Annotated[str, Field(pattern=DIGEST_PATTERN)] | None = None

    @model_validator(mode="after")
    def _has_one_catalog(self) -> Self:
        if (self.leaflet is None) == (self.catalog is None):
            message = "give one of `leaflet` and `catalog`"
            raise ValueError(message)
        return self


@dataclass(frozen=True)
class Waivers:
    """The waivers of a language, each with the place it is written at."""

    entries: tuple[tuple[Waiver, Location], ...] = field(default=())

    def of(self, catalog: str) -> Waivers:
        """Return the waivers of a catalog: `leaflets/<id>`, `phrases` or `ui`."""
        return Waivers(tuple(e for e in self.entries if _catalog(e[0]) == catalog))

    def apply(self, catalog: Catalog, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that no waiver covers, and a warning for each idle waiver.

        Args:
            catalog: the catalog that the waivers are of.
            found: the findings on its messages.

        """
        left = list(found)
        for waiver, place in self.entries:
            message = catalog.messages.get(waiver.unit)
            where = message.location if message else None
            covered = [d for d in left if d.code == waiver.code and d.location == where]
            now = unit_digest(message.source, message.target) if message else None
            if now is not None and waiver.digest != now:
                hint = f'look at the text, then write `digest: "{now}"`'
                left.append(_idle(place, "void-waiver", waiver, hint))
            elif not covered:
                left.append(_idle(place, "unused-waiver", waiver, "remove it"))
            else:
                left = [d for d in left if d not in covered]
        return left

    def strays(self, catalogs: Iterable[str]) -> list[Diagnostic]:
        """Return a warning for each waiver of a catalog that there is not."""
        known = set(catalogs)
        return [
            _idle(place, "unused-waiver", waiver, "there is no such catalog")
            for waiver, place in self.entries
            if _catalog(waiver) not in known
        ]


def load_waivers(file: Path) -> Waivers:
    """Load the waivers of a language; there are none where there is no file.

    Raises:
        InputError: the file is not valid; each problem with its line.
    """
    if not file.exists():
        return Waivers()
    source = load_yaml(file)
    entries, problems = validate(list[Waiver], source)
    if entries is None or problems:
        raise InputError(problems)
    return Waivers(tuple((e, source.locate((i, "unit"))) for i, e in enumerate(entries)))


def _catalog(waiver: Waiver) -> str:
    return f"leaflets/{waiver.leaflet}" if waiver.leaflet else waiver.catalog or ""


def _idle(place: Location, code: str, waiver: Waiver, hint: str) -> Diagnostic:
    void = "is void: its text was edited" if waiver.digest else "names no text: it has no digest"
    state = void if code == "void-waiver" else "covers nothing"
    message = f"the waiver of {waiver.code} for {waiver.unit!r} {state}"
    return Diagnostic(code, place, message, hint, Severity.WARNING)
