"""Snapshots of the sample leaflets: what is read back is what was approved, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publishing.sample import LEAFLETS, PROJECT

from polyleaf.content.document import revision
from polyleaf.diagnostics import InputError
from polyleaf.importers.dump import to_yaml
from polyleaf.publishing.sources import Sources, load_sources
from polyleaf.translation.catalog import load_catalog
from polyleaf.translation.snapshots import (
    Snapshot,
    load_snapshot,
    source_data,
    source_digest,
    translation_data,
)


@pytest.fixture(scope="module")
def sources() -> Sources:
    return load_sources(PROJECT)


def kept(sources: Sources, leaflet: str, targets: dict[str, str], folder: Path) -> Snapshot:
    data = source_data(sources.leaflets[leaflet], sources.document(leaflet))
    digest = source_digest(data)
    (folder / f"{digest}.yaml").write_text(to_yaml(data), "utf-8")
    file = folder / f"{leaflet}.yaml"
    file.write_text(to_yaml(translation_data(digest, targets, {"a.svg": "0" * 16})), "utf-8")
    return load_snapshot(file, folder)


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_the_source_is_read_back_with_all_that_it_draws_from_the_library(
    leaflet: str, sources: Sources, tmp_path: Path
) -> None:
    today = sources.document(leaflet)
    snapshot = kept(sources, leaflet, {"title": "x"}, tmp_path)
    notes = today.leaflet.model_copy(update={"notes": {}, "change": None})
    assert snapshot.document.leaflet == notes
    assert snapshot.document.units() == today.units()
    assert snapshot.document.references == today.references
    assert list(snapshot.document.references) == list(today.references)
    assert snapshot.document.glossary == today.glossary
    assert snapshot.document.notices == today.notices
    # So the manifest names the revision that was approved.
    own = sources.leaflets[leaflet].leaflet
    found = revision(snapshot.loaded.leaflet, snapshot.document)
    assert found == revision(own, today)


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_translations_are_read_back_sign_by_sign(
    leaflet: str, sources: Sources, tmp_path: Path
) -> None:
    files = sorted(PROJECT.locales.glob(f"*/leaflets/{leaflet}.po"))
    assert len(files) > 10
    for file in files:
        messages = load_catalog(file).messages
        targets = {key: message.target for key, message in messages.items()}
        snapshot = kept(sources, leaflet, targets, tmp_path)
        assert {k: m.target for k, m in snapshot.catalog.messages.items()} == targets
        assert snapshot.catalog.messages["title"].location.line > 1


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "1",
        "2025-01-31",
        " a ",
        "a\u2028b",
        "\u200fa\u200e",
        "a: b # c",
        "- a",
        "\u00a0",
        '"',
    ],
)
def test_a_text_that_yaml_has_another_meaning_for(
    text: str, sources: Sources, tmp_path: Path
) -> None:
    snapshot = kept(sources, LEAFLETS[0], {"title": text}, tmp_path)
    assert snapshot.catalog.messages["title"].target == text


def test_another_order_of_sections_is_another_source(sources: Sources, tmp_path: Path) -> None:
    data = source_data(sources.leaflets[LEAFLETS[0]], sources.document(LEAFLETS[0]))
    leaflet = data["leaflet"]
    turned = {**leaflet, "sections": dict(reversed(leaflet["sections"].items()))}
    assert source_digest({**data, "leaflet": turned}) != source_digest(data)
    kept(sources, LEAFLETS[0], {"title": "x"}, tmp_path)
    file = tmp_path / f"{source_digest(data)}.yaml"
    file.write_text(to_yaml({**data, "leaflet": turned}), "utf-8")
    with pytest.raises(InputError) as error:
        load_snapshot(tmp_path / f"{LEAFLETS[0]}.yaml", tmp_path)
    assert [d.code for d in error.value.diagnostics] == ["altered-snapshot"]


def test_the_snapshot_of_another_leaflet_is_refused(sources: Sources, tmp_path: Path) -> None:
    kept(sources, LEAFLETS[0], {"title": "x"}, tmp_path)
    other = tmp_path / f"{LEAFLETS[1]}.yaml"
    (tmp_path / f"{LEAFLETS[0]}.yaml").rename(other)
    with pytest.raises(InputError) as error:
        load_snapshot(other, tmp_path)
    assert [d.code for d in error.value.diagnostics] == ["altered-snapshot"]
