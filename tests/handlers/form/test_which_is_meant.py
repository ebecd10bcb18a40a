"""Words around a report that is open, put aside or sent, that may mean one or another."""

from __future__ import annotations

from datetime import datetime

from models.month.calendar import BANGKOK
from tests.handlers.cast import begin_month, nothing_failed, officer, reports, revisions
from tests.stage import Stage, words_of

REVIEW = "ตรวจข้อความก่อนส่ง"
CLOSED = "รอบนี้ปิดรับการแก้ไขแล้ว"
MID_DECEMBER = datetime(2026, 12, 16, 9, 30, tzinfo=BANGKOK)


def test_editing_a_measure_means_the_draft_that_is_open(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("1.1 กำลังทำ ประชุมเตรียมงาน 6 พ.ย. 69 ผู้เข้าร่วม 10 คน")
    actor.says("ยืนยัน")
    begin_month(stage, MID_DECEMBER)  # November's round has closed
    actor.says("1.1 กำลังทำ ประชุม 7 ธ.ค. 69 ผู้เข้าร่วม 20 คน")
    for _ in range(2):  # open, then put aside
        shown = words_of(actor.says("แก้ไข 1.1"))
        assert CLOSED not in shown
        assert "ประชุม 7 ธ.ค. 69" in shown
        actor.says("พักไว้")
    actor.says("แก้ไข 1.1")
    shown = words_of(actor.says("แก้ไข 2570-000001-1"))
    assert CLOSED in shown
    assert REVIEW in shown  # the form that is open goes on
    nothing_failed(stage)


def test_a_measure_that_is_none_is_said_to_be_none(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("รายงาน 1.2")
    heard = words_of(actor.says("5.1 เสร็จแล้ว"))
    assert "ไม่มีมาตรการ 5.1 ในแผน" in heard
    assert "ขณะนี้มาตรการนี้อยู่ในสถานะใด" in heard
    actor.says("กำลังดำเนินการ")
    heard = words_of(actor.says("5.1 เสร็จแล้ว"))
    assert "ไม่มีมาตรการ 5.1 ในแผน" in heard
    assert "■ สรุปผล" in heard
    shown = words_of(actor.says("1.2 รวบรวมข้อมูลแล้ว 3 รายการ"))  # its own number is an answer
    assert REVIEW in shown
    actor.says("ยืนยัน")
    actor.says("1.1 เสร็จแล้ว ประชุม 6 พ.ย. 69")
    actor.says("ยืนยัน")
    heard = words_of(actor.says("9.9 เสร็จแล้ว"))  # nothing is due any more
    assert "ไม่มีมาตรการ 9.9 ในแผน จึงยังไม่ได้บันทึก ขณะนี้ไม่มีรายการที่ถึงกำหนด" in heard
    nothing_failed(stage)


def test_all_that_was_sent_just_now_is_taken_back(stage: Stage) -> None:
    actor = officer(stage)
    for said in ("1.1 เสร็จแล้ว ประชุม 6 พ.ย. 69", "1.2 กำลังทำ รวบรวม 3 รายการ"):
        actor.says(said)
        actor.says("ยืนยัน")
    assert "เลิกส่งแล้ว 2 รายการ" in words_of(actor.says("เลิกส่งทั้งหมด"))
    listed = words_of(actor.says("งานของฉัน"))
    assert listed.count("✎ มีร่างที่ทำค้างไว้\nรายงานผลต่อจากร่าง") == 2
    assert "ไม่มีรายงานที่ท่านส่งภายใน 10 นาที" in words_of(actor.says("ขอเลิกส่งทุกรายการ"))
    nothing_failed(stage)


def test_confirming_where_the_old_words_stand_shows_the_report(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("1.1 กำลังทำ ประชุมเตรียมงาน 6 พ.ย. 69 ผู้เข้าร่วม 10 คน")
    actor.says("ย้อนกลับ")
    actor.says("พักไว้")
    assert "✎ มีร่างที่ทำค้างไว้" in words_of(actor.says("งานของฉัน"))
    actor.says("1.1")
    shown = words_of(actor.says("ยืนยัน"))
    assert "ใช้สรุปผลการดำเนินการตามข้อความเดิม" in shown
    assert REVIEW in shown
    assert reports(stage) == 0
    actor.says("ยืนยัน")
    assert revisions(stage)[0][3] == "ประชุมเตรียมงาน 6 พ.ย. 69 ผู้เข้าร่วม 10 คน"


def test_several_without_substance_get_one_hint_that_blocks_nothing(stage: Stage) -> None:
    actor = officer(stage)
    shown = words_of(actor.says("1.1 เสร็จแล้ว ส่วน 1.2 ยังไม่ได้ทำ"))
    assert "หลักฐานของ 1.1 และควรระบุเหตุผลที่ยังไม่ได้ดำเนินการของ 1.2" in shown
    assert "ข้อแนะนำ" not in words_of(actor.says("ส่งแค่ 1.1"))  # said once
    actor.says("ยืนยัน")
    assert reports(stage) == 1


def test_few_words_of_work_at_the_last_look_are_asked_about(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("1.1 เสร็จแล้ว ประชุม 6 พ.ย. 69")
    assert "จะใช้กับสรุปผลการดำเนินการหรือไม่" in words_of(actor.says("ประชุมแล้ว"))
    actor.says("ไม่ใช้")
    assert "จะใช้กับสรุปผล" not in words_of(actor.says("ครับ"))
