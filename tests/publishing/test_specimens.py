"""The specimen of every language of the table, built and read back."""

from __future__ import annotations

from tests.publishing.specimens import TABLE, Specimens, every_specimen, every_specimen_of
from tests.publishing.test_pages import assert_inside, together

from polyleaf.languages.localize import to_digits

PHONE = "1-800-555-0199"

# No line may begin with these (W3C, Requirements for Japanese Text Layout, 3.1.7, and Requirements
# for Chinese Text Layout, 3.1.3; UAX #14, classes CL, CP, EX, IS and NS).
CLOSING = set(
    "、。，．・：；！？）」』】〉》〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
    ",.!?:;)]}%°។ៗฯๆຯໆ၊။።፣։।॥،؛؟"
)


def test_every_language_has_a_specimen_without_a_finding(specimens: Specimens) -> None:
    assert specimens.result.diagnostics == ()
    assert {publication.language for publication in specimens.result.built} == set(TABLE)


@every_specimen
def test_the_phone_number_reads_from_left_to_right(specimens: Specimens, tag: str) -> None:
    found = [f for page in specimens.pages(tag) for f in page.find(PHONE)]
    assert len(found) == 1
    assert together(found)


@every_specimen
def test_the_temperature_reads_from_left_to_right(specimens: Specimens, tag: str) -> None:
    shown = {
        "".join(c.text for c in line) for page in specimens.pages(tag) for line in page.lines()
    }
    digits = {"38", to_digits("38", TABLE[tag])}
    assert any(f"{number}°C" in line for line in shown for number in digits)
    higher = {"100.4", "100,4", to_digits("100.4", TABLE[tag])}
    assert any(f"{number}°F" in line for line in shown for number in higher)


@every_specimen
def test_no_ink_leaves_the_text_area(specimens: Specimens, tag: str) -> None:
    assert_inside(specimens.pages(tag), TABLE[tag])


@every_specimen_of(tag for tag, language in TABLE.items() if language.direction == "ltr")
def test_no_line_begins_with_a_closing_sign(specimens: Specimens, tag: str) -> None:
    lines = [line for page in specimens.pages(tag) for line in page.lines()]
    texts = ["".join(character.text for character in line) for line in lines]
    # The row of letters below the heading of the samples may begin with any letter.
    heading = f"{TABLE[tag].english}({tag})".replace(" ", "")
    running = texts[: texts.index(heading)]
    assert len(running) > 20
    assert not [text for text in running if text[0] in CLOSING]
