"""Entries of the bibliography: AMA Manual of Style, 11th edition, chapter 3."""

from __future__ import annotations

from typing import Any, Final

import pytest
from tests.printing import ROOT

from polyleaf.content.library import Reference, load_library
from polyleaf.typesetting.citations import format_reference

PENG: Final = {"family": "Peng", "given": "Z"}
KALIM: Final = {"family": "Kalim", "given": "Mary Ann"}

ARTICLE: Final = {
    "type": "article-journal",
    "title": "Oncolytic virus delivery",
    "author": [PENG, KALIM],
    "container-title": "Cancer Biology & Medicine",
    "container-title-short": "Cancer Biol Med",
    "issued": 2024,
    "volume": "21",
    "issue": "12",
    "page": "1104-1119",
}
CHAPTER: Final = {
    "type": "chapter",
    "title": "Immunotherapy",
    "author": [PENG],
    "editor": [KALIM, {"family": "LeFebvre", "given": "K B"}],
    "container-title": "Chemotherapy Guidelines",
    "edition": "2",
    "publisher": "Oncology Nursing Society",
    "publisher-place": "Pittsburgh, PA",
    "issued": 2023,
    "page": "213-290",
}
PAGE: Final = {
    "type": "webpage",
    "title": "Immunotherapy for patients",
    "author": [{"literal": "Society of Clinical Oncology (SCO)"}],
    "container-title": "sco.example",
}


def entry(*items: dict[str, Any], **fields: object) -> str:
    """Return an entry as text, what is italic between asterisks."""
    merged = {key: value for item in (*items, fields) for key, value in item.items()}
    pieces = format_reference(Reference(**merged))
    assert all(text for _, text in pieces)
    return "".join(f"*{text}*" if kind == "italic" else text for kind, text in pieces)


def links(*items: dict[str, Any], **fields: object) -> list[str]:
    merged = {key: value for item in (*items, fields) for key, value in item.items()}
    return [text for kind, text in format_reference(Reference(**merged)) if kind == "link"]


def test_article_in_a_journal() -> None:
    assert entry(ARTICLE) == (
        "Peng Z, Kalim MA. Oncolytic virus delivery. *Cancer Biol Med*. 2024;21(12):1104-1119."
    )


def test_article_with_a_doi() -> None:
    doi = "10.1200/JCO.2014.58.3377"
    assert entry(ARTICLE, DOI=doi).endswith(f" 2024;21(12):1104-1119. doi:{doi}")
    assert links(ARTICLE, DOI=doi) == [f"doi:{doi}"]


@pytest.mark.parametrize(
    ("count", "names"),
    [(1, "A X"), (6, "A X, B X, C X, D X, E X, F X"), (7, "A X, B X, C X, et al")],
)
def test_more_than_six_authors_are_three_and_others(count: int, names: str) -> None:
    authors = [{"family": letter, "given": "X"} for letter in "ABCDEFG"[:count]]
    assert entry(ARTICLE, author=authors).startswith(f"{names}. Oncolytic")


def test_authors_given_as_et_al_stay_so() -> None:
    assert entry(ARTICLE, author=[PENG, {"literal": "et al"}]).startswith(
        "Peng Z, et al. Oncolytic"
    )


def test_chapter_of_a_book_with_editors() -> None:
    assert entry(CHAPTER) == (
        "Peng Z. Immunotherapy. In: Kalim MA, LeFebvre KB, eds. *Chemotherapy Guidelines*. "
        "2nd ed. Oncology Nursing Society; 2023:213-290."
    )
    assert "In: Kalim MA, ed. *" in entry(CHAPTER, editor=[KALIM])


def test_web_page_without_an_address() -> None:
    assert entry(PAGE) == (
        "Society of Clinical Oncology (SCO). Immunotherapy for patients. sco.example."
    )
    assert links(PAGE) == []


def test_web_page_with_an_address() -> None:
    url = "https://sco.example/a_(b)?c=1&d=2;e"
    assert entry(PAGE, URL=url, issued="2025-12-30") == (
        "Society of Clinical Oncology (SCO). Immunotherapy for patients. sco.example. "
        f"December 30, 2025. {url}"
    )
    assert links(PAGE, URL=url) == [url]


@pytest.mark.parametrize("stop", ["?", "!"])
@pytest.mark.parametrize("item", [ARTICLE, CHAPTER, PAGE])
def test_a_question_has_no_full_stop_besides(item: dict[str, Any], stop: str) -> None:
    text = entry(item, title=f"What is it{stop}")
    assert f"What is it{stop} " in text
    assert f"{stop}." not in text


def test_a_title_without_an_author_is_printed_once() -> None:
    """The style puts the title in the author's place; CSL 1.0.2 then drops it from its own."""
    text = entry({key: value for key, value in PAGE.items() if key != "author"})
    assert text == "Immunotherapy for patients. sco.example."


def test_unknown_fields_are_let_pass() -> None:
    """pytest turns a warning into an error, so citeproc-py's must not get through."""
    assert entry(ARTICLE, keyword="virus", **{"x-shelf": "B 12"}) == entry(ARTICLE)


@pytest.mark.parametrize("issued", ["2024-03-01", "2024-03", 2024, {"date-parts": [[2024, 3, 1]]}])
def test_dates_may_be_iso_or_csl(issued: object) -> None:
    assert entry(ARTICLE, issued=issued) == entry(ARTICLE)


@pytest.mark.parametrize(
    "title", ["A *b* & c", "Stage <II and >III", "p<0.05, q>0.1", "O’Neil’s “rule”", "A [@b] {c}"]
)
def test_signs_in_a_title_are_text(title: str) -> None:
    assert entry(ARTICLE, title=title).startswith(f"Peng Z, Kalim MA. {title}. ")


def test_markup_that_csl_knows_is_kept_or_left_out() -> None:
    assert "A *Herpes* virus 2. " in entry(PAGE, title="A <i>Herpes</i> virus <sup>2</sup>")


def test_a_chinese_item_keeps_its_characters() -> None:
    authors = [{"literal": "协会"}]
    item = {"type": "webpage", "title": "癌症免疫治疗", "language": "zh", "author": authors}
    assert entry(item) == "协会. 癌症免疫治疗."


def test_every_reference_of_the_sample_has_an_entry() -> None:
    library, problems = load_library(ROOT / "leaflets" / "library")
    assert problems == []
    for key, reference in library.references.items():
        text = "".join(text for _, text in format_reference(reference))
        assert text.startswith(str(next(iter(reference.csl()["author"][0].values())))), key
        assert reference.title.rstrip("?") in text
        assert not {"..", "?.", "  "} & {text[i : i + 2] for i in range(len(text))}
