"""ไม่มีความคืบหน้าเพิ่มเติม: the last status carried forward in one tap; and reports that come
late.
"""

from __future__ import annotations

from datetime import timedelta

from tests.handlers.cast import (
    DECEMBER,
    DONE,
    begin_month,
    officer,
    reports,
    revisions,
    sends_report,
    tap_on_card,
)
from tests.stage import Stage, words_of


def test_no_further_progress_carries_the_last_status_forward_in_one_tap(any_stage: Stage) -> None:
    actor = officer(any_stage)
    sends_report(actor)
    begin_month(any_stage, DECEMBER)
    cards = actor.says("รายงาน")
    receipt = tap_on_card(actor, cards, "มาตรการ 1.1", "ไม่มีความคืบหน้าเพิ่มเติม")
    assert "2570-000002-1" in words_of(receipt)
    again = words_of(tap_on_card(actor, cards, "มาตรการ 1.1", "ไม่มีความคืบหน้าเพิ่มเติม"))
    assert "ส่งเรียบร้อยแล้ว เลขที่รับ 2570-000002-1" in again
    assert revisions(any_stage) == [
        (1, 1, "in_progress", DONE),
        (2, 1, "in_progress", "ไม่มีความคืบหน้าเพิ่มเติมจากรายงานรอบเดือนพฤศจิกายน 2569"),
    ]


def test_no_further_progress_is_not_offered_and_not_taken_without_an_earlier_report(
    stage: Stage,
) -> None:
    actor = officer(stage)
    assert "ไม่มีความคืบหน้าเพิ่มเติม" not in words_of(actor.says("รายงาน"))
    action = {"type": "postback", "label": "x", "data": "a=same&o=1", "displayText": "x"}
    actor._mark()
    stage.line.world.tap(actor.chat_id, actor.user_id, action)
    assert "ยังไม่มีรายงานครั้งก่อน" in words_of(actor.heard())
    assert reports(stage) == 0


def test_no_further_progress_does_not_throw_a_draft_away(stage: Stage) -> None:
    actor = officer(stage)
    sends_report(actor)
    begin_month(stage, DECEMBER)
    cards = actor.says("รายงาน")
    tap_on_card(actor, cards, "มาตรการ 1.1", "รายงานผล")
    actor.says("3")
    actor.says("ดำเนินการครบทุกขั้นตอนแล้ว")
    heard = words_of(tap_on_card(actor, cards, "มาตรการ 1.1", "ไม่มีความคืบหน้าเพิ่มเติม"))
    assert "มีร่างที่ท่านกรอกไว้แล้ว" in heard
    assert "ตรวจข้อความก่อนส่ง" in heard
    assert reports(stage) == 1


def test_a_report_after_the_due_date_is_marked_late(stage: Stage) -> None:
    actor = officer(stage)
    stage.go_to(stage.now() + timedelta(days=21))  # 1 December: November is due and not closed
    assert "ส่งหลังกำหนด" in words_of(sends_report(actor))
