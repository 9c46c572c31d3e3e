"""HTML and assets in, PDF bytes and layout facts out.

Job: render one job. Trade-off: the font configuration and parsed style sheets are kept for the life
of the process, which saves a fifth of the time and the memory that fresh ones leak
(Kozea/WeasyPrint#2130); a process therefore serves one set of fonts. Side effects: `use_fonts` sets
FONTCONFIG_FILE, which must happen before WeasyPrint is imported. Nothing is fetched.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from polyleaf.typesetting.layout import Job, Layout, Rendered

__all__ = ["render", "use_fonts"]

_TYPES: Final = {
    ".svg": "image/svg+xml",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
_SCHEME: Final = "asset:"


def use_fonts(config_file: Path) -> None:
    """Let this process see the fonts of a fontconfig file and no others."""
    os.environ["FONTCONFIG_FILE"] = str(config_file)


def render(job: Job) -> Rendered:
    """Render a job as a tagged file of its standard: PDF/UA and PDF/A in one."""
    from weasyprint import HTML  # noqa: PLC0415 - slow to import, and needs use_fonts first

    from polyleaf.typesetting.acceleration import accelerate  # noqa: PLC0415 - as above
    from polyleaf.typesetting.boxes import read_pages  # noqa: PLC0415 - as above
    from polyleaf.typesetting.conformance.repairs import written  # noqa: PLC0415 - as above

    accelerate()
    fetcher = _fetcher(dict(job.assets))
    styles, counter_style, refused = _styles(job.css)
    with _log_messages() as messages:
        document = HTML(string=job.html, base_url="asset:/", url_fetcher=fetcher).render(
            font_config=_font_config(),
            counter_style=counter_style,
            stylesheets=list(styles),
        )
        lines, tables = read_pages(document.pages)
        pdf = written(document, job.standard, job.provenance)
    families = frozenset(str(font.family) for font in document.fonts.values())
    layout = Layout(
        pages=len(document.pages),
        families=families,
        messages=tuple(messages),
        refused=(*refused, *fetcher.refused),
        lines=lines,
        tables=tables,
    )
    return Rendered(pdf, layout)


@lru_cache(maxsize=1)
def _font_config() -> Any:  # noqa: ANN401 - WeasyPrint is untyped
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - as above

    return FontConfiguration()


@lru_cache(maxsize=8)
def _styles(sheets: tuple[str, ...]) -> tuple[tuple[Any, ...], Any, tuple[str, ...]]:
    from weasyprint import CSS  # noqa: PLC0415 - as above
    from weasyprint.css.counters import CounterStyle  # noqa: PLC0415 - as above

    counter_style = CounterStyle()
    fetcher = _fetcher({})
    parsed = tuple(
        CSS(
            string=sheet,
            font_config=_font_config(),
            counter_style=counter_style,
            url_fetcher=fetcher,
            base_url="asset:/",
        )
        for sheet in sheets
    )
    return parsed, counter_style, tuple(fetcher.refused)


def _fetcher(assets: Mapping[str, bytes]) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
    """Return a fetcher that knows the job's assets and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - as above

    class AssetFetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint is untyped
        def __init__(self) -> None:
            super().__init__(allowed_protocols=())
            self.refused: list[str] = []

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002 - its signature
            name = unquote(url.removeprefix(_SCHEME))
            if not url.startswith(_SCHEME) or name not in assets:
                self.refused.append(url)
                message = f"refused: {url}"
                raise ValueError(message)
            kind = _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
            return URLFetcherResponse(url, assets[name], {"Content-Type": kind})

    return AssetFetcher()


class _Collector(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _log_messages() -> Iterator[list[str]]:
    """Collect what WeasyPrint and fontTools log while a document is rendered."""
    messages: list[str] = []
    handler = _Collector(messages)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.propagate = False
    try:
        yield messages
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.propagate = propagate
