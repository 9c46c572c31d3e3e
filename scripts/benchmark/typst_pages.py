"""A document's HTML in, an equal document for Typst out: the same texts, in the same fonts.

Job: let Typst set what the others set: headings, paragraphs, lists, tables, notes in a box, running
footer. Trade-off: of the look only what costs time to lay out; links, pictures and icons are left
out, to Typst's advantage. Every text goes in as a string, so that no sign in it is markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import html

from benchmark.documents import Documents, Typeset

__all__ = ["typst_jobs", "typst_source"]

_HEAD = """\
#set document(title: {title})
#set page(paper: "a4", margin: (x: 21mm, top: 24mm, bottom: 18mm), footer: [{footer}
  #h(1fr) #context counter(page).display("1 / 1", both: true)])
#set text(font: ({fonts}), size: 12pt, lang: {language}, dir: {direction})
#set par(leading: 0.65em)
"""
_FONTS = re.compile(r"html \{ font-family: ([^;]+);")
_BLOCKS = {"p", "dt", "dd"}
_TITLES = {"h1": 1, "h2": 2, "h3": 3}
_BOXES = {"callout", "panel"}
_SPACES = re.compile(r"\s+")


def typst_jobs(documents: Documents) -> list[dict[str, str]]:
    """Return documents as plain data: name and Typst source."""
    return [{"name": one.name, "source": typst_source(one)} for one in documents.typeset]


def typst_source(document: Typeset) -> str:
    """Return a document as Typst source."""
    root = html.document_fromstring(document.job.html)
    stack = _FONTS.search(document.job.html)
    fonts = stack[1].replace("&#34;", '"') if stack else '"Leaf Sans"'
    language, *region = document.language.split("-")
    head = _HEAD.format(
        title=_string(root.findtext(".//title") or ""),
        footer=_text(document.name),
        fonts=f"{fonts},",
        language=_string(language) + _place(region),
        direction=root.get("dir", "ltr"),
    )
    return head + "\n".join(_blocks(root.find("body"))) + "\n"


def _place(region: list[str]) -> str:
    script = {"Hans": "CN", "Hant": "TW"}.get(region[0], region[0]) if region else ""
    return f", region: {_string(script)}" if len(script) == len("CN") else ""


def _blocks(parent: Any) -> Iterator[str]:  # noqa: ANN401 - lxml is untyped
    for element in parent:
        if not isinstance(element.tag, str):
            continue
        if level := _TITLES.get(element.tag):
            yield f"#heading(level: {level})[{_inline(element)}]\n"
        elif element.tag in _BLOCKS:
            yield f"{_inline(element)}\n"
        elif element.tag in {"ul", "ol"}:
            kind = "list" if element.tag == "ul" else "enum"
            yield f"#{kind}({_arguments(element.iterchildren('li'))})\n"
        elif element.tag == "table":
            yield _table(element)
        elif _BOXES & set(element.get("class", "").split()):
            inside = "\n".join(_blocks(element))
            yield f"#block(stroke: 1pt, inset: 8pt, width: 100%, breakable: false)[\n{inside}]\n"
        else:
            yield from _blocks(element)


def _table(table: Any) -> str:  # noqa: ANN401 - as above
    rows = [list(row.iterchildren("th", "td")) for row in table.iter("tr")]
    columns = max(map(len, rows))
    header = _arguments(rows[0])
    cells = _arguments(cell for row in rows[1:] for cell in row)
    width = ", ".join(["1fr"] * columns)
    return f"#table(columns: ({width},), table.header({header}), {cells})\n"


def _arguments(elements: Iterable[Any]) -> str:
    return ", ".join(f"[{_inline(element)}]" for element in elements)


def _inline(element: Any) -> str:  # noqa: ANN401 - as above
    """Return the text of an element, with what is bold in it."""
    pieces = [_text(element.text)]
    for child in element:
        inside = _inline(child) if isinstance(child.tag, str) else ""
        strong = child.tag in {"strong", "b", "em"}
        pieces += [f"#strong[{inside}]" if strong else inside, _text(child.tail)]
    return "".join(pieces)


def _text(text: str | None) -> str:
    squeezed = _SPACES.sub(" ", text or "")
    return f"#{_string(squeezed)};" if squeezed else ""


def _string(text: str) -> str:
    """Return text as a string of Typst, whose escapes are those of JSON that stand here."""
    return json.dumps(text, ensure_ascii=False)
