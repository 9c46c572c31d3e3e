"""`missing-figure`, `outside-project`, `figure-type`, `figure-too-large`, `unsafe-figure`.

A figure is an SVG or JPEG file below leaflets/figures. An SVG may not run scripts, refer to
anything outside itself or declare entities: a leaflet must print the same on every machine, and a
picture from elsewhere must not read a file or call a server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from polyleaf.checks.context import LeafletContext
from polyleaf.content.blocks import Block, Callout, Figure
from polyleaf.diagnostics import Diagnostic, Location, did_you_mean
from polyleaf.reading.source import KeyPath

__all__ = ["check", "figure_file", "figures"]

MANUAL: Final = """
missing-figure (error): a leaflet names a figure that is not in leaflets/figures
Why: the picture that explains the steps would be missing.
Wrong: figure: virus.svg, without the file
Right: figure: virus.svg, and leaflets/figures/virus.svg
Mend: put the file into leaflets/figures, or correct its name.

outside-project (error): a figure leads out of leaflets/figures
Why: a leaflet could print whatever file lies on the machine, and would build on no other.
Wrong: figure: ../../photo.jpg
Right: figure: photo.jpg
Mend: copy the file into leaflets/figures.

figure-type (error): a figure is neither SVG nor JPEG, by its name or by what is inside
Why: another kind of file prints differently on each machine, or hides code.
Wrong: figure: virus.png
Right: figure: virus.svg
Mend: export it as SVG, or as JPEG.

figure-too-large (error): a figure is larger than 5 MB
Why: the leaflet could not be sent by e-mail, nor opened on an old telephone.
Wrong: figure: scan.jpg with 20 MB
Right: figure: scan.jpg with 400 kB
Mend: export it at 300 dots per inch of its printed size.

unsafe-figure (error): an SVG holds a script, or refers to something outside itself
Why: a picture from elsewhere could fetch or run something on the machine that builds.
Wrong: <image href="https://example.org/x.png"/>
Right: the same picture drawn inside the file
Mend: save it as plain SVG with everything inside the file.
"""

MAX_BYTES: Final = 5_000_000
_SUFFIXES: Final = frozenset({".svg", ".jpg", ".jpeg"})
_JPEG: Final = b"\xff\xd8\xff"
_ADDRESS: Final = re.compile(r"url\(\s*+['\"]?+\s*+(?!#)|@import|expression\(", re.IGNORECASE)


def figures(blocks: Mapping[str, Block], path: KeyPath = ()) -> Iterator[tuple[KeyPath, Figure]]:
    """Yield each figure among the blocks, and the path of keys that leads to it."""
    for name, block in blocks.items():
        if isinstance(block, Figure):
            yield (*path, name), block
        if isinstance(block, Callout):
            yield from figures(block.content, (*path, name, "content"))


def figure_file(folder: Path, name: str, direction: str) -> Path:
    """Return the file of a figure for a direction of reading.

    A picture that shows a progress may have a mirrored twin: `steps.rtl.svg` beside `steps.svg` is
    printed in right-to-left languages.
    """
    file = folder / name
    mirrored = file.with_name(f"{file.stem}.rtl{file.suffix}") if file.name else file
    return mirrored if direction == "rtl" and _is_file(mirrored) else file


def check(context: LeafletContext) -> Iterator[Diagnostic]:
    """Yield an error for each figure that cannot be printed safely."""
    folder = context.project.leaflets / "figures"
    for name, section in context.loaded.leaflet.sections.items():
        for path, figure in figures(section.content, ("sections", name, "content")):
            location = context.loaded.source.locate((*path, "figure"))
            yield from _check_file(folder, figure.figure, location)
            mirrored = figure_file(folder, figure.figure, "rtl")
            if mirrored != folder / figure.figure:
                yield from _check_file(folder, str(mirrored.relative_to(folder)), location)


def _check_file(folder: Path, name: str, location: Location) -> Iterator[Diagnostic]:
    file = folder / name
    if _is_file(file) is None:
        message = f"{name!r} is no name that a file can have"
        yield Diagnostic("missing-figure", location, message)
    elif not file.resolve().is_relative_to(folder.resolve()):
        message = f"the figure {name!r} is outside leaflets/figures"
        yield Diagnostic("outside-project", location, message, "copy it into leaflets/figures")
    elif not _is_file(file):
        known = [p.name for p in folder.glob("*")]
        message = f"there is no figure leaflets/figures/{name}"
        yield Diagnostic("missing-figure", location, message, did_you_mean(name, known))
    elif file.suffix.lower() not in _SUFFIXES:
        message = f"the figure {name!r} is neither SVG nor JPEG"
        yield Diagnostic("figure-type", location, message, "export it as SVG, or as JPEG")
    elif file.stat().st_size > MAX_BYTES:
        message = f"the figure {name!r} is larger than {MAX_BYTES // 1_000_000} MB"
        yield Diagnostic("figure-too-large", location, message, "make it smaller")
    else:
        yield from _check_data(file, name, location)


def _is_file(file: Path) -> bool | None:
    """Tell whether the file is there; None where its name is too long, has a NUL or is a loop."""
    try:
        file.resolve()
        return file.is_file()
    except (OSError, ValueError, RuntimeError):
        return None


def _check_data(file: Path, name: str, location: Location) -> Iterator[Diagnostic]:
    data = file.read_bytes()
    if file.suffix.lower() == ".svg":
        for problem in _svg_problems(data):
            message = f"the figure {name!r} {problem}"
            hint = "save it as plain SVG with everything inside the file"
            yield Diagnostic("unsafe-figure", location, message, hint)
    elif not data.startswith(_JPEG):
        # The renderer goes by what is inside, so that an SVG could hide behind the name of a JPEG.
        message = f"the figure {name!r} is no JPEG inside"
        yield Diagnostic("figure-type", location, message, "export it as SVG, or as JPEG")


class _PlainTree(ET.TreeBuilder):
    """Builds the tree of a document without a document type, and so without entities."""

    def doctype(self, *_: object) -> None:
        message = "it declares a document type, which can hold entities"
        raise ValueError(message)


def _svg_problems(data: bytes) -> Iterator[str]:
    try:
        root = ET.fromstring(data, ET.XMLParser(target=_PlainTree()))  # noqa: S314 - no entities
    except (ET.ParseError, ValueError, LookupError) as error:
        yield f"is not plain XML: {error}"
        return
    if _local_name(root) != "svg":
        yield f"is no SVG inside, but <{_local_name(root)}>"
    for element in root.iter():
        yield from _element_problems(element)


def _local_name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _element_problems(element: ET.Element) -> Iterator[str]:
    tag = _local_name(element)
    if tag in {"script", "foreignObject", "iframe", "handler"}:
        yield f"holds a <{tag}> element"
    if tag == "style" and _ADDRESS.search(element.text or ""):
        yield "has a style sheet that refers to something outside it"
    for name, value in element.attrib.items():
        attribute = name.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            yield f"has an event handler ({attribute})"
        elif attribute in {"href", "src"} and not value.strip().startswith("#"):
            yield f"refers to {value.strip()[:80]!r}"
        elif _ADDRESS.search(value):
            yield f"refers to something outside it ({attribute})"
