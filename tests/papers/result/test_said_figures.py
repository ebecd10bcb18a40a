"""Figures as offices write them: a number is a score, a change or a level only where it is said to
be one; what differs from the ledger is wrong, what the ledger does not hold is not checked.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.print.document import MarkKind, PaperLine
from papers.result.claim_marks import KnownScores, marks_of
from papers.result.score_words import INDICATORS, score_lines
from thai.numbers import to_thai_digits

YEAR = 2570
LEDGER = {
    ("5", YEAR): Decimal("92.82"),
    ("5", YEAR - 1): Decimal("90.00"),
    ("9", YEAR): Decimal("80.00"),
    ("9", YEAR - 1): Decimal("85.50"),
    ("9.1", YEAR): Decimal("75.00"),
    ("IIT", YEAR): Decimal("91.20"),
    ("overall", YEAR): Decimal("93.80"),
    ("overall", YEAR - 1): Decimal("88.45"),
    ("o34", YEAR): Decimal("100.00"),
}
KNOWN = KnownScores(
    LEDGER,
    [],
    YEAR,
    own_name="จังหวัดตัวอย่าง",
    levels={YEAR: "ผ่านดี", YEAR - 1: "ผ่าน"},
    level_names=("ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง"),
)


def figures(text: str, kind: MarkKind) -> list[str]:
    return [
        text[mark.start : mark.end]
        for mark in marks_of(PaperLine(text), KNOWN)
        if mark.kind is kind
    ]


@pytest.mark.parametrize(
    "text",
    [
        "เพิ่มขึ้นจากร้อยละ 80 เป็นร้อยละ 85 จากผู้ตอบ 120 คน",
        "ความพึงพอใจเพิ่มขึ้นจากร้อยละ 80.25 เป็นร้อยละ 85.50 จากหน่วยงาน 33 แห่ง",
        "ผู้เข้าร่วมเพิ่มขึ้นจาก 80 คน เป็น 120 คน คิดเป็นร้อยละ 50",
        "ผลการทดสอบก่อนอบรม 12.50 คะแนน หลังอบรม 17.80 คะแนน เพิ่มขึ้น 5.30 คะแนน จากคะแนนเต็ม 20 คะแนน",
        "ข้อร้องเรียนลดลงจาก 12 เรื่อง เหลือ 3 เรื่อง",
        "เบิกจ่ายงบประมาณร้อยละ 98.50 สูงกว่าเป้าหมายร้อยละ 95",
        "ดำเนินการตามหนังสือ ที่ สท 0017.5/ว 927 ลงวันที่ 8 มีนาคม 2570 แจ้ง 33 หน่วยงาน",
        "อบรมตามตัวชี้วัดที่ 5 จำนวน 3 รุ่น ผู้เข้าอบรม 120 คน ความรู้เพิ่มขึ้นร้อยละ 25",
        "ตั้งเป้าหมายตัวชี้วัดที่ 5 ไม่ต่ำกว่า 95 คะแนน",
        "กำหนดเป้าหมายให้ตัวชี้วัดที่ 5 ได้ 95 คะแนนขึ้นไป",
        "ตัวชี้วัดที่ 5 ดำเนินการ 2 กิจกรรม บุคลากรร้อยละ 95 รับทราบ",
        "ตัวชี้วัดที่ 5 ได้ 92.82 คะแนน เพิ่มขึ้นจากปี 2569 (90.00 คะแนน) ตามข้อ 3 ของ 12 หน่วยงาน",
        "ตัวชี้วัดที่ 5 ได้ 92.82 คะแนน เพิ่มขึ้นจากปีก่อน (90.00 คะแนน) จากผู้ตอบ 120 คน",
        "ตัวชี้วัดที่ 5 ได้ 92.82 คะแนน เพิ่มขึ้นจากปี 2569 โดยผู้ตอบร้อยละ 80 เห็นด้วย",
        "ตัวชี้วัดที่ ๕ ได้ ๙๒.๘๒ คะแนน",
        "ตัวชี้วัดที่ 5 ได้ 92.8 คะแนน",
        "ตัวชี้วัดที่ 5 ปี 2569 ได้ 90.00 คะแนน ปี 2570 ได้ 92.82 คะแนน",
        "ตัวชี้วัดที่ 5 เพิ่มขึ้นจาก 90.00 คะแนน เป็น 92.82 คะแนน",
        "ตัวชี้วัดที่ 5 ปีที่ผ่านมาได้ 90.00 คะแนน ปีนี้ได้ 92.82 คะแนน",
        "ตัวชี้วัดที่ 5 เพิ่มขึ้น 2.82 คะแนน หรือร้อยละ 3.13",
        "ตัวชี้วัดที่ 9 ลดลงจากปี 2569 จำนวน 5.50 คะแนน",
        "ตัวชี้วัดที่ 5 ปี 2566 ได้ 71.11 คะแนน",
        "ค่าเฉลี่ย ITA ระดับประเทศ 93.05 คะแนน",
        "เทศบาลตำบลสมมติได้คะแนน ITA 97.10 คะแนน",
        "ผลการประเมิน ITA ของจังหวัดตัวอย่าง ปี 2570 ได้ 93.80 คะแนน อยู่ในระดับผ่านดี",
        "ผลการประเมิน ITA ปี 2569 อยู่ในระดับผ่าน และปี 2570 อยู่ในระดับผ่านดี",
        "มุ่งให้ผลการประเมิน ITA อยู่ในระดับผ่านดีเยี่ยม",
        "มาตรการที่ 1.2 ปรับจากข้อ 3 เป็นข้อ 4 ตาม O12 และ O34",
        "คำสั่งที่ 12/2570 แต่งตั้งคณะทำงาน 15 คน ประชุมครั้งที่ 2 เวลา 09.30 น.",
        "งบประมาณ 1,250,000.50 บาท คิดเป็นร้อยละ 45.25 ของงบทั้งหมด",
        "ตัวชี้วัดที่ 5 ประกอบด้วยข้อ 1.1 ถึง 1.5 รวม 5 ข้อคำถาม",
        "ข้อ O34 ได้ 100 คะแนน",
        "คะแนน ITA เพิ่มขึ้น 5.35 คะแนน จาก 88.45 เป็น 93.80",
    ],
)
def test_nothing_true_is_called_wrong(text: str) -> None:
    assert figures(text, MarkKind.WRONG) == []
    assert figures(to_thai_digits(text), MarkKind.WRONG) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("ตัวชี้วัดที่ 5 ได้ 99.99", "99.99"),
        ("ตัวชี้วัดที่ 5 การแก้ไขปัญหาการทุจริต ได้คะแนน 99.99 คะแนน", "99.99"),
        ("คะแนนตัวชี้วัดที่ 5 เท่ากับ 99.99", "99.99"),
        ("ตัวชี้วัด 5 = 99", "99"),
        ("ตัวชี้วัดที่ 5 ได้ร้อยละ 99.99", "99.99"),
        ("ตัวชี้วัดที่ 5 ได้ 90.00 คะแนน", "90.00"),
        ("ปี 2569 ตัวชี้วัดที่ 5 ได้ 92.82 คะแนน", "92.82"),
        ("ตัวชี้วัดที่ 5 ได้ 99.99 คะแนน ในปี 2570", "99.99"),
        ("ตัวชี้วัดที่ 9.1 ได้ 57.00 คะแนน", "57.00"),
        ("ผลการประเมิน IIT ได้ 99.20 คะแนน", "99.20"),
        ("ข้อ O34 ได้ 50 คะแนน", "50"),
        ("ผลการประเมิน ITA ปี 2570 ได้ 98.30 คะแนน", "98.30"),
        ("คะแนน ITA ของจังหวัดตัวอย่าง 98.30 คะแนน", "98.30"),
        ("ผลการประเมินคุณธรรมและความโปร่งใสในภาพรวม ได้ 98.30 คะแนน", "98.30"),
        ("ตัวชี้วัดที่ 5 เพิ่มขึ้น 9.99 คะแนน", "9.99"),
        ("ตัวชี้วัดที่ 5 ลดลง 2.82 คะแนน", "2.82"),
        ("ตัวชี้วัดที่ 9 เพิ่มขึ้นจากปี 2569 จำนวน 5.50 คะแนน", "5.50"),
        ("ตัวชี้วัดที่ 5 เพิ่มขึ้นร้อยละ 9.50", "9.50"),
        ("คะแนน ITA เพิ่มขึ้นจากปีที่ผ่านมา 6.35 คะแนน", "6.35"),
        ("ตัวชี้วัดที่ 5 เพิ่มขึ้นจาก 80.00 เป็น 92.82", "80.00"),
        ("ตัวชี้วัดที่ 5 ได้ 92.82 คะแนน เพิ่มขึ้นจากปี 2569 (90.00 คะแนน) 5.14 คะแนน", "5.14"),
        ("ผลการประเมิน ITA อยู่ในระดับผ่านดีเยี่ยม", "ผ่านดีเยี่ยม"),
        ("ผลการประเมิน ITA ปี 2569 อยู่ในระดับ ผ่านดี", "ผ่านดี"),
    ],
)
def test_what_differs_from_the_stored_score_change_or_level_is_wrong(text: str, wrong: str) -> None:
    assert figures(text, MarkKind.WRONG) == [wrong]
    assert figures(to_thai_digits(text), MarkKind.WRONG) == [to_thai_digits(wrong)]


def test_what_the_ledger_does_not_hold_is_shown_as_not_checked_in_one_note() -> None:
    text = "เพิ่มขึ้นจากร้อยละ 80 เป็นร้อยละ 85 จากผู้ตอบ 120 คน"
    assert figures(text, MarkKind.UNCHECKED) == ["80", "85"]
    notes = [mark.note for mark in marks_of(PaperLine(text), KNOWN) if mark.note]
    assert notes == ["ตัวเลข 80, 85 ไม่มีในคะแนนที่บันทึกไว้ จึงยังไม่ได้ตรวจ"]


def test_with_scores_of_last_year_only_a_score_without_a_year_is_held_against_those() -> None:
    known = KnownScores({("5", YEAR - 1): Decimal("92.82")}, [], YEAR)
    said = [
        [mark.kind for mark in marks_of(PaperLine(f"ตัวชี้วัดที่ 5 {words}"), known)]
        for words in ("ได้ 92.82", "ได้ 99.99", "ปี 2570 ได้ 99.99")
    ]
    assert said == [[], [MarkKind.WRONG], [MarkKind.UNCHECKED]]


SCORES = st.integers(2000, 10000).map(lambda value: Decimal(value) / 100)


@given(SCORES, SCORES, SCORES, SCORES, st.sampled_from(sorted(INDICATORS)))
def test_the_sentences_drawn_from_the_ledger_are_all_checked_and_right(
    now: Decimal, before: Decimal, overall: Decimal, overall_before: Decimal, code: str
) -> None:
    ledger = {
        (code, YEAR): now,
        (code, YEAR - 1): before,
        ("overall", YEAR): overall,
        ("overall", YEAR - 1): overall_before,
    }
    known = KnownScores(ledger, [], YEAR, own_name="จังหวัดตัวอย่าง")
    for line in score_lines(ledger, "จังหวัดตัวอย่าง", YEAR, [code]):
        assert marks_of(line, known) == ()


@given(SCORES, st.sampled_from(["ได้", "ได้คะแนน", "เท่ากับ", "มีผลคะแนน", "อยู่ที่", ""]))
def test_a_stated_score_is_right_only_where_it_is_the_stored_one(
    printed: Decimal, words: str
) -> None:
    text = f"ตัวชี้วัดที่ 5 {words} {printed:.2f} คะแนน"
    is_wrong = abs(printed - LEDGER["5", YEAR]) > Decimal("0.01")
    assert bool(figures(text, MarkKind.WRONG)) == is_wrong
