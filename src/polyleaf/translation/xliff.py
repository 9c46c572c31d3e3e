"""Catalogs out as XLIFF 1.2, and rows out of the XLIFF that comes back.

Job: write and read files for translation tools (XLIFF 1.2, OASIS Standard, 1 February 2008). Marks
are `<g>` and `<x>`: tools show and protect them. The hash of the source is in `extradata` of its
`<trans-unit>`: an attribute of XLIFF itself, on the very element whose id it belongs to, so that a
tool that keeps the id keeps it; attributes of another namespace and context groups are what tools
drop, and a note is what people edit. Trade-off: a state is written for the user of a tool, and
never read. Side effects: none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from lxml import etree

from polyleaf.content.marks import Kind, Mark
from polyleaf.diagnostics import Diagnostic, InputError, Location
from polyleaf.translation.catalog import Message
from polyleaf.translation.digests import text_digest
from polyleaf.translation.handover import Handover, UnitStatus, unit_status
from polyleaf.translation.inline_tags import Tag, Tagged, tag_pair
from polyleaf.translation.messages import note_and_limit
from polyleaf.translation.returned_rows import Row

__all__ = ["read_xliff", "write_xliff"]

MANUAL: Final = """
xml-doctype (error): an XLIFF file declares a document type
Why: a document type can read files of the machine.
Wrong: <!DOCTYPE xliff …>
Right: no such line
Mend: remove it.

xml-syntax (error): a file is not valid XML
Why: nothing of it can be imported.
Wrong: <target>5 < 6</target>
Right: <target>5 &lt; 6</target>
Mend: return the file as the tool wrote it.

xliff-version (error): a file is another XLIFF than 1.2, or something else
Why: its units mean something else.
Wrong: xliff version="2.0"
Right: xliff version="1.2"
Mend: return the file in the version in which it was exported.

