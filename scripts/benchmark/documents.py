"""A project in, the documents that every contender renders out: the same HTML, CSS and pictures.

Job: prepare all publications of a project, and dress them in other fonts, or as files and as single
pages for renderers that read those. Trade-off: prepared once and kept in memory: a bench is small.
Side effects: reads the project; prepares its fonts in its cache; writes the folders it is given.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fontTools.ttLib import TTFont

from benchmark.catalogue import GROUPS
from polyleaf.project import load_project
from polyleaf.publishing.jobs import Preparer, families
from polyleaf.publishing.plan import PlannedPublication, plan
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.publishing.typefaces import prepare_project_fonts
from polyleaf.typesetting.font_table import FontFamily, find_source
from polyleaf.typesetting.fonts import FontSet
from polyleaf.typesetting.layout import Job

__all__ = [
    "Documents",
    "Prepared",
    "Typeset",
    "prepare",
    "prepare_own",
    "system_name",
    "write_jobs",
    "write_pages",
    "write_single_pages",
]

_TYPES = {".svg": "image/svg+xml", ".jpg": "image/jpeg", ".png": "image/png"}
_ADDRESS = re.compile(r"asset:([^\")\s]+)")
_CONFIG = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
# Where distributions put Noto, and what CJK is called there: one collection for four languages.
_SYSTEM = Path("/usr/share/fonts")
_STATIC_FILES = ("NotoSans*-Regular.ttf", "NotoSans*-Bold.ttf", "NotoSans*-Italic.ttf")
_COLLECTIONS = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
_COLLECTED = ("SC", "TC", "HK", "KR", "JP")


@dataclass(frozen=True)
class Typeset:
    """A document and the language it is in."""

    name: str
    language: str
    job: Job


@dataclass(frozen=True)
class Documents:
    """Documents and the fonts they are set in.

    Attributes:
        typeset: the documents.
        fonts: the fontconfig file that shows their fonts and no others.
        folders: the folders that hold the font files.

    """

    typeset: tuple[Typeset, ...]
    fonts: Path
    folders: tuple[Path, ...] = ()

    def of(self, group: str, number: int = 0) -> Documents:
        """Return those of a group of languages; of all of them, the first few in each language."""
        found: dict[str, list[Typeset]] = {}
        for document in self.typeset:
            if not group or document.language in GROUPS[group]:
                found.setdefault(document.language, []).append(document)
        some = (one for several in found.values() for one in several[: number or None])
        return replace(self, typeset=tuple(some))


@dataclass(frozen=True)
class Prepared:
    """The documents of a project, and the same in fonts that nobody made ready.

    Attributes:
        own: in Polyleaf's fonts.
        variable: in the source files of these fonts, as pip installs them.
        static: in the static Noto fonts of this system; None where it has not all of them.

    """

    own: Documents
    variable: Documents
    static: Documents | None


def prepare(root: Path, scratch: Path) -> Prepared:
    """Prepare all publications of a project.

    Args:
        root: the project.
        scratch: a folder for lists of fonts.

    """
    sources = load_sources(load_project(root))
    own, used = _prepare(sources)
    variable = _in_sources(own, used, scratch / "variable")
    return Prepared(own, variable, _in_static(own, used, scratch / "static"))


def prepare_own(root: Path, leaflets: Iterable[str]) -> Documents:
    """Prepare some leaflets of a project in all its languages, in Polyleaf's fonts."""
    return _prepare(load_sources(load_project(root), leaflets))[0]


def _prepare(sources: Sources) -> tuple[Documents, list[FontFamily]]:
    planned = tuple(plan(sources.leaflets, sources.project.settings.languages, "a4"))
    names = families(sources, planned)
    fonts = prepare_project_fonts(sources, names)
    folders = tuple(sorted({file.path.parent for file in fonts.files}))
    own = Documents(tuple(_typeset(sources, fonts, planned)), fonts.config_file, folders)
    return own, [sources.families[name] for name in sorted(names)]


def _typeset(
    sources: Sources, fonts: FontSet, planned: Iterable[PlannedPublication]
) -> Iterator[Typeset]:
    preparer = Preparer(sources, fonts)
    for one in planned:
        job = preparer.prepare(one).job
        if job is None:
            raise ValueError(f"{one.leaflet} in {one.language} cannot be built")
        yield Typeset(f"{one.leaflet}.{one.language}", one.language, job)


