"""Letters and events, as officers type them, written as provinces write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.drawn.stated_facts import StatedEvent, StatedLetter, read_event, read_letters
from thai.numbers import to_thai_digits


@pytest.mark.parametrize(
    "typed",
    [
        "ตามหนังสือจังหวัดสุโขทัย ด่วนที่สุด ที่ สท 0017.5/ว 927 ลงวันที่ 8 มีนาคม 2567",
        "แจ้งทุกส่วนราชการ หนังสือจังหวัดสุโขทัย ด่วนที่สุด ที่ สท ๐๐๑๗.๕/ว๙๒๗ ลว. 8 มี.ค. 67",
    ],
)
def test_a_letter_is_written_as_the_province_writes_it(typed: str) -> None:
    (letter,) = read_letters(typed)
    assert (
        letter.worded("ใครก็ได้") == "ตามหนังสือจังหวัดสุโขทัย ด่วนที่สุด ที่ สท 0017.5/ว 927 ลงวันที่ 8 มีนาคม 2567"
    )


def test_a_letter_without_a_sender_is_the_agencys_own() -> None:
    (letter,) = read_letters("สท 0032/123 ลว 8/3/67")
    assert (
        letter.worded("สำนักงานคลังจังหวัด")
        == "ตามหนังสือสำนักงานคลังจังหวัด ที่ สท 0032/123 ลงวันที่ 8 มีนาคม 2567"
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ว 927 ลว 8 มี.ค. 67", "ตามหนังสือกองคลัง ที่ ว 927 ลงวันที่ 8 มีนาคม 2567"),
        (
            "ที่ กค(กวจ)0405.2/ว119 ลว. 7 มี.ค. 61",
            "ตามหนังสือกองคลัง ที่ กค (กวจ) 0405.2/ว 119 ลงวันที่ 7 มีนาคม 2561",
        ),
        (
            "หนังสือ สนง.จังหวัด ด่วนที่สุด ที่ สท 0017.5/927 ลว.8 มี.ค.67",
            "ตามหนังสือสนง.จังหวัด ด่วนที่สุด ที่ สท 0017.5/927 ลงวันที่ 8 มีนาคม 2567",
        ),
        ("หนังสือ แจ้งเวียน ที่ สท 0017.5/927", "ตามหนังสือกองคลัง ที่ สท 0017.5/927"),
    ],
)
def test_letters_are_read_in_the_ways_officers_write_them(typed: str, written: str) -> None:
    (letter,) = read_letters(typed)
    assert letter.worded("กองคลัง") == written


@pytest.mark.parametrize(
    "text",
    [
        "คำสั่งจังหวัด ที่ 123/2567 ลงวันที่ 8 มีนาคม 2567",
        "ปี 2567/2",
        "ประชุมครั้งที่ 3/2567",
        "พ.ร.บ. พ.ศ. 2540",
        "ณ วันที่ 8 มีนาคม 2567",
        "",
    ],
)
def test_what_is_no_letter_is_read_as_none(text: str) -> None:
    assert read_letters(text) == []


def test_two_letters_in_one_sentence_are_two() -> None:
    text = (
        "ครั้งที่ 1 ที่ สท 0017.5/ว 927 ลงวันที่ 8 มีนาคม 2567 และครั้งที่ 2 ที่ สท 0017.5/ว 3444 ลงวันที่ 30 "
        "สิงหาคม 2567"
    )
    assert [letter.number for letter in read_letters(text)] == [
        "สท 0017.5/ว 927",
        "สท 0017.5/ว 3444",
    ]


@given(
    st.sampled_from(["สท", "กค", "มท", "นร"]),
    st.integers(10, 9999),
    st.integers(1, 99999),
    st.booleans(),
    st.dates(date(2015, 1, 1), date(2040, 12, 31)),
    st.booleans(),
)
def test_a_letter_that_is_written_reads_back(
    office: str, series: int, number: int, is_circular: bool, day: date, in_thai: bool
) -> None:
    letter = StatedLetter(
        f"{office} {series:04}/{'ว ' if is_circular else ''}{number}", day, "จังหวัดน่าน"
    )
    text = letter.worded("-")
    assert read_letters(to_thai_digits(text) if in_thai else text) == [letter]


def test_an_event_is_a_day_with_a_place_or_people() -> None:
    text = (
        "จัดอบรมเมื่อวันที่ 21 มี.ค. 67 ณ ห้องประชุมศรีสัชนาลัย ชั้น 5 ศาลากลางจังหวัด ผู้เข้าร่วมโครงการ จำนวน ๑๕๐ คน"
    )
    event = read_event(text)
    assert event == StatedEvent(date(2024, 3, 21), "ห้องประชุมศรีสัชนาลัย ชั้น 5 ศาลากลางจังหวัด", 150)
    assert event.worded() == (
        "เมื่อวันที่ 21 มีนาคม 2567 ณ ห้องประชุมศรีสัชนาลัย ชั้น 5 ศาลากลางจังหวัด ผู้เข้าร่วมจำนวน 150 คน"
    )
    assert read_event("ลงวันที่ 21 มีนาคม 2567") is None


def test_an_event_of_several_days_keeps_its_first_day() -> None:
    event = read_event("จัดอบรมเมื่อวันที่ 12-13 พ.ย. 69 ณ ห้องประชุม ผู้เข้าร่วม 1,250 คน")
    assert event is not None
    assert event.worded() == "เมื่อวันที่ 12 - 13 พฤศจิกายน 2569 ณ ห้องประชุม ผู้เข้าร่วมจำนวน 1,250 คน"
