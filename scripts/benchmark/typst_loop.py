"""Typst from its Python package, called once a document with its fonts kept.

Run as a program of its own: `typst_loop.py JOBS OUT FONTS…`. It prints the seconds of each
document, without its own start. Side effects: writes a PDF a document into the folder OUT.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import typst


def main(jobs: Path, folder: Path, fonts: list[Path]) -> None:
    """Compile all jobs of a file."""
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    seconds = {}
    for job in json.loads(jobs.read_text("utf-8")):
        start = time.perf_counter()
        source, file = job["source"].encode(), folder / f"{job['name']}.pdf"
        compiler.compile(input=source, output=file, format="pdf", pdf_standards="ua-1")
        seconds[job["name"]] = time.perf_counter() - start
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(folder) for folder in sys.argv[3:]])
