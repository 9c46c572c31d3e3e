"""The bench: its synthetic catalogue, its documents for other programs, and its report."""

import json
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.printing import ROOT
from tests.shared import link_fonts
from tests.small_project import polyleaf

from benchmark.__main__ import _explained
from benchmark.catalogue import LANGUAGES, Catalogue, change_sentence, large_catalogue
from benchmark.catalogue import write_catalogue as write
from benchmark.documents import Documents, Typeset, system_name, write_single_pages
from benchmark.figures import Figure, contender_figures, growth_figures
from benchmark.growth import Growth
from benchmark.measures import Contender, interleave
from benchmark.plot import Plot, draw
from benchmark.report import table, write_json
from benchmark.texts import Text, in_language, translated_languages
from benchmark.typst_pages import typst_source
from polyleaf.typesetting.layout import Job


def files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(Catalogue(3), tmp_path / name)
    write(Catalogue(3, seed=2), tmp_path / "other")

    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert files(tmp_path / "one") != files(tmp_path / "other")


def test_every_leaflet_is_written_in_every_language(tmp_path: Path) -> None:
    catalogue = Catalogue(2)
    write(catalogue, tmp_path)

    catalogs = {name for name in files(tmp_path) if name.endswith(".po")}

    assert catalogue.publications == 24
    assert catalogs == {
        f"locales/{language}/leaflets/leaflet-{number:05}.po"
        for language in LANGUAGES
        if language != "en"
        for number in (1, 2)
    }


