"""Sentences, words and syllables, as a reader would count them."""

from __future__ import annotations

import pytest

from polyleaf.languages.sentences import COUNTED, sentences, syllables, words

COUNTS = {
    "en": (
        "the 1 cancer 2 virus 2 therapy 3 oncolytic 4 injected 3 treated 2 called 1 wanted 2 "
        "doses 2 makes 1 little 2 people 2 medicine 3 nurse 1 reaction 3 radiation 4 being 2 "
        "idea 3 science 2 patients 2 cells 1 before 2 because 2 every 2 table 2 tables 2 "
        "changes 2 boxes 2 phone 1 area 3 serious 3 previous 3 various 3 quiet 2 fluid 2 "
        "usually 4 vaccine 2 melanoma 4 biopsy 3 eyes 1 needles 2 syringe 2 breathing 2 "
        "pregnant 2 special 2 option 2 carried 2 diet 2 trial 2 question 2 liquid 2 guide 1 "
        "muscles 2 diseases 3 dangerous 3 used 1 needed 2 stopped 1 whole 1 able 2 hospital 3"
    ),
    "es": "virus 2 tratamiento 4 médico 3 día 2 energía 4 que 1 guía 2 agua 2 leer 2 poeta 3",
    "de": "Arzt 1 Krankenhaus 3 Behandlung 3 Nebenwirkungen 5 Bauer 2 Eier 2 Theater 3",
    "fr": "médecin 3 appelez 3 parlent 1 table 1 infirmière 3",
    "it": "medico 3 febbre 2 chiamare 3 dopo 2",
    "pl": "lekarz 2 pielęgniarka 4 leczenie 3 miasto 2 nauka 2 dzień 1",
    "pt": "médico 3 febre 2 tratamento 4 saúde 3",
    "ru": "врач 1 лечение 4 вирус 2 больница 3",
    "tr": "doktor 2 hastane 3 iyileşmek 4",
}


@pytest.mark.parametrize("tag", sorted(COUNTED))
def test_syllables_are_counted_as_they_are_spoken(tag: str) -> None:
    told = COUNTS[tag].split()
    wanted = dict(zip(told[::2], map(int, told[1::2]), strict=True))
    assert {word: syllables(word, tag) for word in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "tag", "number"),
    [
        ("Rest. Drink water! Do you smoke?", "en", 3),
        ("Take 0.5 mL. Then rest.", "en", 2),
        ("Ask Dr. Smith. Avoid crowds, e.g. trains.", "en", 2),
        ("请休息。请喝水。", "zh-Hans", 2),
        ("आराम करें। पानी पिएँ।", "hi", 2),
        ("", "en", 0),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, tag: str, number: int) -> None:
    found = sentences(text, tag)
    assert len(found) == number
    assert "".join("".join(found).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("sentence", "tag", "wanted"),
    [
        ("Take 4 mL (20 %) on 2025-01-31.", "en", ("Take", "mL", "on")),
        ("Don’t drive a T-VEC car.", "en", ("Don’t", "drive", "a", "T-VEC", "car")),
        ("ห้ามขับรถ 4 วัน", "th", ("ห้าม", "ขับ", "รถ", "วัน")),
    ],
)
def test_figures_are_no_words(sentence: str, tag: str, wanted: tuple[str, ...]) -> None:
    assert words(sentence, tag) == wanted
