"""The plain loop: WeasyPrint's API called once a document, as its manual shows it.

Run as a program of its own, which knows nothing of Polyleaf: `loop.py JOBS FOLDER`, with
`FONTCONFIG_FILE` set. It prints the seconds of each document, without its own start.
Side effects: writes a PDF a document into the folder.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import sys
import time
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse


class Assets(URLFetcher):  # type: ignore[misc] # WeasyPrint is untyped
    """Knows the pictures of one document."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        """Begin with the pictures by name."""
        super().__init__(allowed_protocols=())
        self.assets = assets

    def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002 - its signature
        """Return a picture."""
        name = url.removeprefix("asset:")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self.assets[name], {"Content-Type": kind})


def main(jobs: Path, folder: Path) -> None:
    """Render all jobs of a file."""
    seconds = {}
    for job in json.loads(jobs.read_text("utf-8")):
        assets = {name: base64.b64decode(data) for name, data in job["assets"].items()}
        start = time.perf_counter()
        HTML(string=job["html"], base_url="asset:/", url_fetcher=Assets(assets)).write_pdf(
            folder / f"{job['name']}.pdf",
            stylesheets=_sheets(job["css"], Assets(assets)),
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
        )
        seconds[job["name"]] = time.perf_counter() - start
    print(json.dumps(seconds))


def _sheets(texts: list[str], fetcher: Assets) -> list[Any]:
    return [CSS(string=text, base_url="asset:/", url_fetcher=fetcher) for text in texts]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
