"""Hermetic fonts: the table, the instances, the cache, and what WeasyPrint makes of them."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont
from tests.effort import STUCK
from tests.shared import shared_fonts_cache

from polyleaf.diagnostics import InputError
from polyleaf.typesetting import fonts
from polyleaf.typesetting.font_repertoire import select
from polyleaf.typesetting.font_table import find_source
from polyleaf.typesetting.fonts import FontFamily, FontSet, load_font_table, prepare_fonts

TABLE = Path(__file__).parents[2] / "locales" / "fonts.yaml"
LATIN, SYMBOLS = "Leaf Sans", "Leaf Symbols"

SAMPLES: Mapping[str, tuple[list[str], str]] = {
    "en": ([LATIN, SYMBOLS], "Call if your fever is ≥ 38 °C – “at once”. Rest → drink → sleep."),
    "vi": ([LATIN], "Hãy gọi ngay nếu quý vị bị sốt trên 38 °C, ớn lạnh hoặc khó thở."),
    "ru": ([LATIN], "Немедленно позвоните, если температура выше 38 °C или появился озноб."),
    "ar": (
        [LATIN, "Leaf Sans Arabic"],
        "اتصل بفريق الرعاية فورًا إذا ارتفعت حرارتك فوق ٣٨٫٥ درجة، هل؟",
    ),
    "fa": (
        [LATIN, "Leaf Sans Arabic"],
        "اگر تب شما از ۳۸ درجه بیشتر شد، «فوراً» تماس بگیرید؛ می‌توانید.",
    ),
    "hi": (
        [LATIN, "Leaf Sans Devanagari"],
        "यदि आपको बुखार या ठंड लगे तो तुरंत संपर्क करें। क्षत्रिय हिन्दी १२३",
    ),
    "am": ([LATIN, "Leaf Sans Ethiopic"], "ትኩሳት ወይም ብርድ ብርድ ካለዎት ወዲያውኑ ይደውሉ። እባክዎ፣ ፲፪"),
    "th": ([LATIN, "Leaf Sans Thai"], "โทรหาทีมดูแลทันทีหากมีไข้สูงกว่า 38 °C หรือหนาวสั่น น้ำ ผู้ป่วย"),
    "km": (
        [LATIN, "Leaf Sans Khmer"],
        "សូម\u200bទូរស័ព្ទ\u200bភ្លាម ប្រសិនបើ\u200bអ្នក\u200bមាន\u200bគ្រុនក្តៅ។ ខ្ញុំ ស្ត្រី",
    ),
    "zh-Hans": (
        ["Leaf Sans SC", LATIN],
        "如果体温达到38.5 °C，请“立即”联系您的医疗团队……黑色素瘤——T-VEC。",
    ),
    "zh-Hant": (
        ["Leaf Sans TC", LATIN],
        "如果體溫達到38.5 °C，請「立即」聯絡您的醫療團隊……黑色素瘤——T-VEC。",
    ),
    "ko": (
        ["Leaf Sans KR", LATIN],
        "열이 38.5 °C 이상이면 “즉시” 의료진에게 연락하십시오. 흑색종, T-VEC.",
    ),
    "ja": (
        ["Leaf Sans JP", LATIN],
        "38.5 °C以上の熱が出たら、「すぐに」医療チームへご連絡ください。黒色腫〜",
    ),
}

# Runs in a process of its own: fontconfig reads FONTCONFIG_FILE once, at WeasyPrint's import.
PROBE = """
import json, logging, sys
from pathlib import Path
import weasyprint
from weasyprint.text.fonts import FontConfiguration
pages, out = json.load(sys.stdin), Path(sys.argv[1])
records = []
handler = logging.Handler()
handler.emit = lambda record: records.append(record.getMessage())
logging.getLogger("weasyprint").addHandler(handler)
configuration = FontConfiguration()
families = {}
for name, html in pages.items():
    document = weasyprint.HTML(string=html).render(font_config=configuration)
    (out / f"{name}.pdf").write_bytes(document.write_pdf())
    families[name] = sorted({font.family for font in document.fonts.values()})
