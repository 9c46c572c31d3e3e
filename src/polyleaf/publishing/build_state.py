"""What earlier builds made, and from what: .polyleaf/state.sqlite3, safe to delete.

Job: remember digests of files, facts about leaflets, and for each publication the inputs it was
made from. Trade-off: a database, because one changed entry among ten thousand must not cost a
rewrite of all, and because two builds may run at once. One that is damaged is put aside, and one
that stays locked is not used: a build then finds its PDFs in the store again, and is slower.
Side effects: reads and writes that file.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import TypeAdapter, ValidationError

from polyleaf.diagnostics import Diagnostic
from polyleaf.publishing.manifest import Publication

__all__ = [
    "BuildState",
    "KnownFindings",
    "KnownLeaflet",
    "KnownPublication",
    "as_text",
    "from_text",
]

_PUBLICATION: Final = TypeAdapter(Publication)
# Where a PDF can be in a build folder, and what it can be called in the store.
_PATH: Final = re.compile(r"pdf/[A-Za-z0-9-]+/[a-z0-9-]+(\.[A-Za-z0-9-]+)+\.pdf")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_DIAGNOSTICS: Final = TypeAdapter(tuple[Diagnostic, ...])
_VERSION: Final = 2
_SCHEMA: Final = """
CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT, digest TEXT) WITHOUT ROWID;
CREATE TABLE leaflets (
    id TEXT PRIMARY KEY, inputs TEXT, language TEXT, content TEXT, diagnostics TEXT
) WITHOUT ROWID;
CREATE TABLE publications (
    out TEXT, path TEXT, inputs TEXT, wording TEXT, key TEXT, stamp TEXT, entry TEXT,
    diagnostics TEXT, PRIMARY KEY (out, path)
) WITHOUT ROWID;
CREATE TABLE findings (
    leaflet TEXT, language TEXT, inputs TEXT, diagnostics TEXT, due TEXT, overdue TEXT,
    PRIMARY KEY (leaflet, language)
) WITHOUT ROWID;
"""
# Seconds to wait for another build that is writing.
_PATIENCE: Final = 5


class KnownLeaflet(NamedTuple):
    """What is known of a leaflet's files as they were.

    Attributes:
        id: the leaflet's id.
        inputs: digest of what it was loaded from.
        language: tag of its source language.
        content: its source revision.
        diagnostics: JSON: what was found in it.

    """

    id: str
    inputs: str
    language: str
    content: str
    diagnostics: str


class KnownPublication(NamedTuple):
    """What is known of a PDF that Polyleaf put into a build folder.

    Attributes:
        out: the build folder.
        path: the PDF in it.
        inputs: digests of what it was made from (`inputs.Inputs`).
        wording: digest of the source files, whose lines the diagnostics name.
        key: the job's key in the store.
        stamp: size, time and inode of the file as it was put there.
        entry: JSON: its entry in the manifest.
        diagnostics: JSON: what was found on it.

    """

    out: str
    path: str
    inputs: str
    wording: str
    key: str
    stamp: str
    entry: str
    diagnostics: str


class KnownFindings(NamedTuple):
    """What `polyleaf check` found in a leaflet in a language, or in what many of them share.

    Attributes:
        leaflet: the leaflet, or "" for what leaflets share.
        language: the language, or "" for what is of none.
        inputs: digest of what was looked at.
        diagnostics: JSON: what was found.
        due: the day by which it is to be reviewed again, as year-month-day, or "".
        overdue: JSON: what is found besides after that day.

    """

    leaflet: str
    language: str
    inputs: str
    diagnostics: str
    due: str = ""
    overdue: str = ""


class BuildState:
    """The build state of a project; every method may be called whatever becomes of the file."""

    def __init__(self, file: Path) -> None:
        """Open the state, or begin an empty one."""
        self.file = file
        self.lost = ""
        try:
            self._database = _open(file)
        except (OSError, sqlite3.OperationalError) as error:
            self._use_none(str(error))
        except sqlite3.DatabaseError:
            self._begin_anew()

    def files(self) -> dict[str, tuple[str, str]]:
        """Return stamp and digest of each known file."""
        rows = self._read("SELECT path, stamp, digest FROM files")
        return {path: (stamp, digest) for path, stamp, digest in rows}

    def leaflets(self) -> dict[str, KnownLeaflet]:
        """Return what is known of leaflets, by id."""
        rows = self._read("SELECT * FROM leaflets")
        found = (KnownLeaflet(*row) for row in rows if _are_texts(row))
        return {one.id: one for one in found if _is_ours(one.diagnostics)}

    def publications(self, out: str) -> dict[str, KnownPublication]:
        """Return what is known of the publications in a build folder, by path."""
        rows = self._read("SELECT * FROM publications WHERE out = ?", (out,))
        found = (KnownPublication(*row) for row in rows if _are_texts(row))
        return {one.path: one for one in found if _is_sound(one)}

    def findings(self) -> dict[tuple[str, str], KnownFindings]:
        """Return what checks found, by leaflet and language."""
        rows = self._read("SELECT * FROM findings")
        return {(row[0], row[1]): KnownFindings(*row) for row in rows}

    def learn_files(self, found: Mapping[str, tuple[str, str]]) -> None:
        """Remember stamps and digests of files."""
        rows = [(path, *known) for path, known in found.items()]
        self._write("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", rows)

    def learn_leaflets(self, found: Iterable[KnownLeaflet]) -> None:
        """Remember leaflets."""
        self._write("INSERT OR REPLACE INTO leaflets VALUES (?, ?, ?, ?, ?)", [*found])

    def learn_publications(self, found: Iterable[KnownPublication]) -> None:
        """Remember publications."""
        self._write("INSERT OR REPLACE INTO publications VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [*found])

    def learn_findings(self, found: Iterable[KnownFindings]) -> None:
        """Remember what checks found; not of a file whose name is no id, and may be no UTF-8."""
        rows = [known for known in found if known.leaflet.isascii()]
        self._write("INSERT OR REPLACE INTO findings VALUES (?, ?, ?, ?, ?, ?)", rows)

    def forget_findings(self, subjects: Iterable[tuple[str, str]]) -> None:
        """Forget what checks found in leaflets and languages that are gone."""
        self._write("DELETE FROM findings WHERE leaflet = ? AND language = ?", [*subjects])

    def forget_publications(self, out: str, paths: Iterable[str]) -> None:
        """Forget publications of a build folder."""
        rows = [(out, path) for path in paths]
        self._write("DELETE FROM publications WHERE out = ? AND path = ?", rows)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _read(self, query: str, values: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
        try:
            return self._database.execute(query, values).fetchall()
        except sqlite3.OperationalError as error:
            self._use_none(str(error))
        except sqlite3.DatabaseError:
            self._begin_anew()
        return []

    def _write(self, statement: str, rows: Sequence[tuple[str, ...]]) -> None:
        if not rows:
            return
        try:
            with self._database:
                self._database.executemany(statement, rows)
        except sqlite3.OperationalError as error:
            self._use_none(str(error))
        except sqlite3.DatabaseError:
            self._begin_anew()

    def _use_none(self, reason: str) -> None:
        """Go on without the file, which others may still use."""
        self.lost = reason
        self._database = _empty(":memory:")

    def _begin_anew(self) -> None:
        """Put a damaged file aside; what it knew is found out again."""
        with suppress(AttributeError):
            self._database.close()
        try:
            self.file.replace(self.file.with_suffix(".damaged"))
            self._database = _open(self.file)
        except (OSError, sqlite3.Error) as error:
            self._use_none(str(error))


def _open(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(file, timeout=_PATIENCE)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == _VERSION:
        return database
    with database:
        database.execute("BEGIN IMMEDIATE")
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            database.execute(f'DROP TABLE "{table}"')
        _create(database)
    return database


def _empty(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name)
    _create(database)
    return database


def _create(database: sqlite3.Connection) -> None:
    for statement in _SCHEMA.split(";"):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {_VERSION}")


def _are_texts(row: Sequence[object]) -> bool:
    return set(map(type, row)) == {str}


def _is_sound(known: KnownPublication) -> bool:
    """Tell whether an entry can be ours: the file may have come with somebody else's project."""
    if not (_PATH.fullmatch(known.path) and _KEY.fullmatch(known.key)):
        return False
    try:
        _PUBLICATION.validate_json(known.entry)
    except ValidationError:
        return False
    return _is_ours(known.diagnostics)


def _is_ours(diagnostics: str) -> bool:
    try:
        from_text(diagnostics)
    except (ValueError, RecursionError):
        return False
    return True


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Return diagnostics as JSON; "" if there are none."""
    found = tuple(diagnostics)
    # Not by pydantic: names of files may hold halves of surrogates, and UTF-8 cannot.
    return json.dumps(_DIAGNOSTICS.dump_python(found), default=str) if found else ""


def from_text(text: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of `as_text`."""
    return _DIAGNOSTICS.validate_python(json.loads(text)) if text else ()
