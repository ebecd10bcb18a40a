"""Turns of speech that look like something else: a place without a word before it, a question that
its writer answers, a delay that is no request, numbers of a list.
"""

from __future__ import annotations

import pytest

from messages.said.kinds import Kind, asks, kind_of
from messages.said.reading import read, words_of
from tests.messages.said.labelled import MEASURES, TODAY, facts_of, measures_of, statuses_of


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("1.1 อบรมแล้ว ห้องสายตรวจ 22 นาย", ("place", "ห้องสายตรวจ")),
        ("2.1 ติดตั้งแล้วหน้างานสารบบคดี รายงานแล้ว", ("place", "หน้างานสารบบคดี")),
        (
            "2.1 ติดตั้งแล้ว 16 พ.ย. 69 ทางเข้าอาคารสำนักงาน สถิติก็ส่ง",
            ("place", "ทางเข้าอาคารสำนักงาน"),
        ),
        ("1.1 ประชุมแล้วที่ห้องประชุมอัยการจังหวัด เข้า 12 คน", ("place", "ห้องประชุมอัยการจังหวัด")),
        ("1.1 อบรมแล้ว รร.อะไรนะ โรงแรมริเวอร์วิว 55 คน", ("place", "โรงแรมริเวอร์วิว")),
        ("1.1 ตรวจครบวันนี้ ปิดงานได้เลย", ("day", TODAY.isoformat())),
        (
            "1.1 ลงนามแล้ว 3 พ.ย. 2569 ตามหนังสือที่ อส 0042/ว 21 ลงวันที่เดียวกัน",
            ("dated", "2026-11-03"),
        ),
    ],
)
def test_a_fact_is_found_as_it_is_spoken(text: str, fact: tuple[str, str]) -> None:
    reading = read(text, MEASURES, TODAY)
    assert fact in facts_of(reading)
    assert statuses_of(reading) == ("done",)


def test_what_one_asks_oneself_is_no_question() -> None:
    assert not asks(words_of("จัดที่ รร.อะไรนะ โรงแรมริเวอร์วิว", MEASURES))
    assert asks(words_of("ข้อ 1.1 ชื่ออะไรนะ", MEASURES))


def test_who_was_late_asks_for_no_time() -> None:
    assert kind_of("1.2 ยังไม่ได้จัดนะคะ วิทยากรเลื่อน ไม่มีกำหนด") is None
    assert kind_of("ขอเลื่อนส่ง 1.2 ค่ะ") is Kind.EXTENSION


def test_the_numbers_of_a_list_in_one_line_are_no_measures() -> None:
    told = "สรุปนะคะ 1. รถหลวง ตรวจแล้ว 6 พ.ย. 69 2. ช่องทางร้องเรียน กำลังทำ 3. ตักบาตร จัดครบแล้ว"
    reading = read(told, MEASURES, TODAY)
    named = [code for codes in measures_of(reading, MEASURES) for code in codes]
    assert named == ["4", "7.1", "6.2"]
    assert statuses_of(reading) == ("done", "in_progress", "done")
    assert "3." in words_of("ข้อ 1. เสร็จ 2. ยัง 3. กำลัง", MEASURES)


def test_all_that_was_listed_is_no_more_than_that() -> None:
    reading = read("ตักบาตร รถหลวง ร้องเรียน ไม่มีอะไรใหม่ทั้งหมดนะคะ", MEASURES, TODAY)
    assert measures_of(reading, MEASURES) == (frozenset({"6.2", "4", "7.1"}),)
    everything = read("ไม่มีอะไรใหม่ทั้งหมดนะคะ", MEASURES, TODAY)
    assert len(everything.reports[0].measures) == len(MEASURES)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1.1 ลงประกาศแล้ว 23 พ.ย. แต่คู่มือยังค่ะ", "in_progress"),
        ("4 ครุภัณยังเท่าเดิมค้าบ", "nothing_new"),
    ],
)
def test_not_yet_is_said_shortly(text: str, status: str) -> None:
    assert statuses_of(read(text, MEASURES, TODAY)) == (status,)


def test_a_line_of_its_own_says_not_yet() -> None:
    reading = read("ตักบาตรจัดแล้ว 45 คน เรียบร้อย\nรถหลวงทำอยู่\nช่องทางร้องเรียนยัง", MEASURES, TODAY)
    assert statuses_of(reading) == ("done", "in_progress", "not_started")


@pytest.mark.parametrize(
    "text",
    [
        "ด่วน! กรมส่งเสริมแจ้งโอนงบ 1.1 งวด 2 แล้ว ตั้งแต่ 20 พ.ย. 69 ให้ อปท. ตรวจสอบยอด",
        "สพฐ. ประกาศผลแผนงบ 1.1 ปี 2569 แล้ว ดูได้ที่ https://www.obec-demo.go.th/news",
    ],
)
def test_news_of_a_department_is_no_report(text: str) -> None:
    assert read(text, MEASURES, TODAY).reports == ()
