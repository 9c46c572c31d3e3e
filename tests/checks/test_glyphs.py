"""`missing-glyph`."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.checks import glyphs
from polyleaf.checks.glyphs import Texts
from polyleaf.diagnostics import Location, Severity
from polyleaf.languages.table import Language, load_languages

COVERED = frozenset(map(ord, "abcdefghijklmnopqrstuvwxyz .–"))


def place(unit: str) -> Location:
    return Location(Path(unit), 7, 3)


def owners(text: str) -> tuple[str, ...]:
    known = {"Leaf Sans Khmer": "កខ", "Leaf Sans JP": "込中", "Leaf Sans SC": "中"}
    return tuple(name for name, letters in known.items() if set(text) <= set(letters))


@pytest.fixture
def english(root: Path) -> Language:
    return load_languages([root / "locales" / "languages.yaml"])["en"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("plain – text.", []),
        ("", []),
        ("**plain** [text](https://X.example/É) {Ü} [@label]", ["Ü", "{", "}"]),
        ("[text](#Q) {helpline} [@label]", []),
        ("no\nlines\tnor\u200b\u200d\u2066format\u2069\u00ad codes", []),
        ("ein Fuß", ["F", "ß"]),
        ("ß ß ß", ["ß"]),
        ("a\N{COMBINING ACUTE ACCENT}", ["\N{COMBINING ACUTE ACCENT}"]),
        ("heart \N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}", ["\u2764", "\ufe0f"]),
        ("\N{DROPLET}", ["\N{DROPLET}"]),
        ("\ue000 \U0010ffff \ufffd", ["\ue000", "\ufffd", "\U0010ffff"]),
        ("a\u00a0b", ["\u00a0"]),
    ],
)
def test_the_characters_of_a_text(text: str, missing: list[str], english: Language) -> None:
    found = list(
        glyphs.check(Texts("flu", english, {"what/meaning": text}), COVERED, place, owners)
    )
    if not missing:
        assert found == []
        return
    (problem,) = found
    assert (problem.code, problem.severity) == ("missing-glyph", Severity.ERROR)
    assert problem.location == place("what/meaning")
    assert "'what/meaning' of 'flu' in en" in problem.message
    named = [part.split(" ")[0] for part in problem.message.split("(")[1:]]
    assert named == [f"U+{ord(char):04X}" for char in sorted(missing)]


def test_every_unit_is_named_by_itself(english: Language) -> None:
    units = {"a": "É", "b": "fine", "c": "\N{TIBETAN LETTER KA}"}
    found = list(glyphs.check(Texts("flu", english, units), COVERED, place, owners))
    assert [problem.message.split("'")[1] for problem in found] == ["a", "c"]
    assert [problem.location for problem in found] == [place("a"), place("c")]
    assert "TIBETAN LETTER KA" in found[1].message
    assert "in Leaf Sans: " in found[1].message


def test_the_families_that_have_the_characters_are_named(english: Language) -> None:
    texts = Texts("flu", english, {"a": "ខក 込 中 \U00010000"})
    (problem,) = glyphs.check(texts, COVERED, place, owners)
    assert problem.hint == (
        "\U00010000 is in no family of locales/fonts.yaml: add a font that has it; "
        "込 is in 'Leaf Sans JP': add it to the `fonts` of 'en'; "
        "中 is in 'Leaf Sans JP' and 'Leaf Sans SC': add it to the `fonts` of 'en'; "
        "ក ខ is in 'Leaf Sans Khmer': add it to the `fonts` of 'en'; or mend the text"
    )
