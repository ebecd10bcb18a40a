"""Thai digits, months, dates and labels."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.cleaning import clean
from thai.dates import (
    MONTHS,
    SHORT_MONTHS,
    full_year,
    long_date,
    long_month,
    month_number,
    parse_date,
    short_date,
    short_month,
    weekday_date,
)
from thai.labels import progress_label, recurrence_label, role_label
from thai.numbers import to_arabic_digits, to_thai_digits, whole_per_cent

DAYS = st.dates(date(1997, 1, 1), date(2056, 12, 31))  # their short years are of one era only
"""Days whose two-digit Buddhist year lies in 2501 to 2599."""


@given(DAYS)
def test_every_written_date_is_read_back(day: date) -> None:
    for written in (
        long_date(day),
        weekday_date(day),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year + 543}",
    ):
        assert parse_date(written) == day
        assert parse_date(to_thai_digits(written)) == day
    assert parse_date(short_date(day)) == day


@pytest.mark.parametrize(
    "text",
    [
        "30 ก.ย. 69",
        "๓๐ กันยายน ๒๕๖๙",
        "30/9/2569",
        "30 ก.ย. 2569",
        "30 กย 69",
        "30ก.ย.69",
        "30 ก.ย 69",
        "30 ก. ย. 69",
        "30-09-69",
        "30.9.69",
        "30/9/2026",
        "วันที่ 30 กันยายน พ.ศ. 2569",
        "วันพุธที่ 30 เดือนกันยายน 2569",
        " 30\u200b กันยายน\u00a0 2569 ",
    ],
)
def test_what_officers_type_is_read(text: str) -> None:
    assert parse_date(text) == date(2026, 9, 30)


@pytest.mark.parametrize(
    "text", ["", "31 ก.พ. 69", "30 กันยา", "30/13/2569", "พรุ่งนี้", "30 ก.ย. 569", "30 ขอบคุณ 69"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    parse_date(text)
    month_number(text)
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("number", range(1, 13))
def test_months_are_known_by_long_and_short_name(number: int) -> None:
    long, short = MONTHS[number - 1], SHORT_MONTHS[number - 1]
    spaced = short.replace(".", ". ")
    for word in (
        long,
        short,
        short.replace(".", ""),
        short.rstrip("."),
        spaced,
        f" {long} ",
        f"เดือน{long}",
    ):
        assert month_number(word) == number


def test_other_words_are_no_month() -> None:
    assert month_number("ไตรมาส") is None
    assert month_number("") is None


def test_years_of_both_eras_and_both_lengths_are_one() -> None:
    assert [full_year(year) for year in (69, 2569, 2026)] == [2569, 2569, 2569]
    for number in (569, 0, 14, 100):
        with pytest.raises(ValueError):
            full_year(number)


def test_two_digits_that_cannot_be_buddhist_are_common_era() -> None:
    assert [full_year(year) for year in (15, 26, 39, 40, 99)] == [2558, 2569, 2582, 2540, 2599]
    assert parse_date("30/12/26") == date(2026, 12, 30)
    assert parse_date("30 ธ.ค. 26") == date(2026, 12, 30)
    assert parse_date("30/12/70") == date(2027, 12, 30)
    assert parse_date("30/12/05") is None


def test_days_and_months_are_written_the_official_way() -> None:
    day = date(2024, 3, 8)
    assert long_date(day) == "8 มีนาคม 2567"
    assert short_date(day) == "8 มี.ค. 67"
    assert weekday_date(day) == "วันศุกร์ที่ 8 มีนาคม 2567"
    assert long_month(day) == "มีนาคม 2567"
    assert short_month(day) == "มี.ค. 67"


def test_clean_mends_sara_am_and_spaces() -> None:
    assert clean("ดํา  เนิน\u200bการ") == "ดำ เนินการ"
    assert clean("นํ้า น้ํา น้ำ") == "น้ำ น้ำ น้ำ"
    assert clean("เรียกร ับเงิน") == "เรียกรับเงิน"
    assert clean("เเผน\n\t งาน") == "แผน งาน"


@given(st.text(alphabet="0123456789กขค ./"))
def test_digits_go_there_and_back(text: str) -> None:
    assert to_arabic_digits(to_thai_digits(text)) == text


def test_every_label_is_thai() -> None:
    assert progress_label("not_achieved") == "ยังไม่บรรลุผล"
    assert role_label("secretariat") == "ฝ่ายเลขานุการ"
    assert recurrence_label("quarterly") == "ทุกไตรมาส"
    assert recurrence_label("times_per_year:2") == "ปีละ 2 ครั้ง"
    assert recurrence_label("months:10,4") == "ทุกเดือน ต.ค. และ เม.ย."
    with pytest.raises(ValueError):
        recurrence_label("sometimes")


def test_whole_per_cents_are_rounded_half_up() -> None:
    assert [whole_per_cent(part, 8) for part in (0, 1, 5, 8)] == [0, 13, 63, 100]
    assert [whole_per_cent(28, 33), whole_per_cent(2, 3)] == [85, 67]


@given(whole=st.integers(1, 10_000), part=st.integers(0, 10_000))
def test_a_hundred_per_cent_is_all_and_none_is_nothing(whole: int, part: int) -> None:
    found = whole_per_cent(min(part, whole), whole)
    assert (found == 100) is (part >= whole)
    assert (found == 0) is (part == 0)
