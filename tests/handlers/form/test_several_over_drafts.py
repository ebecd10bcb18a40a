"""Several reports told at once where drafts stand: no draft's text is lost, or sent under another
status.
"""

from __future__ import annotations

from tests.handlers.cast import (
    HEALTH,
    START,
    begin_month,
    nothing_failed,
    officer,
    reports,
    revisions,
)
from tests.stage import Stage, words_of

_TRAINED = "อบรมร่วมกัน 5 พ.ย. 69 ผู้เข้าร่วม 60 คน"
_PRINTED = "จัดพิมพ์คู่มือ 200 เล่ม 5 พ.ย. 69"


def test_a_mere_status_keeps_the_texts_of_drafts(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says(f"1.1 และ 1.2 เสร็จแล้ว {_TRAINED}")
    actor.says("ยืนยัน")
    actor.says("เลิกส่ง")
    shown = words_of(actor.says("1.1 1.2 เสร็จแล้ว"))
    assert shown.count(_TRAINED) == 2
    assert shown.count("สรุปผลจากร่างที่เก็บไว้") == 2
    actor.says("ยืนยัน")
    assert [each[3] for each in revisions(stage)] == [_TRAINED] * 4
    nothing_failed(stage)


def test_a_draft_of_another_status_is_asked_and_its_text_shown(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says(f"1.2 ดำเนินการแล้วเสร็จ {_PRINTED}")
    actor.says("พักไว้")
    shown = words_of(actor.says("1.1 1.2 ยังไม่ดำเนินการ"))
    assert f"ร่างเดิม (ไม่ได้ใช้): {_PRINTED}" in shown
    assert "ยังไม่มีสรุปผลการดำเนินการ" in shown
    actor.says("ยืนยัน")
    assert reports(stage) == 1


def test_nothing_new_of_all_leaves_a_draft_apart(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says(f"1.2 ดำเนินการแล้วเสร็จ {_PRINTED}")
    actor.says("พักไว้")
    shown = words_of(actor.says("ไม่มีความคืบหน้าทั้งหมด"))
    assert "มีร่างที่ยังไม่ได้ส่ง 1 รายการ" in shown
    assert "ตรวจก่อนส่ง 1 รายการ" in shown
    actor.says("ยืนยัน")
    (sent,) = revisions(stage)
    assert sent[2:] == ("not_started", "ไม่มีความคืบหน้า")
    assert _PRINTED in words_of(actor.says("แก้ไข 1.2"))


def test_nothing_new_takes_no_status_from_what_was_shown_just_before(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    actor.says(f"1.1 และ 1.2 เสร็จแล้ว {_TRAINED}")
    actor.says("ไม่มีความคืบหน้าทั้งหมด")
    actor.says("ยืนยัน")
    assert {each[2:] for each in revisions(stage)} == {("not_started", "ไม่มีความคืบหน้า")}


def test_what_was_taken_back_is_shown_and_sent_together_again(stage: Stage) -> None:
    actor = officer(stage)
    begin_month(stage, START)
    assert "ตรวจก่อนส่ง" not in words_of(actor.says("ส่งทั้งหมด"))
    actor.says(f"1.1 และ 1.2 เสร็จแล้ว {_TRAINED}")
    actor.says("ยืนยัน")
    assert "ส่งทั้งหมด" in words_of(actor.says("เลิกส่งทั้งหมด"))
    assert "ตรวจก่อนส่ง 2 รายการ" in words_of(actor.says("ส่งทั้งหมดค่ะ"))
    assert "ได้รับรายงาน 2 รายการ" in words_of(actor.says("ยืนยันส่งทั้งหมด 2 รายการ"))
    assert [each[3] for each in revisions(stage)] == [_TRAINED] * 4
    nothing_failed(stage)


def test_the_rest_where_one_is_left_is_not_in_its_summary(stage: Stage) -> None:
    actor = officer(stage, agency=HEALTH)
    begin_month(stage, START)
    actor.says("ที่เหลือไม่มีความคืบหน้า")
    actor.says("ยืนยัน")
    assert [each[2:] for each in revisions(stage)] == [("not_started", "ไม่มีความคืบหน้า")]
