"""Which families have a character, asked of files that were never prepared."""

from __future__ import annotations

from pathlib import Path

from polyleaf.typesetting.font_search import families_with
from polyleaf.typesetting.font_table import FontFamily, load_font_table


def test_repertoires_count_and_not_files_alone(root: Path) -> None:
    families = load_font_table(root / "locales" / "fonts.yaml").values()
    assert families_with("ក", families) == ("Leaf Sans Khmer",)
    # Noto Sans TC has it, but Big5 has not; Hong Kong has added it.
    assert families_with("込", families) == ("Leaf Sans HK", "Leaf Sans JP")
    assert families_with("啲", families) == ("Leaf Sans HK",)
    assert families_with("ß", families) == ("Leaf Sans",)
    assert families_with("ßក", families) == ()
    assert families_with("\N{TIBETAN LETTER KA}", families) == ()
    assert "Leaf Sans TC" in families_with("中", families)


def test_a_family_that_cannot_be_used_has_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.ttf").write_text("<html>a")
    families = [
        FontFamily(name="Page", file="page.ttf", folder=tmp_path),
        FontFamily(name="Gone", file="gone.ttf", folder=tmp_path),
        FontFamily(name="Absent", file="gone.ttf", package="no_such_package"),
    ]
    assert families_with("a", families) == ()
