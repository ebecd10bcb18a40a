"""Another round than the one that is asked for: what was begun for an earlier one, and reports
that name a month.
"""

from __future__ import annotations

from datetime import datetime

from models.month.calendar import BANGKOK
from tests.handlers.cast import TREASURY, begin_month, nothing_failed, officer, revisions, states
from tests.stage import Stage, labels_in, words_of

REVIEW = "ตรวจข้อความก่อนส่ง"
NOVEMBER_CLOSED = datetime(2026, 12, 14, 9, 30, tzinfo=BANGKOK)
DRAFT = "ประชุมเตรียมงานเมื่อ 6 พ.ย. 69"


def test_a_draft_of_a_month_that_closed_is_offered_for_the_next(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {DRAFT}")
    actor.sends()
    actor.says("พักไว้")
    begin_month(stage, NOVEMBER_CLOSED)
    asked = actor.says("รายงาน 1.1")
    heard = words_of(asked)
    for words in ("ร่างของรอบเดือนพฤศจิกายน 2569", f"“{DRAFT}”", "หลักฐาน 1 รายการ", "พิมพ์ ใช้ร่างเดิม"):
        assert words in heard
    assert "ใช้ร่างเดิม พ.ย. 69" in labels_in(asked[-1])
    shown = words_of(actor.says("ใช้ร่างเดิมของเดือนพฤศจิกายนค่ะ"))
    for words in (
        "ใช้ร่างของรอบเดือนพฤศจิกายน 2569 แล้ว",
        REVIEW,
        DRAFT,
        "ภาพถ่าย 1",
        "รอบเดือนธันวาคม 2569",
    ):
        assert words in shown
    assert REVIEW in words_of(actor.taps("ใช้ร่างเดิม", of=asked))  # a second time changes nothing
    actor.says("ยืนยัน")
    assert revisions(stage)[0][2:] == ("in_progress", DRAFT)
    nothing_failed(stage)


def test_what_is_told_anew_stays_and_the_draft_is_named(stage: Stage) -> None:
    actor = officer(stage)
    actor.says(f"1.1 กำลังดำเนินการ {DRAFT}")
    actor.sends()
    actor.says("พักไว้")
    begin_month(stage, NOVEMBER_CLOSED)
    shown = words_of(actor.says("1.1 เสร็จแล้ว ประชุมใหญ่ 9 ธ.ค. 69"))
    assert f"“{DRAFT}”" in shown
    assert REVIEW in shown
    shown = words_of(actor.taps("ใช้ร่างเดิม"))  # its photo, and what was not told
    assert f"ข้อความในร่างเดิมที่ไม่ได้ใช้\n“{DRAFT}”" in shown
    assert "ภาพถ่าย 1" in shown
    actor.says("ยืนยัน")
    assert revisions(stage)[0][2:] == ("done", "ประชุมใหญ่ 9 ธ.ค. 69")
    assert "ร่างของรอบเดือน" not in words_of(actor.says("รายงาน 1.2"))
    nothing_failed(stage)


TOLD = "รายงานเดือนพฤศจิกายน 1.1 เสร็จแล้ว ประชุมเมื่อ 26 พ.ย. 69 ผู้เข้าร่วม 30 คน"
SUMMARY = "ประชุมเมื่อ 26 พ.ย. 69 ผู้เข้าร่วม 30 คน"


def test_of_a_closed_month_its_writer_says_of_which_it_is(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, NOVEMBER_CLOSED)
    asked = actor.says(TOLD)
    heard = words_of(asked)
    for words in (
        "รอบเดือนพฤศจิกายน 2569 ปิดแล้ว ข้อความนี้ยังไม่ได้บันทึก",
        "พิมพ์ ส่งของเดือนพฤศจิกายน 2569",
        "พิมพ์ ใช้กับรอบเดือนธันวาคม 2569",
    ):
        assert words in heard
    assert REVIEW not in heard
    shown = words_of(actor.says("ใช้กับรอบเดือนธันวาคม"))
    assert REVIEW in shown
    assert "รอบเดือนธันวาคม 2569" in shown
    assert f"สรุปผลการดำเนินการ\n{SUMMARY}\n" in shown  # without the words that name the month
    actor.says("ยกเลิก")
    shown = words_of(actor.taps("ส่งล่าช้าของ พ.ย. 69", of=asked))
    assert "รอบเดือนพฤศจิกายน 2569" in shown
    assert "ส่งหลังกำหนด" in words_of(actor.says("ยืนยัน"))
    assert revisions(stage)[0][2:] == ("done", SUMMARY)
    assert states(stage)["1.1", TREASURY, 11] == "sent"
    heard = words_of(actor.says(TOLD))
    for words in ("ส่งแล้ว เลขที่รับ 2570-000001-1", "ติดต่อฝ่ายเลขานุการให้เปิดรายการนี้อีกครั้ง"):
        assert words in heard
    assert "ส่งของเดือน" not in heard
    nothing_failed(stage)


def test_a_month_that_is_open_takes_the_report_that_names_it(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, datetime(2026, 12, 1, 9, 30, tzinfo=BANGKOK))  # November closes on the 3rd
    shown = words_of(actor.says("1.1 ของเดือนพฤศจิกายน เสร็จแล้ว ประชุม 26 พ.ย. 69"))
    assert REVIEW in shown
    assert "รอบเดือนพฤศจิกายน 2569" in shown
    actor.says("ยกเลิก")
    assert "รอบเดือนธันวาคม 2569" in words_of(actor.says("1.1 เสร็จแล้ว ประชุม 26 พ.ย. 69"))


def test_a_month_that_is_only_named_shows_what_is_there_of_it(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, NOVEMBER_CLOSED)
    listed = actor.says("รายงานเดือนพฤศจิกายน")
    assert "รอบเดือนพฤศจิกายน 2569 ปิดแล้ว" in words_of(listed)
    assert "รอบเดือนพฤศจิกายน 2569" in words_of(actor.taps("รายงาน 1.2", of=listed))
    opened = words_of(actor.says("รายงานเดือนที่แล้ว 1.1"))  # in a form nothing was answered in
    assert "รายงานนี้จะนับเป็นรายงานที่ส่งหลังกำหนด" in opened
    assert "รอบเดือนพฤศจิกายน 2569" in opened
    actor.says("ยกเลิก")
    assert "ไม่มีรายการของรอบเดือนตุลาคม 2569" in words_of(actor.says("รายงานเดือนตุลาคม"))
    heard = words_of(actor.says("รายงานเดือนตุลาคม 1.1 เสร็จแล้ว ประชุมเมื่อ 6 ต.ค. 69"))
    assert "ไม่มีรายการของรอบเดือนตุลาคม 2569" in heard
    assert "ใช้กับรอบเดือนธันวาคม 2569" in heard
    assert "ยังไม่ถึงรอบรายงานเดือนมกราคม 2570" in words_of(actor.says("รายงานเดือนมกราคม 1.1"))
    assert "รายการที่ถึงกำหนดรายงาน" in words_of(actor.says("รายงานเดือนธันวาคม"))
    nothing_failed(stage)
