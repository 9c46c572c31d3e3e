"""A project's own fonts, and which font each text of a page is set in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from tests.pdf_reading import read_pages
from tests.printing import some_fonts
from tests.shared import shared_fonts_cache
from tests.small_project import SmallProject

SETTINGS = "name: Small library\nlanguage: {0}\nlanguages: [{0}]\npublisher: {{name: Small}}\n"
URDU = "یہ علاج کینسر کے خلیوں کو ختم کرتا ہے اور صحت مند خلیوں کو نقصان نہیں پہنچاتا۔ "


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    """Return the regular and bold files of a family of the sample project."""

    def files(family: str) -> dict[str, bytes]:
        fonts = some_fonts([family], shared_fonts_cache(tmp_path_factory))
        upright = (f for f in fonts.files if (f.family, f.style) == (family, "normal"))
        return {"bold" if f.weight > 400 else "regular": f.path.read_bytes() for f in upright}

    return files


def saved(font: TTFont) -> bytes:
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


def enlarged(data: bytes) -> bytes:
    """Return a face whose letters are much taller for their size, as those of a Nastaliq are."""
    font = TTFont(io.BytesIO(data))
    font["head"].unitsPerEm = 600
    return saved(font)


def without(data: bytes, letters: str) -> bytes:
    font = TTFont(io.BytesIO(data))
    subsetter = subset.Subsetter()
    subsetter.populate(unicodes={*font.getBestCmap()} - {*map(ord, letters)})
    subsetter.subset(font)
    return saved(font)


def put(project: SmallProject, name: str, files: dict[str, bytes], more: str = "") -> None:
    """Add a family to the project's own table."""
    stem = name.replace(" ", "")
    for style, data in files.items():
        project.write(f"locales/fonts/{stem}-{style}.ttf", data)
    table = project.root / "locales" / "fonts.yaml"
    before = table.read_text("utf-8") if table.exists() else ""
    row = f"path: fonts/{stem}-regular.ttf, bold: fonts/{stem}-bold.ttf{more}"
    project.write("locales/fonts.yaml", f"{before}{name}: {{{row}}}\n")


def fonts_of(project: SmallProject, path: str) -> dict[str, set[str]]:
    """Return the text that each font of a PDF draws, as a set of characters."""
    found: dict[str, set[str]] = {}
    for page in read_pages((project.root / "build" / path).read_bytes()):
        for glyph in page.glyphs:
            found.setdefault(glyph.font, set()).update(glyph.text)
    return found


def tallest_stripe(pdf: Path, font: str, lines: float) -> float:
    """Return the height in points of the tallest stripe of ink without an empty row.

    Args:
        pdf: the file, of whose first page the first lines in the font are looked at.
        font: dark on white if regular, white on dark if bold, as in a title.
        lines: the height of the part to look at.

    """
    data = pdf.read_bytes()
    page = read_pages(data)[0]
    top = max(g.y for g in page.glyphs if g.font == font) + 12
    document = pypdfium2.PdfDocument(data)
    image = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    start = round((page.height - top) * 2)
    part = image.crop((150, start, image.width - 150, start + round(lines * 2)))
    rows = [part.crop((0, y, part.width, y + 1)).getextrema() for y in range(part.height)]
    inked = [high > 200 if font.endswith("Bold") else low < 128 for low, high in rows]
    return max(len(list(group)) for ink, group in groupby(inked) if ink) / 2


def test_families_are_chosen_by_script_and_by_language(
    project: SmallProject, house: Callable[[str], dict[str, bytes]]
) -> None:
    put(project, "House Sans", house("Leaf Sans"))
    put(project, "House Spanish", house("Leaf Sans"))
    settings = SETTINGS.format("en").replace("[en]", "[en, es]")
    project.write(
        "polyleaf.yaml", f"{settings}fonts: {{Latn: [House Sans], es: [House Spanish]}}\n"
    )
    project.leaflet("flu", "Rest. **Drink.** → ✓")
    project.catalog("flu", "es", {"what/meaning": ("Rest. **Drink.** → ✓", "Beba. **Ya.** → ✓")})
    outcome = project.polyleaf("build")
    assert outcome.status == 0
    english = fonts_of(project, "pdf/en/flu.en.pdf")
    assert english.keys() == {"House-Sans", "House-Sans-Bold", "Leaf-Symbols"}
    assert {"→", "✓"} <= english["Leaf-Symbols"]
    spanish = fonts_of(project, "pdf/es/flu.es.pdf")
    assert {"B", "b"} <= spanish["House-Spanish"]
    # What is not translated is English, and set as English is.
    assert {"W", "?"} <= spanish["House-Sans-Bold"]
    assert "House Sans, Leaf Sans" in project.polyleaf("languages").out


