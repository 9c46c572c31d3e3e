"""ARCHITECTURE.md says what the tree is, and one module imports each heavy library."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "polyleaf"


def modules() -> set[str]:
    files = (file.relative_to(PACKAGE).with_suffix("") for file in PACKAGE.rglob("*.py"))
    names = {".".join(file.parts).removesuffix(".__init__") for file in files}
    return names - {"__init__"}


def test_architecture_lists_every_module_and_no_other() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \**`([\w.]+)`\** \|", text, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == modules()


@cache
def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize(
    ("library", "users"),
    [
        (
            "weasyprint",
            {
                "typesetting.acceleration.__init__",
                "typesetting.acceleration.foreign_calls",
                "typesetting.acceleration.glyphs",
                "typesetting.acceleration.lengths",
                "typesetting.acceleration.line_boxes",
                "typesetting.acceleration.notes",
                "typesetting.acceleration.shared_styles",
                "typesetting.acceleration.styles",
                "typesetting.acceleration.text_layouts",
                "typesetting.boxes",
                "typesetting.render",
                "typesetting.conformance.destinations",
                "typesetting.conformance.extraction",
                "typesetting.conformance.paint_order",
                "typesetting.conformance.shaped",
                "typesetting.conformance.structure",
                "typesetting.conformance.structure_tree",
                "typesetting.conformance.word_spaces",
            },
        ),
        ("citeproc", {"typesetting.citations"}),
        ("uharfbuzz", {"typesetting.font_instances", "typesetting.conformance.codes"}),
        ("polib", {"translation.catalog"}),
        ("lxml", {"translation.xliff", "typesetting.xmp_reading"}),
        ("openpyxl", {"translation.workbook", "translation.workbook_rows"}),
        ("translate", set()),
        ("babel", {"languages.localize", "languages.table", "translation.labels"}),
        ("icu4py", {"languages.sentences", "languages.typography"}),
        (
            "yaml",
            {
                "reading.source",
                "reading.yaml_nodes",
                "importers.dump",
                "typesetting.font_table",
            },
        ),
        ("rich", {"cli.progress"}),
        (
            "distributed",
            {"publishing.cluster_crew", "publishing.cluster_jobs", "publishing.cluster_worker"},
        ),
    ],
)
def test_one_room_imports_a_library(library: str, users: set[str]) -> None:
    found = {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
        for file in PACKAGE.rglob("*.py")
        if library in imports(file)
    }
    assert found == users