json.dump({"families": families, "log": records}, sys.stdout)
"""

PAGE = """<html lang="{lang}" dir="{dir}"><title>t</title>
<style>body {{ font: 12pt/1.6 {stack} }}</style>
<p>{text}</p><p><b>{text}</b></p>{latin}</html>"""


@pytest.fixture(scope="session")
def table() -> Mapping[str, FontFamily]:
    return load_font_table(TABLE)


@pytest.fixture(scope="session")
def font_set(table: Mapping[str, FontFamily], tmp_path_factory: pytest.TempPathFactory) -> FontSet:
    return prepare_fonts(table.values(), shared_fonts_cache(tmp_path_factory))


@pytest.fixture(scope="session")
def printed(font_set: FontSet, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    pages = {lang: page(lang, stack, text) for lang, (stack, text) in SAMPLES.items()}
    stack, text = SAMPLES["zh-Hans"]
    body = page("zh-Hans", stack, text)
    pages["zh-page"] = body.replace("</html>", f"<p>{ALL_GB2312_LEVEL_1[:160] * 5}</p></html>")
    return render(pages, font_set, tmp_path_factory.mktemp("pdf"))


ALL_GB2312_LEVEL_1 = "".join(
    bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)
)


def page(lang: str, stack: list[str], text: str) -> str:
    latin = "<p><i>Italic</i> <b><i>bold italic</i></b></p>" if lang == "en" else ""
    families = ", ".join(f"'{name}'" for name in stack)
    direction = "rtl" if lang in {"ar", "fa"} else "ltr"
    return PAGE.format(lang=lang, dir=direction, stack=families, text=text, latin=latin)


def render(pages: Mapping[str, str], font_set: FontSet, out: Path) -> dict[str, Any]:
    result = subprocess.run(
        [sys.executable, "-c", PROBE, str(out)],
        input=json.dumps(pages),
        env=os.environ | {"FONTCONFIG_FILE": str(font_set.config_file)},
        capture_output=True,
        text=True,
        check=True,
        timeout=STUCK,
    )
    assert result.stderr == ""
    return {**json.loads(result.stdout), "out": out}


def main_family(lang: str) -> str:
    """Return the family that the language's own letters come from."""
    stack = [name for name in SAMPLES[lang][0] if name != SYMBOLS]
    return next((name for name in stack if name != LATIN), LATIN)


def embedded(pdf: Path) -> dict[str, TTFont]:
    """Return the font programs of a PDF by the PostScript name in their own name table."""
    programs = {}
    with pikepdf.open(pdf) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
                font = TTFont(io.BytesIO(thing.FontFile2.read_bytes()))
                programs[font["name"].getDebugName(6)] = font
    return programs


