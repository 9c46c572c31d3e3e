"""`polyleaf translations update`: all catalogs of a project, each one whole."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import polib
import pytest
from tests.small_project import SmallProject, leaflet, polyleaf

from polyleaf.cli.translations.update import update
from polyleaf.project import load_project
from polyleaf.publishing.translations import update_translations
from polyleaf.translation.update import update_catalog

UNITS = {
    "title": ("A short leaflet", "Un folleto corto"),
    "what/heading": ("What is it?", "¿Qué es?"),
    "what/meaning": ("Something small.", "Algo pequeño."),
}
CATALOG = "locales/es/leaflets/flu.po"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    project = SmallProject(tmp_path)
    settings = "name: Small library\nlanguage: en\nlanguages: [en, es]\npublisher: {name: A}\n"
    project.write("polyleaf.yaml", settings)
    project.leaflet("flu")
    project.catalog("flu", "es", UNITS)
    return project


def contents(project: SmallProject) -> dict[str, bytes]:
    files = (f for f in project.root.rglob("*") if f.is_file() and ".polyleaf" not in f.parts)
    return {f.relative_to(project.root).as_posix(): f.read_bytes() for f in files}


def entries(project: SmallProject, name: str = CATALOG) -> dict[str, polib.POEntry]:
    return {e.msgctxt or e.msgid: e for e in polib.pofile(str(project.root / name))}


def run(project: SmallProject, *arguments: str) -> tuple[int, str, list[str]]:
    outcome = project.polyleaf("translations", "update", *arguments)
    return outcome.status, outcome.out, outcome.codes


def test_templates_are_extracted(project: SmallProject) -> None:
    assert run(project) == (0, "0 of 1 catalogs and 2 POT files changed\n", [])
    template = polib.pofile(str(project.root / "locales" / "pot" / "leaflets" / "flu.pot"))
    assert [(e.msgctxt, e.msgid, e.msgstr) for e in template] == [
        (key, source, "") for key, (source, _) in UNITS.items()
    ]
    labels = (project.root / "locales" / "pot" / "ui.pot").read_text("utf-8")
    assert '\n#. Heading of the list of sources\nmsgid "References"\nmsgstr ""\n' in labels
    assert not re.search(r"^#:|-Date:", labels, re.MULTILINE)
    assert not (project.root / "locales" / "pot" / "phrases.pot").exists()


def test_a_second_run_changes_nothing(project: SmallProject) -> None:
    project.leaflet("flu", "Something else.")
    run(project)
    before = contents(project)
    assert run(project)[1] == "0 of 1 catalogs and 0 POT files changed\n"
    shutil.rmtree(project.root / ".polyleaf")
    assert run(project)[1] == "0 of 1 catalogs and 0 POT files changed\n"
    assert contents(project) == before


def test_one_changed_sentence(project: SmallProject) -> None:
    run(project)
    project.leaflet("flu", "Something big.")
    status, out, _ = run(project)
    assert (status, out.splitlines()[1].split()) == (0, [CATALOG, "1"])
    assert out.endswith("1 of 1 catalogs and 1 POT files changed\n")
    entry = entries(project)["what/meaning"]
    assert (entry.msgid, entry.msgstr) == ("Something big.", "Algo pequeño.")
    assert (entry.fuzzy, entry.previous_msgid) == (True, "Something small.")


def test_a_dry_run_writes_nothing(project: SmallProject) -> None:
    project.leaflet("flu", "Something big.")
    before = contents(project)
    status, out, _ = run(project, "--dry-run", "-l", "es", "-l", "de")
    assert (status, contents(project)) == (0, before)
    assert not (project.root / ".polyleaf" / "translations.json").exists()
    assert out.endswith("2 of 6 catalogs and 2 POT files would change\n")


def test_as_json(project: SmallProject) -> None:
    project.leaflet("flu", "Something big.")
    _, out, _ = run(project, "--json", "--dry-run")
    data = json.loads(out)
    assert data["catalogs"] == [
        {
            "file": CATALOG,
            "language": "es",
            "created": False,
            "new": 0,
            "changed": 1,
            "obsolete": 0,
            "revived": 0,
            "noted": 0,
        }
    ]
    assert (data["dry_run"], data["seen"], data["diagnostics"]) == (True, 1, [])
    assert data["templates"] == ["locales/pot/leaflets/flu.pot", "locales/pot/ui.pot"]


def test_a_new_language_gets_its_catalogs(project: SmallProject) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")
    assert run(project, "-l", "ar")[0] == 0
    for name in ("leaflets/flu", "phrases"):
        catalog = polib.pofile(str(project.root / "locales" / "ar" / f"{name}.po"))
        assert catalog.metadata == {
            "Project-Id-Version": "Small library",
            "Language": "ar",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
            "n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);",
        }
    # Polyleaf's own catalog has every label in Arabic.
    assert not (project.root / "locales" / "ar" / "ui.po").exists()
    assert run(project, "-l", "ar")[1] == "0 of 3 catalogs and 0 POT files changed\n"


def test_a_label_of_a_project_is_asked_for_and_an_overridden_one_stays(
    project: SmallProject,
) -> None:
    project.write("templates/extra.html", '{{ label("Our own label") }}')
    own = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    own += 'msgid "References"\nmsgstr "Fuentes"\n'
    project.write("locales/es/ui.po", own)
    assert run(project)[0] == 0
    assert {k: e.msgstr for k, e in entries(project, "locales/es/ui.po").items()} == {
        "References": "Fuentes",
        "Our own label": "",
    }


def test_notes_reach_the_catalogs(project: SmallProject) -> None:
    text = leaflet("flu", notes="{title: {note: On the cover, max_length: 40}}")
    project.write("leaflets/flu.yaml", text)
    project.write("templates/extra.html", '{{ label("Our own label") }}')
    project.write("locales/labels.yaml", "Our own label: At the end\n")
    run(project, "-l", "es")
    assert entries(project)["title"].comment == "On the cover\nmax-length:40"
    assert entries(project, "locales/es/ui.po")["Our own label"].comment == "At the end"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("locales/labels.yaml", "Title: x\nReferences: y\n", ("unknown-unit", 1, 1)),
        ("leaflets/library/notes.yaml", "phrases/thank: x\n", ("unknown-unit", 1, 1)),
        ("leaflets/library/notes.yaml", "phrases/thanks: {max: 3}\n", ("unknown-key", 1, 18)),
        ("templates/extra.html", "<p>\n{{ label( }}", ("template-error", 2, 0)),
    ],
)
def test_what_is_wrong_beside_the_leaflets(
    name: str, text: str, place: tuple[str, int, int], project: SmallProject
) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")
    project.write(name, text)
    project.leaflet("flu", "Something big.")
    outcome = project.polyleaf("translations", "update")
    assert outcome.status == 1
    assert [(p.file, p.place) for p in outcome.problems] == [(name, place)]
    assert entries(project)["what/meaning"].fuzzy


def test_phrases_that_cannot_be_read_are_not_gone(project: SmallProject) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\nbye: Bye.\n")
    run(project, "-l", "es")
    before = contents(project)
    broken = "thanks: Thank you.\nBye!: Bye.\n"
    project.write("leaflets/library/phrases.yaml", broken)
    assert run(project)[::2] == (1, ["bad-id"])
    assert contents(project) == before | {"leaflets/library/phrases.yaml": broken.encode()}


def test_a_leaflet_with_an_error_keeps_its_catalog(project: SmallProject) -> None:
    project.leaflet("flu", "Something big [@nobody].")
    project.leaflet("cold")
    before = contents(project)[CATALOG]
    status, _, codes = run(project, "-l", "es")
    assert (status, codes) == (1, ["unknown-reference"])
    assert contents(project)[CATALOG] == before
    assert set(entries(project, "locales/es/leaflets/cold.po")) == set(UNITS)


BROKEN = Path(__file__).parent / "broken" / "catalogs"


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("duplicate-id", [("duplicate-unit", 18)]),
        ("empty", [("empty-file", 1)]),
        (
            "merge-conflict",
            [("merge-conflict", 10), ("merge-conflict", 14), ("merge-conflict", 18)],
        ),
        ("missing-quote", [("po-syntax", 16)]),
        ("no-text", [("po-syntax", 11)]),
        ("not-utf-8", [("not-utf-8", 12)]),
    ],
)
def test_a_broken_catalog_is_left_and_the_others_go_on(
    name: str, places: list[tuple[str, int]], project: SmallProject
) -> None:
    broken = (BROKEN / f"{name}.po").read_bytes()
    project.write(CATALOG, broken)
    project.leaflet("cold", "Something big.")
    project.catalog("cold", "es", UNITS)
    outcome = project.polyleaf("translations", "update")
    assert outcome.status == 1
    assert [(p.file, p.code, p.line) for p in outcome.problems] == [(CATALOG, *x) for x in places]
    assert contents(project)[CATALOG] == broken
    assert entries(project, "locales/es/leaflets/cold.po")["what/meaning"].fuzzy


def test_a_byte_order_mark_is_refused_as_gettext_refuses_it(project: SmallProject) -> None:
    data = b"\xef\xbb\xbf" + contents(project)[CATALOG]
    project.write(CATALOG, data)
    outcome = project.polyleaf("translations", "update")
    assert [p.place for p in outcome.problems] == [("byte-order-mark", 1, 1)]
    assert contents(project)[CATALOG] == data


def test_a_catalog_whose_leaflet_is_gone_is_told(project: SmallProject) -> None:
    project.catalog("cold", "es", UNITS)
    before = contents(project)["locales/es/leaflets/cold.po"]
    assert run(project)[::2] == (0, ["catalog-without-leaflet"])
    assert run(project, "flu")[::2] == (0, [])
    assert contents(project)["locales/es/leaflets/cold.po"] == before


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nothing"], "unknown-leaflet"),
        (["-l", "xx"], "unknown-language"),
        (["-l", "qps-ploc"], "pseudolocale"),
    ],
)
def test_wrong_usage(arguments: list[str], code: str, project: SmallProject) -> None:
    assert run(project, *arguments)[::2] == (2, [code])


def test_only_what_is_asked_for(project: SmallProject) -> None:
    project.leaflet("cold")
    run(project, "cold", "-l", "de")
    assert set(contents(project)) >= {"locales/de/leaflets/cold.po"}
    assert "locales/de/leaflets/flu.po" not in contents(project)


def test_an_interrupted_run_leaves_every_file_whole(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.catalog("flu", "de", UNITS)
    project.leaflet("flu", "Something big.")
    before = contents(project)
    write, written = os.replace, []

    def stop(source: str, target: Path) -> None:
        written.append(target)
        if len(written) > 2:
            raise KeyboardInterrupt
        write(source, target)

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        update_translations(load_project(project.root))
    monkeypatch.undo()
    after = contents(project)
    run(project)
    final = contents(project)
    assert len(written) == 3
    assert all(data in {before.get(name), final.get(name)} for name, data in after.items())
    assert all(entries(project, f"locales/{x}/leaflets/flu.po") for x in ("de", "es"))


def test_what_is_known_to_be_up_to_date_is_not_read_again(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.catalog("flu", "de", UNITS)
    merged: list[str] = []

    def spy(text: str, units: object, file: Path, **options: object) -> object:
        merged.append(file.parts[-3])
        return update_catalog(text, units, file, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("polyleaf.publishing.translations.update_catalog", spy)
    update_translations(load_project(project.root))
    assert merged == ["de", "es"]
    file = project.root / CATALOG
    file.write_bytes(file.read_bytes() + b"\n# a remark\n")
    update_translations(load_project(project.root))
    assert merged == ["de", "es", "es"]
    state = project.root / ".polyleaf" / "translations.json"
    state.write_text("[1, 2", encoding="utf-8")
    update_translations(load_project(project.root))
    assert merged == ["de", "es", "es", "de", "es"]


def test_the_sample_project_is_up_to_date(root: Path) -> None:
    outcome = polyleaf("translations", "update", "--dry-run", folder=root)
    assert (outcome.status, outcome.codes) == (0, [])
    assert re.fullmatch(r"0 of \d+ catalogs and 0 POT files would change\n", outcome.out)


def test_pseudolocales_as_catalogs(project: SmallProject) -> None:
    project.write("leaflets/library/phrases.yaml", "thanks: Thank you.\n")
    outcome = project.polyleaf("translations", "pseudo", "flu", "-l", "qps-ploc")
    names = ["leaflets/flu", "phrases", "ui"]
    assert (outcome.status, outcome.out.split()) == (
        0,
        [f"locales/qps-ploc/{name}.po" for name in names],
    )
    assert entries(project, "locales/qps-ploc/phrases.po")["phrases/thanks"].msgstr.startswith(
        "\\["
    )
    labels = polib.pofile(str(project.root / "locales" / "qps-ploc" / "ui.po"))
    assert labels.percent_translated() == 100
    (pages,) = (e for e in labels if e.msgid == "{count} page")
    assert pages.msgstr_plural[0] != pages.msgstr_plural[1]
    assert all("{count}" in text for text in pages.msgstr_plural.values())
    before = contents(project)
    run(project)
    assert {k: v for k, v in contents(project).items() if "qps" in k} == {
        k: v for k, v in before.items() if "qps" in k
    }


def test_pseudo_writes_no_real_language(project: SmallProject) -> None:
    before = contents(project)
    outcome = project.polyleaf("translations", "pseudo", "-l", "es")
    assert (outcome.status, outcome.codes) == (2, ["unknown-language"])
    assert contents(project) == before


def test_the_help_names_what_it_does() -> None:
    assert "Catalogs are merged by unit id" in (update.help or "")
