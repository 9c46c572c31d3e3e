"""A process that prints HTML with the project's own fonts, for tests to look at.

WeasyPrint is never imported by the tests themselves: which fonts it sees is settled at its first
import, so that one test would decide it for all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.effort import STUCK
from tests.pdf_reading import Page, read_pages

from polyleaf.languages.table import Language
from polyleaf.publishing.workers import _context
from polyleaf.typesetting.fonts import FontSet, load_font_table, prepare_fonts
from polyleaf.typesetting.layout import Job, Rendered
from polyleaf.typesetting.page_fonts import SYMBOLS, font_stack
from polyleaf.typesetting.render import render, use_fonts

__all__ = ["ROOT", "Press", "some_fonts"]

ROOT = Path(__file__).parents[1]

# One text a page, on one line, whatever its length.
ONE_LINE = """@page { size: 900mm 30mm; margin: 5mm; font-family: "Leaf Sans" }
p { margin: 0; white-space: nowrap; break-after: page; font-size: 12pt }"""


def some_fonts(families: Iterable[str], cache: Path) -> FontSet:
    """Prepare some of the font families of the sample project."""
    table = load_font_table(ROOT / "locales" / "fonts.yaml")
    return prepare_fonts([table[name] for name in sorted({*families, SYMBOLS})], cache)


class Press:
    """Prints jobs in one process of its own, which is kept until the end."""

    def __init__(self, fonts: FontSet) -> None:
        # From the server that builds take theirs from: importing WeasyPrint takes a second.
        self.pool = ProcessPoolExecutor(1, _context(), use_fonts, (fonts.config_file,))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self.pool.shutdown()

    def print(self, job: Job) -> Rendered:
        """Return the PDF of a job and the facts about its layout."""
        return self.pool.submit(render, job).result(timeout=STUCK)

    def page(
        self, body: str, language: Language, css: Sequence[str] = (), head: str = ""
    ) -> tuple[Page, ...]:
        """Return the pages of a body set as the language is."""
        html = f"""<html lang="{language.tag}" dir="{language.direction}"><title>Test</title>
<style>html {{ font-family: {font_stack(language.fonts)}; --leading: {language.leading} }}</style>
{head}<body>{body}</body></html>"""
        return read_pages(self.print(Job(html, tuple(css), ())).pdf)

    def lines(self, markup: Iterable[str], language: Language, style: str = "") -> list[Page]:
        """Return a page for each markup, set on one line however long it is."""
        body = "".join(f'<p style="{style}">{text}</p>' for text in markup)
        return list(self.page(body, language, [ONE_LINE]))
