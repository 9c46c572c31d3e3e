"""The structure tree of a PDF as text that a person can read, as a screen reader goes through it.

One line an element, indented below the element around it: its type; its language, if it is not
that of what is around it; its id and facts; its alternative text; where a link leads; its text.
Artifacts are not in it, for they are not read.
"""

from __future__ import annotations

import io
import itertools
import re
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

__all__ = ["artifacts", "read_order", "tag_tree"]

# Signs that nobody reads out: where a line may break, and which way text runs.
_SILENT = re.compile("[\u00ad\u200b\u200e\u200f\u2060]")
_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")

Key = tuple[Any, int]


def tag_tree(pdf: bytes) -> str:
    """Return the structure tree of a PDF as text."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        texts: dict[Key, str] = {}
        for page in document.pages:
            for number, text in _marked_texts(page).items():
                texts[page.objgen, number] = text
        (root,) = _kids(document.Root.StructTreeRoot)
        lines = [f'{root.S} "{document.Root.Lang}"'.removeprefix("/")]
        for kid in _kids(root):
            lines += _lines(kid, texts, 1)
    return "\n".join(lines) + "\n"


def artifacts(pdf: bytes) -> list[str]:
    """Return the artifacts of a PDF that have a text: their types and texts."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [text for page in document.pages for text in _artifacts(page)]


def read_order(pdf: bytes) -> list[list[int]]:
    """Return for each page where in the structure tree each thing is that is drawn on it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        places = {key: place for place, key in enumerate(_contents(document.Root.StructTreeRoot.K))}
        return [
            [places[page.objgen, number] for number in _marked_texts(page)]
            for page in document.pages
        ]


def _contents(element: Any) -> Iterator[Key]:  # noqa: ANN401 - pikepdf's objects
    """Yield the marked content of an element and all below it, in reading order."""
    for kid in _kids(element):
        if isinstance(kid, int):
            yield element.Pg.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.Pg.objgen, int(kid.MCID)
        elif kid.get("/Type") != "/OBJR":
            yield from _contents(kid)


def _kids(element: Any) -> list[Any]:  # noqa: ANN401 - pikepdf's objects
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _lines(element: Any, texts: Mapping[Key, str], depth: int) -> Iterator[str]:  # noqa: ANN401 - the same
    """Yield an element and what is below it; text before and after inner elements in its place."""
    words = [str(element.S)[1:], *_facts(element)]
    inner: list[str] = []
    text = ""
    for kid in _kids(element):
        if isinstance(kid, int):
            text += texts[element.Pg.objgen, kid]
        elif kid.get("/Type") == "/MCR":
            text += texts[kid.Pg.objgen, int(kid.MCID)]
        elif kid.get("/Type") == "/OBJR":
            words.append(f"→ {kid.Obj.Contents}")
        else:
            inner += [*_quoted(text, depth + 1), *_lines(kid, texts, depth + 1)]
            text = ""
    if inner:
        inner += _quoted(text, depth + 1)
    elif text:
        words += _quoted(text, 0)
    yield "  " * depth + " ".join(words)
    yield from inner


def _quoted(text: str, depth: int) -> list[str]:
    return ["  " * depth + f"“{_SILENT.sub('', text)}”"] if text.strip() else []


def _facts(element: Any) -> Iterator[str]:  # noqa: ANN401 - the same
    if "/Lang" in element:
        yield f"[{element.Lang}]"
    if "/ID" in element:
        yield f"#{element.ID}"
    owned = element.get("/A", pikepdf.Array())
    for facts in owned if isinstance(owned, pikepdf.Array) else [owned]:
        names = sorted(set(facts.keys()) - {"/O", "/BBox"})
        yield from (f"{name[1:]}={str(facts[name]).removeprefix('/')}" for name in names)
    if "/Alt" in element:
        yield f"alt “{element.Alt}”"


def _marked_texts(page: Any) -> Mapping[int, str]:  # noqa: ANN401 - the same
    texts: dict[int, str] = defaultdict(str)
    for properties, text in _shown(page):
        if "/MCID" in properties:
            texts[int(properties.MCID)] += text
    return texts


def _artifacts(page: Any) -> Iterator[str]:  # noqa: ANN401 - the same
    for properties, text in _shown(page):
        if "/MCID" not in properties and text.strip():
            names = [str(properties[key])[1:] for key in ("/Type", "/Subtype") if key in properties]
            yield f"{' '.join(names)} “{_SILENT.sub('', text)}”"


def _shown(page: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401 - the same
    """Yield each marked content of a page: its properties, and its text in reading order."""
    fonts = {name: _texts(font) for name, font in page.Resources.Font.items()}
    codes: Mapping[int, str] = {}
    open_: list[Any] = []
    runs: list[list[str]] = []
    for instruction in pikepdf.parse_content_stream(page, "BMC BDC EMC Tf TJ"):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BMC" | "BDC":
                open_.append(operands[1] if len(operands) > 1 else pikepdf.Dictionary())
                runs = []
            case "EMC":
                yield open_.pop(), "".join(_in_reading_order(runs))
            case "Tf":
                codes = fonts[str(operands[0])]
            case "TJ":
                runs.append(_run(operands[0], codes))


def _run(array: Any, texts: Mapping[int, str]) -> list[str]:  # noqa: ANN401 - the same
    joined = b"".join(bytes(part) for part in array if isinstance(part, pikepdf.String))
    return [texts[code] for code in struct.unpack(f">{len(joined) // 2}H", joined)]


def _in_reading_order(runs: Iterable[list[str]]) -> Iterator[str]:
    """Yield the texts of codes, which stand from left to right within runs of one direction."""
    for right_to_left, group in itertools.groupby(runs, _is_right_to_left):
        texts = [text for run in group for text in run]
        yield from reversed(texts) if right_to_left else texts


def _is_right_to_left(run: Iterable[str]) -> bool:
    return bool({unicodedata.bidirectional(sign) for text in run for sign in text} & {"R", "AL"})


def _texts(font: Any) -> Mapping[int, str]:  # noqa: ANN401 - the same
    pairs = _PAIR.findall(font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
