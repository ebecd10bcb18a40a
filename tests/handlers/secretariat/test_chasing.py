"""ติดตาม in the chat: the cost first, then one push to each officer, once a day."""

from __future__ import annotations

from bot.outbox.delivery import drain
from tests.handlers.cast import HEALTH, LAND, TREASURY, nothing_failed, officer, secretary
from tests.stage import Stage, actions_in, labels_in, words_of


def test_the_missing_are_asked_after_a_look_at_the_cost(stage: Stage) -> None:
    actor, other, reviewer = officer(stage), officer(stage, "นางสุข", HEALTH), secretary(stage)
    look = reviewer.says("ใครยังไม่ส่ง")
    said = words_of(look)
    assert "ใช้ 2 ข้อความ" in said
    assert f"ส่งไลน์ไม่ถึง โปรดโทรศัพท์: {LAND}" in said
    seen = len(actor.messages())
    assert "ติดตามแล้ว 2 หน่วยงาน 2 ข้อความ" in words_of(reviewer.taps("ส่งติดตาม 2", of=look))
    drain(stage.program)
    assert "ขอติดตามรายงาน" in words_of(actor.messages()[seen:])
    assert "ขอติดตามรายงาน" in words_of(other.messages())
    again = words_of(reviewer.taps("ส่งติดตาม 2", of=look))
    assert "ยังไม่ได้ส่งติดตาม" in again
    assert "วันนี้ติดตามแล้ว" in words_of(reviewer.says("ติดตาม"))
    nothing_failed(stage)


def test_what_changed_since_the_look_is_shown_once_more(stage: Stage) -> None:
    officer(stage)
    reviewer = secretary(stage)
    look = reviewer.says("ติดตาม")
    officer(stage, "นางสุข", HEALTH)
    again = reviewer.taps("ส่งติดตาม 1", of=look)
    assert "เปลี่ยนไปจากที่แสดงไว้" in words_of(again)
    assert "ติดตามแล้ว 2 หน่วยงาน" in words_of(reviewer.taps("ส่งติดตาม 2", of=again))


def test_one_agency_is_asked_from_its_card_and_officers_may_not(stage: Stage) -> None:
    actor, reviewer = officer(stage), secretary(stage)
    card = reviewer.says(TREASURY)
    look = reviewer.taps("ติดตามหน่วยงานนี้", of=card)
    assert labels_in(look[0])[0].startswith("ส่งติดตาม 1 ข้อความ")
    actor._mark()
    stage.line.world.tap(actor.chat_id, actor.user_id, next(actions_in(look)))
    assert "เฉพาะผู้ที่ได้รับมอบหมาย" in words_of(actor.heard())
    assert "ติดตามแล้ว 1 หน่วยงาน" in words_of(reviewer.taps("ส่งติดตาม", of=look))
    assert "ส่งติดตาม" not in words_of(actor.says("ติดตาม"))
