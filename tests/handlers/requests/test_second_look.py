"""What is typed after a card that asks once more does what the card is about, or leaves it."""

from __future__ import annotations

from tests.handlers.cast import HEALTH, nothing_failed, officer, secretary
from tests.stage import Stage, words_of


def test_an_announcement_that_is_shown_is_sent_or_left_by_words(stage: Stage) -> None:
    officer(stage)
    reviewer = secretary(stage)
    reviewer.says("ประกาศ ขอเชิญประชุม")
    assert "ไม่ได้ส่งประกาศ" in words_of(reviewer.says("ยกเลิก"))
    assert "ไม่มีรายการที่รอยืนยัน" in words_of(reviewer.says("ยืนยัน"))
    reviewer.says("ประกาศ ขอเชิญประชุม")
    assert "ส่งประกาศแล้ว 1 ข้อความ" in words_of(reviewer.says("ยืนยัน"))
    reviewer.says("ติดตาม")
    assert "ไม่ได้ส่งข้อความติดตาม" in words_of(reviewer.says("ยกเลิก"))
    nothing_failed(stage)


def test_an_announcement_confirmed_by_words_reaches_whom_the_look_showed(stage: Stage) -> None:
    officer(stage)
    reviewer = secretary(stage)
    assert "ใช้ 1 ข้อความ" in words_of(reviewer.says("ประกาศ ขอเชิญประชุม"))
    officer(stage, "นางสาวมาใหม่ ตั้งใจ", HEALTH)
    again = words_of(reviewer.says("ยืนยัน"))
    assert "เปลี่ยนไปจากที่แสดงไว้" in again
    assert "ใช้ 2 ข้อความ" in again
    assert "ส่งประกาศแล้ว 2 ข้อความ" in words_of(reviewer.says("ยืนยัน"))
    nothing_failed(stage)


def test_what_cannot_be_taken_back_is_left_by_words_and_asked_once_more(stage: Stage) -> None:
    actor = officer(stage)
    actor.says("ลบข้อมูลของฉัน")
    assert "ไม่ได้ลบข้อมูล" in words_of(actor.says("ยกเลิก"))
    actor.taps("ถอนความยินยอม", of=actor.says("ข้อมูลของฉัน"))
    assert "ยืนยันถอนความยินยอม" in words_of(actor.says("ยืนยัน"))
    nothing_failed(stage)
