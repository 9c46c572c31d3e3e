"""`polyleaf check --format sarif` is SARIF 2.1.0, as code scanning reads it.

The schema is not ours to keep here; SARIF_SCHEMA names a copy of it, to validate against:
https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.small_project import SmallProject

# What the standard and GitHub's code scanning require of a log (SARIF 3.13, 3.14, 3.19, 3.27).
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"minLength": 1}}}
REQUIRED: dict[str, Any] = {
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "required": ["tool", "results", "columnKind", "invocations"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "version", "rules"],
                                "properties": {"rules": {"items": {"$ref": "#/$defs/rule"}}},
                            }
                        },
                    },
                    "results": {"items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
    "$defs": {
        "rule": {
            "required": ["id", "shortDescription", "help", "defaultConfiguration"],
            "properties": {
                "shortDescription": TEXT,
                "fullDescription": TEXT,
                "help": {**TEXT, "required": ["text", "markdown"]},
                "defaultConfiguration": {
                    "required": ["level"],
                    "properties": {"level": {"enum": ["error", "warning", "note"]}},
                },
            },
        },
        "result": {
            "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
            "properties": {
                "message": TEXT,
                "level": {"enum": ["error", "warning", "note"]},
                "partialFingerprints": {"minProperties": 1},
                "locations": {
                    "minItems": 1,
                    "items": {
                        "properties": {
                            "physicalLocation": {
                                "required": ["artifactLocation"],
                                "properties": {
                                    "region": {
                                        "properties": {
                                            "startLine": {"minimum": 1},
                                            "startColumn": {"minimum": 1},
                                        }
                                    }
                                },
                            }
                        }
                    },
                },
            },
        },
    },
}


def log_of(project: SmallProject) -> dict[str, Any]:
    found = json.loads(project.polyleaf("check", "--format", "sarif").out)
    jsonschema.validate(found, REQUIRED)
    if schema := os.environ.get("SARIF_SCHEMA"):
        jsonschema.validate(found, json.loads(Path(schema).read_text("utf-8")))
    assert isinstance(found, dict)
    return found


def results(project: SmallProject) -> list[dict[str, Any]]:
    (run,) = log_of(project)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    return list(run["results"])


@pytest.fixture
def unsound(project: SmallProject) -> SmallProject:
    project.leaflet("unsound", "See [@who], [@who] and **this.**x", sumary="Oh.")
    project.write("leaflets/b c.yaml", "")
    return project


def test_a_result_has_its_place_from_the_folder_of_the_run(unsound: SmallProject) -> None:
    found = next(r for r in results(unsound) if r["ruleId"] == "unknown-reference")
    (location,) = found["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "leaflets/unsound.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 11, "startColumn": 7},
    }
    assert found["level"] == "error"


def test_addresses_are_escaped(unsound: SmallProject) -> None:
    (empty,) = (r for r in results(unsound) if r["ruleId"] == "empty-file")
    place = empty["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "leaflets/b%20c.yaml"


def test_a_fingerprint_is_of_one_result_and_outlives_a_moved_line(unsound: SmallProject) -> None:
    before = [r["partialFingerprints"]["polyleaf/v1"] for r in results(unsound)]
    assert len(set(before)) == len(before) == 4
    file = unsound.root / "leaflets" / "unsound.yaml"
    file.write_text("# A line more\n" + file.read_text("utf-8"), "utf-8")
    assert [r["partialFingerprints"]["polyleaf/v1"] for r in results(unsound)] == before


def test_rules_carry_the_manual(unsound: SmallProject) -> None:
    (run,) = log_of(unsound)["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert list(rules) == ["empty-file", "stray-markup", "unknown-key", "unknown-reference"]
    assert rules["stray-markup"]["defaultConfiguration"] == {"level": "warning"}
    assert "To mend it" in rules["unknown-reference"]["help"]["text"]


def test_a_project_that_cannot_be_read_says_so(project: SmallProject) -> None:
    project.write("polyleaf.yaml", "name: 5\n")
    (run,) = log_of(project)["runs"]
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert run["results"]