def _in_sources(own: Documents, used: Iterable[FontFamily], folder: Path) -> Documents:
    """Return the documents in the unmodified files that the fonts are made from."""
    names: dict[str, str] = {}
    for family in used:
        files = [find_source(family, source) for source in {f.source for f in family.faces}]
        _link(files, folder)
        names[family.name] = _family_name(find_source(family, family.faces[0].source))
    return _renamed(own, names, folder)


def _in_static(own: Documents, used: Iterable[FontFamily], folder: Path) -> Documents | None:
    names = {family.name: system_name(family.name) for family in used}
    found = [file for name in _STATIC_FILES for file in _SYSTEM.rglob(name)]
    collections = [file for name in _COLLECTIONS for file in _SYSTEM.rglob(name)]
    stems = {file.stem.split("-")[0] for file in found}
    needed = {name.replace(" ", "") for name in names.values() if "CJK" not in name}
    if not collections or needed - stems:
        return None
    _link([*found, *collections], folder)
    return _renamed(own, names, folder)


def system_name(family: str) -> str:
    """Return what a family is called where a distribution packs Noto."""
    script = family.removeprefix("Leaf Sans").strip()
    if family == "Leaf Symbols":
        return "Noto Sans CJK KR"
    return f"Noto Sans CJK {script}" if script in _COLLECTED else f"Noto Sans {script}".strip()


def _link(files: Iterable[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        link = folder / file.name
        if not link.exists():
            link.symlink_to(file)


def _family_name(file: Path) -> str:
    with TTFont(file, fontNumber=0, lazy=True) as font:
        return str(font["name"].getBestFamilyName())


def _renamed(own: Documents, names: Mapping[str, str], folder: Path) -> Documents:
    config = folder.with_suffix(".conf")
    cache = folder.with_name(f"{folder.name}-cache")
    config.write_text(_CONFIG.format(fonts=folder, cache=cache), "utf-8")
    quoted = {f'"{name}"': f'"{other}"' for name, other in names.items()}

    def rename(text: str) -> str:
        return re.sub(r'"Leaf [^"]+"', lambda found: quoted[found[0]], text)

    typeset = (
        replace(
            one,
            job=replace(one.job, html=rename(one.job.html), css=tuple(map(rename, one.job.css))),
        )
        for one in own.typeset
    )
    return Documents(tuple(typeset), config, (folder,))


def write_jobs(documents: Documents, file: Path) -> None:
    """Write documents as one JSON file, for a program that knows nothing of Polyleaf."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        json.dumps(
            [
                {
                    "name": one.name,
                    "html": one.job.html,
                    "css": one.job.css,
                    "assets": {name: _base64(data) for name, data in one.job.assets},
                }
                for one in documents.typeset
            ]
        ),
        "utf-8",
    )


def write_pages(documents: Documents, folder: Path) -> list[tuple[Path, list[Path]]]:
    """Write documents as HTML files beside their style sheets and pictures; return the files."""
    written = []
    for one in documents.typeset:
        place = folder / one.name
        for name, data in one.job.assets:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        sheets = [place / f"{number}.css" for number, _ in enumerate(one.job.css)]
        for sheet, text in zip(sheets, one.job.css, strict=True):
            sheet.write_text(text.replace("asset:", ""), "utf-8")
        page = place / "page.html"
        page.write_text(one.job.html.replace('"asset:', '"'), "utf-8")
        written.append((page, sheets))
    return written


def write_single_pages(documents: Documents, folder: Path) -> list[Path]:
    """Write documents as HTML files that hold their style sheets and pictures; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write_single_page(one, folder / f"{one.name}.html") for one in documents.typeset]


def _write_single_page(one: Typeset, file: Path) -> Path:
    assets = dict(one.job.assets)

    def inlined(found: re.Match[str]) -> str:
        name = found[1]
        return f"data:{_TYPES[Path(name).suffix]};base64,{_base64(assets[name])}"

    sheets = "\n".join(one.job.css)
    # Before the document's own style, as a renderer takes sheets that it is given beside it.
    html = one.job.html.replace("<style>", f"<style>{sheets}</style>\n<style>", 1)
    file.write_text(_ADDRESS.sub(inlined, html), "utf-8")
    return file


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
