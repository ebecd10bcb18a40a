"""Measures told in other words than the plan's, several in one breath, and what is no report."""

from __future__ import annotations

import pytest

from messages.said.language.field import matters_in
from messages.said.measures import measure_in_words
from messages.said.reading import read
from tests.messages.said.labelled import MEASURES, TODAY, facts_of, measures_of, statuses_of


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("งดรับของขวัญและของกำนัลทุกชนิด (No Gift Policy)", "โนกิ๊ฟเคลียร์แล้ว"),
        ("เปิดเผยผลการจัดซื้อจัดจ้าง (สขร.1)", "ขึ้น e-GP แล้ว"),
        ("พัฒนาระบบการให้บริการ E-Service", "อีเซอวิสเปิดใช้แล้ว"),
        ("สื่อสังคมออนไลน์ของหน่วยงาน", "เพจอัปเดตแล้ว"),
    ],
)
def test_a_matter_has_the_words_of_plans_and_of_people(plan: str, said: str) -> None:
    assert matters_in(plan) & matters_in(said)
    assert not matters_in(said) & matters_in("ตักบาตรวันพระ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("แจ้งแผนงบในที่ประชุมแล้ว", "1.1"),  # "แจ้ง" and "แผน" are in all, one after another in one
        ("รถหลวงยังไม่ได้ทำอะไรเลย", "4"),
        ("ตักบาตรกันเมื่อเช้า", "6.2"),
        ("ยังไม่ได้เริ่ม ไม่มีงบ", None),  # why it is not done is no measure
        ("เสร็จแล้ว ที่ห้องประชุมเทศบาลตำบลบ้านสื่อ", None),  # nor is a place
    ],
)
def test_a_measure_is_told_by_what_it_is_about(text: str, code: str | None) -> None:
    found = measure_in_words(text, MEASURES)
    assert {each.id: each.code for each in MEASURES}.get(found or 0) == code


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "คู่มือบริการเรียบร้อยแล้วครับ คลิปสั้นยังไม่ได้ทำ ยืมทรัพย์สินกำลังร่าง",
            {"1.2": "done", "3": "not_started", "4": "in_progress"},
        ),
        ("จัดซื้อขึ้นเว็บแล้ว ส่วนอบรมจริยธรรมยกเลิกแล้วครับ", {"5": "done", "6.2": "not_achieved"}),
        ("คู่มือบริการปรับเสร็จแล้ว ลงเว็บแล้วด้วย", {"1.2": "done"}),  # of the same
        ("1.2 ทำไปแล้วบางส่วน ที่เหลือรอผู้บริหารเซ็น", {"1.2": "in_progress"}),
    ],
)
def test_several_are_parted_where_another_is_spoken_of(text: str, told: dict[str, str]) -> None:
    reading = read(text, MEASURES, TODAY)
    said = zip(measures_of(reading, MEASURES), statuses_of(reading), strict=True)
    assert {code: status for codes, status in said for code in codes} == told


@pytest.mark.parametrize(
    "text",
    [
        "ข่าวประชาสัมพันธ์: จังหวัดจัดอบรมจริยธรรมแล้ว 17 พ.ย. 69 ผู้เข้าร่วม 300 คน",
        "กระทรวงประกาศช่องทางร้องเรียนแล้ว ผู้บริหาร 40 คนร่วมลงนาม",
        "แบบรายงาน\nมาตรการที่ ........\nสถานะ (เสร็จ/กำลังดำเนินการ/ยังไม่เริ่ม) ........",
    ],
)
def test_news_and_empty_forms_are_no_report(text: str) -> None:
    assert read(text, MEASURES, TODAY).reports == ()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("6.2 อบรมแล้ว 18-20 พ.ย. 69", ("day", "2026-11-19")),
        ("6.2 จัดแล้ว 9 พ.ย. 69 คน 33 คน", ("people", "33")),
        ("6.2 จัดไปแล้ว 2 พ.ย. หน้าเสาธง 38 คน", ("place", "หน้าเสาธง")),
        (
            "5 เสร็จแล้ว https://drive.google.com/sor1nov",
            ("link", "https://drive.google.com/sor1nov"),
        ),
        ("5 ทำหนังสือแล้ว อก 0033(2)/455 ลว. 18 พ.ย. 69", ("letter", "อก 0033(2)/455")),
    ],
)
def test_facts_without_a_word_before_them(text: str, fact: tuple[str, str]) -> None:
    assert fact in facts_of(read(text, MEASURES, TODAY))


def test_the_two_who_must_go_together_took_part_in_nothing() -> None:
    said = facts_of(read("3 คลิปเรื่องออกตรวจแบบสองคน เสร็จแล้ว", MEASURES, TODAY))
    assert not [value for name, value in said if name == "people"]
