"""Leaflet files: what is found, what is refused, and where the text of each unit stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.content.conftest import EVERY_BLOCK, HEAD, SAMPLES, Load
from tests.reading.facts import facts

from polyleaf.content.leaflets import LoadedLeaflet, load_leaflet, salvage_leaflet
from polyleaf.content.model import units
from polyleaf.project import leaflet_files

SOUND = HEAD + "sections: {what: {heading: What}}\n"


def test_the_samples_are_found_by_id_in_order() -> None:
    files = leaflet_files(SAMPLES[0].parent)
    assert list(files.values()) == SAMPLES
    assert list(files) == sorted(file.stem for file in SAMPLES)


def test_only_leaflets_are_leaflets(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "notes.txt", "c.yml", ".#a.yaml"):
        (tmp_path / name).touch()
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "phrases.yaml").touch()
    assert leaflet_files(tmp_path) == {"a": tmp_path / "a.yaml", "b": tmp_path / "b.yaml"}
    assert leaflet_files(tmp_path / "nowhere") == {}


def test_a_sound_leaflet(load_text: Load) -> None:
    loaded, problems = load_text(SOUND)
    assert problems == []
    assert loaded
    assert loaded.leaflet.title == "A small leaflet"


# Where units stand


def test_a_unit_is_where_its_text_stands(loaded: LoadedLeaflet) -> None:
    lines = loaded.source.file.read_text(encoding="utf-8").splitlines()
    for unit, text in units(loaded.leaflet).items():
        at = loaded.locate(unit)
        assert at.file == loaded.source.file
        key, _, written = lines[at.line - 1][at.column - 1 :].partition(":")
        name = unit.rpartition("/")[2]
        assert key in {name, name.replace("-", "_"), "write-in"}
        if "*" not in written:
            folded = written.strip().startswith((">", "|"))
            assert text.split()[0] in (lines[at.line] if folded else written)


def test_two_units_stand_in_two_places(loaded: LoadedLeaflet) -> None:
    places = [loaded.locate(unit) for unit in units(loaded.leaflet)]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("unit", "line", "column"),
    [
        ("title", 5, 1),
        ("medicine/approved-use", 18, 3),
        ("provenance/source/license", 15, 26),
        ("dates/heading", 22, 5),
        ("dates/content", 24, 7),
        ("dates/bullets/bullets", 28, 11),
        ("sections/steps/steps", 34, 31),
        ("sections/write-in", 39, 9),
        ("sections/again", 41, 7),
        ("version/figure/legend/alt", 65, 11),
        ("version/callout/callout", 77, 19),
        ("version/callout/callouts/write", 84, 23),
    ],
)
def test_places(every_block: LoadedLeaflet, unit: str, line: int, column: int) -> None:
    at = every_block.locate(unit)
    assert (at.line, at.column) == (line, column)


@pytest.mark.parametrize("unit", ["nowhere", "phrases/call-us", "glossary/a/term", "", "a//b"])
def test_a_unit_that_is_not_there_is_somewhere_in_the_file(
    every_block: LoadedLeaflet, unit: str
) -> None:
    at = every_block.locate(unit)
    assert at.file == EVERY_BLOCK
    assert at.line >= 1


# What is wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [("empty-file", 1, 1)], id="empty"),
        pytest.param("# only\n# comments\n", [("empty-file", 1, 1)], id="only-comments"),
        pytest.param("- a list\n", [("wrong-type", 1, 1)], id="list"),
        pytest.param("A text.\n", [("wrong-type", 1, 1)], id="text"),
        pytest.param("a: [\n", [("yaml-syntax", 2, 1)], id="no-yaml"),
        pytest.param(SOUND + "\tcode: A\n", [("yaml-tab", 7, 1)], id="tab"),
        pytest.param("id: small\n", [("missing-field", 1, 1)] * 5, id="fields-missing"),
        pytest.param(
            SOUND.replace("title", "tilte"),
            [("missing-field", 1, 1), ("unknown-key", 3, 1)],
            id="misspelt",
        ),
        pytest.param(SOUND + "title: Again\n", [("duplicate-key", 7, 1)], id="twice"),
        pytest.param(SOUND.replace("small\n", "../small\n"), [("bad-id", 1, 1)], id="climbs-out"),
        pytest.param(SOUND.replace("small\n", "other\n"), [("id-mismatch", 1, 1)], id="other-id"),
        pytest.param(SOUND.replace("01-31", "01-32"), [("bad-value", 5, 18)], id="no-date"),
        pytest.param(
            SOUND.replace("2025-01-31", "31 January 2025"),
            [("wrong-type", 5, 9)],
            id="date-in-words",
        ),
        pytest.param(
            SOUND.replace("{revised: 2025-01-31}", "{}"), [("bad-value", 5, 1)], id="dates-empty"
        ),
        pytest.param(SOUND.replace('"1"', "1.10"), [("wrong-type", 4, 1)], id="version-unquoted"),
        pytest.param(SOUND.replace("what:", "summary:"), [("bad-value", 6, 12)], id="reserved"),
        pytest.param(
            SOUND.replace("What", "!!python/name:os.system x"), [("yaml-tag", 6, 28)], id="python"
        ),
    ],
)
def test_problems(text: str, expected: list[tuple[str, int, int]], load_text: Load) -> None:
    loaded, problems = load_text(text)
    assert loaded is None
    assert facts(problems) == expected


def test_everything_wrong_with_a_file_is_told_at_once(load_text: Load) -> None:
    loaded, problems = load_text(
        "id: another\n"
        "language: en\n"
        "titel: A title\n"
        "version: 2\n"
        "dates: {revised: 2025-02-30, review_every: weekly}\n"
        "version: '2'\n"
        "sections:\n"
        "  provenance: {heading: x}\n"
        "  ../etc:\n"
        "    heading:\n"
        "    content:\n"
        "      a: {bulets: {a: x}}\n"
        "      b: {callout: urgent, heading: x, content: {c: {steps: [x]}}}\n"
        "      d: !!python/name:os.system x\n"
    )
    assert loaded is None
    assert facts(problems) == [
        ("id-mismatch", 1, 1),
        ("missing-field", 1, 1),
        ("unknown-key", 3, 1),
        ("wrong-type", 4, 1),
        ("bad-value", 5, 18),
        ("bad-value", 5, 30),
        ("duplicate-key", 6, 1),
        ("bad-value", 8, 3),
        ("bad-id", 9, 3),
        ("wrong-type", 10, 5),
        ("unknown-block", 12, 7),
        ("wrong-type", 13, 54),
        ("yaml-tag", 14, 10),
    ]
    assert {problem.location.file.name for problem in problems} == {"small.yaml"}


def test_hints_name_what_was_meant(load_text: Load) -> None:
    text = SOUND.replace("title", "tilte").replace('"1"', "1")
    hints = {p.code: p.hint for p in load_text(text)[1]}
    assert hints["unknown-key"].startswith("did you mean 'title'")
    assert hints["wrong-type"] == 'put it in quotes: "1"'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("heading: x", [("unit-clash", 10, 7)]),
        ("b:\n  figure: a.svg\n  alt: x\n  legend: {a: x}", []),
        (
            "b:\n  callout: info\n  heading: x\n  bullets: {heading: y}",
            [("unit-clash", 13, 19)],
        ),
        (
            "b:\n  callout: info\n  heading: x\n  bullets: {a: y}\n  content: {a: z}",
            [("unit-clash", 14, 19)],
        ),
        (
            "b: {callout: info, heading: x, bullets: {a: x, heading: x}, content: {a: x, c: x}}",
            [("unit-clash", 10, 54), ("unit-clash", 10, 77)],
        ),
    ],
)
def test_two_texts_of_one_name(
    content: str, expected: list[tuple[str, int, int]], load_content: Load
) -> None:
    loaded, problems = load_content(content)
    assert facts(problems) == expected
    assert (loaded is None) == bool(expected)


def test_clashes_are_told_beside_duplicate_keys(load_text: Load) -> None:
    text = HEAD + "title: x\nsections: {s: {heading: x, content: {heading: y}}}\n"
    assert facts(load_text(text)[1]) == [("duplicate-key", 6, 1), ("unit-clash", 7, 38)]


def test_words_that_older_yaml_takes_for_booleans_are_text(load_text: Load) -> None:
    text = SOUND.replace("A small leaflet", "no").replace("What", "on")
    loaded, problems = load_text(text)
    assert problems == []
    assert loaded
    assert list(units(loaded.leaflet).values()) == ["no", "on"]


def test_markup_of_others_is_text(load_text: Load) -> None:
    script = "<script>alert('x')</script> {{ 7 * 7 }} {% raw %}"
    loaded, problems = load_text(SOUND.replace("A small leaflet", f'"{script}"'))
    assert problems == []
    assert loaded
    assert loaded.leaflet.title == script


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    loaded, problems = load_leaflet(tmp_path / "small.yaml")
    assert loaded is None
    assert facts(problems) == [("unreadable-file", 0, 0)]


# What is left of a leaflet with errors, for checks to go on with


def test_what_is_sound_is_salvaged(load_content: Load, tmp_path: Path) -> None:
    load_content("a: fine\nb: {bulets: {x: y}}\nc: {bullets: {x: '', y: fine}}\nD: x")
    salvaged = salvage_leaflet(tmp_path / "small.yaml")
    assert salvaged
    assert list(units(salvaged.leaflet)) == ["title", "what/heading", "what/a", "what/c/y"]
    assert salvaged.locate("what/c/y").line == 12


def test_a_sound_leaflet_is_salvaged_whole(loaded: LoadedLeaflet) -> None:
    assert salvage_leaflet(loaded.source.file) == loaded


@pytest.mark.parametrize("text", ["", "# a\n", "a: [\n", "- a\n", "id: small\n"])
def test_nothing_is_left_of_nothing(text: str, load_text: Load, tmp_path: Path) -> None:
    load_text(text)
    assert salvage_leaflet(tmp_path / "small.yaml") is None
