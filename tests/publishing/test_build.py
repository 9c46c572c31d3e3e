"""`polyleaf build`: what is built, what is left as it was, and what the PDFs say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

import pikepdf
import pytest
from tests.small_project import SmallProject, catalog, leaflet

SAID = "Something small."
MESSAGES = {
    "title": ("A short leaflet", "Un folleto corto"),
    "what/heading": ("What is it?", "¿Qué es?"),
    "what/meaning": (SAID, "Algo pequeño."),
}
HEART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
PICTURE = "      picture: {figure: heart.svg, alt: A heart.}\n"
ILL_MESSAGES = {**MESSAGES, "what/picture/alt": ("A heart.", "Un corazón.")}

# What is written over a file of the built project, and the code of the error that follows.
BREAKAGES: dict[str, tuple[str, str | bytes | None, str]] = {
    "a key is misspelt": ("leaflets/ill.yaml", leaflet("ill", sumary="Oh."), "unknown-key"),
    "the leaflet is not UTF-8": ("leaflets/ill.yaml", b"id: ill\ntitle: \xe9\n", "not-utf-8"),
    "the leaflet is empty": ("leaflets/ill.yaml", "", "empty-file"),
    "a reference is unknown": (
        "leaflets/ill.yaml",
        leaflet("ill", "Small [@who].") + PICTURE,
        "unknown-reference",
    ),
    "a character has no glyph": (
        "leaflets/ill.yaml",
        leaflet("ill", "Small \N{DROPLET}.") + PICTURE,
        "missing-glyph",
    ),
    "the figure is gone": ("leaflets/figures/heart.svg", None, "missing-figure"),
    "the figure runs a script": (
        "leaflets/figures/heart.svg",
        HEART.replace("</svg>", "<script/></svg>"),
        "unsafe-figure",
    ),
}
BROKEN_CATALOGS: dict[str, tuple[str | bytes, str]] = {
    "the catalog is broken": (catalog(ILL_MESSAGES).rstrip('"\n'), "po-syntax"),
    "the catalog is not UTF-8": (catalog(ILL_MESSAGES).encode("latin-1"), "not-utf-8"),
    "an id is unknown": (catalog({**ILL_MESSAGES, "who": ("Who?", "¿Quién?")}), "unknown-unit"),
    "a translation adds markup": (
        catalog({**ILL_MESSAGES, "what/meaning": (SAID, "Algo [@who].")}),
        "markup-mismatch",
    ),
    "a translation has no glyph": (
        catalog({**ILL_MESSAGES, "what/meaning": (SAID, "Algo \N{TIBETAN LETTER KA}.")}),
        "missing-glyph",
    ),
}


@pytest.fixture(scope="module")
def built(make_project: Callable[[str], SmallProject]) -> SmallProject:
    """A project with two good leaflets in two languages, all built."""
    project = make_project("built")
    project.write("leaflets/figures/heart.svg", HEART)
    project.write("leaflets/ill.yaml", leaflet("ill") + PICTURE)
    project.leaflet("well")
    project.catalog("ill", "es", ILL_MESSAGES)
    project.catalog("well", "es", MESSAGES)
    assert project.polyleaf("build").status == 0
    return project


def snapshot(project: SmallProject, path: str) -> tuple[bytes, int, int]:
    file = project.root / "build" / path
    return file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino


def test_a_build_makes_every_leaflet_in_every_language(built: SmallProject) -> None:
    assert built.pdfs == [
        "pdf/en/ill.en.pdf",
        "pdf/en/well.en.pdf",
        "pdf/es/ill.es.pdf",
        "pdf/es/well.es.pdf",
    ]
    assert sorted(built.manifest) == built.pdfs
    assert (built.root / "build" / "index.html").is_file()
    assert "Algo pequeño." in built.printed("pdf/es/ill.es.pdf")


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_good_pdf_outlives_a_broken_source(breakage: str, built: SmallProject) -> None:
    name, content, code = BREAKAGES[breakage]
    file = built.root / name
    good = file.read_bytes()
    before, manifest = snapshot(built, "pdf/en/ill.en.pdf"), built.manifest
    try:
        file.unlink() if content is None else built.write(name, content)
        outcome = built.polyleaf("build", "ill", "-l", "en")
    finally:
        file.write_bytes(good)
    assert (outcome.status, outcome.codes) == (1, [code])
    assert snapshot(built, "pdf/en/ill.en.pdf") == before
    assert built.manifest == manifest


@pytest.mark.parametrize("breakage", BROKEN_CATALOGS)
def test_a_good_pdf_outlives_a_broken_catalog(breakage: str, built: SmallProject) -> None:
    content, code = BROKEN_CATALOGS[breakage]
    file = built.root / "locales" / "es" / "leaflets" / "ill.po"
    good = file.read_bytes()
    before, manifest = snapshot(built, "pdf/es/ill.es.pdf"), built.manifest
    try:
        built.write("locales/es/leaflets/ill.po", content)
        outcome = built.polyleaf("build", "ill", "-l", "es")
    finally:
        file.write_bytes(good)
    assert (outcome.status, outcome.codes) == (1, [code])
    assert snapshot(built, "pdf/es/ill.es.pdf") == before
    assert built.manifest == manifest


# What a template of other people may hold: which of its files, and what is said.
HOSTILE_TEMPLATES: dict[str, tuple[str, str | bytes, str, tuple[str, int]]] = {
    "attaches a file": (
        "back.html",
        '<link rel="attachment" href="file:///etc/passwd">',
        "refused-address",
        ("leaflets/ill.yaml", 0),
    ),
    "asks a server": (
        "leaflet.css",
        "@import url(https://x.example/a.css);",
        "refused-address",
        ("leaflets/ill.yaml", 0),
    ),
    "is no text": ("leaflet.css", b"p {}\n\xff", "not-utf-8", ("templates/leaflet.css", 2)),
    "computes": ("back.html", "<p>\n{{ 1 / 0 }}", "template-error", ("templates/back.html", 2)),
    "has half a sign": ("back.html", "{{ '\\ud800' }}", "template-error", ("", 0)),
    "has an icon that runs": (
        "icons/info.svg",
        '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        "unsafe-figure",
        ("templates/icons/info.svg", 0),
    ),
}


@pytest.mark.parametrize("kind", HOSTILE_TEMPLATES)
def test_a_good_pdf_outlives_a_template_that(kind: str, built: SmallProject) -> None:
    name, content, code, (file, line) = HOSTILE_TEMPLATES[kind]
    before, manifest = snapshot(built, "pdf/en/ill.en.pdf"), built.manifest
    try:
        built.write(f"templates/{name}", content)
        outcome = built.polyleaf("build", "ill", "-l", "en")
    finally:
        shutil.rmtree(built.root / "templates")
    assert outcome.status == 1
    assert code in outcome.codes
    if file:
        assert {(p.file, p.line) for p in outcome.problems} == {(file, line)}
    assert snapshot(built, "pdf/en/ill.en.pdf") == before
    assert built.manifest == manifest


def test_an_index_that_cannot_be_set_keeps_back_no_pdf(built: SmallProject) -> None:
    index = built.root / "build" / "index.html"
    before = index.read_bytes()
    try:
        built.write("templates/index.html", "<p>\n{{ shelves | safe }}")
        outcome = built.polyleaf("build", "ill", "-l", "en")
    finally:
        shutil.rmtree(built.root / "templates")
    assert outcome.status == 1
    assert [p.place for p in outcome.problems] == [("template-error", 2, 0)]
    assert index.read_bytes() == before


# All that a whole JPEG has (ITU-T T.81, B.2), but of 12 bits a sample, which Pillow cannot read.
ODD_JPEG = (
    b"\xff\xd8\xff\xc0\x00\x11\x0c\0\x10\0\x10\x03\1\x22\0\2\x11\1\3\x11\1"
    b"\xff\xda\x00\x0c\x03\1\0\2\x11\3\x11\0\x3f\0\xff\xd9"
)


def test_a_good_pdf_outlives_a_failure_of_the_renderer(built: SmallProject) -> None:
    good = (built.root / "leaflets" / "ill.yaml").read_bytes()
    before, manifest = snapshot(built, "pdf/en/ill.en.pdf"), built.manifest
    try:
        built.write("leaflets/figures/odd.jpg", ODD_JPEG)
        built.write("leaflets/ill.yaml", leaflet("ill") + PICTURE.replace("heart.svg", "odd.jpg"))
        outcome = built.polyleaf("build", "ill", "-l", "en")
    finally:
        (built.root / "leaflets" / "ill.yaml").write_bytes(good)
    assert (outcome.status, outcome.codes) == (1, ["renderer-message"])
    assert snapshot(built, "pdf/en/ill.en.pdf") == before
    assert built.manifest == manifest


def test_a_broken_catalog_keeps_back_no_other_language(built: SmallProject) -> None:
    file = built.root / "locales" / "es" / "leaflets" / "ill.po"
    good = file.read_bytes()
    try:
        file.write_text("oh no")
        outcome = built.polyleaf("build", "--json", "--force")
    finally:
        file.write_bytes(good)
    done = {(e["leaflet"], e["language"]) for e in outcome.events if e["event"] == "built"}
    assert outcome.status == 1
    assert done == {("ill", "en"), ("well", "en"), ("well", "es")}


def test_one_publication_on_other_paper_in_another_folder(built: SmallProject) -> None:
    before = built.manifest
    outcome = built.polyleaf(
        "build", "well", "-l", "en", "--paper", "letter", "--out", "build/shelf"
    )
    assert outcome.status == 0
    shelf = built.root / "build" / "shelf"
    with pikepdf.open(shelf / "pdf" / "en" / "well.en.pdf") as pdf:
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 612, 792]
    assert '"paper": "letter"' in (shelf / "manifest.json").read_text("utf-8")
    assert built.manifest == before


ODD = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style><p>broken out",
    '"><p>broken out',
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# not seen #}",
    "&amp;",
    "${HOME}",
    "</p></body>",
)


def test_text_is_printed_and_never_run(project: SmallProject) -> None:
    odd = " and ".join(ODD)
    quoted = f"'{odd}'"
    project.leaflet("odd", odd, title=quoted, summary=quoted)
    project.write("leaflets/library/phrases.yaml", f"odd: {quoted}\n")
    settings = (project.root / "polyleaf.yaml").read_text("utf-8")
    settings = settings.replace("{name: Small library}", f"{{name: {quoted}}}")
    project.write("polyleaf.yaml", f"{settings}notices: {{disclaimer: odd}}\n")
    target = f"No dijo: {' y '.join(ODD)}"
    units = ("title", "summary", "what/meaning")
    project.catalog("odd", "es", dict.fromkeys(units, (odd, target)))
    project.write("locales/es/phrases.po", catalog({"phrases/odd": (odd, target)}))
    assert project.polyleaf("build").status == 0
    for path, title in (("pdf/en/odd.en.pdf", odd), ("pdf/es/odd.es.pdf", target)):
        printed = without_spaces(project.printed(path))
        # Title, summary, text, notice and the publisher's name, at the head at least.
        assert [part for part in ODD if printed.count(without_spaces(part)) < 5] == []
        assert printed.count("brokenout") == printed.count("<p>brokenout")
        assert "49" not in printed
        assert project.manifest[path]["title"] == title
        with pikepdf.open(project.root / "build" / path) as pdf:
            assert str(pdf.docinfo["/Title"]) == title
            names = {str(key) for thing in pdf.objects for key in keys(thing)}
            assert names.isdisjoint({"/JavaScript", "/JS", "/OpenAction", "/Launch", "/AA"})


def without_spaces(text: str) -> str:
    """Return the text as it is wherever its lines end."""
    return "".join(text.split())


def keys(thing: object) -> set[str]:
    return set(thing.keys()) if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else set()


@pytest.mark.parametrize(
    "arguments", [(), ("-l", "en"), ("rain",), ("rain", "-l", "en", "-j", "1")]
)
@pytest.mark.parametrize("character", ["\N{DROPLET}", "\N{TIBETAN LETTER KA}"])
def test_a_character_without_a_glyph_is_never_printed(
    arguments: tuple[str, ...], character: str, project: SmallProject
) -> None:
    project.leaflet("rain", f"Rain {character} falls.")
    outcome = project.polyleaf("build", *arguments)
    (found,) = (p for p in outcome.problems if p.code == "missing-glyph")
    assert all(
        part in found.message for part in ("'what/meaning'", character, f"U+{ord(character):04X}")
    )
    assert (found.file, found.severity) == ("leaflets/rain.yaml", "error")
    assert (outcome.status, project.pdfs) == (1, [])


def test_a_missing_glyph_stops_the_languages_that_would_print_it(project: SmallProject) -> None:
    text = "Rain \N{DROPLET} falls."
    for name in ("translated", "untranslated"):
        project.leaflet(name, text)
        target = "Llueve." if name == "translated" else ""
        project.catalog(name, "es", {**MESSAGES, "what/meaning": (text, target)})
    outcome = project.polyleaf("build")
    assert outcome.status == 1
    assert project.pdfs == ["pdf/es/translated.es.pdf"]
    found = [p for p in outcome.problems if p.code == "missing-glyph"]
    # One a leaflet: what is not translated is the English text, in the fonts of English.
    assert [problem.message.split("'")[3] for problem in found] == ["translated", "untranslated"]
    assert all(
        re.search(r"'what/meaning'.*\bU\+1F4A7 DROPLET\b", problem.message) for problem in found
    )


def test_a_language_without_a_catalog_is_left_out_with_a_warning(project: SmallProject) -> None:
    project.leaflet("new")
    outcome = project.polyleaf("build")
    (found,) = outcome.problems
    assert (found.code, found.severity) == ("no-catalog", "warning")
    assert found.file == "locales/es/leaflets/new.po"
    assert (outcome.status, project.pdfs) == (0, ["pdf/en/new.en.pdf"])


def test_a_language_without_a_catalog_is_an_error_when_asked_for(project: SmallProject) -> None:
    project.leaflet("new")
    outcome = project.polyleaf("build", "-l", "es")
    (found,) = outcome.problems
    assert (found.code, found.severity) == ("no-catalog", "error")
    assert (outcome.status, project.pdfs) == (1, [])


def test_a_project_without_leaflets_has_an_empty_catalogue(project: SmallProject) -> None:
    outcome = project.polyleaf("build")
    assert (outcome.status, outcome.codes) == (0, [])
    assert project.manifest == {}
    assert (project.root / "build" / "index.html").is_file()


@pytest.mark.parametrize("template", ["{% if %}", "{{ no_such_thing }}", "{% include 'no.html' %}"])
def test_a_template_that_cannot_be_used(template: str, project: SmallProject) -> None:
    project.leaflet("sound")
    file = project.write("templates/leaflet.html", f"\n{template}")
    outcome = project.polyleaf("build", "-l", "en")
    assert outcome.status in {1, 2}
    assert any(p.file == file.relative_to(project.root).as_posix() for p in outcome.problems)


@pytest.mark.parametrize("place", ["build/pdf", "build/pdf/en"])
def test_a_file_where_a_folder_should_be(place: str, project: SmallProject) -> None:
    project.leaflet("sound")
    project.write(place, "in the way")
    outcome = project.polyleaf("build", "-l", "en")
    assert outcome.status in {1, 2}
    assert place in outcome.err


def test_labels_that_cannot_be_used_keep_back_no_other_language(project: SmallProject) -> None:
    project.leaflet("well")
    project.catalog("well", "es", MESSAGES)
    project.write("locales/en/ui.po", 'msgid "\n')
    outcome = project.polyleaf("build")
    assert (outcome.status, outcome.codes) == (1, ["po-syntax"])
    assert list(project.manifest) == ["pdf/es/well.es.pdf"]
    assert "1 of 2 PDFs built" in outcome.out


def test_a_figure_may_have_any_name(project: SmallProject) -> None:
    names = ["a heart.svg", "corazón.svg", "50%.svg", "a%20b.svg", "a#b.svg"]
    blocks = ""
    for number, name in enumerate(names):
        project.write(f"leaflets/figures/{name}", HEART)
        blocks += f"      p{number}: {{figure: '{name}', alt: A heart.}}\n"
    project.write("leaflets/a.yaml", leaflet("a") + blocks)
    outcome = project.polyleaf("build", "-l", "en")
    assert (outcome.status, outcome.codes) == (0, [])


def test_a_missing_glyph_is_reported_where_its_text_stands(project: SmallProject) -> None:
    project.leaflet("rain", "Rain \N{DROPLET} falls.")
    project.catalog("rain", "es", {**MESSAGES, "what/meaning": ("x", "y \N{DROPLET}")})
    (found,) = project.polyleaf("build", "-l", "en").problems
    assert found.place == ("missing-glyph", 10, 7)


def test_a_publication_does_not_depend_on_what_else_is_built(project: SmallProject) -> None:
    """A Chinese title brings its own font; it does not borrow one from another language's build."""
    project.leaflet("cited", "Small [@han].")
    project.write(
        "leaflets/library/references.yaml",
        "han: {type: book, title: 癌症免疫治疗, language: zh-Hans}\n",
    )
    outcome = project.polyleaf("build", "-l", "en")
    assert (outcome.status, outcome.codes) == (0, [])
    assert "癌症免疫治疗" in project.printed("pdf/en/cited.en.pdf")


def test_a_reference_whose_letters_no_font_has(project: SmallProject) -> None:
    project.leaflet("cited", "Small [@han].")
    project.write("leaflets/library/references.yaml", "han: {type: book, title: 癌症免疫治疗}\n")
    outcome = project.polyleaf("build", "-l", "en")
    (found,) = outcome.problems
    assert found.place == ("missing-glyph", 1, 1)
    assert (outcome.status, project.pdfs) == (1, [])
