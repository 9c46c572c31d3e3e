"""The catalogue as HTML: shelves, order, directions, addresses, marks, and nothing from outside."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element, TreeBuilder

import pytest
from tests.effort import count_calls

from polyleaf.diagnostics import InputError
from polyleaf.languages.table import Language, load_languages
from polyleaf.project import Settings, load_project
from polyleaf.publishing.catalogue import render_catalogue
from polyleaf.publishing.manifest import Publication
from polyleaf.translation.catalog import Interface, load_interface
from polyleaf.typesetting.environment import template_environment

ROOT = Path(__file__).parents[2]
SETTINGS = load_project(ROOT).settings
LANGUAGES = load_languages([ROOT / "locales" / "languages.yaml"])
ENGLISH = Publication(
    leaflet="virus",
    language="en",
    edition="standard",
    paper="a4",
    path="pdf/en/virus.en.pdf",
    title="Oncolytic virus therapy",
    source_title="Oncolytic virus therapy",
    sha256="0" * 64,
    size=55_791,
    pages=6,
    status="unreviewed-source",
    revised="2025-07-07",
    reviewed="",
    review_due="",
    source_revision="0" * 16,
    warnings=(),
)


def in_language(tag: str, title: str, status: str = "machine-drafted") -> Publication:
    return replace(
        ENGLISH, language=tag, path=f"pdf/{tag}/virus.{tag}.pdf", title=title, status=status
    )


ARABIC = in_language("ar", "العلاج بالفيروسات الحالّة للأورام")
SPANISH = in_language("es", "Terapia con virus oncolíticos")
KHMER = in_language("km", ENGLISH.title, "incomplete")


def render(
    publications: Sequence[Publication],
    language: str = "en",
    languages: Mapping[str, Language] = LANGUAGES,
    settings: Settings = SETTINGS,
) -> str:
    files = [file for file in [ROOT / f"locales/{language}/ui.po"] if file.is_file()]
    return render_catalogue(
        publications,
        languages,
        settings.model_copy(update={"language": language}),
        load_interface(files),
        template_environment([ROOT / "templates"]),
    )


class Reader(HTMLParser):
    """Builds a tree of a page that closes what it opens."""

    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.opened.append(tag)
        if tag in {"meta", "input"}:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self.opened:
            self.builder.data(data)


def parse(html: str) -> Element:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.builder.close()


def find(root: Element, path: str) -> Element:
    found = root.find(path)
    assert found is not None, path
    return found


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_project_language_comes_first_then_english_names() -> None:
    shuffled = [SPANISH, ARABIC, in_language("zh-Hans", "溶瘤病毒疗法"), ENGLISH, KHMER]
    for language, order in {
        "en": ["en", "ar", "zh-Hans", "km", "es"],
        "es": ["es", "ar", "zh-Hans", "en", "km"],
    }.items():
        root = parse(render(shuffled, language))
        assert [section.get("id") for section in root.iter("section")] == order
        jumps = [link.get("href") for link in find(root, ".//nav").iter("a")]
        assert jumps == [f"#{tag}" for tag in order]


def test_pseudolocales_come_last_and_say_what_they_are() -> None:
    files = [ROOT / "locales" / f"{name}.yaml" for name in ("languages", "pseudolocales")]
    pseudo = in_language("qps-ploc", "[Ṽííř]", "pseudo")
    root = parse(render([pseudo, SPANISH, ENGLISH], "es", load_languages(files)))
    assert [section.get("id") for section in root.iter("section")] == ["es", "en", "qps-ploc"]
    (*_, mark) = root.iterfind(".//li/*[@class='draft']")
    assert text(mark) == "Pseudolocale – not a translation"
    assert find(mark, "span").get("lang") == "en"


def test_shelf_has_native_and_english_name() -> None:
    section = find(parse(render([ENGLISH, ARABIC])), ".//section[@id='ar']")
    assert (section.get("lang"), section.get("dir")) == ("ar", "rtl")
    native, english = find(section, "h2")
    assert (native.text, native.get("lang"), native.get("dir")) == ("العربية", "ar", "rtl")
    assert (english.text, english.get("lang"), english.get("dir")) == ("Arabic", "en", "ltr")


def test_english_is_named_once() -> None:
    assert text(find(parse(render([ENGLISH])), ".//section/h2")) == "English"


def test_entry_says_what_the_pdf_is() -> None:
    entry = find(parse(render([ENGLISH, ARABIC])), ".//section[@id='ar']//li")
    link = find(entry, ".//a")
    assert link.text == ARABIC.title
    assert link.attrib == {
        "href": "pdf/ar/virus.ar.pdf",
        "type": "application/pdf",
        "hreflang": "ar",
        "lang": "ar",
        "dir": "rtl",
    }
    source = find(entry, "p[@class='source']")
    assert (source.text, source.get("lang"), source.get("dir")) == (ENGLISH.title, "en", "ltr")
    facts = find(entry, "p[@class='facts']")
    assert text(facts) == "PDF, 56 kB 6 pages Last revised July 7, 2025"
    assert (facts.get("lang"), facts.get("dir")) == ("en", "ltr")
    assert find(facts, ".//time").get("datetime") == "2025-07-07"


def test_facts_are_in_the_project_language() -> None:
    facts = find(parse(render([SPANISH], "es")), ".//li/p[@class='facts']")
    assert text(facts).endswith("7 de julio de 2025")
    facts = find(parse(render([SPANISH], "fa")), ".//li/p[@class='facts']")
    assert (facts.get("lang"), facts.get("dir")) == ("fa", "rtl")
    assert text(facts).endswith("۲۰۲۵")


def test_labels_are_in_the_project_language() -> None:
    spanish = load_interface([ROOT / "locales/es/ui.po"])
    root = parse(render([ENGLISH, SPANISH], "es"))
    html = find(root, ".")
    assert (html.get("lang"), html.get("dir")) == ("es", "ltr")
    assert text(find(root, ".//h1")) == spanish.text("PDFs by language")
    assert text(find(root, ".//label")) == spanish.text("Search by language or title")
    assert text(find(root, ".//*[@class='skip']")) == spanish.text("Skip to the list")
    two = spanish.plural("{count} leaflet", "{count} leaflets", 2)
    assert text(find(root, ".//*[@id='count']")) == two.format(count=2)


def test_label_without_translation_says_that_it_is_english() -> None:
    environment = template_environment([ROOT / "templates"])
    settings = SETTINGS.model_copy(update={"language": "ar"})
    html = render_catalogue([ARABIC], LANGUAGES, settings, Interface(), environment)
    label = find(parse(html), ".//h1/span")
    assert (label.text, label.get("lang"), label.get("dir")) == ("PDFs by language", "en", "ltr")


def test_source_language_is_that_of_the_leaflet() -> None:
    spanish = replace(SPANISH, status="source", source_title=SPANISH.title)
    english = replace(
        ENGLISH, status="machine-drafted", source_title=SPANISH.title, title="Oncolytic viruses"
    )
    source = find(parse(render([english, spanish])), ".//section[@id='en']//*[@class='source']")
    assert (source.text, source.get("lang")) == (SPANISH.title, "es")


def test_untranslated_title_keeps_its_language() -> None:
    root = parse(render([ENGLISH, KHMER]))
    link = find(root, ".//section[@id='km']//li//a")
    assert (link.get("lang"), link.get("hreflang")) == ("en", "km")
    assert root.find(".//section[@id='km']//*[@class='source']") is None


def test_copied_name_keeps_its_direction() -> None:
    persian = in_language("fa", ENGLISH.title)
    link = find(parse(render([ENGLISH, persian])), ".//section[@id='fa']//li//a")
    assert (link.get("lang"), link.get("dir")) == ("fa", "ltr")


@pytest.mark.parametrize(
    ("publication", "word"),
    [
        (ENGLISH, "clinician"),
        (KHMER, "parts of this leaflet"),
        (ARABIC, "computer"),
        (replace(ARABIC, status="translated"), "has not been reviewed"),
    ],
)
def test_draft_is_marked_in_words(publication: Publication, word: str) -> None:
    mark = find(parse(render([publication])), ".//li/*[@class='draft']")
    assert text(mark).startswith("Draft – ")
    assert word in text(mark)


def test_what_is_no_draft_has_no_mark() -> None:
    publications = [replace(ENGLISH, status="source"), replace(ARABIC, status="approved")]
    assert parse(render(publications)).find(".//li/*[@class='draft']") is None


def test_edition_is_named_after_the_standard_one() -> None:
    large = replace(ENGLISH, edition="large-print", path="pdf/en/virus.en.large-print.pdf")
    first, second = parse(render([large, ENGLISH])).findall(".//section//li")
    assert first.find(".//*[@class='edition']") is None
    assert text(find(second, ".//*[@class='edition']")) == "large print"


def test_leaflets_have_the_same_order_on_every_shelf() -> None:
    shingles = replace(ENGLISH, leaflet="zoster", title="Shingles", source_title="Shingles")
    culebrilla = replace(shingles, language="es", title="Culebrilla", status="translated")
    root = parse(render([shingles, ENGLISH, SPANISH, culebrilla]))
    titles = [link.text for link in find(root, "body/main").iter("a")]
    assert titles == [ENGLISH.title, "Shingles", SPANISH.title, "Culebrilla"]


def test_addresses_are_relative_and_encoded() -> None:
    odd = replace(ENGLISH, path='pdf/en/50% "new" #1?.en.pdf')
    href = find(parse(render([odd])), ".//section//a").get("href", "")
    assert re.fullmatch(r"[A-Za-z0-9._/%-]+", href)
    assert unquote(href) == odd.path
    scheme = replace(ENGLISH, path="javascript:alert(1)")
    assert find(parse(render([scheme])), ".//section//a").get("href") == "javascript%3Aalert%281%29"


def test_markup_in_texts_is_shown_not_obeyed() -> None:
    evil = '</a></style><script>alert("1")</script>'
    settings = SETTINGS.model_copy(update={"name": evil})
    publication = replace(ENGLISH, title=evil, source_title="x" + evil, status=evil, language="en")
    root = parse(render([publication], settings=settings))
    assert len(list(root.iter("script"))) == 1
    assert find(root, ".//section//a").text == evil
    assert text(find(root, ".//title")).endswith(evil)


def test_language_missing_from_the_table_is_listed_by_its_tag() -> None:
    root = parse(render([in_language("tlh", "Hov")]))
    section = find(root, ".//section")
    assert (text(find(section, "h2")), section.get("dir")) == ("tlh", "auto")


def test_nothing_is_asked_from_outside() -> None:
    root = parse(render([ENGLISH, ARABIC]))
    assert {element.tag for element in root.iter() if element.get("src")} == set()
    assert list(root.iter("link")) == []
    assert "url(" not in text(find(root, ".//style"))
    assert "@import" not in text(find(root, ".//style"))
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]


def test_policy_permits_the_inlined_texts_and_nothing_else() -> None:
    root = parse(render([ENGLISH]))
    policy = find(root, ".//meta[@http-equiv='Content-Security-Policy']").get("content", "")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        inlined = find(root, f".//{tag}").text or ""
        digest = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


def test_script_gets_the_plural_forms_of_gettext() -> None:
    count = find(parse(render([ENGLISH, KHMER, ARABIC], "ru")), ".//*[@id='count']")
    forms = json.loads(count.get("data-forms", ""))
    russian = load_interface([ROOT / "locales/ru/ui.po"])
    for number in range(4):
        expected = russian.plural("{count} leaflet", "{count} leaflets", number)
        assert forms["patterns"][int(forms["choice"][number])] == expected
    assert forms["digits"] == "0123456789"


def test_page_has_landmarks_and_names() -> None:
    root = parse(render([ENGLISH]))
    for landmark in ("header", "nav", "main", "footer"):
        assert len(list(root.iter(landmark))) == 1
    assert find(root, ".//form").get("role") == "search"
    assert find(root, ".//label").get("for") == find(root, ".//input").get("id")
    assert find(root, ".//*[@id='count']").get("aria-live") == "polite"
    skip = find(root, "body/a")
    assert skip.get("href") == "#" + find(root, ".//main").get("id", "")
    identifiers = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))


def test_same_publications_in_any_order_give_the_same_bytes() -> None:
    publications = [ENGLISH, ARABIC, SPANISH, KHMER]
    assert render(publications) == render(publications[::-1])


def test_what_stands_beside_many_pdfs_is_made_once() -> None:
    def calls(number: int) -> int:
        some = [replace(ENGLISH, leaflet=f"l{n}", size=45_000 + n) for n in range(number)]
        return count_calls(lambda: render(some))

    calls(1)  # compiles the templates
    assert (
        calls(300) - calls(100)
    ) / 200 < 250  # it was 1,361 when sizes and dates were formatted each time


@pytest.mark.parametrize("what", ["total", "label", "plural", "range"])
def test_only_macros_are_called_through_what_remembers_them(what: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("{{ once(" + what + ", 'a') }}", "utf-8")
    environment = template_environment([tmp_path, ROOT / "templates"])
    with pytest.raises(InputError) as error:
        render_catalogue([ENGLISH], LANGUAGES, SETTINGS, Interface(), environment)
    assert [problem.code for problem in error.value.diagnostics] == ["template-error"]


def test_empty_catalogue_is_a_page_without_search() -> None:
    root = parse(render([]))
    assert text(find(root, ".//*[@id='count']")) == "0 leaflets"
    for tag in ("section", "nav", "form"):
        assert root.find(f".//{tag}") is None


def test_brand_colour_is_used() -> None:
    assert SETTINGS.colors.primary in text(find(parse(render([ENGLISH])), ".//style"))
