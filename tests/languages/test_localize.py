"""Dates, hours, digits and lists, as a reader of each language expects them."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from babel import dates
from hypothesis import given
from hypothesis import strategies as st
from icu4py.messageformat import MessageFormat
from tests.languages.conftest import LANGUAGES

from polyleaf.languages.localize import (
    counter_style,
    format_date,
    format_list,
    format_number,
    format_size,
    format_time_range,
    to_digits,
)
from polyleaf.languages.table import Language

DAY = datetime.date(2025, 7, 7)
OPENS, CLOSES = datetime.time(7), datetime.time(18, 30)

# CLDR 47 by Babel and ICU 78, except where the table has patterns of its own: ht (no month names
# of its own in CLDR), vi and km (the full form that letters and leaflets use), fr and pt-BR (the
# hour's own sign), en, hi, km, zh-Hant and ko (the words for the half of the day).
PRINTED = {
    "en": ("July 7, 2025", "7:00 am–6:30 pm"),
    "es": ("7 de julio de 2025", "7:00\u202fa.m.–6:30\u202fp.m."),
    "fr": ("7 juillet 2025", "7\u00a0h\u00a000–18\u00a0h\u00a030"),
    "pt-BR": ("7 de julho de 2025", "7h00–18h30"),
    "ht": ("7 jiyè 2025", "7:00 am–6:30 pm"),
    "vi": ("ngày 7 tháng 7 năm 2025", "07:00–18:30"),
    "ru": ("7 июля 2025\u202fг.", "07:00–18:30"),
    "ar": ("7 يوليو 2025", "7:00 ص – 6:30 م"),
    "fa": ("۷ ژوئیهٔ ۲۰۲۵", "۷:۰۰ تا ۱۸:۳۰"),
    "hi": ("7 जुलाई 2025", "सुबह 7:00 से शाम 6:30 तक"),
    "am": ("7 ጁላይ 2025", "7:00 ጥዋት–6:30 ከሰዓት"),
    "th": ("7 กรกฎาคม ค.ศ. 2025", "07:00–18:30"),
    "km": ("ថ្ងៃទី 7 ខែកក្កដា ឆ្នាំ 2025", "ម៉ោង 7:00 ព្រឹក ដល់ ម៉ោង 6:30 ល្ងាច"),
    "zh-Hans": ("2025年7月7日", "07:00至18:30"),
    "zh-Hant": ("2025年7月7日", "上午7:00至下午6:30"),
    "ko": ("2025년 7월 7일", "오전 7:00~오후 6:30"),
    "de": ("7. Juli 2025", "07:00–18:30"),
    "it": ("7 luglio 2025", "07:00–18:30"),
    "pl": ("7 lipca 2025", "07:00–18:30"),
    "uk": ("7 липня 2025\u202fр.", "07:00–18:30"),
    "tr": ("7 Temmuz 2025", "07:00–18:30"),
    "pt-PT": ("7 de julho de 2025", "07:00–18:30"),
    "ja": ("2025年7月7日", "7:00～18:30"),
    "tl": ("Hulyo 7, 2025", "7:00\u202fAM–6:30\u202fPM"),
    "id": ("7 Juli 2025", "07.00–18.30"),
    "ur": ("7 جولائی، 2025", "صبح 7:00 تا شام 6:30"),
    "fa-AF": ("۷ جولای ۲۰۲۵", "۷:۰۰ تا ۱۸:۳۰"),
    "he": ("7 ביולי 2025", "7:00–18:30"),
    "bn": ("7 জুলাই, 2025", "সকাল 7:00 থেকে সন্ধ্যা 6:30"),
    "ne": ("2025 जुलाई 7", "बिहान 7:00 देखि साँझ 6:30 सम्म"),
    "pa": ("7 ਜੁਲਾਈ 2025", "7:00 ਪੂ.ਦੁ.–6:30 ਬਾ.ਦੁ."),
}


def test_every_language_is_listed() -> None:
    assert set(PRINTED) == set(LANGUAGES)


@pytest.mark.parametrize("tag", PRINTED)
def test_dates_and_hours(tag: str) -> None:
    language = LANGUAGES[tag]
    printed = (format_date(DAY, language), format_time_range(OPENS, CLOSES, language))
    assert printed == PRINTED[tag]


@pytest.mark.parametrize("tag", [tag for tag, language in LANGUAGES.items() if not language.date])
def test_icu_writes_the_same_dates(tag: str) -> None:
    digits = LANGUAGES[tag].digits
    message = MessageFormat("{day, date, long}", f"{tag}-u-ca-gregory-nu-{digits}")
    for month in range(1, 13):
        date = datetime.date(2026, month, 2 * month)
        assert format_date(date, LANGUAGES[tag]) == message.format({"day": date})


# Why the table does not leave these to CLDR


def babels_date(locale: str) -> str:
    return dates.format_date(DAY, "long", locale=locale)


def babels_time(locale: str, time: datetime.time = OPENS) -> str:
    return dates.format_time(time, "short", locale=locale)


def without(language: Language, **fields: None) -> Language:
    return language.model_copy(update=fields)


def test_haitian_creole_has_month_names_of_its_own_and_not_the_french_ones() -> None:
    assert "juillet" in babels_date("ht")
    language = LANGUAGES["ht"]
    printed = [format_date(datetime.date(2025, month, 1), language) for month in range(1, 13)]
    assert [text.split()[1] for text in printed] == (
        "janvye fevriye mas avril me jen jiyè out septanm oktòb novanm desanm".split()  # noqa: SIM905 - a list is 12 lines
    )
    assert format_list(["a", "b", "c"], language) == "a, b ak c"


def test_vietnamese_says_day_month_and_year() -> None:
    assert not babels_date("vi").startswith("ngày")
    assert format_date(DAY, LANGUAGES["vi"]).split()[::2] == ["ngày", "tháng", "năm"]


def test_khmer_says_day_month_and_year_and_has_no_english_in_its_hours() -> None:
    assert babels_date("km").startswith("7")
    assert "AM" in babels_time("km")
    assert not latin(PRINTED["km"][1])


def test_hindi_hours_are_in_words_of_hindi() -> None:
    assert latin(babels_time("hi"))
    assert not latin(PRINTED["hi"][1])


def test_traditional_chinese_hours_are_not_at_dawn() -> None:
    assert "清晨" in babels_time("zh_Hant")
    assert format_time_range(OPENS, CLOSES, LANGUAGES["zh-Hant"]).startswith("上午")


def test_korean_hours_are_in_korean() -> None:
    assert latin(babels_time("ko"))
    assert not latin(PRINTED["ko"][1])


def test_thai_years_are_gregorian_and_say_so() -> None:
    buddhist = MessageFormat("{day, date, long}", "th").format({"day": DAY})
    assert "2568" in buddhist
    assert format_date(DAY, LANGUAGES["th"]).endswith("ค.ศ. 2025")


def test_persian_years_are_gregorian_and_its_digits_persian() -> None:
    assert "۱۴۰۴" in MessageFormat("{day, date, long}", "fa").format({"day": DAY})
    assert "2025" in babels_date("fa")
    assert format_date(DAY, LANGUAGES["fa"]) == "۷ ژوئیهٔ ۲۰۲۵"


def test_a_pattern_taken_back_leaves_it_to_babel() -> None:
    language = without(LANGUAGES["vi"], date=None)
    assert format_date(DAY, language) == babels_date("vi")
    language = without(LANGUAGES["zh-Hant"], time=None, day_periods=None)
    assert format_time_range(OPENS, CLOSES, language).startswith("清晨")


def latin(text: str) -> bool:
    return any("LATIN" in unicodedata.name(char, "") for char in text)


# The hours of a day


@pytest.mark.parametrize(
    ("tag", "midnight", "noon"),
    [
        ("en", "12:00 am", "12:00 pm"),
        ("fr", "0\u00a0h\u00a000", "12\u00a0h\u00a000"),
        ("ht", "12:00 am", "12:00 pm"),
        ("ru", "00:00", "12:00"),
        ("zh-Hant", "上午12:00", "下午12:00"),
        ("ko", "오전 12:00", "오후 12:00"),
    ],
)
def test_midnight_and_noon(tag: str, midnight: str, noon: str) -> None:
    printed = format_time_range(datetime.time(0), datetime.time(12), LANGUAGES[tag])
    assert printed.startswith(midnight)
    assert printed.endswith(noon)


def test_words_of_a_pattern_are_not_taken_for_fields() -> None:
    fields = {"time": "'bab' h:mm a", "day_periods": {"am": "a'm", "pm": "b{0}"}}
    language = LANGUAGES["ht"].model_copy(update=fields)
    assert format_time_range(OPENS, CLOSES, language) == "bab 7:00 a'm–bab 6:30 b{0}"


def test_an_apostrophe_in_a_month_is_kept() -> None:
    language = LANGUAGES["ht"].model_copy(update={"months": ["m'd"] * 12})
    assert format_date(DAY, language) == "7 m'd 2025"


# Digits


@pytest.mark.parametrize(
    ("digits", "ten", "style"),
    [
        ("latn", "0123456789", "decimal"),
        ("arab", "٠١٢٣٤٥٦٧٨٩", "arabic-indic"),
        ("arabext", "۰۱۲۳۴۵۶۷۸۹", "persian"),
        ("beng", "০১২৩৪৫৬৭৮৯", "bengali"),
        ("deva", "०१२३४५६७८९", "devanagari"),
        ("khmr", "០១២៣៤៥៦៧៨៩", "khmer"),
        ("laoo", "໐໑໒໓໔໕໖໗໘໙", "lao"),
        ("mymr", "၀၁၂၃၄၅၆၇၈၉", "myanmar"),
        ("thai", "๐๑๒๓๔๕๖๗๘๙", "thai"),
    ],
)
def test_digits(digits: str, ten: str, style: str) -> None:
    language = LANGUAGES["en"].model_copy(update={"digits": digits})
    assert to_digits("0123456789", language) == ten
    assert format_number(1048, language) == ten[1] + ten[0] + ten[4] + ten[8]
    assert counter_style(language) == style


def test_only_persian_and_dari_have_digits_of_their_own() -> None:
    assert {tag for tag, language in LANGUAGES.items() if language.digits != "latn"} == {
        "fa",
        "fa-AF",
    }


@given(st.text())
def test_digits_keep_their_values_and_the_rest_stays(text: str) -> None:
    changed = to_digits(text, LANGUAGES["fa"])
    assert len(changed) == len(text)
    for before, after in zip(text, changed, strict=True):
        same = before == after and before not in "0123456789"
        assert same or int(before) == unicodedata.decimal(after)


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        ("en", "45 kB"),
        ("es", "45 kB"),
        ("fr", "45\u202fko"),
        ("pt-BR", "45 kB"),
        ("ht", "45 kB"),
        ("vi", "45 kB"),
        ("ru", "45 кБ"),
        ("ar", "45 كيلوبايت"),
        ("fa", "۴۵ kB"),
        ("hi", "45 kB"),
        ("am", "45 ኪባ"),
        ("th", "45 kB"),
        ("km", "45 kB"),
        ("zh-Hans", "45 kB"),
        ("zh-Hant", "45 kB"),
        ("ko", "45kB"),
    ],
)
def test_sizes_of_files(tag: str, size: str) -> None:
    assert format_size(44_501, LANGUAGES[tag]) == size


def test_a_file_is_never_nothing() -> None:
    assert format_size(1, LANGUAGES["en"]) == "1 kB"


# Lists


@pytest.mark.parametrize(
    ("tag", "two", "three"),
    [
        ("en", "A and B", "A, B, and C"),
        ("es", "A y B", "A, B y C"),
        ("fr", "A et B", "A, B et C"),
        ("pt-BR", "A e B", "A, B e C"),
        ("ht", "A ak B", "A, B ak C"),
        ("vi", "A và B", "A, B và C"),
        ("ru", "A и B", "A, B и C"),
        ("ar", "A وB", "A وB وC"),
        ("fa", "A و B", "A،\u200f B، و C"),
        ("hi", "A और B", "A, B, और C"),
        ("am", "A እና B", "A፣ B እና C"),
        ("th", "AและB", "A B และC"),
        ("km", "A និង\u200bB", "A, B និង C"),
        ("zh-Hans", "A和B", "A、B和C"),
        ("zh-Hant", "A和B", "A、B和C"),
        ("ko", "A 및 B", "A, B 및 C"),
    ],
)
def test_lists(tag: str, two: str, three: str) -> None:
    language = LANGUAGES[tag]
    assert format_list(["A", "B"], language) == two
    assert format_list(["A", "B", "C"], language) == three
    assert format_list(["A"], language) == "A"
    assert format_list([], language) == ""


def test_items_may_hold_braces() -> None:
    assert format_list(["{0}", "{x}", "{"], LANGUAGES["ht"]) == "{0}, {x} ak {"
