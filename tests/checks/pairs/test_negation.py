"""A lost or added "not" is found, whatever harmless words stand beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.checks.pairs.negation import check
from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Location
from polyleaf.translation.catalog import Message


def codes(source: str, target: str, tag: str = "es") -> list[str]:
    message = Message("a", source, target, Location(Path("flu.po"), 7, 1))
    return [d.code for d in check(Pair(message, "en", tag, "Latn"))]


@pytest.mark.parametrize(
    ("source", "target", "tag"),
    [
        ("Do not drive yet.", "Conduzca ya.", "es"),
        ("You cannot all come in.", "Todos pueden entrar.", "es"),
        ("Do not stop, no matter how you feel.", "Deje de tomarlo como se sienta.", "es"),
        (
            "Do not stop, no matter how you feel.",
            "Прекращайте, что бы ни было.",
            "ru",
        ),
        ("Do not drive, not only today.", "Conduzca.", "es"),
        # बच्चों are children, बचें is to avoid.
        ("Do not give it to children.", "इसे बच्चों को दें।", "hi"),
        # No full stops: as many denials as sentences that deny.
        ("Do not eat. Do not drink.", "ห้ามกิน ดื่มน้ำ", "th"),
    ],
)
def test_a_negation_beside_a_soft_one_must_stay(source: str, target: str, tag: str) -> None:
    assert codes(source, target, tag) == ["negation-dropped"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("You can drive.", "No puede conducir."),
        (
            "You can drive if the other eye is well, too.",
            "No puede conducir si el otro ojo está bien.",
        ),
        ("You may drink water until 5 o'clock.", "No puede beber agua hasta las 5."),
        ("You can only swim here.", "No puede nadar aquí."),
    ],
)
def test_an_added_negation_is_seen(source: str, target: str) -> None:
    assert codes(source, target) == ["negation-added"]


@pytest.mark.parametrize(
    ("source", "target", "tag"),
    [
        ("It is not only for adults.", "También es para adultos.", "es"),
        ("Take no more than 8 tablets.", "Tome 8 tabletas como máximo.", "es"),
        ("Keep it away from children.", "No lo deje al alcance de los niños.", "es"),
        ("Do not eat. Do not drink.", "ห้ามกินห้ามดื่มน้ำ", "th"),
        ("The dressing is airtight.", "Повязка не пропускает воздух.", "ru"),
        ("Take one tablet every other day.", "Tome una tableta un día sí y otro no.", "es"),
    ],
)
def test_what_can_be_said_both_ways_is_let_pass(source: str, target: str, tag: str) -> None:
    assert codes(source, target, tag) == []


@pytest.mark.parametrize(
    ("target", "tag"),
    [
        ("Οδηγήστε. Μην καπνίζετε.", "el"),
        ("Vezessen. Ne dohányozzon.", "hu"),
        ("Conduceți. Nu fumați.", "ro"),
        ("Шофирайте. Не пушете.", "bg"),
        ("Vozite. Ne pušite.", "sr-Latn"),
        ("Vozite. Nemojte pušiti.", "hr"),
        ("Vozite. Nemojte pušiti.", "bs"),
        ("Vairuokite. Nerūkykite.", "lt"),
        ("Jazdite. Nefajčite.", "sk"),
        ("იარეთ. ნუ მოწევთ.", "ka"),
    ],
)
def test_languages_without_sample_leaflets_have_negations_too(target: str, tag: str) -> None:
    assert codes("Do not drive. Do not smoke.", target, tag) == ["negation-dropped"]
