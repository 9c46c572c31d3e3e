"""Which font families there are, and which font files they are made from.

Job: read `locales/fonts.yaml` and a project's own table into frozen `FontFamily` records, and find
their files in the installed Python packages. Trade-off: the table is checked in full before
anything is reported, but a package or file that is absent only matters once its family is asked
for, so that a table may name families of packages that not everyone installs.
Side effects: reads files; imports no font package, only looks where it lies.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from polyleaf.diagnostics import Diagnostic, InputError, Location, did_you_mean
from polyleaf.reading.remembered import remembered
from polyleaf.reading.source import parse_yaml, read_text
from polyleaf.typesetting.font_rows import name_problems, one_or_more, row_problems

__all__ = [
    "Face",
    "FontFamily",
    "find_source",
    "load_font_table",
    "load_font_tables",
]

MANUAL: Final = """
font-not-found (error): the file or package of a font family is not there
Why: the languages that are set in it cannot be set.
Wrong: path: fonts/Hause.ttf
Right: path: fonts/House.ttf
Mend: correct the path, which is relative to fonts.yaml, or install the package.

font-table-unreadable (error): locales/fonts.yaml is not YAML, or not a mapping of family names
Why: no language can be set without its fonts.
Wrong: - House Sans
Right: House Sans: {path: House.ttf}
Mend: mend the line that is named.
"""

_BOLD = 600  # as in CSS Fonts 4 §2.2: from 600 on a weight is served by the bold file


@dataclass(frozen=True)
class Face:
    """One style of a family: `weight` 100…900, `style` normal or italic, `source` file name."""

    weight: int
    style: str
    source: str


@dataclass(frozen=True)
class FontFamily:
    """A family as the table describes it.

    `file`, `italic`, `bold` and `bold_italic` are paths inside the Python package `package`, or
    below `folder` where `package` is empty. `repertoire` holds the terms of
    `polyleaf.typesetting.font_repertoire.select`; an empty one keeps every character. `leading` is
    the least line height in em that keeps the face's lines apart, 0 if the language's own does.
    """

    name: str
    file: str
    package: str = ""
    folder: Path = Path()
    italic: str = ""
    bold: str = ""
    bold_italic: str = ""
    weights: tuple[int, ...] = (400, 700)
    repertoire: tuple[str, ...] = ()
    leading: float = 0
    location: Location = field(default=Location(Path()), compare=False)

    @property
    def faces(self) -> tuple[Face, ...]:
        """The styles to make: every weight upright, then every weight italic if there is one."""
        styles = (("normal", self.file, self.bold), ("italic", self.italic, self.bold_italic))
        return tuple(
            Face(weight, style, bold if bold and weight >= _BOLD else plain)
            for style, plain, bold in styles
            for weight in self.weights
            if plain
        )

    @property
    def has_bold(self) -> bool:
        """Whether bold text differs from the rest."""
        return min(self.weights) < _BOLD <= max(self.weights)


@remembered
def load_font_tables(files: Iterable[Path]) -> dict[str, FontFamily]:
    """Read several tables; a later one adds families or replaces them as a whole.

    Raises:
        InputError: as `load_font_table`, for all tables together.

    """
    families: dict[str, FontFamily] = {}
    problems: list[Diagnostic] = []
    for file in files:
        try:
            table = load_font_table(file)
        except InputError as error:
            problems += error.diagnostics
            continue
        for name, family in table.items():
            others = [other for other in families if other != name]
            problems += name_problems(name, others, family.location)
        families |= table
    if problems:
        raise InputError(problems)
    return families


def load_font_table(path: Path) -> Mapping[str, FontFamily]:
    """Read the table of font families, keyed by family name in the table's order.

    Raises:
        InputError: listing every problem of the table (`font-table-unreadable`,
            `font-unknown-key`, `font-bad-value`, `font-name`).

    """
    rows, lines = _read(path)
    problems: list[Diagnostic] = []
    families: dict[str, FontFamily] = {}
    for name, row in rows.items():
        location = Location(path, lines.get(str(name), 0))
        found = [*name_problems(name, families, location), *row_problems(row, location)]
        problems += found
        if not found:
            families[name] = _family(name, row, location)
    if problems:
        raise InputError(problems)
    return families


def find_source(family: FontFamily, source: str) -> Path:
    """Return the absolute path of one of the family's source files.

    Raises:
        InputError: `font-not-found` when the package is not installed or lacks the file;
            `outside-project` when a house font is not in the project.

    """
    folders = _package_folders(family) if family.package else [family.folder]
    for folder in folders:
        if not family.package and _leaves_project(folder, source):
            message = f"the font file {source!r} is outside the project"
            hint = "copy it into the project"
            raise InputError([Diagnostic("outside-project", family.location, message, hint)])
        if (folder / source).is_file():
            return (folder / source).resolve()
    owner = f"package {family.package!r}" if family.package else f"folder {folders[0].as_posix()}"
    known = [p.relative_to(f).as_posix() for f in folders for p in f.rglob("*.[ot]tf")]
    raise _not_found(
        family,
        f"the {owner} has no font file {source!r}",
        did_you_mean(source, known) or "check the path in the font table",
    )


def _leaves_project(folder: Path, source: str) -> bool:
    """Tell whether a file is outside the project, whose tables are in a folder of it."""
    try:
        return not (folder / source).resolve().is_relative_to(folder.resolve().parent)
    except (OSError, ValueError, RuntimeError):  # a NUL, or a loop of links
        return True


def _package_folders(family: FontFamily) -> list[Path]:
    # find_spec of a top-level name finds the package without running its code.
    spec = importlib.util.find_spec(family.package)
    if spec is None or not spec.submodule_search_locations:
        raise _not_found(
            family,
            f"the Python package {family.package!r} is not installed",
            f"pip install {family.package.replace('_', '-')}",
        )
    return [Path(folder) for folder in spec.submodule_search_locations]


def _not_found(family: FontFamily, reason: str, hint: str) -> InputError:
    message = f"font family {family.name!r}: {reason}"
    return InputError([Diagnostic("font-not-found", family.location, message, hint)])


def _read(path: Path) -> tuple[Mapping[Any, Any], Mapping[str, int]]:
    """Return the table's rows, and the line of each row's key."""
    try:
        text = read_text(path)
        # PyYAML alone would choke on bombs, on depth and on dates that are none.
        source = parse_yaml(text, path)
        if source.diagnostics:
            raise InputError(source.diagnostics)  # noqa: TRY301 - as what parse_yaml raises itself
    except InputError as error:
        first = error.diagnostics[0]
        raise _unreadable(first.location, f"cannot read the font table: {first.message}") from error
    try:
        rows = yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        where = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
        reason = getattr(error, "problem", None) or str(error)
        raise _unreadable(where, f"cannot read the font table: {reason}") from error
    if not isinstance(rows, dict):
        raise _unreadable(Location(path, 1), "the font table is not a mapping of family names")
    return rows, {str(key[0]): at.line for key, at in source.positions.items() if len(key) == 1}


def _unreadable(location: Location, message: str) -> InputError:
    return InputError([Diagnostic("font-table-unreadable", location, message)])


def _family(name: str, row: Mapping[str, Any], location: Location) -> FontFamily:
    return FontFamily(
        name=name,
        file=row.get("path") or row["file"],
        package=row.get("package", ""),
        folder=location.file.parent,
        italic=row.get("italic", ""),
        bold=row.get("bold", ""),
        bold_italic=row.get("bold-italic", ""),
        weights=tuple(sorted(set(one_or_more(row.get("weights", [400, 700]))))),
        repertoire=tuple(str(term) for term in one_or_more(row.get("repertoire", []))),
        leading=float(row.get("leading", 0)),
        location=location,
    )
