"""A sentence that says the opposite is found; one that says neither side, or both, is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.checks.pairs.opposites import check
from polyleaf.checks.pairs.pair import Pair
from polyleaf.diagnostics import Location, Severity
from polyleaf.translation.catalog import Message


def found(source: str, target: str, tag: str) -> list[tuple[str, Severity]]:
    message = Message("a", source, target, Location(Path("flu.po"), 7, 1))
    return [(d.code, d.severity) for d in check(Pair(message, "en", tag, "Latn"))]


@pytest.mark.parametrize(
    ("source", "target", "tag"),
    [
        ("Take it before meals.", "Tómelo después de las comidas.", "es"),
        ("Take it before meals.", "食後に飲んでください。", "ja"),
        ("Take it after meals.", "饭前服用。", "zh-Hans"),
        ("Take it before meals.", "Принимайте после еды.", "ru"),
        ("Take it after meals.", "تناوله قبل الوجبات.", "ar"),
        ("Your sugar is less than 70.", "Su azúcar es superior a 70.", "es"),
        ("One drop in your right ear.", "Une goutte dans l’oreille gauche.", "fr"),
        ("Increase the dose.", "Уменьшите дозу.", "ru"),
        ("Double the dose.", "Tome la mitad de la dosis.", "es"),
        ("Take no more than 8 tablets.", "Tome más de 8 tabletas.", "es"),
    ],
)
def test_the_opposite_is_a_warning(source: str, target: str, tag: str) -> None:
    assert found(source, target, tag) == [("opposite-meaning", Severity.WARNING)]


@pytest.mark.parametrize(
    ("source", "target", "tag"),
    [
        ("Take it before meals.", "Tómelo antes de las comidas.", "es"),
        ("Take it before meals, not after.", "Tómelo después.", "es"),
        ("Take it before meals.", "Tómelo en ayunas.", "es"),
        ("Call us right away.", "Llámenos ahora, con la mano izquierda.", "es"),
        ("25% of people or more have it.", "Он бывает не меньше чем у 25 % людей.", "ru"),
        ("Take no more than 8 tablets.", "No tome más de 8 tabletas.", "es"),
        ("Take it before meals.", "Abc.", "xx"),
    ],
)
def test_what_is_not_the_opposite_is_let_pass(source: str, target: str, tag: str) -> None:
    assert found(source, target, tag) == []
