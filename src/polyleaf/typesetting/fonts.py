"""Hermetic fonts: the same files on every machine, and no others.

Job: make the instances of the asked families, keep them in a cache, and write the fontconfig file
that shows WeasyPrint these and nothing else. Trade-off: an instance is found again by what it was
made from (the sources' bytes, the settings, the tools' versions), so that nothing ever has to be
invalidated and old instances stay until the cache is deleted. Set `FONTCONFIG_FILE` to
`FontSet.config_file` before the first import of WeasyPrint.
Side effects: writes below `cache/fonts` only, where fontconfig keeps its own cache too.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.typesetting.font_cache import FontCache, digest
from polyleaf.typesetting.font_files import UnusableFontError
from polyleaf.typesetting.font_instances import (
    VERSIONS,
    code_points,
    instance,
    postscript_name,
)
from polyleaf.typesetting.font_table import Face, FontFamily, find_source, load_font_table

__all__ = [
    "FontFamily",
    "FontFile",
    "FontSet",
    "load_font_table",
    "prepare_fonts",
    "write_config",
]

MANUAL: Final = """
font-cache (error): the prepared fonts cannot be kept
Why: no page can be set without them.
Wrong: a .polyleaf that may not be written
Right: a .polyleaf that may be written
Mend: make the folder of the cache one that can be written.
"""

_FORMAT = 1  # count up whenever this package would make other bytes from the same sources
_CONFIG = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
</fontconfig>
"""


@dataclass(frozen=True)
class FontFile:
    """One prepared font file: `weight` 100…900, `style` normal or italic, `sha256` in hex."""

    path: Path
    family: str
    weight: int
    style: str
    sha256: str


@dataclass(frozen=True)
class FontSet:
    """The prepared fonts: all that a document may use.

    `digest` (hex) stands for the bytes of all the files and for nothing else, so that it is the
    same in every folder and on every machine.
    """

    files: tuple[FontFile, ...]
    directory: Path
    config_file: Path
    digest: str

    def covers(self, family: str) -> frozenset[int]:
        """Return the code points that every style of the family has.

        Raises:
            KeyError: when the set has no such family.

        """
        paths = [file.path for file in self.files if file.family == family]
        if not paths:
            raise KeyError(family)
        return frozenset.intersection(*map(_code_points, paths))


def prepare_fonts(families: Iterable[FontFamily], cache: Path) -> FontSet:
    """Make the instances of the families in `cache/fonts`, or find them there.

    Raises:
        InputError: for all families together, `font-not-found`, `font-format`, `font-corrupt`,
            `font-variable`, `font-axis-missing`, `font-repertoire-empty` or `font-cache`.

    """
    # Where `fonts` is a link, all who link to it name its files alike, and read them once.
    store = FontCache(Path(os.path.realpath(cache / "fonts")))
    try:
        files = _all_files({family.name: family for family in families}, store)
        key = digest(*((file.family, file.weight, file.style, file.sha256) for file in files))
        config_file = write_config(store, key, {file.path.parent for file in files})
    except OSError as error:
        where, hint = Location(store.directory), "the cache must be a folder that can be written"
        message = f"cannot keep the prepared fonts: {error}"
        raise InputError([Diagnostic("font-cache", where, message, hint)]) from error
    return FontSet(files, store.directory, config_file, key)


def _all_files(families: Mapping[str, FontFamily], store: FontCache) -> tuple[FontFile, ...]:
    files: list[FontFile] = []
    problems: list[Diagnostic] = []
    for _, family in sorted(families.items()):
        try:
            files += _family_files(family, store)
        except InputError as error:
            problems += error.diagnostics
    if problems:
        raise InputError(problems)
    return tuple(files)


def _family_files(family: FontFamily, store: FontCache) -> list[FontFile]:
    sources = {face.source: find_source(family, face.source) for face in family.faces}
    hashes = [store.sha256(sources[face.source]) for face in family.faces]
    styles = [(face.weight, face.style) for face in family.faces]
    static = bool(family.bold or family.bold_italic)
    key = digest(_FORMAT, VERSIONS, family.name, styles, hashes, family.repertoire, static)
    return _find_instances(family, key, store) or _make_instances(family, key, sources, store)


def _find_instances(family: FontFamily, key: str, store: FontCache) -> list[FontFile]:
    """Return the family's files if all are there as they were written, else nothing."""
    written = store.read_record("instances", key)
    files = []
    for face in family.faces:
        path = store.directory / key / _file_name(family, face)
        sha256 = store.sha256(path)
        if not sha256 or written.get(path.name) != sha256:
            return []
        files.append(FontFile(path, family.name, face.weight, face.style, sha256))
    return files


def _make_instances(
    family: FontFamily, key: str, sources: Mapping[str, Path], store: FontCache
) -> list[FontFile]:
    made = _instances(family, sources)
    files = []
    for face, data in made.items():
        path = store.directory / key / _file_name(family, face)
        sha256 = store.write_hashed(path, data)
        files.append(FontFile(path, family.name, face.weight, face.style, sha256))
    store.write_record("instances", key, {file.path.name: file.sha256 for file in files})
    return files


def _instances(family: FontFamily, sources: Mapping[str, Path]) -> dict[Face, bytes]:
    """Return the bytes of each face; every file that cannot be used is reported."""
    made: dict[Face, bytes] = {}
    problems: list[Diagnostic] = []
    for face in family.faces:
        source = sources[face.source]
        try:
            made[face] = instance(source.read_bytes(), family, face)
        except UnusableFontError as error:
            message = f"font family {family.name!r}: {source.as_posix()} {error.message}"
            problems.append(Diagnostic(error.code, family.location, message, error.hint))
    if problems:
        raise InputError(dict.fromkeys(problems))
    return made


def _file_name(family: FontFamily, face: Face) -> str:
    return postscript_name(family.name, face) + Path(face.source).suffix.lower()


def write_config(store: FontCache, key: str, folders: Iterable[Path]) -> Path:
    """Write the fontconfig file: no include, no system folder, no rule that fakes a style.

    Args:
        store: where the file goes, and fontconfig's own cache.
        key: what stands for the fonts, in hex: the name of the file.
        folders: all that fontconfig is shown.

    """
    text = _CONFIG.format(
        folders="\n".join(f"<dir>{escape(str(folder))}</dir>" for folder in sorted(folders)),
        cache=escape(str(store.directory / "fontconfig")),
    ).encode()
    path = store.directory / "configs" / f"{key}.conf"
    if not path.is_file() or path.read_bytes() != text:
        store.write(path, text)
    return path


_code_points = functools.cache(code_points)
