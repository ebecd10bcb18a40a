"""What a report in one message keeps: figures, trouble, doubts, and evidence that stands alone."""

from __future__ import annotations

import pytest

from messages.form.mending import edit_asked, mend_of
from messages.form.undoing import asks_undo, may_mean_the_form
from messages.said.kinds import Kind
from messages.said.reading import read
from tests.messages.said.labelled import MEASURES, TODAY


@pytest.mark.parametrize(
    ("text", "progress", "summary", "obstacle"),
    [
        ("1.2 ทำไปแล้ว 60% ลงแผน 3 เรื่อง", "in_progress", "ทำไปแล้ว 60% ลงแผน 3 เรื่อง", ""),
        ("2.1 ไม่มีปัญหา ทำคู่มือเสร็จเรียบร้อย 50 เล่ม", "done", "ไม่มีปัญหา ทำคู่มือเสร็จเรียบร้อย 50 เล่ม", ""),
        ("1.1 เสร็จแล้ว อบรม 30 คน ติดปัญหาวิทยากรลา", "done", "อบรม 30 คน ติดปัญหาวิทยากรลา", ""),
        (
            "1.1 กำลังทำ อบรม 30 คน ปัญหา เจ้าหน้าที่น้อย ผลลัพธ์ ประชาชนรับรู้",
            "in_progress",
            "อบรม 30 คน ผลลัพธ์ ประชาชนรับรู้",
            "เจ้าหน้าที่น้อย",
        ),
        ("1.1 เสร็จแล้วครับ แต่ยังไม่ได้ส่งหนังสือ", "in_progress", "เสร็จแล้ว แต่ยังไม่ได้ส่งหนังสือ", ""),
        ("1.1 เสร็จแล้ว จะจัดอบรม 15 ธ.ค. 69", "in_progress", "เสร็จแล้ว จะจัดอบรม 15 ธ.ค. 69", ""),
        ("4 ตรวจทะเบียนเสร็จแล้วนะ แต่ยังไม่ได้ถ่ายรูป", "done", None, ""),
        ("1.1 เดือนนี้ยังไม่มีอะไรจะรายงาน", "nothing_new", None, ""),
        ("1.1 ยกเลิกโครงการแล้วเพราะไม่มีงบ", "not_achieved", "ยกเลิกโครงการแล้ว", "เพราะไม่มีงบ"),
    ],
)
def test_nothing_that_was_told_is_lost(
    text: str, progress: str, summary: str | None, obstacle: str
) -> None:
    (report,) = read(text, MEASURES, TODAY).reports
    assert (report.progress, report.obstacle) == (progress, obstacle)
    assert summary in (None, report.summary)


def test_none_at_all_is_said_of_the_only_one() -> None:
    reading = read("ทั้งหมดยังไม่มีความคืบหน้าครับ", MEASURES[:1], TODAY)
    assert [each.progress for each in reading.reports] == ["nothing_new"]
    assert read("ขอส่งมอบงานให้คนใหม่", MEASURES, TODAY).kind is Kind.MOVED


@pytest.mark.parametrize(
    "text", ["ลิงก์ข่าวครับ https://www.go.th/news/12?id=1.1", "นม 0023/ว 123 ลงวันที่ 3 พ.ย. 69"]
)
def test_a_link_or_letter_alone_is_of_the_one_that_is_due_or_asked(text: str) -> None:
    (asked,) = read(text, MEASURES, TODAY).reports
    (told,) = read(text, MEASURES[:1], TODAY).reports
    assert (asked.measures, told.measures) == ((), (1,))
    assert (told.progress, told.summary) == (None, "")


def test_a_sent_report_is_corrected_without_a_colon() -> None:
    for text in ("แก้ 1.2 สรุปผล เผยแพร่ 9 รายการ", "แก้สรุปผล 1.2 เป็น เผยแพร่ 9 รายการ"):
        mend = mend_of(text)
        assert mend is not None
        assert (mend.which, mend.key, mend.text) == ("1.2", "summary", "เผยแพร่ 9 รายการ")
    for text in ("ขอแก้ไข 1.2 หน่อย พิมพ์ผิด", "แก้ 1.2 สรุปผล หน่อย"):
        assert mend_of(text) is None
        assert edit_asked(text) == "1.2"
    assert mend_of("แก้สรุปผล 3 เรื่อง เรียบร้อยแล้ว") is None
    assert asks_undo("ส่งผิดครับ ขอยกเลิก") == ""
    assert may_mean_the_form("ส่งผิดครับ ขอยกเลิก")


@pytest.mark.parametrize("words", ["ยื่นคำขอออนไลน์", "ขอออกบูธ", "รอออกคำสั่ง"])
def test_three_letters_where_two_words_meet_are_no_slip(words: str) -> None:
    (report,) = read(f"1.2 {words} เสร็จแล้ววว", MEASURES, TODAY).reports
    assert words in report.words