def test_a_catalogue_has_no_errors(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(Catalogue(4), tmp_path)
    link_fonts(tmp_path, tmp_path_factory)

    outcome = polyleaf("check", folder=tmp_path)

    assert outcome.status == 0, outcome.err


def test_leaflets_have_two_to_five_pages(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write(Catalogue(4, ("en", "fa", "zh-Hans")), tmp_path)
    link_fonts(tmp_path, tmp_path_factory)

    # The longest of four, and the shortest.
    outcome = polyleaf("build", "leaflet-00003", "leaflet-00004", "--json", folder=tmp_path)

    assert outcome.status == 0, outcome.err
    pages = [publication["pages"] for publication in outcome.events[-1]["publications"]]
    assert len(pages) == 6
    assert min(pages) == 2
    assert max(pages) <= 5


def test_a_large_catalogue_is_of_forty_languages() -> None:
    catalogue = large_catalogue(10_000)

    assert (catalogue.leaflets, len(set(catalogue.languages))) == (250, 40)
    assert catalogue.publications == 10_000
    assert set(catalogue.languages) <= {"en", *translated_languages()}


def test_a_changed_sentence_changes_one_leaflet(tmp_path: Path) -> None:
    write(Catalogue(2, ("en", "es"), one_page=True), tmp_path)
    versions = [files(tmp_path)]
    for number in range(3):
        assert change_sentence(tmp_path, number) == "leaflet-00001"
        versions.append(files(tmp_path))

    for one, other in pairwise(versions):
        assert {name for name in one if one[name] != other[name]} == {"leaflets/leaflet-00001.yaml"}


def test_sentences_follow_each_other_as_the_language_has_it() -> None:
    text = Text(("dose/steps/wash", "dose/steps/swallow"), 7)

    assert in_language(text, "en") == "Wash your hands. Swallow the tablet with a glass of water. 7"
    assert " " not in in_language(text, "zh-Hans").removesuffix(" 7")


def test_ratios_are_of_the_same_round() -> None:
    times = iter([1.0, 2.0, 30.0, 10.0, 1.0, 3.0])
    ours = Contender("ours", lambda: next(times))
    theirs = Contender("theirs", lambda: next(times), "ours", target=2.5)

    results = interleave([ours, theirs], 3, lambda _: None)

    assert results.seconds == {"ours": [1, 10, 1], "theirs": [2, 30, 3]}
    assert results.ratio("theirs", "ours") == 3
    figures = list(contender_figures([ours, theirs], results, {"theirs": 5_000_000}))
    assert [figure.met for figure in figures] == [None, True]
    assert figures[1].megabytes == 5


def test_what_is_not_met_is_explained_where_the_bench_says() -> None:
    (line,) = _explained([Figure("met", 2, target=1), Figure("missed", 1, target=2)])
    file, heading = line.removeprefix("Why a figure is not met: ").rstrip(".").split(", ", 1)
    heading = heading.strip('"')
    assert f"\n## {heading}\n" in (ROOT / file).read_text("utf-8")
    assert not [*_explained([Figure("met", 2, target=1), Figure("not measured", None, target=1)])]


def test_targets_of_what_did_not_run_are_neither_met_nor_missed() -> None:
    growths = [
        Growth(n, 40, 9.0, seconds, 2.0, 40, 0.5, 9.0, 1.0) for n, seconds in ((40, 1), (80, 3))
    ]

    found = {figure.name: figure.met for figure in growth_figures(growths)}

    assert found["no-op, 80 publications"] is None
    assert found["no-op, 10,000 publications"] is None
    assert found["  of it, beyond rendering"] is True
    assert found["no-op grows no faster than linearly"] is False


def test_the_table_says_what_is_met(tmp_path: Path) -> None:
    figures = [
        Figure("good", 3.0, target=2.3),
        Figure("bad", 1.4, "s", 1.3, at_most=True),
        Figure("absent", None, target=2.4, note="not here: no fonts"),
    ]

    _, good, bad, absent = table(figures).splitlines()

    assert good.split() == ["good", "3.00", "×", "≥", "2.3", "×", "met"]
    assert bad.endswith("1.40 s  ≤ 1.3 s  NOT MET")
    assert "met" not in absent.lower()
    assert absent.endswith("not here: no fonts")
    written = json.loads(write_json(tmp_path, {}, figures, {}).read_bytes())
    assert [figure["met"] for figure in written["figures"]] == [True, False, None]


def test_a_plot_has_a_mark_for_each_point() -> None:
    root = ET.fromstring(draw(Plot("a < b", "workers", {1: 4.0, 2: 7.8})))  # noqa: S314 - our own

    names = [element.tag.rpartition("}")[2] for element in root.iter()]

    assert names.count("circle") == 2
    assert root[0].text == "a < b"


PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><title>A "title"</title>
<style>html { font-family: "Leaf Sans Arabic", "Leaf Sans"; quotes: none }</style></head>
<body><h1>Head #1</h1><p>One <b>bold</b> word.</p><img src="asset:icons/a b.svg" alt="">
<div class="callout"><ul><li>Item</li></ul></div></body></html>"""


def typeset(html: str) -> Typeset:
    css = ("p { background: url(asset:icons/info.svg) }",)
    return Typeset("a.ar", "ar", Job(html, css, (("icons/info.svg", b"<svg/>"),)))


def test_typst_gets_every_text_as_a_string() -> None:
    source = typst_source(typeset(PAGE.replace('<img src="asset:icons/a b.svg" alt="">', "")))

    assert '#set document(title: "A \\"title\\"")' in source
    assert 'font: ("Leaf Sans Arabic", "Leaf Sans",)' in source
    assert "dir: rtl" in source
    assert '#heading(level: 1)[#"Head #1";]' in source
    assert '#"One ";#strong[#"bold";]#" word.";' in source
    assert '#list([#"Item";])' in source


def test_single_pages_hold_their_style_sheets_and_pictures(tmp_path: Path) -> None:
    page = typeset(PAGE.replace("icons/a b.svg", "icons/info.svg"))

    (file,) = write_single_pages(Documents((page,), tmp_path), tmp_path)

    text = file.read_text("utf-8")
    assert text.count("data:image/svg+xml;base64,PHN2Zy8+") == 2
    assert "asset:" not in text
    assert text.index("p { background") < text.index("html { font-family")


@pytest.mark.parametrize(
    ("family", "name"),
    [
        ("Leaf Sans", "Noto Sans"),
        ("Leaf Sans Arabic", "Noto Sans Arabic"),
        ("Leaf Sans SC", "Noto Sans CJK SC"),
        ("Leaf Symbols", "Noto Sans CJK KR"),
    ],
)
def test_distributions_call_the_fonts_noto(family: str, name: str) -> None:
    assert system_name(family) == name