def test_a_face_without_a_languages_letters_is_refused(
    project: SmallProject, house: Callable[[str], dict[str, bytes]]
) -> None:
    files = house("Leaf Sans")
    put(project, "House Sans", {**files, "bold": without(files["bold"], "ñÑ")})
    project.write("locales/languages.yaml", "es:\n  alphabet: a ñ z\n")
    settings = SETTINGS.format("en").replace("[en]", "[en, es]")
    project.write("polyleaf.yaml", f"{settings}fonts:\n  Latn: [House Sans]\n")
    project.leaflet("flu")
    project.catalog("flu", "es", {"title": ("A short leaflet", "Un folleto")})
    outcome = project.polyleaf("build")
    (found,) = (p for p in outcome.problems if p.severity == "error")
    assert found.place == ("font-lacks-letters", 6, 3)
    assert found.file == "polyleaf.yaml"
    assert "Spanish (es)" in found.message
    assert "'House Sans' (fonts/HouseSans-regular.ttf, fonts/HouseSans-bold.ttf)" in found.message
    assert found.message.endswith(": Ñ (U+00D1), ñ (U+00F1)")
    assert "'Leaf Sans'" in found.hint
    assert (outcome.status, project.pdfs) == (1, ["pdf/en/flu.en.pdf"])
    assert "font-lacks-letters" in project.polyleaf("check").codes
    assert project.polyleaf("build", "-l", "en").status == 0


def test_a_font_that_cannot_be_used_is_told_by_check_too(project: SmallProject) -> None:
    project.write("locales/fonts.yaml", "House Sans: {path: house.ttf}\n")
    project.write("locales/house.ttf", "<!DOCTYPE html>")
    project.write("polyleaf.yaml", SETTINGS.format("en") + "fonts: {en: [House Sans]}\n")
    project.leaflet("flu")
    assert project.polyleaf("check").codes == ["font-format"]
    outcome = project.polyleaf("build")
    assert (outcome.status, outcome.codes) == (1, ["font-format"])


def test_neither_bold_nor_italic_is_faked(
    project: SmallProject, house: Callable[[str], dict[str, bytes]]
) -> None:
    project.write("locales/fonts/house.ttf", house("Leaf Sans")["regular"])
    project.write("locales/fonts.yaml", "House Sans: {path: fonts/house.ttf, weights: [400]}\n")
    project.write("polyleaf.yaml", SETTINGS.format("en") + "fonts: {en: [House Sans]}\n")
    project.leaflet("flu", "Rest **now** and *drink*.")
    outcome = project.polyleaf("build")
    assert outcome.status == 0
    assert {"font-without-bold", "font-without-italic"} <= set(outcome.codes)
    assert fonts_of(project, "pdf/en/flu.en.pdf").keys() == {"House-Sans"}
    with pikepdf.open(project.root / "build" / "pdf" / "en" / "flu.en.pdf") as pdf:
        drawn = pikepdf.parse_content_stream(pdf.pages[0])
        operators = {str(instruction.operator) for instruction in drawn}
        matrices = [i.operands for i in drawn if str(i.operator) == "Tm"]
    assert "Tr" not in operators  # no stroked outlines
    assert matrices
    assert all(float(matrix[2]) == 0 for matrix in matrices)  # none slanted


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("fonts: {Latn: House Sans}", ("wrong-type", 5, 9)),
        ("fonts: {Latn: []}", ("empty-list", 5, 9)),
        ("fonts: [House Sans]", ("wrong-type", 5, 1)),
        ("fonts: {Latm: [Leaf Sans]}", ("unknown-script", 5, 9)),
        ("fonts: {ens: [Leaf Sans]}", ("unknown-language", 5, 9)),
        ("fonts: {Latn: [Leaf Sans, Leaf Sand]}", ("unknown-font", 5, 27)),
    ],
)
def test_a_choice_that_makes_no_sense(
    project: SmallProject, line: str, place: tuple[str, int, int]
) -> None:
    project.write("polyleaf.yaml", f"{SETTINGS.format('en')}{line}\n")
    outcome = project.polyleaf("build")
    assert [problem.place for problem in outcome.problems] == [place]
    assert outcome.status == 2


