"""`missing-figure`, `outside-project`, `figure-type`, `figure-too-large`, `unsafe-figure`.

A figure is an SVG or JPEG file below leaflets/figures. An SVG may not run scripts, refer to
anything outside itself or declare entities: a leaflet must print the same on every machine, and a
picture from elsewhere must not read a file or call a server.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from polyleaf.checks.context import LeafletContext
from polyleaf.checks.jpeg import jpeg_size
from polyleaf.checks.svg import svg_problems
from polyleaf.content.blocks import Block, Callout, Figure
from polyleaf.diagnostics import Diagnostic, Location, did_you_mean
from polyleaf.reading.source import KeyPath, read_bytes

__all__ = ["check", "figure_file", "figures", "unsafe_parts"]

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
MAX_PIXELS: Final = 50_000_000
_SUFFIXES: Final = frozenset({".svg", ".jpg", ".jpeg"})


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
    data = read_bytes(file, MAX_BYTES)
    if file.suffix.lower() == ".svg":
        yield from unsafe_parts(data, name, location)
        return
    # The renderer goes by what is inside, so that an SVG could hide behind the name of a JPEG.
    size = jpeg_size(data)
    if size is None:
        message = f"the figure {name!r} is no whole JPEG inside"
        yield Diagnostic("figure-type", location, message, "export it as SVG, or as JPEG")
    elif size[0] * size[1] > MAX_PIXELS:
        most = MAX_PIXELS // 1_000_000
        message = f"the figure {name!r} has {size[0]} × {size[1]} pixels, more than {most} million"
        hint = "make it smaller; 2,000 pixels fill the width of a page"
        yield Diagnostic("figure-too-large", location, message, hint)


def unsafe_parts(data: bytes, name: str, location: Location) -> Iterator[Diagnostic]:
    """Yield an error for each thing in an SVG file that no picture of a leaflet may hold."""
    for problem in svg_problems(data):
        message = f"the figure {name!r} {problem}"
        hint = "save it as plain SVG with everything inside the file"
        yield Diagnostic("unsafe-figure", location, message, hint)
