"""`polyleaf schema`: what an editor's YAML plug-in needs to know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.small_project import polyleaf

from polyleaf.reading.source import load_yaml

SAMPLES = ("oncolytic-virus-therapy", "talimogene-laherparepvec")


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    outcome = polyleaf("schema", folder=tmp_path_factory.mktemp("nowhere"))
    assert (outcome.status, outcome.err) == (0, "")
    printed: dict[str, Any] = json.loads(outcome.out)
    return printed


@pytest.fixture(scope="module")
def validator(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema)


def sample(root: Path, name: str) -> Any:  # noqa: ANN401 - a leaflet as plain JSON
    data = load_yaml(root / "leaflets" / f"{name}.yaml").data
    return json.loads(json.dumps(data, default=str))


def test_it_is_a_schema_by_its_own_declaration(schema: dict[str, Any]) -> None:
    assert jsonschema.validators.validator_for(schema) is jsonschema.Draft202012Validator
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", SAMPLES)
def test_it_accepts_the_sample_leaflets(
    name: str, root: Path, validator: jsonschema.Draft202012Validator
) -> None:
    assert list(validator.iter_errors(sample(root, name))) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ((), "summary", "sumary"),
        (("dates",), "revised", "revisd"),
        (("sections", "what-it-is"), "heading", "headign"),
        (("sections", "how-it-works", "content", "stages"), "steps", "stepps"),
        (("sections", "how-it-works", "content", "picture"), "alt", "alternative"),
        (("sections", "questions", "content", "notes"), "write-in", "write_in"),
        (("sections",), "who", "../who"),
    ],
)
def test_it_rejects_a_wrong_key_at_every_depth(
    path: tuple[str, ...],
    old: str,
    new: str,
    root: Path,
    validator: jsonschema.Draft202012Validator,
) -> None:
    leaflet = sample(root, SAMPLES[0])
    inner = leaflet
    for key in path:
        inner = inner[key]
    inner[new] = inner.pop(old)
    assert not validator.is_valid(leaflet)


@pytest.mark.parametrize("mark", ["editorial", "safety"])
def test_it_knows_the_marks_of_a_change(
    mark: str, root: Path, validator: jsonschema.Draft202012Validator
) -> None:
    assert validator.is_valid({**sample(root, SAMPLES[0]), "change": mark})


@pytest.mark.parametrize(
    ("key", "value"),
    [("title", 5), ("version", 1), ("title", ""), ("change", "typo"), ("change", ["safety"])],
)
def test_it_rejects_a_wrong_value(
    key: str, value: object, root: Path, validator: jsonschema.Draft202012Validator
) -> None:
    assert not validator.is_valid({**sample(root, SAMPLES[0]), key: value})