def files_of(folder: Path, pattern: str = "*.ttf") -> dict[str, bytes]:
    found = (folder / "fonts").rglob(pattern)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def codes(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [diagnostic.code for diagnostic in error.value.diagnostics]


# What WeasyPrint makes of them


def test_every_sample_is_set_in_its_families_without_a_word_in_the_log(
    printed: dict[str, Any],
) -> None:
    assert printed["log"] == []
    for lang, (stack, _) in SAMPLES.items():
        assert set(printed["families"][lang]) <= set(stack), lang
        assert main_family(lang) in printed["families"][lang], lang


def test_pdfs_embed_static_fonts_of_the_set_only(
    printed: dict[str, Any], font_set: FontSet
) -> None:
    known = {file.path.stem for file in font_set.files}
    for lang in SAMPLES:
        programs = embedded(printed["out"] / f"{lang}.pdf")
        assert programs.keys() <= known, lang
        assert not any({"fvar", "gvar", "STAT", "avar"} & set(f.keys()) for f in programs.values())


@pytest.mark.parametrize("lang", SAMPLES)
def test_bold_is_the_bold_file(printed: dict[str, Any], lang: str) -> None:
    programs = embedded(printed["out"] / f"{lang}.pdf")
    for family in printed["families"][lang]:
        name = family.replace(" ", "")
        assert programs[f"{name}-Regular"]["OS/2"].usWeightClass == 400
        assert programs[f"{name}-Bold"]["OS/2"].usWeightClass == 700


def test_bold_is_not_faked(printed: dict[str, Any]) -> None:
    with pikepdf.open(printed["out"] / "en.pdf") as document:
        content = pikepdf.parse_content_stream(document.pages[0])
    operators = [str(instruction.operator) for instruction in content]
    assert "Tr" not in operators  # no stroked outlines
    assert "TJ" in operators


def test_latin_has_true_italics(printed: dict[str, Any]) -> None:
    assert {"LeafSans-Italic", "LeafSans-BoldItalic"} <= embedded(printed["out"] / "en.pdf").keys()


def test_a_chinese_page_is_small(printed: dict[str, Any]) -> None:
    assert (printed["out"] / "zh-Hans.pdf").stat().st_size < 30_000
    assert (printed["out"] / "zh-page.pdf").stat().st_size < 60_000


def test_system_fonts_do_not_leak_in(font_set: FontSet, tmp_path: Path) -> None:
    pages = {"tibetan": page("bo", ["DejaVu Sans", LATIN], "བོད་སྐད།")}
    result = render(pages, font_set, tmp_path)
    assert set(result["families"]["tibetan"]) <= {file.family for file in font_set.files}
    assert ".notdef" in result["log"][0]


# The instances


def test_names_and_style_bits_agree(font_set: FontSet) -> None:
    expected = {
        "LeafSans-Regular": ("Regular", 400, 0x40, 0),
        "LeafSans-Bold": ("Bold", 700, 0x20, 1),
        "LeafSans-Italic": ("Italic", 400, 0x01, 2),
        "LeafSans-BoldItalic": ("Bold Italic", 700, 0x21, 3),
    }
    for file in (f for f in font_set.files if f.family == LATIN):
        style, weight, selection, mac = expected[file.path.stem]
        font = TTFont(file.path)
        names = {n: font["name"].getDebugName(n) for n in (1, 2, 3, 4, 6, 16, 17)}
        stem = file.path.stem
        full = f"{LATIN} {style}"
        assert names == {1: LATIN, 2: style, 3: stem, 4: full, 6: stem, 16: LATIN, 17: style}
        assert font["OS/2"].usWeightClass == weight == file.weight
        assert font["OS/2"].fsSelection & 0x61 == selection
        assert font["head"].macStyle & 3 == mac
        assert (file.style == "italic") == bool(mac & 2)


def test_instances_are_static_unhinted_and_keep_their_licence(font_set: FontSet) -> None:
    unwanted = {"fvar", "gvar", "avar", "STAT", "HVAR", "MVAR", "VVAR", "fpgm", "prep", "cvt "}
    for file in font_set.files:
        font = TTFont(file.path)
        assert not unwanted & set(font.keys()), file.path.stem
        assert font["post"].formatType == 3.0
        assert "Open Font License" in font["name"].getDebugName(13)
        assert "Thin" not in str(font["name"].names)
        assert font["glyf"][".notdef" if ".notdef" in font.getGlyphOrder() else "glyph00000"]


def shape(font: hb.Font, text: str) -> list[tuple[int, int, int]]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return [(p.x_advance, p.x_offset, p.y_offset) for p in buffer.glyph_positions]


@pytest.mark.parametrize("lang", ["vi", "ar", "fa", "hi", "th", "km", "zh-Hans", "ko"])
@pytest.mark.parametrize("weight", [400, 700])
def test_an_instance_shapes_as_its_source_does(
    font_set: FontSet, table: Mapping[str, FontFamily], lang: str, weight: int
) -> None:
    _, text = SAMPLES[lang]
    family = table[main_family(lang)]
    covered = font_set.covers(family.name)
    words = "".join(c if ord(c) in covered else " " for c in text).split()
    assert len(words) >= 2
    source = hb.Font(hb.Face(hb.Blob.from_file_path(str(find_source(family, family.file)))))
    source.set_variations({"wght": weight})
    path = next(
        f.path
        for f in font_set.files
        if (f.family, f.weight, f.style) == (family.name, weight, "normal")
    )
    made = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    for word in words:
        wanted, got = shape(source, word), shape(made, word)
        assert len(wanted) == len(got)
        # Variation deltas round per value: one unit of 1000 is 0.012 pt at 12 pt.
        for a, b in zip(wanted, got, strict=True):
            assert all(abs(x - y) <= 1 for x, y in zip(a, b, strict=True)), word


def test_shaping_features_are_kept(font_set: FontSet) -> None:
    wanted = {
        LATIN: {"ccmp", "kern", "locl", "mark", "mkmk", "tnum", "liga"},
        "Leaf Sans Arabic": {"init", "medi", "fina", "rlig", "mark", "mkmk", "locl"},
        "Leaf Sans Devanagari": {"half", "akhn", "rphf", "abvm", "blwm"},
        "Leaf Sans SC": {"ccmp", "locl", "palt", "fwid"},
    }
    for family, features in wanted.items():
        font = TTFont(next(f.path for f in font_set.files if f.family == family))
        records = [r for t in ("GSUB", "GPOS") for r in font[t].table.FeatureList.FeatureRecord]
        assert features <= {record.FeatureTag for record in records}, family


# Repertoires


def test_covers_tells_what_every_style_has(font_set: FontSet) -> None:
    assert {*map(ord, "Aßžаяαωđặ…“” €")} <= font_set.covers(LATIN)
    assert ord("中") not in font_set.covers(LATIN)
    assert {*map(ord, ALL_GB2312_LEVEL_1)} <= font_set.covers("Leaf Sans SC")
    assert {*map(ord, "，。“”‘’……——·《》、；：？！（）〇〜～")} <= font_set.covers("Leaf Sans SC")
    assert {*map(ord, "≤≥→←✓□≈≠")} <= font_set.covers(SYMBOLS)
    assert ord("\u20c0") not in font_set.covers(LATIN)  # the upright file alone has it
    with pytest.raises(KeyError):
        font_set.covers("Leaf")


def test_every_sample_is_covered_by_its_families(font_set: FontSet) -> None:
    for stack, text in SAMPLES.values():
        covered = frozenset[int]().union(*map(font_set.covers, stack))
        assert {*map(ord, text)} <= covered


@pytest.mark.parametrize(
    ("family", "codec"),
    [("SC", "gb2312"), ("TC", "big5"), ("HK", "big5hkscs"), ("KR", "euc_kr"), ("JP", "shift_jis")],
)
def test_a_standard_is_covered_whole(font_set: FontSet, family: str, codec: str) -> None:
    covered = font_set.covers(f"Leaf Sans {family}")
    ideographs = [c for c in range(0x4E00, 0xA000) if chr(c).encode(codec, "ignore")]
    # Noto Sans KR has no U+9699, which KS X 1001 asks for.
    assert {c for c in ideographs if c not in covered} <= {0x9699}


def test_cantonese_is_covered(font_set: FontSet) -> None:
    words = {*map(ord, "咗哋啲喺嗰嘅嘢嚟嚿攞瞓冇佢唔啱嘥攰揸嘞㗎𨋢")}
    assert words <= font_set.covers("Leaf Sans HK")
    assert not words <= font_set.covers("Leaf Sans TC")
    assert font_set.covers("Leaf Sans TC") < font_set.covers("Leaf Sans HK")


def test_script_families_leave_latin_to_leaf_sans(font_set: FontSet) -> None:
    for family in {file.family for file in font_set.files} - {LATIN}:
        assert not {*map(ord, "Az09.,-()%éαя×°")} & font_set.covers(family), family
        assert ord(" ") in font_set.covers(family)


def test_terms_of_a_repertoire() -> None:
    some = frozenset(map(ord, "aé 中ア→≥«.٣α＋"))
    assert select([], some) == some
    assert select(["native"], some) == {*map(ord, " 中ア→≥«٣＋")}
    assert select(["U+2190-21FF", "U+0061"], some) == {*map(ord, " →a")}
    assert select(["gb2312"], some) == {*map(ord, " 中ア→≥＋")}
    assert select(["latin-1", "U+2265"], some) == {*map(ord, " «≥＋")}


# The cache


def test_two_caches_hold_the_same_bytes(
    table: Mapping[str, FontFamily], font_set: FontSet, tmp_path: Path
) -> None:
    asked = [table[LATIN], table["Leaf Sans Arabic"], table["Leaf Sans SC"]]
    one, two = (
        prepare_fonts(order, tmp_path / str(n)) for n, order in enumerate([asked, asked[::-1]])
    )
    assert one.digest == two.digest != font_set.digest
    assert files_of(tmp_path / "0") == files_of(tmp_path / "1")
    assert {f.sha256 for f in one.files} <= {f.sha256 for f in font_set.files}


def test_a_fresh_process_makes_the_same_digest(
    table: Mapping[str, FontFamily], tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from polyleaf.typesetting.fonts import *\n"
        "family = load_font_table(Path(sys.argv[1]))['Leaf Sans']\n"
        "print(prepare_fonts([family], Path(sys.argv[2])).digest)"
    )
    command = [sys.executable, "-c", code, str(TABLE), str(tmp_path / "a")]
    path = os.pathsep.join(filter(None, sys.path))
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": path}
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == prepare_fonts([table[LATIN]], tmp_path / "b").digest


def test_only_the_asked_families_are_shown(
    table: Mapping[str, FontFamily], font_set: FontSet
) -> None:
    few = prepare_fonts([table["Leaf Sans Lao"]], font_set.directory.parent)
    text = few.config_file.read_text(encoding="utf-8")
    assert text.count("<dir>") == 1
    assert "<include" not in text
    assert "fonts &amp; co" in text
    assert {f.family for f in few.files} == {"Leaf Sans Lao"}
    assert len(list(few.files[0].path.parent.iterdir())) == 2


def test_a_warm_call_makes_and_reads_no_font(
    table: Mapping[str, FontFamily], font_set: FontSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a font was made or hashed")

    monkeypatch.setattr(fonts, "instance", refuse)
    monkeypatch.setattr("polyleaf.typesetting.font_cache.hashlib.file_digest", refuse)
    assert prepare_fonts(table.values(), font_set.directory.parent) == font_set


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flip(path: Path) -> None:
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def garble(path: Path) -> None:
    path.write_bytes(b"{")


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [
        ("*-Bold.ttf", truncate),
        ("*-Bold.ttf", flip),
        ("*-Bold.ttf", Path.unlink),
        ("instances/*.json", garble),
        ("stamps/*.json", garble),
        ("configs/*.conf", truncate),
    ],
)
def test_a_damaged_cache_is_mended(
    table: Mapping[str, FontFamily],
    tmp_path: Path,
    pattern: str,
    damage: Callable[[Path], None],
) -> None:
    asked = [table["Leaf Sans Thai"]]
    before = prepare_fonts(asked, tmp_path)
    config = before.config_file.read_bytes()
    good = files_of(tmp_path)
    for path in before.directory.rglob(pattern):
        damage(path)
    assert prepare_fonts(asked, tmp_path) == before
    assert files_of(tmp_path) == good
    assert before.config_file.read_bytes() == config


def test_no_draft_stays_behind(table: Mapping[str, FontFamily], tmp_path: Path) -> None:
    made = prepare_fonts([table["Leaf Sans Lao"]], tmp_path)
    assert [path for path in made.directory.iterdir() if path.is_file()] == []


def test_processes_may_prepare_at_once(table: Mapping[str, FontFamily], tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from polyleaf.typesetting.fonts import *\n"
        "table = load_font_table(Path(sys.argv[1]))\n"
        "asked = [table[name] for name in ('Leaf Sans Khmer', 'Leaf Sans Lao', 'Leaf Sans SC')]\n"
        "print(prepare_fonts(asked, Path(sys.argv[2])).digest)"
    )
    command = [sys.executable, "-c", code, str(TABLE), str(tmp_path)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    running = [
        subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    digests = {process.communicate(timeout=STUCK)[0] for process in running}
    asked = [table[f"Leaf Sans {name}"] for name in ("Khmer", "Lao", "SC")]
    assert digests == {prepare_fonts(asked, tmp_path).digest + "\n"}


def test_a_cache_that_cannot_be_written_is_told(
    table: Mapping[str, FontFamily], tmp_path: Path
) -> None:
    (tmp_path / "fonts").write_text("a file in the way")
    with pytest.raises(InputError) as error:
        prepare_fonts([table["Leaf Sans Lao"]], tmp_path)
    assert codes(error) == ["font-cache"]


# A project's own files


@pytest.fixture
def project(tmp_path: Path, font_set: FontSet, table: Mapping[str, FontFamily]) -> Path:
    for file in (f for f in font_set.files if f.family == "Leaf Sans Lao"):
        shutil.copy(file.path, tmp_path / f"house-{file.weight}.ttf")
    lao = table["Leaf Sans Lao"]
    shutil.copy(find_source(lao, lao.file), tmp_path / "variable.ttf")
    return tmp_path


def own(project: Path, row: str) -> FontFamily:
    path = project / "fonts.yaml"
    path.write_text(f"# A house face\nHouse:\n  {row}\n", encoding="utf-8")
    return load_font_table(path)["House"]


def test_static_files_of_a_project(project: Path) -> None:
    family = own(project, "{path: house-400.ttf, bold: house-700.ttf}")
    result = prepare_fonts([family], project / "cache")
    assert [(f.weight, f.path.name) for f in result.files] == [
        (400, "House-Regular.ttf"),
        (700, "House-Bold.ttf"),
    ]
    assert result.files[0].sha256 != result.files[1].sha256
    assert {*map(ord, "ລາວ")} <= result.covers("House")


def test_a_changed_file_of_a_project_is_made_anew(project: Path) -> None:
    family = own(project, "{path: variable.ttf, weights: [400]}")
    before = prepare_fonts([family], project / "cache")
    times = (project / "variable.ttf").stat()
    shutil.copy(project / "house-700.ttf", project / "variable.ttf")
    os.utime(project / "variable.ttf", ns=(times.st_atime_ns, times.st_mtime_ns))
    after = prepare_fonts([family], project / "cache")
    assert after.digest != before.digest
    assert after.files[0].path.parent != before.files[0].path.parent


def test_other_weights_of_a_variable_file(project: Path) -> None:
    family = own(project, "{path: variable.ttf, weights: [600, 500]}")
    result = prepare_fonts([family], project / "cache")
    names = [TTFont(f.path)["name"].getDebugName(4) for f in result.files]
    assert names == ["House Medium", "House SemiBold"]


def save(font: TTFont | TTCollection) -> bytes:
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


def compressed(data: bytes, flavor: str) -> bytes:
    font = TTFont(io.BytesIO(data))
    font.flavor = flavor
    return save(font)


def collection(data: bytes) -> bytes:
    fonts_of = TTCollection()
    fonts_of.fonts = [TTFont(io.BytesIO(data)), TTFont(io.BytesIO(data))]
    return save(fonts_of)


def with_tables(data: bytes, names: Mapping[bytes, bytes]) -> bytes:
    """Rename tables in the font's directory."""
    end = 12 + 16 * int.from_bytes(data[4:6], "big")
    directory = data[:end]
    for old, new in names.items():
        directory = directory.replace(old, new)
    return directory + data[end:]


def cff2(_: bytes) -> bytes:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({ord("a"): "a"})
    builder.setupCFF2(
        {name: T2CharStringPen(None, None).getCharString() for name in (".notdef", "a")}
    )
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "House", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    return save(builder.font)


BITMAPS = {b"glyf": b"CBDT", b"loca": b"CBLC"}


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (lambda _: b"", "font-corrupt", "is empty (0 bytes)"),
        (lambda data: bytes(len(data)), "font-corrupt", "is empty ("),
        (lambda data: data[: len(data) * 3 // 4], "font-corrupt", "is cut short: it has "),
        (lambda data: data[:40], "font-corrupt", "cannot be read"),
        (lambda data: b"junk" + data, "font-corrupt", "is not a TrueType or OpenType font"),
        (
            lambda data: with_tables(data, {b"cmap": b"junk"}),
            "font-corrupt",
            "lacks the tables cmap",
        ),
        (lambda _: b"\n<!DOCTYPE html>\n<title>404</title>", "font-format", "is a web page"),
        (lambda data: compressed(data, "woff"), "font-format", "is a web font (WOFF)"),
        (lambda data: compressed(data, "woff2"), "font-format", "is a web font (WOFF2)"),
        (collection, "font-format", "is a collection of fonts (TTC, OTC)"),
        (lambda _: b"%!PS-AdobeFont-1.0: House", "font-format", "is a Type 1 font"),
        (lambda _: b"PK\3\4\n", "font-format", "is a ZIP archive"),
        (lambda data: with_tables(data, BITMAPS), "font-format", "holds pictures of letters only"),
        (lambda data: with_tables(data, {b"glyf": b"junk"}), "font-format", "has no outlines"),
        (cff2, "font-format", "has CFF2 outlines"),
    ],
)
def test_a_file_that_is_no_usable_font_is_told(
    project: Path, change: Callable[[bytes], bytes], code: str, words: str
) -> None:
    file = project / "house-400.ttf"
    file.write_bytes(change(file.read_bytes()))
    family = own(project, "{path: house-400.ttf, bold: house-700.ttf}")
    with pytest.raises(InputError) as error:
        prepare_fonts([family], project / "cache")
    (diagnostic,) = error.value.diagnostics
    assert diagnostic.code == code
    assert f"font family 'House': {file.as_posix()} {words}" in diagnostic.message
    assert diagnostic.hint
    assert (diagnostic.location.file.name, diagnostic.location.line) == ("fonts.yaml", 2)
    assert files_of(project / "cache") == {}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("{package: no_such_fonts, file: a.ttf}", "font-not-found"),
        ("{package: manimgx_fonts, file: NotoSansThay.ttf}", "font-not-found"),
        ("{path: missing.ttf}", "font-not-found"),
        ("{path: house-400.ttf}", "font-axis-missing"),
        ("{path: house-400.ttf, bold: house-400.ttf}", "font-axis-missing"),
        ("{path: variable.ttf, weights: [900]}", "font-axis-missing"),
        ("{path: house-400.ttf, bold: variable.ttf}", "font-variable"),
        ("{path: variable.ttf, bold: house-700.ttf}", "font-variable"),
        ("{path: variable.ttf, repertoire: U+4E00}", "font-repertoire-empty"),
    ],
)
def test_a_font_that_cannot_be_used_is_told(project: Path, row: str, code: str) -> None:
    with pytest.raises(InputError) as error:
        prepare_fonts([own(project, row)], project / "cache")
    assert codes(error) == [code]
    (diagnostic,) = error.value.diagnostics
    assert (diagnostic.location.file.name, diagnostic.location.line) == ("fonts.yaml", 2)
    assert diagnostic.hint or code == "font-repertoire-empty"


def test_a_variable_file_that_should_be_static_is_refused_from_a_warm_cache(project: Path) -> None:
    prepare_fonts([own(project, "{path: variable.ttf}")], project / "cache")
    shutil.copy(project / "variable.ttf", project / "bold.ttf")
    with pytest.raises(InputError) as error:
        prepare_fonts([own(project, "{path: variable.ttf, bold: bold.ttf}")], project / "cache")
    assert codes(error) == ["font-variable", "font-variable"]
    assert "wght 400–700" in error.value.diagnostics[0].message
    assert "bold.ttf" in error.value.diagnostics[1].message


def test_all_unusable_families_are_told_at_once(project: Path) -> None:
    missing = own(project, "{package: no_such_fonts, file: a.ttf}")
    also = FontFamily(name="Else", file="b.ttf", folder=project)
    with pytest.raises(InputError) as error:
        prepare_fonts([missing, also], project / "cache")
    assert codes(error) == ["font-not-found", "font-not-found"]
    assert "pip install no-such-fonts" in str(error.value)