xliff-incomplete (error): a unit of an XLIFF file lacks its id, its source or its languages
Why: nobody can tell which text it translates.
Wrong: <trans-unit> without id
Right: <trans-unit id="title">
Mend: return the file that was exported.
"""

_NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:1.2"
_XLF: Final = f"{{{_NAMESPACE}}}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_ANY_XLIFF: Final = re.compile(r"\{urn:oasis:names:tc:xliff:document:([0-9.]+)\}xliff")
_HASH: Final = "sha256:"

# XLIFF 1.2, 3.2.4: what kind of thing a tag is.
_CTYPES: Final = {
    Kind.STRONG: "bold",
    Kind.EMPHASIS: "italic",
    Kind.LINK: "link",
    Kind.CITATION: "x-citation",
    Kind.PLACEHOLDER: "x-placeholder",
}
# XLIFF 1.2, 3.2.3, `state`.
_STATES: Final = {
    UnitStatus.MISSING: "needs-translation",
    UnitStatus.STALE: "needs-review-translation",
    UnitStatus.MACHINE_DRAFTED: "needs-review-translation",
    UnitStatus.TRANSLATED: "translated",
}
# The elements whose white space is theirs.
_TEXTS: Final = ("source", "target", "note")
_PREFIXES: Final[dict[str | None, str]] = {None: _NAMESPACE}
_NONE: Final[Mapping[str, str]] = {}


def write_xliff(handovers: Sequence[Handover]) -> bytes:
    """Return an XLIFF 1.2 document with one `<file>` for each catalog.

    Raises:
        InputError: a text has a character that no XML document may have (XML 1.0, 2.2).
    """
    problems: list[Diagnostic] = []
    root = etree.Element(f"{_XLF}xliff", {"version": "1.2"}, nsmap=_PREFIXES)
    for handover in handovers:
        body = _add_file(root, handover)
        for message in handover.messages:
            try:
                _add_unit(body, message, handover)
            except ValueError:
                text = f"{message.id!r} has a control character, which XLIFF cannot hold"
                hint = "remove it from the text"
                problems.append(Diagnostic("control-character", message.location, text, hint))
    if problems:
        raise InputError(problems)
    _indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def _add_file(root: etree._Element, handover: Handover) -> etree._Element:
    attributes = {
        "original": handover.name,
        "source-language": handover.source.tag,
        "target-language": handover.target.tag,
        "datatype": "plaintext",
    }
    return _add(_add(root, "file", attributes), "body")


def _add(
    parent: etree._Element, name: str, attributes: Mapping[str, str] = _NONE
) -> etree._Element:
    return etree.SubElement(parent, f"{_XLF}{name}", dict(attributes))


def _add_unit(body: etree._Element, message: Message, handover: Handover) -> None:
    pair = tag_pair(message.source, message.target)
    unit = _add(body, "trans-unit", _unit_attributes(message))
    source = _add(unit, "source", {f"{_XML}lang": handover.source.tag})
    _fill(source, pair.source, pair.marks)
    state = _STATES[unit_status(message)]
    target = _add(unit, "target", {f"{_XML}lang": handover.target.tag, "state": state})
    _fill(target, pair.target, pair.marks)
    for note in _notes(message):
        _add(unit, "note", {"from": "polyleaf"}).text = note
    if message.previous and message.target:
        previous = _add(unit, "alt-trans", {"alttranstype": "previous-version"})
        _add(previous, "source", {f"{_XML}lang": handover.source.tag}).text = message.previous
        _add(previous, "target", {f"{_XML}lang": handover.target.tag}).text = message.target


def _unit_attributes(message: Message) -> dict[str, str]:
    attributes = {
        "id": message.id,
        "resname": message.id,
        "extradata": _HASH + text_digest(message.source),
        f"{_XML}space": "preserve",
    }
    _, limit = note_and_limit(message.notes)
    if limit is not None:
        attributes |= {"maxwidth": str(limit), "size-unit": "char"}
    return attributes


def _notes(message: Message) -> list[str]:
    note, _ = note_and_limit(message.notes)
    drafted = "This translation was drafted by machine; no person has accepted it."
    return [note] * bool(note) + [drafted] * message.machine_drafted


def _fill(element: etree._Element, tagged: Tagged, marks: Mapping[str, Mark]) -> None:
    last: etree._Element | None = None
    for part in tagged:
        if isinstance(part, Tag):
            last = _add(element, *_tag(part, marks[part.id]))
            _fill(last, part.children, marks)
        elif last is None:
            element.text = part
        else:
            last.tail = part


def _tag(tag: Tag, mark: Mark) -> tuple[str, dict[str, str]]:
    attributes = {"id": tag.id, "ctype": _CTYPES[mark.kind], "equiv-text": str(mark), "clone": "no"}
    return "g" if mark.closing else "x", attributes


def _indent(element: etree._Element, level: int = 1) -> None:
    """Put each element on a line of its own, but nothing into texts."""
    if element.tag in {f"{_XLF}{name}" for name in _TEXTS}:
        return
    element.text = "\n" + "  " * level
    for child in element:
        _indent(child, level + 1)
        child.tail = element.text
    if len(element):
        element[-1].tail = "\n" + "  " * (level - 1)


def read_xliff(data: bytes, file: Path) -> list[Row]:
    """Return the units of an XLIFF 1.2 document.

    Nothing outside the document is read: a document type, which could name other files or grow
    without end, is refused.

    Args:
        data: the document.
        file: where it is; diagnostics name it.

    Raises:
        InputError: it is no such document; every problem is listed.
    """
    root = _parse(data, file)
    problems: list[Diagnostic] = []
    rows: list[Row] = []
    for part in root.iter(f"{_XLF}file"):
        for unit in part.iter(f"{_XLF}trans-unit"):
            rows += _row(part, unit, file, problems)
    if not rows and not problems:
        problems.append(Diagnostic("empty-file", Location(file, 1, 1), "the file has no units"))
    if problems:
        raise InputError(problems)
    return rows


def _parse(data: bytes, file: Path) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        text = f"this is not valid XML: {error.msg}"
        problem = Diagnostic("xml-syntax", Location(file, line or 1, column), text)
        raise InputError([problem]) from error
    if root.getroottree().docinfo.doctype:
        text = "the file declares a document type (DOCTYPE), which XLIFF has none of"
        problem = Diagnostic(
            "xml-doctype", Location(file, _line_of(data, b"<!DOCTYPE"), 1), text, "remove it"
        )
        raise InputError([problem])
    _refuse_other_kinds(root, file)
    return root


def _line_of(data: bytes, sign: bytes) -> int:
    """Return the line that a sign is first on; 1 where the file is in an encoding that hides it."""
    return data.partition(sign)[0].count(b"\n") + 1 if sign in data else 1


def _refuse_other_kinds(root: etree._Element, file: Path) -> None:
    if root.tag == f"{_XLF}xliff":
        return
    version = _ANY_XLIFF.fullmatch(str(root.tag))
    kind = f"XLIFF {version[1]}" if version else f"a document of <{etree.QName(root).localname}>"
    text = f"this is {kind}; only XLIFF 1.2 can be imported"
    place = Location(file, root.sourceline or 1, 1)
    hint = "return the file in the version in which it was exported"
    raise InputError([Diagnostic("xliff-version", place, text, hint)])


def _row(
    part: etree._Element, unit: etree._Element, file: Path, problems: list[Diagnostic]
) -> Iterator[Row]:
    location = Location(file, unit.sourceline or 0, 0)
    needed = {
        "original": part.get("original"),
        "target-language": part.get("target-language"),
        "id": unit.get("id"),
    }
    source, target = unit.find(f"{_XLF}source"), unit.find(f"{_XLF}target")
    if lacking := [name for name, value in needed.items() if not value]:
        text = f"the unit lacks {' and '.join(lacking)}"
        problems.append(Diagnostic("xliff-incomplete", location, text))
        return
    yield Row(
        catalog=needed["original"] or "",
        language=needed["target-language"] or "",
        unit=needed["id"] or "",
        source=() if source is None else _tagged(source),
        source_hash=_hash(unit.get("extradata", "")),
        target=() if target is None else _tagged(target),
        location=location,
    )


def _hash(extradata: str) -> str:
    return extradata.removeprefix(_HASH) if extradata.startswith(_HASH) else ""


def _tagged(element: etree._Element) -> Tagged:
    """Return the text of an element; what tools mark with `<mrk>` (segments, terms) is text."""
    parts: list[str | Tag] = [element.text or ""]
    for child in element:
        name = etree.QName(child).localname
        if child.tag == f"{_XLF}mrk":
            parts += _tagged(child)
        elif child.tag in {f"{_XLF}g", f"{_XLF}x"}:
            parts.append(Tag(child.get("id", ""), _tagged(child)))
        else:
            parts.append(Tag(f"<{name}>"))
        parts.append(child.tail or "")
    return tuple(part for part in parts if part)
