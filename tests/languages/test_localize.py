"""Dates, hours, digits and lists, as a reader of each language expects them."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
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
from polyleaf.languages.table import DayPeriods, Language

DAY = datetime.date(2025, 7, 7)
DAYS = [datetime.date(2025, month, month) for month in range(1, 13)]
OPENS, CLOSES = datetime.time(7), datetime.time(18, 30)

PRINTED = yaml.safe_load((Path(__file__).parent / "printed.yaml").read_text("utf-8"))


def test_every_language_is_listed() -> None:
    assert set(PRINTED) == set(LANGUAGES)


@pytest.mark.parametrize("tag", PRINTED)
def test_dates_and_hours(tag: str) -> None:
    language = LANGUAGES[tag]
    printed = (format_date(DAY, language), format_time_range(OPENS, CLOSES, language))
    assert printed == (PRINTED[tag]["date"], PRINTED[tag]["hours"])


@pytest.mark.parametrize("tag", PRINTED)
def test_lists_and_quotation_marks(tag: str) -> None:
    language = LANGUAGES[tag]
    assert format_list(["A", "B"], language) == PRINTED[tag]["two"]
    assert format_list(["A", "B", "C"], language) == PRINTED[tag]["three"]
    assert "x".join(language.quotes) == PRINTED[tag]["quotes"]


@pytest.mark.parametrize("tag", PRINTED)
def test_no_month_can_be_taken_for_another(tag: str) -> None:
    language = LANGUAGES[tag]
    dates = {format_date(datetime.date(2025, month, 7), language) for month in range(1, 13)}
    assert len(dates) == 12
    assert not any(latin(text) for text in dates) or language.script == "Latn"


@pytest.mark.parametrize("tag", PRINTED)
def test_morning_and_evening_differ_in_any_list_of_hours(tag: str) -> None:
    language = LANGUAGES[tag]
    early = format_time_range(datetime.time(6, 30), datetime.time(7, 30), language)
    late = format_time_range(datetime.time(18, 30), datetime.time(19, 30), language)
    assert early != late
    assert not latin(early + late) or language.script == "Latn"


# An entry that only repeats CLDR would hide its next correction.

# CLDR 48, which a later Babel will carry, has made these worse.
AHEAD = {("si", "months"), ("yue", "time")}


@pytest.mark.parametrize("tag", [t for t, language in LANGUAGES.items() if language.babel])
@pytest.mark.parametrize(
    ("field", "printed"),
    [
        ("date", lambda language: [format_date(d, language) for d in DAYS]),
        ("months", lambda language: [format_date(d, language) for d in DAYS]),
        ("time", lambda language: format_time_range(OPENS, CLOSES, language)),
        ("list_pattern", lambda language: format_list(["A", "B", "C"], language)),
    ],
)
def test_what_the_table_has_of_its_own_is_not_what_babel_has(
    tag: str, field: str, printed: Callable[[Language], object]
) -> None:
    language = LANGUAGES[tag]
    if getattr(language, field) is not None and (tag, field) not in AHEAD:
        fields = {field: None} | ({"day_periods": None} if field == "time" else {})
        assert printed(language) != printed(without(language, **fields))


@pytest.mark.parametrize("tag", [t for t, x in LANGUAGES.items() if not x.date and not x.months])
def test_icu_writes_the_same_dates(tag: str) -> None:
    language = LANGUAGES[tag]
    locale = (language.babel or tag).replace("_", "-")
    message = MessageFormat("{day, date, long}", f"{locale}-u-ca-gregory-nu-{language.digits}")
    for month in range(1, 13):
        date = datetime.date(2026, month, 2 * month)
        assert format_date(date, language) == message.format({"day": date})


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
    assert not latin(PRINTED["km"]["hours"])


def test_hindi_hours_are_in_words_of_hindi() -> None:
    assert latin(babels_time("hi"))
    assert not latin(PRINTED["hi"]["hours"])


def test_traditional_chinese_hours_are_not_at_dawn() -> None:
    assert "清晨" in babels_time("zh_Hant")
    assert format_time_range(OPENS, CLOSES, LANGUAGES["zh-Hant"]).startswith("上午")


def test_korean_hours_are_in_korean() -> None:
    assert latin(babels_time("ko"))
    assert not latin(PRINTED["ko"]["hours"])


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


@pytest.mark.parametrize(
    ("hour", "word"),
    [
        *((hour, "night") for hour in (0, 3, 21, 23)),
        *((hour, "am") for hour in (4, 11)),
        (12, "noon"),
        *((hour, "afternoon") for hour in (13, 16)),
        *((hour, "pm") for hour in (17, 20)),
    ],
)
def test_parts_of_the_day(hour: int, word: str) -> None:
    periods = DayPeriods(am="am", pm="pm", noon="noon", afternoon="afternoon", night="night")
    assert periods.of(hour) == word
    assert DayPeriods(am="am", pm="pm").of(hour) == ("am" if hour < 12 else "pm")


def test_words_of_a_pattern_are_not_taken_for_fields() -> None:
    fields = {"time": "'bab' h:mm a", "day_periods": DayPeriods(am="a'm", pm="b{0}")}
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


def test_languages_with_digits_of_their_own() -> None:
    own = {tag: x.digits for tag, x in LANGUAGES.items() if x.digits != "latn"}
    expected = {
        "fa": "arabext",
        "fa-AF": "arabext",
        "ps": "arabext",
        "ckb": "arab",
        "my": "mymr",
        "ksw": "mymr",
    }
    assert own == {tag: digits for tag, digits in expected.items() if tag in LANGUAGES}


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


def test_short_lists() -> None:
    assert format_list(["A"], LANGUAGES["ht"]) == format_list(["A"], LANGUAGES["fr"]) == "A"
    assert format_list([], LANGUAGES["ht"]) == format_list([], LANGUAGES["fr"]) == ""


def test_items_may_hold_braces() -> None:
    assert format_list(["{0}", "{x}", "{"], LANGUAGES["ht"]) == "{0}, {x} ak {"
