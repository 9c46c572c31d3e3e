"""The panel of a medicine, from labels as drug pages print them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from polyleaf.importers import ImportedRecord

ImportBody = Callable[[str], ImportedRecord]
REST = "\n\nIt is a medicine.\n\n## Use in Cancer\n\nZetamab is approved to treat:\n\n"


def _panel(record: ImportedRecord) -> dict[str, Any]:
    assert record.leaflet is not None
    panel: dict[str, Any] = record.leaflet.get("medicine", {})
    return panel


@pytest.mark.parametrize(
    "written",
    [
        "US Brand Name(s)\n\nZetamax\n\nZetamin\n\nFDA Approved\n\nYes",
        "US Brand Name(s)\n\nZetamax\nZetamin\n\nFDA Approved\n\nYes",
        "US Brand Name(s)\nZetamax, Zetamin\n\nFDA Approved: Yes",
        "**Brand names:** Zetamax, Zetamin\n\nFDA Approved\nYes.",
        "US Brand Name(s)\n\n- Zetamax\n- Zetamin\n\nFDA approved\n\nYes",
    ],
)
def test_brands_and_approval(written: str, import_body: ImportBody) -> None:
    assert _panel(import_body(written + REST + "- This.\n")) == {
        "name": "Zetamab",
        "brands": ["Zetamax", "Zetamin"],
        "approved_use": "This.",
        "approved_by": "US Food and Drug Administration (FDA)",
    }


def test_only_one_value_without_a_label_after_it(import_body: ImportBody) -> None:
    record = import_body("US Brand Name(s)\n\nZetamax\n\nA short text" + REST + "- This.\n")
    assert _panel(record)["brands"] == ["Zetamax"]
    assert record.leaflet is not None
    assert record.leaflet["summary"] == "A short text"


def test_several_uses_are_left_to_the_section(import_body: ImportBody) -> None:
    panel = _panel(import_body("FDA Approved\n\nYes" + REST + "- This.\n- That.\n"))
    assert "approved_use" not in panel


@pytest.mark.parametrize("value", ["No", "Yes, in 2019", "[Yes](/why)"])
def test_other_approvals_stay_in_the_text(value: str, import_body: ImportBody) -> None:
    record = import_body(f"FDA Approved\n\n{value}{REST}- This.\n")
    assert record.leaflet is not None
    assert not _panel(record)
    assert record.leaflet["summary"] == "FDA Approved"


def test_pronunciation_alone_makes_no_panel(import_body: ImportBody) -> None:
    record = import_body("(MEH-luh-NOH-muh)\n\nIt is a cancer.\n\n## Signs\n\nMoles.\n")
    assert record.leaflet is not None
    assert not _panel(record)
    assert record.leaflet["summary"] == "It is a cancer."
    section = record.leaflet["sections"]["zetamab"]
    assert section["content"] == {"meh-luh-noh-muh": "(MEH-luh-NOH-muh)"}


@pytest.mark.parametrize("text", ["(see the follow-up page)", "(ZE-ta) is said so", "(ZETA)"])
def test_what_is_no_pronunciation(text: str, import_body: ImportBody) -> None:
    panel = _panel(import_body(f"{text}\n\nFDA Approved\n\nYes{REST}- This.\n"))
    assert "pronunciation" not in panel