def test_a_tall_face_gets_the_leading_it_needs(
    project: SmallProject, house: Callable[[str], dict[str, bytes]]
) -> None:
    tall = {style: enlarged(data) for style, data in house("Leaf Sans Arabic").items()}
    project.leaflet("flu", URDU * 6, language="ur", title=URDU)
    project.write("polyleaf.yaml", SETTINGS.format("ur") + "fonts: {ur: [House Tall]}\n")
    pdf = project.root / "build" / "pdf" / "ur" / "flu.ur.pdf"
    put(project, "House Tall", tall)
    assert project.polyleaf("build").status == 0
    assert tallest_stripe(pdf, "House-Tall", 6 * 21) > 2 * 21  # lines touch at the language's 1.75
    assert tallest_stripe(pdf, "House-Tall-Bold", 2 * 36) > 36

    (project.root / "locales" / "fonts.yaml").unlink()
    put(project, "House Tall", tall, ", leading: 2.8")
    assert project.polyleaf("build").status == 0
    assert tallest_stripe(pdf, "House-Tall", 6 * 33.6) < 33.6
    assert tallest_stripe(pdf, "House-Tall-Bold", 2 * 67.2) < 67.2


# One text, one language, one font


def test_a_chinese_text_borrows_nothing_from_a_japanese_reference(project: SmallProject) -> None:
    """A Japanese form is no substitute: 込 is on the page, in a font for Japanese."""
    project.write("polyleaf.yaml", SETTINGS.format("zh-Hant"))
    project.write(
        "leaflets/library/references.yaml",
        "ja: {type: book, title: 骨直込働, language: ja}\n",
    )
    project.leaflet("cited", "骨直 [@ja].", language="zh-Hant", title="骨直")
    assert project.polyleaf("build").status == 0
    found = fonts_of(project, "pdf/zh-Hant/cited.zh-Hant.pdf")
    assert {*"骨直"} <= found["Leaf-Sans-TC"]
    assert found["Leaf-Sans-JP"] == {*"骨直込働"}

    project.leaflet("cited", "骨直込 [@ja].", language="zh-Hant", title="骨直")
    outcome = project.polyleaf("build")
    (problem,) = (p for p in outcome.problems if p.severity == "error")
    assert problem.place == ("missing-glyph", 10, 7)
    assert "'what/meaning' of 'cited' in zh-Hant" in problem.message
    assert "'込' (U+8FBC CJK UNIFIED IDEOGRAPH-8FBC)" in problem.message
    assert "込 is in 'Leaf Sans HK' and 'Leaf Sans JP'" in problem.hint
    assert outcome.status == 1


def test_untranslated_text_is_set_in_the_fonts_of_its_own_language(project: SmallProject) -> None:
    settings = SETTINGS.format("ja").replace("[ja]", "[ja, zh-Hant]")
    project.write("polyleaf.yaml", settings)
    project.leaflet("flu", "骨込", language="ja", title="骨")
    project.catalog("flu", "zh-Hant", {"title": ("骨", "骨")})
    assert project.polyleaf("build", "-l", "zh-Hant").status == 0
    found = fonts_of(project, "pdf/zh-Hant/flu.zh-Hant.pdf")
    assert {*"骨込"} <= found["Leaf-Sans-JP"]
    assert "骨" in found["Leaf-Sans-TC-Bold"]


def test_labels_and_names_are_set_in_the_fonts_of_their_language_too(
    project: SmallProject,
) -> None:
    """A Japanese reference brings a font that has the character; the names are English."""
    project.write("polyleaf.yaml", SETTINGS.format("en").replace("Small}", "Small 込}"))
    project.write("leaflets/library/references.yaml", "ja: {type: book, title: 込, language: ja}\n")
    project.leaflet("cited", "Small [@ja].", provenance="{authors: [働 Hata]}")
    outcome = project.polyleaf("build")
    assert [
        p.message.partition(" has ")[0] for p in outcome.problems if p.code == "missing-glyph"
    ] == [
        "'Small 込' of 'cited' in en",
        "'働 Hata' of 'cited' in en",
    ]
    assert (outcome.status, project.pdfs) == (1, [])


# Prepared once, and only what is needed


def files_below(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def families_below(files: Iterable[Path]) -> set[str]:
    return {path.stem.split("-")[0] for path in files if path.suffix == ".ttf"}


def test_a_build_prepares_the_fonts_of_its_languages_once(project: SmallProject) -> None:
    (project.root / ".polyleaf" / "fonts").unlink()
    project.leaflet("flu")
    project.catalog("flu", "ar", {"title": ("A short leaflet", "نشرة")})
    assert project.polyleaf("build", "-l", "en", "-l", "ar").status == 0
    fonts = project.root / ".polyleaf" / "fonts"
    made = files_below(fonts)
    assert families_below(made) == {"LeafSans", "LeafSansArabic", "LeafSymbols"}
    assert project.polyleaf("build", "-l", "en", "-l", "ar").status == 0
    assert files_below(fonts) == made
