"""Terms of a language: what terms.csv says, and the line of what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyleaf.diagnostics import InputError
from polyleaf.translation.termbase import Term, load_terms

HEADER = "term,target,forbidden,do_not_translate\n"


def load(folder: Path, text: str) -> tuple[Term, ...]:
    file = folder / "terms.csv"
    file.write_text(text, "utf-8")
    return load_terms(file)


def test_terms(tmp_path: Path) -> None:
    text = HEADER + 'tumor,tumor|tumoral,"cáncer, tumor",\n\nT-VEC,,,yes\n'
    assert load(tmp_path, text) == (
        Term("tumor", ("tumor", "tumoral"), ("cáncer, tumor",)),
        Term("T-VEC", do_not_translate=True),
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("term,targt\na,b\n", [1]),
        ("target\nb\n", [1]),
        (HEADER + "a,b\n", [2]),
        (HEADER + "a,,,\nb,,,maybe\n", [3]),
        (HEADER + ",b,,\n", [2]),
        (HEADER + "a,,,\na,,,\n", [3]),
        (HEADER + 'a,"b,,\n', [2]),
    ],
)
def test_each_mistake_is_told_with_its_line(tmp_path: Path, text: str, lines: list[int]) -> None:
    with pytest.raises(InputError) as error:
        load(tmp_path, text)
    assert [(d.code, d.location.line) for d in error.value.diagnostics] == [
        ("bad-terms", line) for line in lines
    ]
