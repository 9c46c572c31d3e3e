"""The manual: a page for each code of a diagnostic, kept in the module that emits the code.

Job: read the `MANUAL` of every module, for `polyleaf check --explain`, for SARIF and for
docs/checks.md. Trade-off: the modules are read as text rather than imported, because some need
packages that may not be installed, and because an explanation must not wait for a renderer.
Side effects: reads the package's own modules.

A page is a paragraph of `MANUAL`; a line that is indented goes on with the one before it:

    figure-mismatch (error, warning): a figure of the source is missing, or another one
    Why: a reader takes the dose that is printed.
    Wrong: Take 4 mL. / Tome 40 mL.
    Right: Take 4 mL. / Tome 4 mL.
    Mend: write the figure of the source.
    Waiver: yes
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from polyleaf.diagnostics import Severity

__all__ = ["Page", "page_as_markdown", "page_as_text", "pages", "parse_pages"]

_PACKAGE: Final = Path(__file__).parent
_NAME: Final = "MANUAL"
_HEAD: Final = re.compile(r"(?P<code>[a-z0-9-]+) \((?P<severities>[a-z, ]+)\): (?P<finds>.+)")
_FIELD: Final = re.compile(r"(?P<name>Why|Wrong|Right|Mend|Waiver): (?P<text>.+)")
_NEEDED: Final = frozenset({"Why", "Wrong", "Right", "Mend"})
_WAIVED: Final = (
    "an entry with `code: {code}` in `locales/<lang>/waivers.yaml`, with the digest of source and "
    "target, who looked at them, and why; an edit of either voids it."
)
_EXAMPLES: Final = frozenset({"Wrong", "Right"})
_NOT_WAIVED: Final = "it cannot be waived."


@dataclass(frozen=True)
class Page:
    """What is to be known about a code.

    Attributes:
        code: the code.
        severities: those it is reported with, the usual one first.
        finds: what it finds, in a few words.
        why: why it matters to a reader.
        wrong: an example of the defect.
        right: the same without it.
        mend: how it is mended.
        waivable: whether a waiver may let it stand.
        module: the module that keeps the page.

    """

    code: str
    severities: tuple[Severity, ...]
    finds: str
    why: str
    wrong: str
    right: str
    mend: str
    waivable: bool
    module: str

    @property
    def waiver(self) -> str:
        """How it is waived, or that it cannot be."""
        return _WAIVED.format(code=self.code) if self.waivable else _NOT_WAIVED

    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return the parts of the page under its heading, each with its name."""
        return (
            ("Why it matters", self.why),
            ("Wrong", self.wrong),
            ("Right", self.right),
            ("To mend it", self.mend),
            ("To waive it", self.waiver),
        )


@cache
def pages() -> dict[str, Page]:
    """Return the pages of all codes, by code.

    Raises:
        ValueError: a page is no page, or two are about one code.
    """
    found: dict[str, Page] = {}
    for file in sorted(_PACKAGE.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if f"\n{_NAME}: Final" not in text:
            continue
        module = ".".join(file.relative_to(_PACKAGE).with_suffix("").parts)
        for page in parse_pages(_manual(text), module):
            if page.code in found:
                raise ValueError(f"{page.code} has pages in {found[page.code].module} and {module}")
            found[page.code] = page
    return dict(sorted(found.items()))


def parse_pages(text: str, module: str) -> list[Page]:
    """Return the pages of a module's manual.

    Raises:
        ValueError: a paragraph is no page.
    """
    return [_page(part, module) for part in re.split(r"\n\s*\n", text.strip()) if part]


def page_as_text(page: Page) -> str:
    """Return a page as a terminal shows it."""
    width = max(len(name) for name, _ in page.fields())
    lines = (f"  {name:<{width}}  {text}" for name, text in page.fields())
    return "\n".join([f"{_heading(page)}: {page.finds}", *lines])


def page_as_markdown(page: Page) -> str:
    """Return a page without its heading as Markdown; examples are set as code."""
    lines = [
        f"- **{name}:** {_code(text) if name in _EXAMPLES else text.replace(' <', ' &lt;')}"
        for name, text in page.fields()
    ]
    return "\n".join([f"{page.finds[:1].upper()}{page.finds[1:]}.", "", *lines])


def _code(text: str) -> str:
    """Return a text as a code span, whatever is in it (CommonMark 0.31, 6.1)."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _heading(page: Page) -> str:
    return f"{page.code} ({', '.join(page.severities)})"


def _manual(text: str) -> str:
    """Return what a module's `MANUAL` is set to."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == _NAME:
            return str(ast.literal_eval(node.value)) if node.value else ""
    return ""


def _page(text: str, module: str) -> Page:
    first, *rest = re.sub(r"\n[ \t]+", " ", text).split("\n")
    head = _HEAD.fullmatch(first)
    if head is None:
        raise ValueError(f"{module}: this is no heading of a page: {first!r}")
    fields = {}
    for line in rest:
        if not (field := _FIELD.fullmatch(line)):
            raise ValueError(f"{module}: {head['code']}: this is no line of a page: {line!r}")
        fields[field["name"]] = field["text"]
    if lacking := _NEEDED - fields.keys():
        raise ValueError(f"{module}: {head['code']} lacks {', '.join(sorted(lacking))}")
    return Page(
        code=head["code"],
        severities=tuple(Severity(one.strip()) for one in head["severities"].split(",")),
        finds=head["finds"],
        why=fields["Why"],
        wrong=fields["Wrong"],
        right=fields["Right"],
        mend=fields["Mend"],
        waivable=fields.get("Waiver", "no") == "yes",
        module=module,
    )
